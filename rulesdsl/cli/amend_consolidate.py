"""`rulesdsl amend consolidate DOCUMENT --as-of DATE`: the text of a document on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulesdsl.cli.amend_documents import date_of, find_document, put, text_history, version_on
from rulesdsl.cli.common import policies_option

if TYPE_CHECKING:
    import argparse

FORMATS = ("txt", "md", "html", "docx", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("document", metavar="文件", help="文号（闽政〔2017〕13号，或 13号）或标题")
    parser.add_argument("--as-of", metavar="日期", help="哪一天的文字，例如 2020年12月4日（默认：最后一次修改之后）")
    parser.add_argument("--format", choices=FORMATS, default="txt", help="输出格式")
    parser.add_argument("--output", "-o", metavar="文件", help="写进这个文件（docx 必须写）")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the text."""
    past, _ = text_history(options.policies)
    document = find_document(past, options.document)
    version = version_on(past, document, date_of("--as-of", options.as_of))
    if options.format == "docx":
        from rulesdsl.reports.consolidated_word import consolidated_word

        put(consolidated_word(version), options.output, "docx")
        return 0
    from rulesdsl.reports.consolidated import render_consolidated

    put(render_consolidated(version, options.format), options.output, options.format)
    return 0
