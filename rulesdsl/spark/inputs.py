"""Tables of a folder as Spark frames: the columns that are wanted under their headings, and the number of each row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from rulesdsl.spark.gathered import shapes
from rulesdsl.spark.packing import Shape
from rulesdsl.tables.files import Source
from rulesdsl.tables.partitions import Tables
from rulesdsl.tables.stretches import ROW

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_KEYS = {
    pl.String: "string", pl.Categorical: "string", pl.Enum: "string", pl.Int8: "tinyint", pl.Int16: "smallint", pl.Int32: "int",
    pl.Int64: "bigint", pl.UInt8: "smallint", pl.UInt16: "int", pl.UInt32: "bigint",
}  # fmt: skip
"""What Spark reads from Parquet as Polars does, and writes out as text in the same way."""
_ALIKE = _KEYS | {pl.Boolean: "boolean", pl.Date: "date", pl.Float32: "float", pl.Float64: "double"}
"""What it reads as Polars does. Moments it doesn't: zones and nanoseconds differ."""


def frames_of_folder(spark: SparkSession, tables: Tables) -> dict[str, DataFrame]:
    """A frame for every table."""
    return {name: _frame(spark, tables, name, shape) for name, shape in shapes(tables).items()}


def _frame(spark: SparkSession, tables: Tables, name: str, shape: Shape) -> DataFrame:
    from pyspark.sql import functions as F  # noqa: N812

    path, types = _readable(tables.sources[name], shape, tables.working)
    # The types are known; asking Spark for them would be a job for each table.
    schema = ", ".join(f"`{heading.replace('`', '``')}` {kind}" for heading, kind in types.items())
    return spark.read.schema(schema).parquet(str(path.resolve())).select("*", F.col("_metadata.row_index").alias(ROW))


def _readable(source: Source, shape: Shape, working: Path) -> tuple[Path, dict[str, str]]:
    """A Parquet file that Spark reads as Polars does, with the types of its columns: the table's own file, or one written anew."""
    keys = {heading for heading in (shape.key, *shape.owners) if heading}
    headings = [*keys, *shape.others]
    if source.texts:
        return working / f"{source.subject}.parquet", dict.fromkeys(headings, "string")
    schema = source.frame.collect_schema()
    kinds = {heading: _kind(schema[heading], heading in keys) for heading in headings}
    if all(kinds.values()):
        return source.path, {heading: kind for heading, kind in kinds.items() if kind}
    path = working / f"{source.subject}.spark.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = [_plain(heading, schema[heading], kinds[heading]) for heading in headings]
    source.frame.select(plain).sink_parquet(path, compression="lz4")
    moments = {heading for heading in headings if isinstance(schema[heading], pl.Datetime)} - keys
    return path, {
        heading: "timestamp_ntz" if heading in moments else kind or "string" for heading, kind in kinds.items()
    }


def _kind(kind: pl.DataType, is_key: bool) -> str | None:
    """What Spark calls a type; None for one that it reads otherwise."""
    if isinstance(kind, pl.Decimal) and not is_key:
        return f"decimal({kind.precision},{kind.scale})"
    return (_KEYS if is_key else _ALIKE).get(kind.base_type())


def _plain(heading: str, given: pl.DataType, kind: str | None) -> pl.Expr:
    """A column in a type that both read alike."""
    column = pl.col(heading)
    if kind is not None:
        return column
    return column.cast(pl.Datetime("us")) if isinstance(given, pl.Datetime) else column.cast(pl.String)
