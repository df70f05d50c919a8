"""`rulesdsl coverage`: which sentences of the texts stand under a clause, and how many rules are tested."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rulesdsl.cli.common import show_problems, width, write
from rulesdsl.store import decode, policy_root, read_files

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("paths", metavar="路径", nargs="*", help="规则文件夹（默认 policies）")
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help="输出格式")
    parser.add_argument("--items", action="store_true", help="逐条目列出")


def run(options: argparse.Namespace) -> int:
    """Report."""
    from rulesdsl.check.coverage import coverage_report
    from rulesdsl.check.subject_matter import Matter
    from rulesdsl.pipeline import build, link_texts

    sources, problems = decode(read_files(policy_root(options.paths)))
    rules, found = build(sources)
    texts, linking = link_texts(rules, sources)
    show_problems((*problems, *found, *linking), sources)
    report = coverage_report(Matter(rules, texts))
    if options.format == "json":
        from attrs import asdict

        write(json.dumps(asdict(report), ensure_ascii=False, indent=1, default=_plain))
    else:
        from rulesdsl.reports.coverage import coverage_text

        write(coverage_text(report, options.format, options.items, width()))
    return 1 if problems or found or linking else 0


def _plain(value: Any) -> Any:
    return str(value)
