"""`rulesdsl show WHAT`: registered readings, the tree, model and plan of rules."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from rulesdsl.cli.common import policies_option, show_problems, width, write

if TYPE_CHECKING:
    import argparse

WHAT = {"readings": "登记的口径", "tree": "语法树", "model": "模型", "plan": "计划（JSON）"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("what", choices=tuple(WHAT), help="；".join(f"{name} {text}" for name, text in WHAT.items()))
    parser.add_argument("file", metavar="规则文件", nargs="?", help="tree 和 model 要写明哪个文件")
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help="readings 的输出格式")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print it."""
    if options.what in ("tree", "model"):
        return _form_of_file(options)
    from rulesdsl.cli.explain import load_plan
    from rulesdsl.store import policy_root, read_files

    plan, problems, sources = load_plan(read_files(policy_root(options.policies)))
    if plan is None:
        show_problems(problems, sources)
        return 1
    if options.what == "plan":
        from rulesdsl.plan.plan import plan_to_json

        write(json.dumps(plan_to_json(plan), ensure_ascii=False, indent=1))
        return 0
    from rulesdsl.reports import readings_report

    write(readings_report(plan, options.format, width()))
    return 0


def _form_of_file(options: argparse.Namespace) -> int:
    if not options.file:
        print(f"rulesdsl show {options.what}: 写明规则文件", file=sys.stderr)
        return 2
    from pathlib import Path
    from pprint import pformat

    from rulesdsl.model.build import build_file
    from rulesdsl.source.text import decode
    from rulesdsl.syntax.parse import parse_file

    try:
        data = Path(options.file).read_bytes()
    except OSError as error:
        print(f"rulesdsl show: 读不了「{options.file}」：{error.strerror}", file=sys.stderr)
        return 2
    text, problems = decode(options.file, data)
    pieces, found = parse_file(options.file, text) if text is not None else ((), ())
    if options.what == "tree":
        write("\n".join(piece.tree.pretty() for piece in pieces))
    else:
        write(pformat(build_file(options.file, text or "", pieces), width=width()))
    show_problems((*problems, *found), {options.file: text or ""})
    return 1 if problems or found else 0
