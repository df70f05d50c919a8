"""`rulesdsl batch DIR --out DIR`: the rules over tables of many enterprises; `--explain` shows how one of them comes about."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.cli.asked import reading_options, typed_option
from rulesdsl.cli.common import has_errors, polars_is_missing, policies_option, progress, show_problems, write

if TYPE_CHECKING:
    import argparse

    from rulesdsl.batch.run import Batch, Options
    from rulesdsl.plan.plan import Plan

FORMATS = ("parquet", "csv", "xlsx")
ENGINES = ("polars", "reference", "spark")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument(
        "tables", metavar="文件夹", help="表所在的文件夹，每个对象一个文件：企业.csv、技改项目.parquet ……"
    )
    parser.add_argument("--out", metavar="文件夹", help="结果写到哪里")
    parser.add_argument("--claim-date", metavar="日期", help="申报日期，例如 2018年5月1日")
    parser.add_argument("--as-of", metavar="日期", help="按这一天有效的规定判断")
    parser.add_argument("--accounting-year", metavar="年度", help="本年是哪一年，例如 2017年")
    parser.add_argument("--reading", metavar="口径=读法", action="append", default=[], help="换一种读法")
    parser.add_argument("--format", choices=FORMATS, default="parquet", help="结果的格式（默认 parquet）")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--long", action="store_true", help="明细一行一个条款和对象（默认）")
    shape.add_argument("--wide", action="store_true", help="明细每个对象一张表，一行一个，条款在列里")
    parser.add_argument("--strict", action="store_true", help="有一行读不懂就不算")
    parser.add_argument("--resume", action="store_true", help="接着算没有算完的")
    parser.add_argument(
        "--engine", choices=ENGINES, default="polars", help="reference：逐行解释，慢，用于核对；spark：分给几台机器"
    )
    parser.add_argument("--master", metavar="地址", default="local[*]", help="spark 的主节点（默认 local[*]，即本机）")
    parser.add_argument("--rows", metavar="行数", type=int, help="一次算多少行；内存紧时改小")
    parser.add_argument("--explain", metavar="键", help="只说明这一个的结果怎样得来，例如 企业/甲公司")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Compute, or explain one."""
    from rulesdsl.cli.explain import load_plan
    from rulesdsl.store import policy_root, read_files

    if _spark_is_missing() if options.engine == "spark" else polars_is_missing("batch"):
        return 2
    files = read_files(policy_root(options.policies))
    plan, problems, sources = load_plan(files)
    if plan is None:
        show_problems(problems, sources)
        return 1
    asked = _asked(options, files.digest)
    if asked is None:
        return 2
    if options.explain:
        from rulesdsl.cli.batch_explain import explain_one

        return explain_one(plan, Path(options.tables), options.explain, asked)
    return _compute(plan, options, asked)


def _spark_is_missing() -> bool:
    from rulesdsl.spark.session import spark_is_missing

    wrong = spark_is_missing()
    if wrong:
        print(f"rulesdsl batch: {wrong}", file=sys.stderr)
    return bool(wrong)


def _asked(options: argparse.Namespace, digest: str) -> Options | None:
    from rulesdsl.batch.formats import office_is_missing
    from rulesdsl.batch.run import PARTITION_ROWS, Options
    from rulesdsl.run.columnar.lowering import Setting

    claim, fine = typed_option("batch", "--claim-date", "日期", options.claim_date)
    as_of, also = typed_option("batch", "--as-of", "日期", options.as_of)
    year, too = typed_option("batch", "--accounting-year", "年度", options.accounting_year)
    readings = reading_options("batch", options.reading)
    wrong = ""
    if not options.out and not options.explain:
        wrong = "还需要：--out 文件夹"
    elif options.rows is not None and options.rows < 1:
        wrong = f"--rows 至少 1，而不是 {options.rows}"
    elif options.format == "xlsx" and office_is_missing():
        wrong = "没有安装 openpyxl，先运行 pip install 'rulesdsl[office]'"
    elif claim is None and as_of is None and fine and also:
        wrong = "还需要：--claim-date 2018年5月1日（申报日期），或者 --as-of"
    if wrong:
        print(f"rulesdsl batch: {wrong}", file=sys.stderr)
    if wrong or not (fine and also and too) or readings is None:
        return None
    setting = Setting(claim, as_of, year)
    rows = options.rows or PARTITION_ROWS
    return Options(
        digest, readings, setting, options.format, options.wide, options.strict, options.engine, options.resume, rows
    )


def _compute(plan: Plan, options: argparse.Namespace, asked: Options) -> int:
    from rulesdsl.batch.run import run_batch
    from rulesdsl.diagnostics import Diagnostic

    out = Path(options.out)
    try:
        if asked.engine == "spark":
            from rulesdsl.spark.run import run_on_spark

            batch, problems = run_on_spark(plan, Path(options.tables), out, asked, options.master)
        else:
            batch, problems = run_batch(plan, Path(options.tables), out, asked, progress)
    except OSError as error:
        text = f"写不了「{out}」：{error.strerror or error}"
        advice = "腾出空间或检查权限，再加 --resume 接着算"
        show_problems((Diagnostic("RD749", text, help=advice),), {})
        return 2
    show_problems(problems, {})
    if batch is None:
        return 2 if has_errors(problems) else 1
    write(_told(out, batch))
    return 0


def _told(out: Path, batch: Batch) -> str:
    """What a batch came to, in a few lines."""
    from rulesdsl.model.literals import money_text

    manifest, total = batch.manifest, batch.sums.total
    high = "上限未定" if total.unlimited else f"至多 {money_text(total.high)}"
    amount = (
        money_text(total.low)
        if total == (*total[:1], total.low, total.low, 0)
        else f"至少 {money_text(total.low)}，{high}"
    )
    lines = [
        f"算了 {manifest.rows} 行，放在一边 {manifest.rows_aside} 行",
        f"应付合计  {amount}",
        f"结果在「{out}」：明细、合计、汇总-条款、汇总-设区市、汇总-承担、放在一边",
    ]
    if batch.untotalled:
        lines.insert(2, f"合计只是各行之和的范围：{'、'.join(batch.untotalled)}")
    return "\n".join(lines)
