"""The same tables through real Spark, two workers, and through `--engine polars`: the same files, sums and rows set aside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from laws.columns import batches, compare
from laws.generated_cases import cases
from laws.little import examples
from laws.rules import Rules, rule_sets
from laws.test_batch import with_ids, written
from rulesdsl.batch.folder import open_results, read_manifest
from rulesdsl.batch.run import Batch, Options, run_batch
from rulesdsl.batch.shown import LONG
from rulesdsl.batch.sums import Sum, Sums
from rulesdsl.cases.case import Case
from rulesdsl.cli.main import main
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.spark.session import spark_is_missing
from support.table_files import CLEAN, plan, write

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

KEYS = ["条款", "对象", "键", "年度"]
SETTING = Setting(date(2018, 5, 1).toordinal(), None, 2017)
DAY = ["--claim-date", "2018年5月1日", "--accounting-year", "2017年"]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session with two workers for all tests; the program finds it running and uses it."""
    missing = spark_is_missing()
    if missing:
        pytest.skip(missing)
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    # Tests are over before the best machine code would pay.
    builder = builder.config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
    session = builder.config("spark.log.level", "ERROR").config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


def on_spark(plan: Plan, folder: Path, out: Path, options: Options) -> tuple[Batch | None, list[str]]:
    """A batch through Spark, and the codes of what it said."""
    from rulesdsl.spark.run import run_on_spark

    batch, problems = run_on_spark(plan, folder, out, options, "local[2]")
    return batch, [item.code for item in problems]


def results(out: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]], dict[str, bytes], tuple[Any, ...]]:
    """All that a batch left: rows and owners by their keys, the summaries, the counts; and the rows set aside, in any order."""
    rows, _ = open_results(out)
    owners, _ = open_results(out, "合计")
    manifest = read_manifest(out)
    assert rows is not None
    assert owners is not None
    assert manifest is not None
    assert list(rows.collect_schema().items()) == [(name, kind()) for name, kind in LONG.items()]
    files = {path.name: path.read_bytes() for path in out.glob("汇总-*.csv")}
    aside = sorted((out / "放在一边.csv").read_text(encoding="utf-8").splitlines())
    counts = (manifest.rows, manifest.rows_aside, manifest.done, aside)
    return rows.collect().sort(KEYS).rows(), owners.collect().sort("对象", "键").rows(), files, counts


def comparable(sums: Sums) -> Sums:
    """Without what depends on the cut: of all together, how many partitions there are, and how many of them have no upper end."""
    total = sums.total
    return sums._replace(total=Sum(1, total.low, 0 if total.unlimited else total.high, int(total.unlimited > 0)))


def both(plan: Plan, folder: Path, where: Path, rows: int, setting: Setting = SETTING) -> list[Any]:
    """What both engines leave for the same tables."""
    options = Options("", (), setting, rows=rows)
    one, problems = run_batch(plan, folder, where / "polars", options)
    other, codes = on_spark(plan, folder, where / "spark", options._replace(engine="spark"))
    assert codes == [item.code for item in problems]
    assert one is not None
    assert other is not None
    assert comparable(one.sums) == comparable(other.sums)
    assert one.untotalled == other.untotalled
    return [results(where / "polars"), results(where / "spark")]


# ---------- the same answers


def test_a_population_under_all_documents(spark: Any, tmp_path: Path) -> None:
    assert main(["synth", "--enterprises", "300", "--nulls", "0.05", "--out", str(tmp_path / "tables")]) == 0
    assert main(["batch", str(tmp_path / "tables"), "--out", str(tmp_path / "polars"), *DAY]) == 0
    words = ["--engine", "spark", "--rows", "600", *DAY]
    assert main(["batch", str(tmp_path / "tables"), "--out", str(tmp_path / "spark"), *words]) == 0
    found, wanted = results(tmp_path / "spark"), results(tmp_path / "polars")
    assert found == wanted
    manifest = read_manifest(tmp_path / "spark")
    assert manifest is not None
    assert manifest.parts > 2
    assert len(found[0]) > 10_000


