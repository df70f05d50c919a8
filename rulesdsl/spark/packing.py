"""Tables of different columns as rows of one shape, so that one exchange brings whole families together; and back.

Each row carries the number of its table, its own number, its key and its owners' keys. Its other columns lie in slots of their type,
which all tables share: all of them side by side are as wide as the widest, not as all together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl
import polars.selectors as cs

from rulesdsl.tables import facts
from rulesdsl.tables.partitions import Tables
from rulesdsl.tables.stretches import ROW

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

TABLE, KEY, FAMILY, TWICE, SLOTS = "#table", "#key", "#family", "#twice", "#slots"
"""The table's number; the key as `tables.links.read_keys` has it; the family; whether another row of the table has that key; a struct
of all slots: one column to Spark, which it moves as one piece."""


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

    @property
    def keys(self) -> dict[str, str]:
        """The columns that hold keys, by heading."""
        own = {self.key: KEY} if self.key else {}
        return own | {heading: owner(place) for place, heading in enumerate(self.owners)}


def shapes(tables: Tables) -> dict[str, Shape]:
    """The columns of every table: first those of subjects, then those of records, whose owner is an instance."""
    found = {}
    for subject, layout in tables.layouts.items():
        ways = (layout.key, *layout.owners.values())
        others = dict.fromkeys(column.heading for column in layout.facts if column.heading not in ways)
        found[subject] = Shape(layout.key, tuple(layout.owners.values()), tuple(others))
    for name, columns in tables.records.items():
        ways = (columns[facts.KEY].heading,) if facts.KEY in columns else ()
        others = dict.fromkeys(column.heading for column in columns.values() if column.heading not in ways)
        found[name] = Shape("", ways, tuple(others))
    return found


Slots = dict[str, dict[str, str]]
"""For each table, in the order of their numbers, the slots of its headings."""


class Packed(NamedTuple):
    """The rows of all tables, with `SLOTS`, and where their columns are."""

    rows: DataFrame
    slots: Slots


def with_struct(rows: DataFrame, slots: Slots) -> Packed:
    """Put slots that stand side by side into one column."""
    from pyspark.sql import functions as F  # noqa: N812

    keys = {slot for own in slots.values() for slot in own.values() if slot.startswith("#")}
    names = {slot for own in slots.values() for slot in own.values()} - keys
    struct = F.struct(*(F.col(f"`{slot}`") for slot in sorted(names))) if names else F.lit(None)
    return Packed(rows.withColumn(SLOTS, struct).drop(*names), slots)


def slots_of(shape: Shape, types: Mapping[str, str]) -> dict[str, str]:
    """Slots for the columns of a table, by Spark's names of their types: `bigint 0`, `bigint 1`, `string 0`."""
    found, counts = shape.keys, dict[str, int]()
    for heading in shape.others:
        kind = types[heading]
        found[heading] = f"{kind} {counts.get(kind, 0)}"
        counts[kind] = counts.get(kind, 0) + 1
    return found


def unpack(batches: Iterable[pa.RecordBatch], slots: Slots) -> dict[str, pl.DataFrame]:
    """The tables again, with `ROW` and the marks that families left; one without rows has columns without a type."""
    import pyarrow as pa

    given = list(batches)
    every: Any = pl.from_arrow(pa.Table.from_batches(given)) if given else pl.DataFrame()
    every = every.unnest(SLOTS) if SLOTS in every.columns and every[SLOTS].dtype == pl.Struct else every
    every = every.with_columns(cs.datetime("us", "*").dt.replace_time_zone(None))
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
