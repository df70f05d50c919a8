"""`rulesdsl fmt PATH…`: format rule files in place; `--check` only tells, `--diff` shows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.cli.common import show_problems, write

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("paths", metavar="路径", nargs="*", help="规则文件或文件夹（默认 policies）；- 读标准输入")
    parser.add_argument("--check", action="store_true", help="只报告哪些文件没有排好，有则退出码为 1")
    parser.add_argument("--diff", action="store_true", help="显示会怎样改，不写文件")


def run(options: argparse.Namespace) -> int:
    """Format."""
    from rulesdsl.store import policy_root
    from rulesdsl.syntax.format import format_text

    if options.paths == ["-"]:
        text, problems = format_text("-", sys.stdin.read())
        show_problems(problems, {})
        write(text)
        return 1 if problems else 0
    changed, failed = 0, False
    for file in _files(policy_root(options.paths)):
        before = file.read_bytes().decode("utf-8")
        after, problems = format_text(file.as_posix(), before)
        show_problems(problems, {file.as_posix(): before})
        failed = failed or bool(problems)
        if after != before:
            changed += 1
            _apply(file, before, after, options)
    done = "需要排版" if options.check or options.diff else "已排版"
    print(f"{changed} 个文件{done}", file=sys.stderr)
    return 1 if failed or (changed and options.check) else 0


def _files(paths: list[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.rglob("*.rule")) if path.is_dir() else [path])]


def _apply(file: Path, before: str, after: str, options: argparse.Namespace) -> None:
    if options.diff:
        import difflib

        lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), str(file), str(file))
        write("".join(lines))
    elif options.check:
        print(file)
    else:
        file.write_bytes(after.encode("utf-8"))