@settings(examples(2), phases=[Phase.generate])
@given(rule_sets(), st.lists(cases().map(with_ids), min_size=30, max_size=40))
def test_generated_cases_under_generated_rules(
    spark: Any, tmp_path_factory: pytest.TempPathFactory, rules: Rules, drawn: list[Case]
) -> None:
    """Cases that list the same subjects go through Spark together; enterprises with and without a group, payments, choices."""
    wanted = [case for case in drawn if case.accounting_year is not None and "企业" in case.rows]
    alike = max(
        batches([case._replace(claim_date=drawn[0].claim_date, readings=()) for case in wanted]), key=len, default=[]
    )
    assume(alike)
    first, folder = alike[0], tmp_path_factory.mktemp("generated")
    (folder / "tables").mkdir()
    written(rules.plan, alike, folder / "tables")
    setting = Setting(first.claim_date, first.as_of, first.accounting_year)
    found = both(rules.plan, folder / "tables", folder, 8, setting)
    assert found[0] == found[1]
    assert compare(rules.plan, alike).differences == []


FAMILIES = {
    **CLEAN,
    "集团.csv": "键\n东集团\n西集团\n",
    "企业.csv": "键,集团,规模以上,产值[2016年]（万元）,产值[2017年]（万元）,所在设区市\n"
    "甲,东集团,是,10000,12000,福州市\n乙, 东集团 ,是,20000,30000,泉州市\n丙,,是,40000,60000,\n丁,西集团,否,1,1,福州市\n",
    "协会.csv": "键\n省协会\n市协会\n",
    "展会.csv": "键,企业,协会,已纳入\n春展,甲,省协会,是\n夏展,丁,省协会,是\n秋展,丙,市协会,是\n冬展,,,是\n雨展,,市协会,否\n",
    "已兑现.csv": "条款,键,年度,金额\n设备补助,甲一,2017年,10万元\n展会奖,春展,2017年,1万元\n产值奖,,2017年,1元\n",
}
"""东集团 and 西集团 are made one by an association's exhibitions; a payment of whoever it may be concerns every partition."""


def test_families_of_groups_and_of_two_owners(spark: Any, tmp_path: Path) -> None:
    found = both(plan(), write(tmp_path / "tables", FAMILIES), tmp_path, 2)
    assert found[0] == found[1]
    assert {row[2] for row in found[0][0]} >= {"甲", "丁", "春展", "冬展"}


DIRTY = {
    **FAMILIES,
    "企业.csv": FAMILIES["企业.csv"] + ",东集团,是,1,1,\n戊,北集团,是,1,1,\n己,,是,1,1,\n己,,否,1,1,\n庚,,是,一百,1,\n",
    "项目.csv": CLEAN["项目.csv"]
    + "戊一,戊,技术改造,1,1台,1%,2018-1-1\n己一,己,技术改造,1,1台,1%,2018-1-1\n庚一,庚,技术改造,1,1台,1%,2018-1-1\n"
    + "无主,,技术改造,1,1台,1%,2018-1-1\n甲三,甲,技术改造,一百,1台,1%,2018-1-1\n",
    "展会.csv": FAMILIES["展会.csv"] + "雪展,戊,省协会,是\n霜展,甲,县协会,是\n",
    "已兑现.csv": FAMILIES["已兑现.csv"]
    + "设备补助,谁也不是,2017年,1元\n没有的条款,甲一,2017年,1元\n产值奖,,2017年,很多\n",
}


def test_rows_set_aside_are_the_same_ones_for_the_same_reasons(spark: Any, tmp_path: Path) -> None:
    found = both(plan(), write(tmp_path / "tables", DIRTY), tmp_path, 2)
    assert found[0] == found[1]
    counts = found[1][3]
    # 企业：无键、戊、己两行、庚；项目：戊一、己一、庚一、无主、甲三；展会：雪展、霜展；已兑现：三行
    assert counts[1] == 15
    assert sum("这个键写了不止一次" in line for line in counts[3]) == 2


