"""`rulesdsl impact TABLES`: what an amendment, a day or a reading changes for the enterprises in some tables."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.cli.asked import reading_options, typed_option
from rulesdsl.cli.common import has_errors, polars_is_missing, policies_option, progress, show_problems, width, write

if TYPE_CHECKING:
    import argparse

    from rulesdsl.impact.questions import Asked
    from rulesdsl.impact.run import Impact

FORMATS = ("text", "json", "md", "html", "xlsx")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("tables", metavar="文件夹", help="表所在的文件夹，与 rulesdsl batch 相同")
    parser.add_argument("--without", metavar="修改", help="没有与有这次修改相比：写日期、被修改的文号或标题里的话")
    parser.add_argument("--before", metavar="日期", help="按这一天的规定，与 --after 那一天的相比")
    parser.add_argument("--after", metavar="日期", help="见 --before")
    parser.add_argument("--reading", metavar="口径=读法", action="append", default=[], help="两边都用的读法")
    parser.add_argument("--reading-before", metavar="口径=读法", action="append", default=[], help="只用在前一边")
    parser.add_argument("--reading-after", metavar="口径=读法", action="append", default=[], help="只用在后一边")
    parser.add_argument("--claim-date", metavar="日期", help="申报日期，例如 2021年3月1日")
    parser.add_argument("--as-of", metavar="日期", help="按这一天有效的规定判断")
    parser.add_argument("--accounting-year", metavar="年度", help="本年是哪一年，例如 2020年")
    parser.add_argument("--top", metavar="家数", type=int, default=10, help="增减最多的各列几家（默认 10）")
    parser.add_argument("--rows", metavar="行数", type=int, help="一次算多少行；内存紧时改小")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")
    parser.add_argument("--out", metavar="文件", help="写进这个文件（xlsx 必须写）")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Compare and report; 1 where the rules have errors or nothing differs, 2 where the command line or the tables are wrong."""
    from rulesdsl.pipeline import compile_files
    from rulesdsl.store import decode, policy_root, read_files

    if polars_is_missing("impact"):
        return 2
    asked = _asked(options)
    if asked is None:
        return 2
    sources, problems = decode(read_files(policy_root(options.policies)))
    compiled = compile_files(sources)
    every = (*problems, *compiled.diagnostics)
    if has_errors(every):
        show_problems(every, sources)
        return 1
    from rulesdsl.impact.questions import question

    made, problems = question(compiled.history, compiled.plan, asked)
    show_problems(problems, {})
    if made is None:
        return 1 if any(item.code == "RD761" for item in problems) else 2
    from rulesdsl.impact.run import PARTITION_ROWS, run_impact

    with tempfile.TemporaryDirectory() as working:
        rows = options.rows or PARTITION_ROWS
        impact, problems = run_impact(made, Path(options.tables), Path(working), options.top, rows, progress)
    show_problems(problems, {})
    return _put(impact, options) if impact is not None else 2


def _asked(options: argparse.Namespace) -> Asked | None:
    from rulesdsl.impact.questions import Asked

    wrong = ""
    if bool(options.before) != bool(options.after):
        wrong = "--before 和 --after 要一起写"
    elif options.before and (options.without or options.as_of):
        wrong = "--before、--after 不能和 --without、--as-of 一起写"
    elif options.top < 0 or (options.rows is not None and options.rows < 1):
        wrong = "--top 至少 0，--rows 至少 1"
    elif options.format == "xlsx" and not options.out:
        wrong = "xlsx 要写进文件：加上 --out 文件名.xlsx"
    if wrong:
        print(f"rulesdsl impact: {wrong}", file=sys.stderr)
        return None
    days = {
        name: typed_option("impact", f"--{name}", "日期", getattr(options, name.replace("-", "_")))
        for name in ("claim-date", "as-of", "before", "after")
    }
    year = typed_option("impact", "--accounting-year", "年度", options.accounting_year)
    readings = [
        reading_options("impact", given) for given in (options.reading, options.reading_before, options.reading_after)
    ]
    both, before, after = readings
    if not all(fine for _, fine in (*days.values(), year)) or both is None or before is None or after is None:
        return None
    return Asked(
        claim_date=days["claim-date"][0],
        as_of=days["as-of"][0],
        accounting_year=year[0],
        before=days["before"][0],
        after=days["after"][0],
        without=options.without or "",
        readings=both,
        readings_before=before,
        readings_after=after,
    )


def _put(impact: Impact, options: argparse.Namespace) -> int:
    from rulesdsl.reports.impact_forms import render_impact
    from rulesdsl.reports.office import MissingOfficeError

    try:
        content = render_impact(impact, options.format, width())
    except MissingOfficeError as missing:
        print(f"rulesdsl impact: {missing}", file=sys.stderr)
        return 2
    if not options.out:
        assert isinstance(content, str), "xlsx goes to a file"
        write(content)
        return 0
    try:
        Path(options.out).write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        print(f"rulesdsl impact: 写不了「{options.out}」：{error.strerror}", file=sys.stderr)
        return 2
    return 0
