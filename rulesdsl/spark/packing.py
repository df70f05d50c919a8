"""Tables of different columns in one Spark frame, so that one exchange brings whole families together; and back, as Polars frames.

Each row carries its table's number; its columns lie in slots of their type, which all tables share: a frame is as wide as the widest
table, not as all tables together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

TABLE = "#table"

Slots = dict[str, dict[str, str]]
"""For each table, in the order of their numbers, the slot of each of its columns."""


class Packed(NamedTuple):
    """All rows, and where their columns are."""

    frame: DataFrame
    slots: Slots


def pack(frames: Mapping[str, DataFrame], beside: str) -> Packed:
    """Put tables into one frame.

    Args:
        beside: a column that all of them have, which stays beside the slots.
    """
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as F  # noqa: N812

    from rulesdsl.spark.columns import named

    slots: Slots = {}
    types: dict[str, str] = {}
    for name, frame in frames.items():
        own, counts = dict[str, str](), dict[str, int]()
        for field in frame.schema.fields:
            kind = field.dataType.simpleString()
            if field.name != beside:
                own[field.name] = f"{kind} {counts.get(kind, 0)}"
                types[own[field.name]] = kind
                counts[kind] = counts.get(kind, 0) + 1
        slots[name] = own
    packed = []
    for number, (name, frame) in enumerate(frames.items()):
        columns = {slot: named(column) for column, slot in slots[name].items()}
        filled = (columns.get(slot, F.lit(None).cast(kind)).alias(slot) for slot, kind in types.items())
        packed.append(frame.select(beside, F.lit(number).cast("smallint").alias(TABLE), *filled))
    return Packed(reduce(DataFrame.union, packed), slots)


def unpack(batches: Iterable[pa.RecordBatch], slots: Mapping[str, Mapping[str, str]]) -> dict[str, pl.DataFrame]:
    """The tables again; one without rows has columns without a type."""
    import pyarrow as pa

    given = list(batches)
    every: Any = pl.from_arrow(pa.Table.from_batches(given)) if given else None
    tables = {}
    for number, (name, own) in enumerate(slots.items()):
        rows = every.select(*{TABLE, *own.values()}).filter(pl.col(TABLE) == number) if given else None
        if rows is None or not len(rows):
            tables[name] = pl.DataFrame(schema=dict.fromkeys(own, pl.Null))
        else:
            tables[name] = rows.select(pl.col(slot).alias(column) for column, slot in own.items())
    return tables
