"""Tables of a folder → packed rows: this machine writes them once as Parquet, a file a table, that Spark reads in one go.

Polars reads them, as in every batch: types that Spark would take otherwise (moments, unsigned numbers) and spaces around keys mean the
same in both. Sixty tables read one by one would cost Spark half a minute before it begins.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from rulesdsl.spark.packing import KEY, TABLE, Packed, Shape, owner, shapes, slots_of, with_struct
from rulesdsl.tables.partitions import Tables
from rulesdsl.tables.stretches import ROW

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_ALIKE: dict[type[pl.DataType], str] = {
    pl.Boolean: "boolean", pl.Int8: "tinyint", pl.Int16: "smallint", pl.Int32: "int", pl.Int64: "bigint",
    pl.Float32: "float", pl.Float64: "double", pl.Date: "date",
}  # fmt: skip
"""Types that Spark knows. Others become one of them, or text."""


def pack_folder(spark: SparkSession, tables: Tables) -> Packed:
    """Write tables in one shape into the working folder.

    Raises:
        OSError: the working folder can't be written to.
    """
    folder = tables.working / "packed"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = shapes(tables)
    slots = {}
    types = {TABLE: "int", ROW: "bigint", KEY: "string"}
    types |= {owner(place): "string" for place in range(max(len(shape.owners) for shape in wanted.values()))}
    for number, (name, shape) in enumerate(wanted.items()):
        schema = tables.sources[name].frame.collect_schema()
        kinds = {heading: _kind(schema[heading]) for heading in shape.others}
        slots[name] = slots_of(shape, kinds)
        types |= {slots[name][heading]: kind for heading, kind in kinds.items()}
        _write(tables.sources[name].frame, number, shape, slots[name], folder / f"{number:03d}.parquet")
    schema_text = ", ".join(f"`{slot}` {kind}" for slot, kind in types.items())
    return with_struct(spark.read.schema(schema_text).parquet(str(folder.resolve())), slots)


def _write(frame: pl.LazyFrame, number: int, shape: Shape, slots: dict[str, str], path: Path) -> None:
    texts = (pl.col(heading).cast(pl.String).str.strip_chars().alias(slot) for heading, slot in shape.keys.items())
    keys = [pl.when(text != "").then(text) for text in texts]
    others = [_plain(heading, frame.collect_schema()[heading]).alias(slots[heading]) for heading in shape.others]
    numbered = frame.with_row_index(ROW).select(
        pl.lit(number).cast(pl.Int32).alias(TABLE), pl.col(ROW).cast(pl.Int64), *keys, *others
    )
    numbered.sink_parquet(path, compression="lz4")


def _kind(kind: pl.DataType) -> str:
    """What Spark calls a type as it is written."""
    if isinstance(kind, pl.Decimal):
        return f"decimal({kind.precision},{kind.scale})"
    if isinstance(kind, pl.Datetime):
        return "timestamp_ntz"
    if kind in (pl.UInt8, pl.UInt16, pl.UInt32):
        return "bigint"
    return _ALIKE.get(kind.base_type(), "string")


def _plain(heading: str, kind: pl.DataType) -> pl.Expr:
    """A column in the type that `_kind` says."""
    column = pl.col(heading)
    if isinstance(kind, pl.Datetime):
        moment = column.dt.replace_time_zone(None)
        rounded = moment.cast(pl.Datetime("us"))
        # What is finer must not become midnight, which would be a day.
        return (
            pl.when(rounded.cast(pl.Datetime(kind.time_unit)) == moment)
            .then(rounded)
            .otherwise(rounded + pl.duration(microseconds=1))
        )
    if kind in (pl.UInt8, pl.UInt16, pl.UInt32):
        return column.cast(pl.Int64)
    return column if isinstance(kind, pl.Decimal) or kind.base_type() in _ALIKE else column.cast(pl.String)
