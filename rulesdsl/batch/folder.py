"""The folder of a batch: what belongs to which partition, what is finished, and whether it is complete.

    manifest.json        the rules, tables and options it was made from; finished partitions; done only at the end
    明细/、合计/          part-00001.parquet …: answers of rows, totals of owners
    进度/                part-00001.json: the sums of a partition, written last: then it is finished
    放在一边/            part-00001.csv: rows set aside
    汇总-*.csv           only when it is done

A file is written under another name and renamed; a partition without its sums is computed again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from rulesdsl.batch.formats import whole_or_not
from rulesdsl.batch.sums import Sums, sums_from_json
from rulesdsl.diagnostics import Diagnostic

FORMAT = 1
MANIFEST, ROWS, OWNERS, PROGRESS, ASIDE = "manifest.json", "明细", "合计", "进度", "放在一边"
WORKING = ".rulesdsl-work"
"""What CSV and XLSX become on the way; removed at the end, and before a beginning."""


class Manifest(NamedTuple):
    """What a batch was made from (`identity`: rules, tables, options), how far it is, and its counts."""

    identity: dict[str, Any]
    parts: int
    finished: tuple[int, ...]
    rows: int
    rows_aside: int
    done: bool


def read_manifest(out: Path) -> Manifest | None:
    """The manifest in a folder; None when there is none that can be read."""
    try:
        data = json.loads((out / MANIFEST).read_bytes())
        if data.pop("format") != FORMAT:
            return None
        return Manifest(**data)._replace(finished=tuple(data["finished"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_manifest(out: Path, manifest: Manifest) -> None:
    """Raises: OSError."""
    _write_json(out / MANIFEST, {"format": FORMAT, **manifest._asdict()})


class Finished(NamedTuple):
    """What is known of a finished partition."""

    sums: Sums
    rows: int
    rows_aside: int
    untotalled: tuple[str, ...]


def read_finished(out: Path, number: int) -> Finished | None:
    """A partition's sums, or None when it isn't finished."""
    try:
        data = json.loads(_progress(out, number).read_bytes())
        return Finished(sums_from_json(data["sums"]), data["rows"], data["rows_aside"], tuple(data["untotalled"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_finished(out: Path, number: int, finished: Finished) -> None:
    """The last file of a partition. Raises: OSError."""
    _write_json(_progress(out, number), {**finished._asdict(), "sums": finished.sums.to_json()})


def part_path(out: Path, kind: str, number: int, form: str) -> Path:
    """Where a partition's file of a kind is; the number that people see begins with 1."""
    return out / kind / f"part-{number + 1:05d}.{form}"


def _progress(out: Path, number: int) -> Path:
    return part_path(out, PROGRESS, number, "json")


def _write_json(path: Path, data: dict[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1)

    def write(where: Path) -> None:
        where.write_text(text, encoding="utf-8")

    whole_or_not(path, write)


def refusal(out: Path, identity: dict[str, Any], resume: bool) -> Diagnostic | None:
    """RD748 where a folder holds another batch, or one that nobody asked to go on with."""
    if not out.exists() or not any(path.name != WORKING for path in out.iterdir()):
        return None
    found = read_manifest(out)
    if found is None:
        return Diagnostic("RD748", f"「{out}」里有别的文件，没有可以接着算的批次", help="换一个空的文件夹")
    changed = differing(found.identity, identity)
    if changed:
        text = f"「{out}」里的结果是用别的{'、'.join(changed)}算的"
        return Diagnostic("RD748", text, help="换一个文件夹，或删去它从头算")
    if not resume:
        text = f"「{out}」里已有{'算完的' if found.done else '没有算完的'}结果"
        return Diagnostic("RD748", text, help="加 --resume 接着算，或换一个文件夹")
    return None


_NAMES = {"rules": "规则", "tables": "表", "options": "选项"}


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """In which respects two batches are not the same."""
    plain = json.loads(json.dumps(other))
    return [name for key, name in _NAMES.items() if one.get(key) != plain.get(key)]


def open_results(out: Path, kind: str = ROWS) -> tuple[pl.LazyFrame | None, tuple[Diagnostic, ...]]:
    """The Parquet results of a complete batch, all partitions as one frame.

    Diagnostics:
        RD748 the batch is not complete, or there are no results of this kind.
    """
    manifest = read_manifest(out)
    if manifest is None or not manifest.done:
        done = f"，算了 {len(manifest.finished)}/{manifest.parts} 份" if manifest is not None else ""
        return None, (Diagnostic("RD748", f"「{out}」里没有算完的结果{done}", help="用 rulesdsl batch --resume 算完"),)
    files = [part_path(out, kind, number, "parquet") for number in range(manifest.parts)]
    if not files or not all(file.exists() for file in files):
        return None, (
            Diagnostic("RD748", f"「{out}」里没有「{kind}」的 Parquet 文件", help="用 --format parquet 再算"),
        )
    return pl.scan_parquet(files), ()
