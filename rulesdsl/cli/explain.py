"""`rulesdsl explain CASE`: the justification tables of a case file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rulesdsl.cli.asked import reading_options, typed_option
from rulesdsl.cli.common import has_errors, known_on_option, policies_option, show_problems, width, write
from rulesdsl.store import Files, cached_plan, decode, policy_root, read_files

if TYPE_CHECKING:
    import argparse

    from rulesdsl.cases.case import Case
    from rulesdsl.diagnostics import Diagnostic
    from rulesdsl.plan.plan import Plan

FORMATS = ("text", "json", "md", "html")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("case", metavar="案卷", help="案卷文件（.yaml 或 .json）")
    parser.add_argument("--clause", metavar="条款", help="只看这一条款或条目，例如 第十四项、省外中标奖励")
    parser.add_argument("--as-of", metavar="日期", help="按这一天判断，例如 2018年5月1日")
    known_on_option(parser)
    parser.add_argument(
        "--reading", metavar="口径=读法", action="append", default=[], help="换一种读法，例如 分档方式=超额累进"
    )
    parser.add_argument("--all", action="store_true", help="也列出案卷没有涉及的条款")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")
    parser.add_argument("--width", type=int, help="表格宽度（默认按屏幕）")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Explain and report."""
    asked = _asked(options)
    if asked is None:
        return 2
    files = read_files(policy_root(options.policies), asked.known_on)
    plan, problems, sources = load_plan(files)
    if plan is None:
        show_problems(problems, sources)
        return 1
    case, found, text = _read(options.case, plan, asked)
    if case is None or has_errors(found):
        show_problems(found, {options.case: text})
        return 2
    show_problems(found, {options.case: text})
    return _report(plan, case, options)


class Asked(NamedTuple):
    """What the command line sets of the frame, and the last day whose acts are asked for."""

    as_of: int | None
    known_on: int | None
    readings: tuple[tuple[str, str], ...]


def load_plan(files: Files) -> tuple[Plan | None, tuple[Diagnostic, ...], dict[str, str]]:
    """The plan of some files, from the cache if it can be; None when they have errors."""
    plan = cached_plan(files)
    if plan is not None:
        return plan, (), {}
    from rulesdsl.kept_models import compile_kept, plan_asked

    sources, problems = decode(files)
    compiled = compile_kept(sources)
    every = (*problems, *compiled.diagnostics)
    if has_errors(every):
        return None, every, sources
    return plan_asked(files, compiled), (), sources


def _asked(options: argparse.Namespace) -> Asked | None:
    as_of, fine = typed_option("explain", "--as-of", "日期", options.as_of)
    known_on, known_fine = typed_option("explain", "--known-on", "日期", options.known_on)
    readings = reading_options("explain", options.reading)
    return Asked(as_of, known_on, readings) if fine and known_fine and readings is not None else None


def _read(name: str, plan: Plan, asked: Asked) -> tuple[Case | None, tuple[Diagnostic, ...], str]:
    from rulesdsl.cases.read import read_case
    from rulesdsl.diagnostics import Diagnostic
    from rulesdsl.run.readings import reading_problems

    try:
        data = Path(name).read_bytes()
    except OSError as error:
        return None, (Diagnostic("RD004", f"读不了案卷「{name}」：{error.strerror}", help="检查路径"),), ""
    case, problems = read_case(name, data, plan, as_of=asked.as_of)
    text = data.decode("utf-8-sig", errors="replace")
    if case is None:
        return None, problems, text
    case = case._replace(readings=(*case.readings, *asked.readings))
    return case, (*problems, *reading_problems(plan, case.readings)), text


def _report(plan: Plan, case: Case, options: argparse.Namespace) -> int:
    from rulesdsl.reports import explain_report
    from rulesdsl.run.judge import judge

    result = judge(plan, case)
    text, problems = explain_report(
        plan, result, options.format, options.clause, options.all, options.width or width(), case
    )
    show_problems(problems, {})
    if problems:
        return 2
    write(text)
    return 0
