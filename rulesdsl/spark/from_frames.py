"""Spark frames, one a table → packed rows. For tables that are in the cluster already."""

from __future__ import annotations

from collections.abc import Mapping

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from rulesdsl.spark.packing import KEY, TABLE, Packed, owner, shapes, slots_of, with_struct
from rulesdsl.tables.partitions import Tables
from rulesdsl.tables.stretches import ROW

_EDGES = r"^\p{IsWhite_Space}+|\p{IsWhite_Space}+$"
"""What Polars strips from keys, in the words of Java."""


def pack_frames(tables: Tables, frames: Mapping[str, DataFrame]) -> Packed:
    """Bring frames that have the headings of their tables into one shape; `ROW` is null."""
    packed, slots = [], {}
    most = max(len(shape.owners) for shape in shapes(tables).values())
    for number, (name, shape) in enumerate(shapes(tables).items()):
        slots[name] = slots_of(shape, dict(frames[name].dtypes))
        ways = {slot: _as_key(heading) for heading, slot in shape.keys.items()}
        absent = F.lit(None).cast("string")
        columns = [F.lit(number).alias(TABLE), F.lit(None).cast("bigint").alias(ROW)]
        columns += [ways.get(slot, absent).alias(slot) for slot in (KEY, *map(owner, range(most)))]
        columns += [_named(heading).alias(slots[name][heading]) for heading in shape.others]
        packed.append(frames[name].select(columns))
    return with_struct(_together(packed), slots)


def _together(frames: list[DataFrame]) -> DataFrame:
    """Frames of one shape as one, two by two, or Spark takes long to see it; a slot that only some have is null in the others."""
    while len(frames) > 1:
        pairs = [frames[place : place + 2] for place in range(0, len(frames), 2)]
        frames = [pair[0].unionByName(pair[-1], allowMissingColumns=True) if pair[1:] else pair[0] for pair in pairs]
    return frames[0]


def _as_key(heading: str) -> Column:
    """A key as text without spaces around, null where empty."""
    text = F.regexp_replace(_named(heading).cast("string"), _EDGES, "")
    return F.when(text != "", text)


def _named(heading: str) -> Column:
    """A column by its heading, whatever characters are in it."""
    return F.col("`" + heading.replace("`", "``") + "`")