def test_typed_columns_of_parquet(spark: Any, tmp_path: Path) -> None:
    """Numbers, days, moments, categories; a key that is a number; unsigned and empty columns."""
    (tmp_path / "tables").mkdir()
    pl.DataFrame({"键": [1, 2, 3], "规模以上": [True, None, False], "产值[2016年]（万元）": pl.Series([1.5, 0.1, None], dtype=pl.Float32),
                  "产值[2017年]（元）": pl.Series([200000000, 2**40, 7], dtype=pl.UInt64), "所在设区市": None}).write_parquet(tmp_path / "tables" / "企业.parquet")  # fmt: skip
    pl.DataFrame({
        "键": [" 甲一", "乙一 ", "丙一"], "企业": [1, 2, 3], "类型": pl.Series(["技术改造", "基建", "技术改造"], dtype=pl.Categorical),
        "设备投资额（万元）": pl.Series(["600.005", "1.20", None]).cast(pl.Decimal(20, 3)), "台数（台）": pl.Series([3, 4, 5], dtype=pl.UInt8),
        "占比（%）": [5.5, 101.0, 6.0], "完工日": pl.Series([date(2017, 3, 1)] * 3).cast(pl.Datetime("ns")) + pl.Series([0, 0, 1], dtype=pl.Duration("ns")),
    }).write_parquet(tmp_path / "tables" / "项目.parquet")  # fmt: skip
    found = both(plan(), tmp_path / "tables", tmp_path, 2)
    # 企业 2: a float that is nearest to no number of fen; 乙一 belongs to it; 丙一: a nanosecond past midnight, shown as a microsecond.
    assert [item[:3] for item in found[:1]] == [item[:3] for item in found[1:]]
    assert found[0][3][:3] == found[1][3][:3] == (3, 3, True)


# ---------- how it runs


def test_two_workers_compute(spark: Any, tmp_path: Path) -> None:
    from rulesdsl.batch.engine import Question
    from rulesdsl.spark.from_folder import pack_folder
    from rulesdsl.spark.gathered import gathered
    from rulesdsl.spark.worker import to_rows
    from rulesdsl.tables.partitions import open_tables

    tables, _ = open_tables(plan(), write(tmp_path / "tables", CLEAN), tmp_path / "working")
    assert tables is not None
    question = Question(plan(), (), SETTING, ("企业",))
    whole = gathered(question, tables, pack_folder(spark, tables), 4, spark)

    def processes(answer: Any, given: Any) -> Any:
        import os
        import time

        import pyarrow

        rows = sum(batch.num_rows for batch in answer(given))
        time.sleep(0.2)
        yield pyarrow.RecordBatch.from_pydict({"process": [os.getpid()], "rows": [rows]})

    told = whole.frame.mapInArrow(partial(processes, partial(to_rows, whole.task)), "process bigint, rows bigint")
    rows = told.collect()
    assert len({row.process for row in rows}) == 2
    assert len(rows) == 4


def test_what_is_finished_is_not_computed_again(spark: Any, tmp_path: Path) -> None:
    tables, out = write(tmp_path / "tables", CLEAN), tmp_path / "out"
    options = Options("", (), SETTING, rows=1, engine="spark")
    assert on_spark(plan(), tables, out, options)[1] == []
    before = results(out)
    (out / "进度" / "part-00002.json").unlink()
    parts = sorted((out / "明细").iterdir())
    times = [path.stat().st_mtime_ns for path in parts]
    assert on_spark(plan(), tables, out, options)[1] == ["RD748"]
    assert on_spark(plan(), tables, out, options._replace(resume=True))[1] == []
    assert [path.stat().st_mtime_ns != old for path, old in zip(parts, times, strict=True)] == [
        place == 1 for place in range(len(parts))
    ]
    assert results(out) == before


def test_strict_computes_nothing(spark: Any, tmp_path: Path) -> None:
    tables = write(tmp_path / "tables", DIRTY)
    batch, codes = on_spark(plan(), tables, tmp_path / "out", Options("", (), SETTING, strict=True, engine="spark"))
    assert (batch, set(codes)) == (None, {"RD743"})
    assert read_manifest(tmp_path / "out") is None


