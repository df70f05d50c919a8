"""`rulesdsl batch`: amounts by hand, dirty rows, stopping and going on, full disks, one instance explained."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from rulesdsl.batch import run as batch_run
from rulesdsl.batch.folder import open_results, read_manifest
from rulesdsl.batch.shown import DECIDING, HIGH, LOW, OUTCOME, PAYERS
from rulesdsl.cli.main import main
from support.table_files import CLEAN, ITEM, VOCABULARY, write

DAY = ["--claim-date", "2018年5月1日", "--accounting-year", "2017年"]
WAN = 1_000_000


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A policy folder."""
    text = "第一项　设备补助、产值奖、首破奖、展会奖、两项合计\n"
    return write(tmp_path / "rules", {"vocabulary.rule": VOCABULARY, "item.rule": ITEM, "text.txt": text})


@pytest.fixture(autouse=True)
def plan_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of these tests have no official text; they are compiled without being compared with one."""
    from support.table_files import plan

    monkeypatch.setattr("rulesdsl.cli.explain.load_plan", lambda files: (plan(), (), {}))


def batch(tmp_path: Path, rules: Path, *words: str, files: dict[str, Any] | None = None) -> int:
    tables = write(tmp_path / "tables", CLEAN if files is None else files)
    out = [] if "--explain" in words else ["--out", str(tmp_path / "out")]
    return main(["batch", str(tables), *out, "--policies", str(rules), *DAY, *words])


def rows(tmp_path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    frame, problems = open_results(tmp_path / "out")
    assert problems == ()
    assert frame is not None
    return {(row["条款"].rpartition("/")[2], row["键"]): row for row in frame.collect().iter_rows(named=True)}


ENGINES = pytest.mark.parametrize("engine", ["polars", "reference"])


@ENGINES
def test_every_clause_and_instance_has_its_amount(tmp_path: Path, rules: Path, engine: str) -> None:
    assert batch(tmp_path, rules, "--engine", engine) == 0
    found = rows(tmp_path)
    # 甲：600万 × 10% = 60万；5000万 × 10% = 500万 → 100万；产值1.2亿 → 20万；合计180万 → 150万，按 60:100:20 分
    assert [found[name][LOW] for name in (("设备补助", "甲一"), ("设备补助", "甲二"), ("产值奖", "甲"))] == [
        50 * WAN,
        83_333_333,
        16_666_667,
    ]
    assert found["设备补助", "甲一"][PAYERS] == "省级财政 250000.00元；市级财政 250000.00元"
    assert (found["设备补助", "乙一"][OUTCOME], found["设备补助", "乙一"][DECIDING]) == (
        "不符合",
        "项目.类型 是 技术改造",
    )
    assert (found["产值奖", "丙"][OUTCOME], found["产值奖", "丙"][LOW], found["产值奖", "丙"][HIGH]) == (
        "待补充",
        0,
        20 * WAN,
    )


@ENGINES
def test_summaries_add_up(tmp_path: Path, rules: Path, engine: str) -> None:
    assert batch(tmp_path, rules, "--engine", engine, "--rows", "2") == 0
    places = pl.read_csv(tmp_path / "out" / "汇总-设区市.csv", infer_schema=False).rows()
    # 丙至多 20万（产值奖）+ 50万（首破奖，产值没有给出）；乙产值3亿，不到5亿
    assert places == [("福州市", "2", "1500000.00", "2200000.00", "0"), ("泉州市", "1", "0.00", "0.00", "0")]
    payers = dict(
        pl.read_csv(tmp_path / "out" / "汇总-承担.csv", infer_schema=False).select("承担", "下限（元）").rows()
    )
    # 50万 ÷ 2；83.333333万 ÷ 2，多出的一分在后；16.666667万
    assert payers == {"省级财政": "833333.33", "市级财政": "666666.67"}
    clauses = pl.read_csv(tmp_path / "out" / "汇总-条款.csv").filter(pl.col("条款").str.ends_with("设备补助"))
    assert clauses.select("符合", "不符合", "待补充").row(0) == (2, 1, 0)
    owners, _ = open_results(tmp_path / "out", "合计")
    assert owners is not None
    shown = {key: (low, high) for _, key, low, high in owners.collect().iter_rows()}
    assert shown == {"甲": (150 * WAN, 150 * WAN), "乙": (0, 0), "丙": (0, 70 * WAN)}


def test_both_engines_and_any_cut_say_the_same(tmp_path: Path, rules: Path) -> None:
    found = []
    for place, words in enumerate((["--rows", "1"], ["--rows", "100"], ["--engine", "reference"])):
        assert batch(tmp_path / str(place), rules, *words) == 0
        found.append(rows(tmp_path / str(place)))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_results_for_spreadsheets_are_in_yuan_and_inert(tmp_path: Path, rules: Path, form: str) -> None:
    files = {**CLEAN, "项目.csv": CLEAN["项目.csv"].replace("甲一", "=甲一")}
    assert batch(tmp_path, rules, "--format", form, files=files) == 0
    path = tmp_path / "out" / "明细" / f"part-00001.{form}"
    if form == "csv":
        shown = pl.read_csv(path, infer_schema=False).filter(pl.col("键") == "'=甲一").row(0, named=True)
        assert shown["应付下限（元）"] == "500000.00"
    else:
        heading, *cells = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
        (shown,) = [dict(zip(heading, row, strict=True)) for row in cells if row[2] == "'=甲一"]
        assert shown["应付下限（元）"] == 500_000


def test_wide_tables_have_a_row_an_instance(tmp_path: Path, rules: Path) -> None:
    assert batch(tmp_path, rules, "--wide") == 0
    frame = pl.read_parquet(tmp_path / "out" / "明细" / "项目" / "part-00001.parquet")
    assert frame["键"].to_list() == ["甲一", "甲二", "乙一"]
    assert frame["设备补助 结果"].to_list() == ["符合", "符合", "不符合"]
    assert frame["设备补助 应付下限（分）"].to_list() == [50 * WAN, 83_333_333, 0]


# ---------- dirty rows

DIRTY = {
    **CLEAN,
    "项目.csv": CLEAN["项目.csv"] + "丁一,丁,技术改造,1,1台,1%,2018-1-1\n甲三,甲,技术改造,一百,1台,1%,2018-1-1\n",
}


def test_rows_set_aside_are_listed_and_the_rest_is_computed(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(tmp_path, rules, files=DIRTY) == 0
    told = capsys.readouterr()
    assert "放在一边 2 行" in told.out
    assert "RD743" in told.err
    listed = pl.read_csv(tmp_path / "out" / "放在一边.csv").select("文件", "行", "列", "值").rows()
    assert listed == [("项目.csv", 5, "企业", "丁"), ("项目.csv", 6, "设备投资额（万元）", "一百")]
    assert ("设备补助", "甲三") not in rows(tmp_path)
    assert rows(tmp_path)["设备补助", "甲一"][LOW] == 50 * WAN


def test_strict_computes_nothing_and_tells_all(tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(tmp_path, rules, "--strict", files=DIRTY) == 1
    assert capsys.readouterr().err.count("RD743") == 2
    assert read_manifest(tmp_path / "out") is None


# ---------- stopping and going on


def test_a_batch_that_stopped_is_not_taken_for_complete_and_can_go_on(
    tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, calls = batch_run.write_finished, []

    def failing(out: Path, number: int, finished: Any) -> None:
        calls.append(number)
        if number == 1:
            raise OSError(28, "No space left on device")
        original(out, number, finished)

    monkeypatch.setattr(batch_run, "write_finished", failing)
    assert batch(tmp_path, rules, "--rows", "1") == 2
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert (manifest.done, manifest.finished, manifest.parts) == (False, (1,), 3)
    assert not list((tmp_path / "out").glob("汇总-*"))
    frame, problems = open_results(tmp_path / "out")
    assert (frame, [item.code for item in problems]) == (None, ["RD748"])

    calls.clear()
    monkeypatch.setattr(
        batch_run, "write_finished", lambda out, number, done: (calls.append(number), original(out, number, done))
    )
    assert batch(tmp_path, rules, "--rows", "1") == 2
    assert calls == []
    assert batch(tmp_path, rules, "--rows", "1", "--resume") == 0
    assert calls == [1, 2]
    resumed = rows(tmp_path)
    assert batch(tmp_path / "whole", rules) == 0
    assert resumed == rows(tmp_path / "whole")


@pytest.mark.parametrize(
    ("words", "what"),
    [(["--reading", "x=y"], ""), (["--as-of", "2019年1月1日"], "选项"), (["--wide"], "选项")],
)
def test_another_batch_is_not_mixed_in(
    tmp_path: Path, rules: Path, words: list[str], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(tmp_path, rules) == 0
    before = rows(tmp_path)
    assert batch(tmp_path, rules, "--resume", *words) == 2
    assert ("RD748" if what else "RD705") in capsys.readouterr().err
    assert rows(tmp_path) == before


def test_changed_tables_are_another_batch(tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert batch(tmp_path, rules) == 0
    assert (
        batch(tmp_path, rules, "--resume", files={**CLEAN, "企业.csv": CLEAN["企业.csv"] + "丁,是,1,1,三明市\n"}) == 2
    )
    assert "别的表" in capsys.readouterr().err


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, rules: Path) -> None:
    write(tmp_path / "out", {"notes.txt": "…"})
    assert batch(tmp_path, rules) == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["notes.txt"]


def test_a_table_that_changes_while_it_is_computed_stops_the_batch(
    tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    original = batch_run.read_part

    def meddling(whole: Any, number: int) -> Any:
        part = original(whole, number)
        (tmp_path / "tables" / "企业.csv").write_text("键\n别的\n", encoding="utf-8")
        return part

    monkeypatch.setattr(batch_run, "read_part", meddling)
    assert batch(tmp_path, rules) == 2
    assert "RD746" in capsys.readouterr().err
    manifest = read_manifest(tmp_path / "out")
    assert manifest is not None
    assert (manifest.done, manifest.finished) == (False, ())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_said_without_a_traceback(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(tmp_path, rules) == 0
    (tmp_path / "out" / "manifest.json.tmp").symlink_to("/dev/full")
    assert batch(tmp_path, rules, "--resume") == 2
    assert "RD749" in capsys.readouterr().err


# ---------- one instance


def test_one_instance_is_explained_and_compared(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(tmp_path, rules, "--explain", "企业/甲") == 0
    told = capsys.readouterr().out
    assert "项目.设备投资额 600万元 × 10% = 60万元" in told
    assert "与成批计算的结果相同：4 项" in told


@pytest.mark.parametrize(
    ("key", "said"),
    [("戊", "没有键为「戊」的一行"), ("项目/甲", "没有键为「项目/甲」"), ("丁一", "被放在一边")],
)
def test_an_instance_that_is_not_there_is_said(
    tmp_path: Path, rules: Path, key: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(tmp_path, rules, "--explain", key, files=DIRTY) == 2
    assert said in capsys.readouterr().err


# ---------- options


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--claim-date", "2018年5月"], "--claim-date 2018年5月："),
        (["--reading", "分档方式"], "--reading 写成 口径=读法"),
        (["--rows", "0"], "--rows 至少 1"),
    ],
)
def test_a_wrong_option_is_said(
    tmp_path: Path, rules: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(tmp_path, rules, *words) == 2
    assert said in capsys.readouterr().err


def test_the_year_is_asked_for_where_tables_have_several(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = write(tmp_path / "tables", CLEAN)
    words = [
        "batch",
        str(tables),
        "--out",
        str(tmp_path / "out"),
        "--policies",
        str(rules),
        "--claim-date",
        "2018年5月1日",
    ]
    assert main(words) == 2
    assert "RD732" in capsys.readouterr().err


def test_what_is_not_installed_is_said(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['polars'] = None\n"
        "import importlib.util as u; real = u.find_spec; u.find_spec = lambda name: None if name == 'polars' else real(name)\n"
        f"from rulesdsl.cli.main import main; sys.exit(main(['batch', {str(tmp_path)!r}, '--out', 'x']))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (found.returncode, "pip install 'rulesdsl[batch]'" in found.stderr) == (2, True)
    assert "Traceback" not in found.stderr


def test_what_spark_needs_is_said(tmp_path: Path) -> None:
    script = (
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name: None if name in ('pandas', 'pyarrow', 'pyspark') else real(name)\n"
        "from rulesdsl.cli.main import main; import sys\n"
        f"sys.exit(main(['batch', {str(tmp_path)!r}, '--out', 'x', '--engine', 'spark', *{DAY!r}]))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    advice = "没有安装 pandas、pyarrow、pyspark，先运行 pip install 'rulesdsl[spark]'"
    assert (found.returncode, advice in found.stderr) == (2, True)
    assert "Traceback" not in found.stderr


def test_the_manifest_tells_what_it_was_made_from(tmp_path: Path, rules: Path) -> None:
    assert batch(tmp_path, rules) == 0
    data = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert (data["done"], data["rows"], data["rows_aside"]) == (True, 6, 0)
    assert set(data["identity"]["tables"]) == {"企业.csv", "项目.csv"}
