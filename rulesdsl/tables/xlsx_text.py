"""An Excel workbook → Parquet of texts: what a cell shows for a number, a day, a percentage or a truth, without floats.

The sheet is the one named after the subject, else the first. Formulas count with the value last stored; links to other files are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

import polars as pl

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.tables.csv_text import header_problem

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

LARGEST = 200_000_000
"""The largest workbook, in bytes unpacked."""
MIDNIGHT = time()
_STRETCH = 50_000


def xlsx_to_parquet(path: Path, subject: str, where: Path) -> Diagnostic | None:
    """Write a sheet as Parquet; RD747 where it can't be read.

    Raises:
        OSError: the file or the working folder fails.
    """
    if find_spec("openpyxl") is None:
        return Diagnostic("RD747", f"读「{path.name}」要先安装 openpyxl", help="pip install 'rulesdsl[office]'")
    problem = _package_problem(path)
    if problem is not None:
        return problem
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, BadZipFile):
        return _damaged(path)
    try:
        sheet: Any = book[subject] if subject in book.sheetnames else book.worksheets[0]
        rows = _texts(sheet)
        header = _without_empty_end(next(rows, []))
        problem = header_problem(path.name, header)
        if problem is None:
            frames = list(_frames(header, rows))
            pl.concat(frames).write_parquet(where, compression="lz4")
        return problem
    finally:
        book.close()


def _package_problem(path: Path) -> Diagnostic | None:
    try:
        with ZipFile(path) as package:
            parts = package.infolist()
    except BadZipFile:
        return _damaged(path)
    if sum(part.file_size for part in parts) > LARGEST:
        return Diagnostic(
            "RD747", f"「{path.name}」解开后超过 {LARGEST} 个字节", help="大的表用 Parquet 或 CSV，或把它拆开"
        )
    if any(part.filename.startswith("xl/externalLinks/") for part in parts):
        return Diagnostic("RD747", f"「{path.name}」里有指向别的文件的链接", help="把公式粘贴为数值，再另存")
    return None


def _damaged(path: Path) -> Diagnostic:
    return Diagnostic("RD747", f"「{path.name}」不是完好的 xlsx 文件，或有密码", help="用表格程序打开后另存为 xlsx")


def _texts(sheet: ReadOnlyWorksheet) -> Iterator[list[str]]:
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield [cell_text(cell.value, getattr(cell, "number_format", None) or "") for cell in row]


def cell_text(value: Any, shown_as: str) -> str:
    """A cell as a person would write it; "" for an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and value.time() == MIDNIGHT:
        value = value.date()
    if isinstance(value, date):
        return str(value.isoformat())
    if isinstance(value, int | float):
        exact = Decimal(repr(value))
        percent = shown_as.endswith("%")
        text = f"{exact * 100 if percent else exact:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return f"{text}%" if percent else text
    return str(value)


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _frames(header: list[str], rows: Iterator[list[str]]) -> Iterator[pl.DataFrame]:
    """Stretches of rows as wide as the header; rows with nothing in them are kept, so that row numbers stay those of the sheet."""
    width, waiting = len(header), list[list[str]]()
    yield pl.DataFrame(schema=dict.fromkeys(header, pl.String))
    for row in rows:
        waiting.append((row + [""] * width)[:width])
        if len(waiting) == _STRETCH:
            yield pl.DataFrame(waiting, schema=dict.fromkeys(header, pl.String), orient="row")
            waiting = []
    if waiting:
        yield pl.DataFrame(waiting, schema=dict.fromkeys(header, pl.String), orient="row")
