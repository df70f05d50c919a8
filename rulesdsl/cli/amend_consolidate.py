"""`rulesdsl amend consolidate DOCUMENT --as-of DATE`: the text of a document on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulesdsl.cli.amend_documents import (
    StopError,
    chosen_days,
    date_of,
    find_document,
    put,
    put_into,
    text_history,
    version_on,
    version_options,
)
from rulesdsl.cli.common import policies_option, width, write

if TYPE_CHECKING:
    import argparse

    from rulesdsl.amendments.history import History
    from rulesdsl.amendments.on_day import DocumentVersion

FORMATS = ("txt", "md", "html", "docx", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("document", metavar="文件", help="文号（闽政〔2017〕13号，或 13号）或标题")
    parser.add_argument("--as-of", metavar="日期", help="哪一天的文字，例如 2020年12月4日（默认：最后一次修改之后）")
    version_options(parser)
    parser.add_argument("--format", choices=FORMATS, default="txt", help="输出格式")
    parser.add_argument("--output", "-o", metavar="文件", help="写进这个文件（docx 必须写）；与 --rules 同用时是文件夹")
    parser.add_argument("--rules", action="store_true", help="不印全文，印这一天的规则文件")
    parser.add_argument("--report", action="store_true", help="不印全文，印每一句修改语句做了什么（txt、md、html）")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the text."""
    known = date_of("--known-on", options.known_on)
    past, files = text_history(options.policies, known, with_rules=options.rules)
    document = find_document(past, options.document)
    version = version_on(past, document, date_of("--as-of", options.as_of), chosen_days(past, options.reading))
    if options.rules:
        return _rules(past, version, files, options.output)
    if options.report:
        return _report(version, options)
    if options.format == "docx":
        from rulesdsl.reports.consolidated_word import consolidated_word

        put(consolidated_word(version), options.output, "docx")
        return 0
    from rulesdsl.reports.consolidated import render_consolidated

    put(render_consolidated(version, options.format), options.output, options.format)
    return 0


def _report(version: DocumentVersion, options: argparse.Namespace) -> int:
    """What each sentence did."""
    from rulesdsl.reports import render
    from rulesdsl.reports.execution import execution_report

    form = {"txt": "text"}.get(options.format, options.format)
    if form not in ("text", "md", "html"):
        raise StopError(f"--report 没有 {form} 格式；可选 txt、md、html")
    put(render(execution_report(version), form, width()), options.output, form)
    return 0


def _rules(past: History, version: DocumentVersion, files: dict[str, str], folder: str | None) -> int:
    """The rule files of the document in this version: one after the other, or into a folder together with the text."""
    from rulesdsl.amendments.rewriting.rule_files import rule_files

    found = rule_files(past.versions[0], past.versions[version.number], version.document.number, files)
    named = {name.rpartition("/")[2]: text for name, text in found.items()}
    if folder is None:
        shown = [f"# {name}\n\n{text}" for name, text in named.items() if name.endswith(".rule")]
        write("\n".join(shown))
        return 0
    for name, text in named.items():
        put_into(folder, name, text)
    return 0