@pytest.mark.parametrize("form", ["csv", "wide"])
def test_other_forms_are_written_by_the_workers_too(spark: Any, tmp_path: Path, form: str) -> None:
    tables = write(tmp_path / "tables", CLEAN)
    words = Options("", (), SETTING, form="csv" if form == "csv" else "parquet", wide=form == "wide", rows=1000)
    run_batch(plan(), tables, tmp_path / "polars", words)
    assert on_spark(plan(), tables, tmp_path / "spark", words._replace(engine="spark"))[1] == []
    one, other = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name / "明细").rglob("*.*")}
        for name in ("polars", "spark")
    )
    assert one == other
    assert one


def test_a_folder_that_workers_cannot_write_is_said(spark: Any, tmp_path: Path) -> None:
    tables, out = write(tmp_path / "tables", CLEAN), tmp_path / "out"
    options = Options("", (), SETTING, engine="spark")
    assert on_spark(plan(), tables, out, options)[1] == []
    (out / "进度" / "part-00001.json").unlink()
    (out / "明细" / "part-00001.parquet.tmp").symlink_to("/dev/full")
    assert on_spark(plan(), tables, out, options._replace(resume=True)) == (None, ["RD749"])


def test_a_master_that_is_none_is_said(tmp_path: Path) -> None:
    missing = spark_is_missing()
    if missing:
        pytest.skip(missing)
    tables = tmp_path / "tables"
    assert main(["synth", "--enterprises", "2", "--out", str(tables)]) == 0
    words = [str(tables), "--out", str(tmp_path / "out"), "--engine", "spark", "--master", "没有这样的", *DAY]
    command = [sys.executable, "-m", "rulesdsl", "batch", *words]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert "RD603" in found.stderr
    assert "--master 没有这样的" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_missing_java_is_said(tmp_path: Path) -> None:
    if spark_is_missing():
        pytest.skip(spark_is_missing())
    command = [sys.executable, "-m", "rulesdsl", "batch", str(tmp_path), "--out", "x", "--engine", "spark", *DAY]
    bare = {**os.environ, "PATH": "", "JAVA_HOME": ""}
    found = subprocess.run(command, capture_output=True, text=True, check=False, env=bare)
    assert (found.returncode, "没有 Java" in found.stderr, "Traceback" in found.stderr) == (2, True, False)


# ---------- frames in, a frame out


def test_answers_stay_in_spark(spark: Any, tmp_path: Path) -> None:
    from rulesdsl.spark.answers import answers, sums_of_answers

    tables = write(tmp_path / "tables", DIRTY)
    batch, _ = run_batch(plan(), tables, tmp_path / "polars", Options("", (), SETTING))
    assert batch is not None
    frames = {path.stem: spark.read.csv(str(path), header=True) for path in tables.iterdir()}
    found, problems = answers(plan(), frames, (), SETTING, parts=3)
    assert found is not None
    assert [(item.code, "很多" in item.help) for item in problems] == [("RD743", True)]
    found.write.partitionBy("种类").parquet(str(tmp_path / "found"))
    saved = spark.read.parquet(str(tmp_path / "found"))
    wanted = results(tmp_path / "polars")
    rows = pl.DataFrame(
        [tuple(row) for row in saved.filter("`种类` = '明细'").select(*LONG).collect()], schema=LONG, orient="row"
    )
    assert rows.sort(KEYS).rows() == wanted[0]
    owners = saved.filter("`种类` = '合计'").select("对象", "键", "应付下限（分）", "应付上限（分）").collect()
    assert sorted(map(tuple, owners)) == sorted(wanted[1])
    assert comparable(sums_of_answers(saved)) == comparable(batch.sums)
    aside = saved.filter("`种类` = '放在一边'").select("对象", "键", "说明").collect()
    assert ("项目", "甲三") in {(row[0], row[1]) for row in aside}
    assert any("一百" in row[2] for row in aside)


def test_frames_are_checked_before_anything_runs(spark: Any) -> None:
    from rulesdsl.spark.answers import answers

    frame = spark.createDataFrame([("甲", 1.5, [1])], "`键` string, `产值[2017年]` double, `规模以上` array<int>")
    found, problems = answers(plan(), {"企业": frame}, (), SETTING, parts=1)
    assert (found, [item.code for item in problems]) == (None, ["RD742", "RD742"])
    found, problems = answers(plan(), {"企": frame}, (), SETTING, parts=1)
    assert (found, [item.code for item in problems]) == (None, ["RD701"])
