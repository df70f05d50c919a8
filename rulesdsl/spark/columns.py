"""Spark columns by their headings, and keys as `tables.links.read_keys` has them."""

from __future__ import annotations

from pyspark.sql import Column
from pyspark.sql import functions as F  # noqa: N812 -- its usual name

EDGES = r"^\p{IsWhite_Space}+|\p{IsWhite_Space}+$"
"""What Polars strips, in the words of Java."""


def named(name: str) -> Column:
    """A column by its name, whatever characters are in it."""
    return F.col("`" + name.replace("`", "``") + "`")


def key(heading: str) -> Column:
    """A key as text without spaces around, null where empty."""
    return F.nullif(F.regexp_replace(named(heading).cast("string"), EDGES, ""), F.lit(""))
