"""`rulesdsl amend blame DOCUMENT`: which sentence put each phrase where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulesdsl.cli.amend_documents import (
    chosen_days,
    date_of,
    find_document,
    put,
    text_history,
    version_on,
    version_options,
)
from rulesdsl.cli.common import policies_option, width

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("document", metavar="文件", help="文号（闽政〔2017〕13号，或 13号）或标题")
    parser.add_argument("--as-of", metavar="日期", help="哪一天的文字，例如 2020年12月4日（默认：最后一次修改之后）")
    version_options(parser)
    parser.add_argument("--format", choices=("text", "md", "html", "json"), default="text", help="输出格式")
    parser.add_argument("--output", "-o", metavar="文件", help="写进这个文件")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the phrases with their sources."""
    from rulesdsl.reports import render
    from rulesdsl.reports.blame import blame_json, blame_report

    past, _ = text_history(options.policies, date_of("--known-on", options.known_on))
    document = find_document(past, options.document)
    version = version_on(past, document, date_of("--as-of", options.as_of), chosen_days(past, options.reading))
    form = options.format
    put(blame_json(version) if form == "json" else render(blame_report(version), form, width()), options.output, form)
    return 0
