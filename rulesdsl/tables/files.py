"""A folder of tables: which file is which subject's, and whether it changes while it is read.

CSV and XLSX become Parquet of texts in a working folder first, so that any stretch of rows can be read without those before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from rulesdsl.cases.names import Names
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.tables.csv_text import csv_to_parquet
from rulesdsl.tables.xlsx_text import xlsx_to_parquet

SUFFIXES = (".parquet", ".csv", ".xlsx")
RECORDS = ("已兑现", "择一")
"""Tables beside those of subjects."""


class Source(NamedTuple):
    """One table as given. `first_row` is what the file calls its first row of data; `texts`: every column is text."""

    subject: str
    path: Path
    frame: pl.LazyFrame
    rows: int
    first_row: int
    texts: bool
    stamp: tuple[int, int]


def open_folder(plan: Plan, folder: Path, working: Path) -> tuple[dict[str, Source], tuple[Diagnostic, ...]]:
    """The tables in a folder by subject.

    Args:
        working: a folder for what CSV and XLSX become; the caller removes it.
    Diagnostics:
        RD004 no such folder; RD701 a file named after no subject; RD729 two files of one subject; RD747 one that can't be read.
    """
    try:
        paths = [path for path in sorted(folder.iterdir()) if _is_table(path)]
    except OSError as error:
        return {}, (Diagnostic("RD004", f"读不了文件夹「{folder}」：{error.strerror}", help="检查路径"),)
    names, found, problems = Names((*plan.subjects, *RECORDS)), dict[str, Source](), list[Diagnostic]()
    if not paths:
        advice = "每个对象一个文件，例如 企业.csv、技改项目.xlsx"
        problems.append(Diagnostic("RD747", f"文件夹「{folder}」里没有表", help=advice))
    for path in paths:
        subject = names.find(path.stem)
        if subject is None:
            advice = names.advice(path.stem, "文件名写对象的名称；不是表的，移到别处")
            problems.append(Diagnostic("RD701", f"词汇里没有对象「{path.stem}」（文件 {path.name}）", help=advice))
        elif subject in found:
            text = f"「{subject}」有两个文件：{found[subject].path.name}、{path.name}"
            problems.append(Diagnostic("RD729", text, help="留下一个"))
        else:
            source = _open(subject, path, working)
            if isinstance(source, Diagnostic):
                problems.append(source)
            else:
                found[subject] = source
    return found, tuple(problems)


def _is_table(path: Path) -> bool:
    """Files of other kinds are no tables; nor are what spreadsheet programs leave while a file is open."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file()


def _open(subject: str, path: Path, working: Path) -> Source | Diagnostic:
    """Make a table readable by stretches; RD747 where it is damaged, encoded otherwise, too large or protected."""
    form = path.suffix.lower()
    try:
        stamp = _stamp(path)
        where = path
        if form != ".parquet":
            working.mkdir(parents=True, exist_ok=True)
            where = working / f"{subject}.parquet"
            problem = (csv_to_parquet if form == ".csv" else xlsx_to_parquet)(path, subject, where)
            if problem is not None:
                return problem
        frame = pl.scan_parquet(where)
        rows = int(frame.select(pl.len()).collect().item())
    except OSError as error:
        return Diagnostic("RD747", f"读不了「{path.name}」：{error.strerror or error}", help="检查路径与权限")
    except pl.exceptions.PolarsError:
        return Diagnostic("RD747", f"「{path.name}」不是完好的{form[1:]}文件", help="重新导出这张表")
    return Source(subject, path, frame, rows, 1 if form == ".parquet" else 2, form != ".parquet", stamp)


def _stamp(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def changed(sources: Iterable[Source]) -> tuple[Diagnostic, ...]:
    """RD746 for each file that is no longer what it was when it was opened."""
    found = []
    for source in sources:
        try:
            same = _stamp(source.path) == source.stamp
        except OSError:
            same = False
        if not same:
            text = f"「{source.path.name}」在运行时变了"
            found.append(Diagnostic("RD746", text, help="等写文件的程序结束，再从头运行"))
    return tuple(found)
