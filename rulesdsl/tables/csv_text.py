"""A CSV file → Parquet of texts. UTF-8 or GBK, with or without byte order mark; every cell stays as it is written."""

from __future__ import annotations

import csv
from codecs import getincrementaldecoder
from collections import Counter
from pathlib import Path

import polars as pl

from rulesdsl.diagnostics import Diagnostic

ENCODINGS = ("utf-8-sig", "gb18030")
_PIECE = 1 << 22


def csv_to_parquet(path: Path, subject: str, where: Path) -> Diagnostic | None:
    """Write a CSV file as Parquet; RD747 where it can't be read.

    Raises:
        OSError: the file or the working folder fails.
    """
    encoding = next((name for name in ENCODINGS if _decodes(path, name)), None)
    if encoding is None:
        return Diagnostic("RD747", f"「{path.name}」不是 UTF-8 或 GBK 编码", help="另存为“CSV UTF-8”")
    with path.open(encoding=encoding, newline="") as file:
        header = next(csv.reader(file), [])
    problem = header_problem(path.name, header)
    if problem is not None:
        return problem
    plain = path if encoding == ENCODINGS[0] else _recoded(path, encoding, where.with_suffix(".utf8"))
    try:
        pl.scan_csv(plain, infer_schema=False).sink_parquet(where, compression="lz4")
    except pl.exceptions.PolarsError:
        return Diagnostic("RD747", f"「{path.name}」有的行的列数与第一行不同，或引号没有收尾", help="检查逗号和引号")
    return None


def header_problem(name: str, header: list[str]) -> Diagnostic | None:
    """RD747 for a first row that can't be headings."""
    if not any(cell.strip() for cell in header):
        return Diagnostic("RD747", f"「{name}」的第一行没有列名", help="第一行写列名：键、事实的名称")
    twice = [cell for cell, count in Counter(cell.strip() for cell in header).items() if count > 1]
    if twice:
        shown = "、".join(f"「{cell}」" if cell else "没有名称的列" for cell in twice)
        return Diagnostic("RD747", f"「{name}」有几列同名：{shown}", help="删去多余的，或给它们不同的名称")
    return None


def _decodes(path: Path, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _recoded(path: Path, encoding: str, where: Path) -> Path:
    with path.open(encoding=encoding, newline="") as given, where.open("w", encoding="utf-8", newline="") as plain:
        while piece := given.read(_PIECE):
            plain.write(piece)
    return where
