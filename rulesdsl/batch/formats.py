"""Frames of results as Parquet, CSV or XLSX files, written whole or not at all.

In CSV and XLSX amounts are yuan with two decimals under （元）; in Parquet integers of fen under （分）.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import polars as pl

from rulesdsl.batch.shown import yuan

FORMATS = ("parquet", "csv", "xlsx")
_SHEET_ROWS = 1_000_000
"""Rows a sheet; Excel itself allows 1,048,576."""
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def write_frame(frame: pl.DataFrame, path: Path, form: str) -> None:
    """Write a frame beside its final name, then rename it.

    Raises:
        OSError: the disk is full, or the place can't be written to.
    """
    writers: dict[str, Callable[[pl.DataFrame, Path], None]] = {
        "parquet": lambda given, where: given.write_parquet(where, compression="zstd", compression_level=1),
        "csv": lambda given, where: _inert(_in_yuan(given)).write_csv(where, include_bom=True),
        "xlsx": _write_xlsx,
    }
    whole_or_not(path, lambda where: writers[form](frame, where))


def whole_or_not(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file under another name and rename it when it is whole.

    Raises:
        OSError: as above; also for what polars says of a full disk.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".tmp")
    try:
        write(unfinished)
    except pl.exceptions.PolarsError as error:
        raise OSError(str(error)) from error
    unfinished.replace(path)


def office_is_missing() -> bool:
    """Whether XLSX can't be written here."""
    return find_spec("openpyxl") is None


def _in_yuan(frame: pl.DataFrame) -> pl.DataFrame:
    """Amounts as yuan, in words of digits."""
    return frame.select(
        yuan(pl.col(name)).alias(name.replace("（分）", "（元）")) if name.endswith("（分）") else pl.col(name)
        for name in frame.columns
    )


def _inert(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts that a spreadsheet would take for a formula get a ' in front; figures are none."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String and not name.endswith("（元）")]
    return frame.with_columns(
        pl.when(pl.col(name).str.slice(0, 1).is_in(_ACTIVE))
        .then("'" + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name in texts
    )


def _write_xlsx(frame: pl.DataFrame, path: Path) -> None:
    from openpyxl import Workbook

    shown = _in_yuan(_inert(frame))
    amounts = {place for place, name in enumerate(shown.columns) if name.endswith("（元）")}
    book = Workbook(write_only=True)
    for start in range(0, max(1, len(shown)), _SHEET_ROWS):
        sheet = book.create_sheet(f"第{start // _SHEET_ROWS + 1}页")
        sheet.append(shown.columns)
        for row in shown.slice(start, _SHEET_ROWS).iter_rows():
            sheet.append(
                [Decimal(cell) if place in amounts and cell is not None else cell for place, cell in enumerate(row)]
            )
    book.save(path)
