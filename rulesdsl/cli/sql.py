"""`rulesdsl sql --dialect NAME`: the rules as views of a database."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rulesdsl.cli.asked import reading_options, typed_option
from rulesdsl.cli.common import policies_option, show_problems, write
from rulesdsl.cli.explain import load_plan
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.store import policy_root, read_files

if TYPE_CHECKING:
    import argparse

    from rulesdsl.plan.plan import Plan
    from rulesdsl.run.sql.script import Script

NAMES = ("sqlite", "duckdb", "postgres", "mysql", "oracle", "spark", "clickhouse")
COLUMN = ("列", "column")
"""What --claim-date says where every row has its own."""
MOST = 1000
YEARS_BEFORE = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("--dialect", metavar="方言", choices=NAMES, required=True, help="、".join(NAMES))
    parser.add_argument("--claim-date", metavar="日期", help="申报日期；写 列，则各表各有一列 申报日期")
    parser.add_argument("--as-of", metavar="日期", help="按这一天判断，例如 2018年5月1日")
    parser.add_argument("--year", metavar="年度", type=int, help="核算年度，即规则里的 本年，例如 2017")
    years = "每年的事实有哪些年度的列，例如 2015-2017（默认：核算年度和它前两年）"
    parser.add_argument("--years", metavar="年度-年度", help=years)
    parser.add_argument(
        "--reading", metavar="口径=读法", action="append", default=[], help="换一种读法，例如 分档方式=超额累进"
    )
    only = "只要这一条款或条目，可以写几次；这时没有合计"
    parser.add_argument("--clause", metavar="条款", action="append", default=[], help=only)
    tables = "有表的对象，用顿号隔开（默认：全部）；没有表的，清单视为未提供"
    parser.add_argument("--tables", metavar="对象", help=tables)
    most = f"一张表里属于同一个主体的至多多少行（默认 {MOST}）"
    parser.add_argument("--most", metavar="行数", type=int, default=MOST, help=most)
    parser.add_argument("--schema", metavar="名称", default="", help="表和视图所在的模式")
    parser.add_argument("--ddl", action="store_true", help="也打印建表语句")
    parser.add_argument("--replace", action="store_true", help="先删掉同名的视图")
    parser.add_argument("--out", metavar="文件", help="写到这个文件里")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the statements: 1 if some of what was asked for is left out, 2 if nothing could be printed."""
    words = _words(options)
    if words is None:
        return 2
    plan, problems, sources = load_plan(read_files(policy_root(options.policies)))
    if plan is None:
        show_problems(problems, sources)
        return 1
    script, problems = _script(plan, options, words)
    show_problems(problems, sources)
    if script is None:
        return 2
    drops = [*script.stale, *(view.drop for view in script.views)] if options.replace else []
    tables = [table.sql for table in script.tables] if options.ddl else []
    statements = (*drops, *tables, *(view.sql for view in script.views))
    parts = ["".join(f"{line}\n" for line in script.head)] if script.head else []
    parts += [f"{statement};\n" for statement in statements]
    if not _put(options.out, "\n".join(parts)):
        return 2
    return 1 if script.head else 0


class _Words(NamedTuple):
    """Options read: days as ordinals."""

    claim_date: int | None
    claim_dates: bool
    as_of: int | None
    readings: tuple[tuple[str, str], ...]
    years: tuple[int, ...]


def _words(options: argparse.Namespace) -> _Words | None:
    """The options that need reading; None, and a line on standard error, if one can't be read."""
    columns = options.claim_date in COLUMN
    if columns and not options.year:
        print("rulesdsl sql: --claim-date 列 要同时写核算年度，例如 --year 2017", file=sys.stderr)
        return None
    claim_date, fine = typed_option("sql", "--claim-date", "日期", None if columns else options.claim_date)
    as_of, also_fine = typed_option("sql", "--as-of", "日期", options.as_of)
    judged = as_of if as_of is not None else claim_date
    last = options.year or (date.fromordinal(judged).year if judged is not None else None)
    readings, years = reading_options("sql", options.reading), _years(options.years, last)
    if not (fine and also_fine) or readings is None or years is None:
        return None
    return _Words(claim_date, columns, as_of, readings, years)


def _years(stated: str | None, last: int | None) -> tuple[int, ...] | None:
    """The years of `--years`, else the last ones; None, and a line on standard error, if they can't be read."""
    if not stated:
        return tuple(range(last - YEARS_BEFORE, last + 1)) if last is not None else ()
    found = re.fullmatch(r"(\d{4})(?:[-—~至](\d{4}))?", stated)
    if found is None:
        print(f"rulesdsl sql: --years 写成 2015-2017 这样，而不是「{stated}」", file=sys.stderr)
        return None
    ends = int(found[1]), int(found[2] or found[1])
    return tuple(range(min(ends), max(ends) + 1))


def _script(plan: Plan, options: argparse.Namespace, words: _Words) -> tuple[Script | None, tuple[Diagnostic, ...]]:
    try:
        from rulesdsl.run.sql.dialects import DIALECTS
        from rulesdsl.run.sql.script import Asked, sql_script
    except ModuleNotFoundError:
        return None, (Diagnostic("RD610", "没有安装 sqlglot", help="pip install 'rulesdsl[sql]'"),)
    from rulesdsl.run.columnar.lowering import Setting
    from rulesdsl.run.sql.tables import Contents

    clauses, problems = _clauses(plan, options.clause)
    if problems:
        return None, problems
    subjects = tuple(re.split("[、,，]", options.tables)) if options.tables else tuple(plan.subjects)
    judged = words.claim_date if words.claim_date is not None else words.as_of
    if words.claim_dates and options.year:
        # No row looks at it: each has its own.
        judged = date(options.year, 12, 31).toordinal()
    paid = {*words.years, date.fromordinal(judged).year} if judged is not None else set(words.years)
    contents = Contents(subjects, words.years, tuple(sorted(paid)), options.most, words.claim_dates)
    setting = Setting(judged if words.claim_dates else words.claim_date, words.as_of, options.year)
    return sql_script(
        plan, words.readings, setting, Asked(DIALECTS[options.dialect], contents, options.schema, clauses)
    )


def _clauses(plan: Plan, names: list[str]) -> tuple[frozenset[int] | None, tuple[Diagnostic, ...]]:
    """The clause plans asked for; None for all."""
    from rulesdsl.reports.select import clauses_called

    if not names:
        return None, ()
    found = [clauses_called(plan, name) for name in names]
    problems = tuple(problem for _, several in found for problem in several)
    return frozenset(number for numbers, _ in found for number in numbers), problems


def _put(name: str | None, text: str) -> bool:
    """Print the text, or write it to a file; whether that went well."""
    if not name:
        write(text)
        return True
    try:
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        print(f"rulesdsl sql: 写不了「{name}」：{error.strerror}", file=sys.stderr)
        return False
    return True
