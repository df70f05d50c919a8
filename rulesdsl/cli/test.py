"""`rulesdsl test [PATH…]`: run the 用例; exit 1 when one fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulesdsl.cli.common import DIAGNOSTIC_FORMATS, has_errors, render, write
from rulesdsl.store import decode, policy_root, read_files

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("paths", metavar="路径", nargs="*", help="规则文件或文件夹（默认 policies）")
    parser.add_argument("--only", metavar="文字", default="", help="只运行题目或条目含有这些字的用例")
    parser.add_argument("--format", choices=DIAGNOSTIC_FORMATS, default="text", help="输出格式")


def run(options: argparse.Namespace) -> int:
    """Run and report."""
    from rulesdsl.pipeline import plan_of
    from rulesdsl.worked_cases import run_worked_cases

    files = read_files(policy_root(options.paths))
    sources, problems = decode(files)
    rules, plan, syntax = plan_of(sources)
    tally, found = run_worked_cases(rules, plan, options.only)
    every = (*problems, *syntax, *found)
    if every or options.format != "text":
        write(render(every, sources, options.format))
    if options.format == "text":
        failed = len({item.span for item in found})
        write(f"{tally.cases} 个用例，{tally.expectations} 项期望，{failed} 项不符")
    return 1 if has_errors(every) else 0
