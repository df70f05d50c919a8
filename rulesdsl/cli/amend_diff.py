"""`rulesdsl amend diff DOCUMENT`: 修改前后对照表 between two days, text and meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulesdsl.cli.amend_documents import (
    StopError,
    chosen_days,
    date_of,
    find_document,
    put,
    version_on,
    version_options,
)
from rulesdsl.cli.common import policies_option, show_problems, width

if TYPE_CHECKING:
    import argparse

    from rulesdsl.amendments.history import History
    from rulesdsl.model.document import Document
    from rulesdsl.reports.diff import Diff
    from rulesdsl.store import Files

FORMATS = ("text", "md", "html", "docx", "xlsx", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("document", metavar="文件", help="文号（闽政〔2017〕13号，或 13号）或标题")
    parser.add_argument("--before", metavar="日期", help="修改前取哪一天（默认：最后一次修改的前一天）")
    parser.add_argument("--after", metavar="日期", help="修改后取哪一天（默认：最后一次修改那天）")
    version_options(parser)
    parser.add_argument("--all", action="store_true", help="没有改动的条目也列出")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式")
    parser.add_argument("--output", "-o", metavar="文件", help="写进这个文件（docx、xlsx 必须写）")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Compare and print."""
    from rulesdsl.store import policy_root, read_files

    known = date_of("--known-on", options.known_on)
    diff = _diff(options, read_files(policy_root(options.policies), known))
    put(_shown(diff, options.format), options.output, options.format)
    return 0


def _diff(options: argparse.Namespace, files: Files) -> Diff:
    from rulesdsl.amendments.between import Between
    from rulesdsl.amendments.history import history
    from rulesdsl.amendments.known import known_on
    from rulesdsl.cli.explain import load_plan
    from rulesdsl.inputs import build, link_texts
    from rulesdsl.model.literals import date_text
    from rulesdsl.reports.diff import Diff
    from rulesdsl.reports.examples import Examples
    from rulesdsl.reports.meaning import meanings
    from rulesdsl.store import decode

    plan, problems, sources = load_plan(files)
    if plan is None:
        show_problems(problems, sources)
        raise StopError("", 1)
    texts, _ = decode(files)
    rules, _ = build(texts)
    past = history(known_on(rules, files.known_on), link_texts(rules, texts)[0])
    document, chosen = find_document(past, options.document), chosen_days(past, options.reading)
    given = date_of("--before", options.before), date_of("--after", options.after)
    days = _days(past, document, given, chosen)
    between = Between(*(version_on(past, document, day, chosen) for day in days))
    rows = tuple(row for row in between.rows if row.changed or options.all)
    found = meanings(between, Examples(rules, plan, *days, tuple(chosen.items())))
    return Diff(between, (date_text(days[0]), date_text(days[1])), rows, found)


def _days(
    past: History, document: Document, given: tuple[int | None, int | None], chosen: dict[str, str]
) -> tuple[int, int]:
    """The two days, those left out taken from the last act on the document that is early enough."""
    from rulesdsl.amendments.on_day import act_first_day

    before, after = given
    acts = [
        act_first_day(item.amendment, chosen) for item in past.amended if item.amendment.document == document.number
    ]
    if after is None:
        after = max(acts, default=before)
    if before is None:
        before = max((day - 1 for day in acts if after is None or day <= after), default=None)
    if before is None or after is None:
        raise StopError(f"{document.number} 在这一天以前没有修改过；用 --before 和 --after 写明两个日期", 1)
    if before >= after:
        raise StopError("--before 要早于 --after")
    return before, after


def _shown(diff: Diff, form: str) -> str | bytes:
    if form == "docx":
        from rulesdsl.reports.diff_word import diff_word

        return diff_word(diff)
    if form == "xlsx":
        from rulesdsl.reports.diff_excel import diff_excel

        return diff_excel(diff)
    from rulesdsl.reports.diff import diff_json, diff_report
    from rulesdsl.reports.diff_html import render_html_diff
    from rulesdsl.reports.diff_markdown import render_markdown_diff

    if form == "text":
        from rulesdsl.reports import render

        return render(diff_report(diff), "text", width())
    return {"md": render_markdown_diff, "html": render_html_diff, "json": diff_json}[form](diff)
