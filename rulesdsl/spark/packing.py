"""Tables of different columns in frames of one shape, so that one exchange brings whole families together; and back.

Each row carries the number of its table, its own number, its key and its owners' keys. Its other columns lie in slots of their type,
which all tables share: all of them side by side are as wide as the widest, not as all together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from rulesdsl.tables.layout import Layout
from rulesdsl.tables.stretches import ROW

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame

TABLE, KEY, FAMILY, TWICE = "#table", "#key", "#family", "#twice"
"""The table's number; the key as `tables.links.read_keys` has it; the family; whether another row of the table has that key."""


def owner(place: int) -> str:
    """The key of a row's owner, by the owner's place in the layout."""
    return f"#owner {place}"


def lost(place: int) -> str:
    """Whether that owner was not found."""
    return f"#lost {place}"


class Shape(NamedTuple):
    """Which columns a table has: the headings of its key ("" for none) and owners; all other headings that are wanted."""

    key: str
    owners: tuple[str, ...]
    others: tuple[str, ...]


def shape_of(layout: Layout) -> Shape:
    """The columns of a subject's table."""
    ways = (layout.key, *layout.owners.values())
    others = dict.fromkeys(column.heading for column in layout.facts if column.heading not in ways)
    return Shape(layout.key, tuple(layout.owners.values()), tuple(others))


Slots = dict[str, dict[str, str]]
"""For each table, in the order of their numbers, the slots of its headings."""


def pack(frames: Mapping[str, DataFrame], shapes: Mapping[str, Shape]) -> tuple[dict[str, DataFrame], Slots]:
    """Bring tables, which have their headings and `ROW`, into one shape."""
    from pyspark.sql import functions as F  # noqa: N812

    packed: dict[str, DataFrame] = {}
    slots: Slots = {}
    for number, (name, shape) in enumerate(shapes.items()):
        types = dict(frames[name].dtypes)
        slots[name] = _slots(shape, types)
        columns = [F.lit(number).cast("smallint").alias(TABLE), F.col(ROW)]
        columns += [_as_key(shape.key).alias(KEY)] if shape.key else [F.lit(None).cast("string").alias(KEY)]
        columns += [_as_key(heading).alias(owner(place)) for place, heading in enumerate(shape.owners)]
        columns += [_named(heading).alias(slots[name][heading]) for heading in shape.others]
        packed[name] = frames[name].select(columns)
    return packed, slots


def _slots(shape: Shape, types: Mapping[str, str]) -> dict[str, str]:
    found = {shape.key: KEY} if shape.key else {}
    found |= {heading: owner(place) for place, heading in enumerate(shape.owners)}
    counts: dict[str, int] = {}
    for heading in shape.others:
        kind = types[heading]
        found[heading] = f"{kind} {counts.get(kind, 0)}"
        counts[kind] = counts.get(kind, 0) + 1
    return found


_EDGES = r"^\p{IsWhite_Space}+|\p{IsWhite_Space}+$"
"""What Polars strips, in the words of Java."""


def _as_key(heading: str) -> Column:
    from pyspark.sql import functions as F  # noqa: N812

    text = F.regexp_replace(_named(heading).cast("string"), _EDGES, "")
    return F.when(text != "", text)


def _named(heading: str) -> Column:
    """A column by its name, whatever characters are in it."""
    from pyspark.sql import functions as F  # noqa: N812

    return F.col("`" + heading.replace("`", "``") + "`")


def together(frames: list[DataFrame]) -> DataFrame:
    """Frames of one shape as one; columns that only some have are null in the others. Two by two, or Spark takes long to see it."""
    while len(frames) > 1:
        pairs = [frames[place : place + 2] for place in range(0, len(frames), 2)]
        frames = [pair[0].unionByName(pair[-1], allowMissingColumns=True) if pair[1:] else pair[0] for pair in pairs]
    return frames[0]


def unpack(batches: Iterable[pa.RecordBatch], slots: Slots) -> dict[str, pl.DataFrame]:
    """The tables again, with `ROW` and the marks that families left; one without rows has columns without a type."""
    import pyarrow as pa

    given = list(batches)
    every: Any = pl.from_arrow(pa.Table.from_batches(given)) if given else pl.DataFrame()
    tables = {}
    for number, (name, own) in enumerate(slots.items()):
        marks = [TWICE, *(lost(place) for place in range(len(own)) if owner(place) in own.values())]
        columns = {**own, **{mark: mark for mark in (ROW, *marks)}}
        rows = every.filter(pl.col(TABLE) == number) if given else every
        if rows.is_empty():
            tables[name] = pl.DataFrame(schema=dict.fromkeys(columns, pl.Null))
        else:
            tables[name] = rows.select(pl.col(slot).alias(heading) for heading, slot in columns.items())
    return tables
