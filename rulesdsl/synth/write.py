"""A population to a folder of tables as analysts write them: units in the headings, days as days, one file a subject."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from rulesdsl.synth.tables import Table
from rulesdsl.tables.headers import fact_of, with_unit

EPOCH = 719_163
"""The ordinal of 1970-01-01, from which days are counted in files."""
FORMATS = ("parquet", "csv")


def write_table(table: Table, folder: Path, form: str) -> Path:
    """Write one subject's table, a stretch of rows at a time.

    Raises:
        OSError: the folder can't be written to.
    """
    final = folder / f"{table.subject}.{form}"
    unfinished = folder / f"{table.subject}.{form}.tmp"
    shown = (shown_columns(table, frame) for frame in table.frames())
    if form == "csv":
        _write_csv(shown, unfinished)
    else:
        _write_parquet(shown, unfinished)
    unfinished.replace(final)
    return final


def shown_columns(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Canonical columns under the headings and in the types of a file."""
    kinds = table.kinds()
    return frame.select(
        _shown(name, kinds[name], table.fields[fact_of(name)].unit) if name in kinds else pl.col(name)
        for name in frame.columns
    )


def _shown(name: str, kind: str, unit: str) -> pl.Expr:
    column = pl.col(name)
    if kind == "日期":
        return (column - EPOCH).cast(pl.Int32).cast(pl.Date)
    if kind == "比例":
        return (column // 1000).alias(with_unit(name, "‰"))
    if kind in ("金额", "数量"):
        return column.alias(with_unit(name, "分" if kind == "金额" else unit))
    return column


def _write_csv(frames: Iterator[pl.DataFrame], path: Path) -> None:
    with path.open("wb") as file:
        for place, frame in enumerate(frames):
            words = [
                pl.when(pl.col(name)).then(pl.lit("是")).when(~pl.col(name)).then(pl.lit("否")).alias(name)
                for name, kind in frame.schema.items()
                if kind == pl.Boolean
            ]
            frame.with_columns(words).write_csv(file, include_header=place == 0, include_bom=place == 0)


def _write_parquet(frames: Iterator[pl.DataFrame], path: Path) -> None:
    first = next(frames)

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, batch: int | None
    ) -> Iterator[pl.DataFrame]:
        yield first
        yield from frames

    register_io_source(source, schema=first.schema).sink_parquet(path, compression="zstd", compression_level=1)
