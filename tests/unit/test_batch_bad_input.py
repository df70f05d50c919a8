"""`rulesdsl batch` on tables as they come: each mistake through the command, on the shipped policies, with what it says."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from rulesdsl.batch.folder import open_results, read_manifest
from rulesdsl.cli.main import main

DAY = ("--claim-date", "2018年5月1日", "--accounting-year", "2017年")
ENTERPRISES = pl.DataFrame({"键": ["甲", "乙"], "规模以上": [True, None]})
ONE_PAID = "应付合计  至少 50万元"
"""By 设备更新技改补助: 5 % of 1000万元."""


def projects(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame({"键": ["一", "二"], "企业": ["甲", "乙"], **columns})


def written(folder: Path, files: dict[str, pl.DataFrame | str | bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        if isinstance(content, pl.DataFrame):
            content.write_parquet(path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def batch(tmp_path: Path, files: dict[str, pl.DataFrame | str | bytes], *words: str) -> int:
    tables = written(tmp_path / "表", files)
    return main(["batch", str(tables), "--out", str(tmp_path / "结果"), *DAY, *words])


def test_the_same_tables_without_a_mistake_are_computed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"企业.parquet": ENTERPRISES, "技改项目.parquet": projects(**{"设备投资额（分）": [10**9, None]})}
    assert batch(tmp_path, files) == 0
    told = capsys.readouterr()
    assert (told.err, ONE_PAID in told.out) == ("", True)


# ---------- tables that can't be used: nothing is computed

KEYS_AS_FLOATS = projects().with_columns(企业=pl.Series([1.0, 2.0]))
REFUSED: dict[str, tuple[dict[str, pl.DataFrame | str | bytes], str, str]] = {
    "an owner's table is missing": ({"技改项目.parquet": projects()}, "RD740", "没有表「企业」"),
    "no column of keys": ({"企业.csv": "规模以上\n是\n"}, "RD741", "没有列「键」"),
    "no column of the owner": ({"企业.csv": "键\n甲\n", "技改项目.csv": "键\n一\n"}, "RD741", "没有列「企业」"),
    "truths as money": (
        {"企业.parquet": ENTERPRISES, "技改项目.parquet": projects(**{"设备投资额（元）": [True, False]})},
        "RD742",
        "不能表示「金额」",
    ),
    "numbers as truths": ({"企业.parquet": pl.DataFrame({"键": ["甲"], "规模以上": [1]})}, "RD742", "不能表示「是否」"),
    "keys with decimals": (
        {"企业.parquet": pl.DataFrame({"键": [1, 2]}), "技改项目.parquet": KEYS_AS_FLOATS},
        "RD742",
        "列「企业」的类型是 Float64，不能作键",
    ),
    "lists as keys": ({"企业.parquet": pl.DataFrame({"键": [[1]]})}, "RD742", "不能作键"),
    "numbers without a unit": (
        {"企业.parquet": ENTERPRISES, "技改项目.parquet": projects(设备投资额=[6000, 7000])},
        "RD742",
        "没有写单位",
    ),
    "a unit of something else": (
        {"企业.parquet": ENTERPRISES, "技改项目.parquet": projects(**{"设备投资额（台）": [6000, 7000]})},
        "RD742",
        "单位「台」不合金额",
    ),
    "two encodings in one file": (
        {"企业.csv": "键,规模以上\n甲,是\n".encode("gbk") + "乙,否\n".encode()},
        "RD747",
        "不是 UTF-8 或 GBK 编码",
    ),
    "UTF-16": ({"企业.csv": "键,规模以上\n甲,是\n".encode("utf-16")}, "RD747", "不是 UTF-8 或 GBK 编码"),
    "semicolons": ({"企业.csv": "键;规模以上\n甲;是\n"}, "RD741", "没有列「键」"),
    "a row too long": ({"企业.csv": "键,规模以上\n甲,是,多了\n"}, "RD747", "列数与第一行不同"),
    "an empty Parquet file": ({"企业.parquet": b""}, "RD747", "不是完好的parquet文件"),
    "a file of no subject": ({"企业.csv": "键\n甲\n", "企业备份.csv": "键\n甲\n"}, "RD701", "没有对象「企业备份」"),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_tables_that_cannot_be_used(tmp_path: Path, mistake: str, capsys: pytest.CaptureFixture[str]) -> None:
    files, code, said = REFUSED[mistake]
    assert batch(tmp_path, files) == 2
    told = capsys.readouterr()
    assert f"错误[{code}]" in told.err
    assert said in told.err
    assert not (tmp_path / "结果" / "manifest.json").exists()


def parquet(rows: int) -> bytes:
    """A table whose pages are compressed."""
    kept = io.BytesIO()
    names = pl.int_range(rows, eager=True).hash(1).cast(pl.String)
    pl.DataFrame({"键": names, "规模以上": [True] * rows}).write_parquet(kept, compression="gzip")
    return kept.getvalue()


@pytest.mark.parametrize("command", ["batch", "explain"])
@pytest.mark.parametrize("damage", ["its end is missing", "a page is damaged"])
def test_a_damaged_table(tmp_path: Path, damage: str, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = parquet(20_000)
    damaged = whole[:-100] if damage == "its end is missing" else whole[:1000] + b"\xff" * 2000 + whole[3000:]
    assert batch(tmp_path, {"企业.parquet": damaged}, *(["--explain", "企业/甲"] if command == "explain" else [])) == 2
    told = capsys.readouterr()
    assert "错误[RD747]" in told.err
    assert "Traceback" not in told.err


# ---------- rows that can't be used: the others are computed

ASIDE: dict[str, tuple[dict[str, pl.DataFrame | str | bytes], str, int]] = {
    "text in a column of money": (
        {"企业.parquet": ENTERPRISES, "技改项目.parquet": projects(**{"设备投资额（分）": ["1000000000", "七百万"]})},
        "「七百万」读不懂",
        1,
    ),
    "10¹⁹ fen": (
        {
            "企业.parquet": ENTERPRISES,
            "技改项目.parquet": projects(**{"设备投资额（分）": pl.Series([10**9, 10**19], dtype=pl.UInt64)}),
        },
        "「10000000000000000000」不是整数分、太大或是负数",
        1,
    ),
    "a negative amount": (
        {"企业.parquet": ENTERPRISES, "技改项目.parquet": projects(**{"设备投资额（元）": [10_000_000, -5]})},
        "「-5」不是整数分、太大或是负数",
        1,
    ),
    "half a fen, and no number": (
        {"企业.parquet": ENTERPRISES, "技改项目.parquet": projects(**{"设备投资额（元）": [10_000_000.0, float("nan")]})},
        "「NaN」不是整数分",
        1,
    ),
    "no key": (
        {
            "企业.parquet": pl.concat([ENTERPRISES, pl.DataFrame({"键": [None], "规模以上": [True]})], how="vertical_relaxed"),
            "技改项目.parquet": projects(**{"设备投资额（分）": [10**9, None]}),
        },
        "没有键",
        1,
    ),
    "one key twice, and what belongs to it": (
        {
            "企业.csv": "键\n甲\n丙\n丙\n",
            "技改项目.csv": "键,企业,设备投资额（万元）\n一,甲,1000\n二,丙,1000\n",
        },
        "这个键写了不止一次",
        3,
    ),
    "an owner that is not listed": (
        {"企业.csv": "键\n甲\n", "技改项目.csv": "键,企业,设备投资额（万元）\n一,甲,1000\n二,乙,1000\n"},
        "表「企业」里没有这个键",
        1,
    ),
    "a choice that there is not": (
        {
            "企业.csv": "键\n甲\n",
            "技改项目.csv": "键,企业,类型,设备投资额（万元）\n一,甲,,1000\n二,甲,随便,1000\n",
        },
        "「随便」读不懂：应是",
        1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", ASIDE)
def test_rows_that_cannot_be_used(tmp_path: Path, mistake: str, capsys: pytest.CaptureFixture[str]) -> None:
    files, said, count = ASIDE[mistake]
    assert batch(tmp_path, files) == 0
    told = capsys.readouterr()
    assert "警告[RD743]" in told.err
    assert said in told.err
    assert f"放在一边 {count} 行" in told.out
    assert ONE_PAID in told.out
    listed = pl.read_csv(tmp_path / "结果" / "放在一边.csv", infer_schema=False)
    assert listed.select("文件", "行").n_unique() == count
    capsys.readouterr()
    assert main(["batch", str(tmp_path / "表"), "--out", str(tmp_path / "严格"), *DAY, "--strict"]) == 1
    assert not (tmp_path / "严格").exists()


# ---------- a disk that is full


def test_a_disk_that_becomes_full_and_has_room_again(tmp_path: Path) -> None:
    """Files may not become larger than 20,000 bytes, which is how a quota and a full disk look to a program."""
    count = 3_000
    enterprises = pl.DataFrame({"键": [f"企业{number}" for number in range(count)], "规模以上": [True] * count})
    tables, out = written(tmp_path / "表", {"企业.parquet": enterprises}), tmp_path / "结果"
    command = [sys.executable, "-m", "rulesdsl.cli.main", "batch", str(tables), "--out", str(out), *DAY]

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    full = subprocess.run(
        command, preexec_fn=limited, capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"}
    )
    assert (full.returncode, "错误[RD749]" in full.stderr) == (2, True), full.stderr
    assert "Traceback" not in full.stderr
    manifest = read_manifest(out)
    assert manifest is not None
    assert not manifest.done
    assert open_results(out)[0] is None
    again = subprocess.run([*command, "--resume"], capture_output=True, text=True, check=False)
    assert (again.returncode, again.stderr) == (0, "")
    frame, _ = open_results(out)
    assert frame is not None
    assert frame.select("键").unique().collect().height == count
