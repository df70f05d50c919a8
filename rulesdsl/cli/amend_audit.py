"""`rulesdsl amend audit [DOCUMENT…]`: computed texts against the published ones; `--strict` exits 1 on uncommanded changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.cli.amend_documents import StopError, find_document, put, text_history, version_on
from rulesdsl.cli.common import policies_option, width

if TYPE_CHECKING:
    import argparse

    from rulesdsl.amendments.audit.counts import Audit
    from rulesdsl.amendments.history import History
    from rulesdsl.model.document import Document
    from rulesdsl.source.units import SourceText


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("documents", metavar="文件", nargs="*", help="文号或标题（默认：写了 公布文本 的全部文件）")
    parser.add_argument("--against", metavar="文本", help="与这个文件里的文本比较，而不是 公布文本 写的那一份")
    parser.add_argument("--heading", metavar="标题", default="", help="文本在这一行标题之下，例如 附件4")
    parser.add_argument("--strict", action="store_true", help="有无令之改时退出码为 1")
    parser.add_argument("--format", choices=("text", "md", "json"), default="text", help="输出格式")
    parser.add_argument("--output", "-o", metavar="文件", help="写进这个文件")
    policies_option(parser)


def run(options: argparse.Namespace) -> int:
    """Compare and report."""
    past, files = text_history(options.policies)
    documents = [find_document(past, words) for words in options.documents] or _republished(past)
    if options.against and len(documents) != 1:
        raise StopError("--against 一次比较一份文件，请写明是哪一份")
    audits = [_audit(options, past, files, document) for document in documents]
    put(_shown(audits, options.format), options.output, options.format)
    return 1 if options.strict and any(item.uncommanded for item in audits) else 0


def _republished(past: History) -> list[Document]:
    """The documents of which an act names the published text, in the order of the rule files."""
    numbers = {item.amendment.document for item in past.amended if item.amendment.republished is not None}
    return [document for number, document in past.versions[0].rules.documents.items() if number in numbers]


def _audit(options: argparse.Namespace, past: History, files: dict[str, str], document: Document) -> Audit:
    from rulesdsl.amendments.audit.counts import audit
    from rulesdsl.amendments.on_day import act_first_day

    if options.against:
        published = _found(options.against, _read(options.against), options.heading)
        return audit(version_on(past, document, None), published, options.heading or Path(options.against).name)
    acts = [item.amendment for item in past.amended if item.amendment.document == document.number]
    named = next((act for act in reversed(acts) if act.republished is not None), None)
    if named is None or named.republished is None:
        raise StopError(f"{document.number} 的修改没有写 公布文本；用 --against 指明与哪个文件比较")
    from rulesdsl.inputs import text_name

    path, heading = named.republished
    name = text_name(named.span.file, path)
    if name is None or name not in files:
        raise StopError(f"找不到 {document.number} 的公布文本「{path}」", 1)
    return audit(version_on(past, document, act_first_day(named)), _found(name, files[name], heading), heading)


def _read(path: str) -> str:
    from rulesdsl.source.text import decode

    try:
        text, _ = decode(path, Path(path).read_bytes())
    except OSError as error:
        raise StopError(f"读不了「{path}」：{error.strerror}") from error
    if text is None:
        raise StopError(f"「{path}」不是 UTF-8 文本")
    return text


def _found(name: str, text: str, heading: str) -> SourceText:
    from rulesdsl.amendments.audit.published import published_text

    found = published_text(name, text, heading)
    if found is None:
        raise StopError(f"「{name}」里没有单独成行的「{heading}」")
    return found


def _shown(audits: list[Audit], form: str) -> str:
    from rulesdsl.reports.audit import audit_json, audit_report

    if form == "json":
        return audit_json(audits)
    from rulesdsl.reports import render

    return render(audit_report(audits), form, width())
