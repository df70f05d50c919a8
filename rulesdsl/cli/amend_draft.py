"""`rulesdsl amend draft OLD NEW`: the official sentences that lead from one text to another."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rulesdsl.cli.amend_documents import StopError
from rulesdsl.cli.common import has_errors, show_problems, write

if TYPE_CHECKING:
    import argparse

    from rulesdsl.amendments.drafting.draft import Draft, Named
    from rulesdsl.source.units import SourceText

_NUMBER = re.compile(r".*(?:〔\d{4}〕|令|第)\s*第?\d+号")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's options."""
    parser.add_argument("old", metavar="旧文", help="修改以前的全文")
    parser.add_argument("new", metavar="新文", help="改好的全文")
    parser.add_argument("--document", metavar="文号或标题", default="", help="被修改的文件；不写标题时用旧文的标题")
    parser.add_argument("--date", metavar="日期", default="", help="修改的成文日期，写进规则，例如 2020年12月4日")
    parser.add_argument("--format", choices=("text", "json", "rule"), default="text", help="输出格式")


def run(options: argparse.Namespace) -> int:
    """Draft and print; 1 when no sentences were found that lead to the new text."""
    from rulesdsl.amendments.drafting.draft import draft

    texts = {name: _read(name) for name in (options.old, options.new)}
    old, new = (_parsed(name, texts[name]) for name in (options.old, options.new))
    about = _about(options.document, old)
    if options.format == "rule" and not about.number:
        raise StopError("写成规则要用 --document 给出文号")
    found, problems = draft(old, new, about)
    show_problems(problems, texts)
    if found is None:
        return 1
    if not found.sentences:
        print("两份文本没有不同（宽窄、空格、换行不算）", file=sys.stderr)
        return 0
    write({"text": _text, "json": _json, "rule": _rule}[options.format](found, about, options.date))
    return 0


def _read(name: str) -> str:
    """The text of a file; what can't be read stops the command."""
    from rulesdsl.source.text import decode

    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise StopError(f"读不了「{name}」：{error.strerror}") from None
    text, problems = decode(name, data)
    show_problems(problems, {name: text or ""})
    if text is None or has_errors(problems):
        raise StopError("")
    return text


def _parsed(name: str, text: str) -> SourceText:
    from rulesdsl.source.parse import parse

    return parse(name, text)[0]


def _about(given: str, old: SourceText) -> Named:
    """The document as the heading names it."""
    from rulesdsl.amendments.drafting.draft import Named
    from rulesdsl.amendments.drafting.passages import plain_words

    first = old.units[0] if old.units else None
    title = plain_words(old.slice(first.span)) if first is not None and first.kind == "title" else ""
    if _NUMBER.fullmatch(given):
        return Named(given, title)
    return Named("", given.strip("《》") or title)


def _text(found: Draft, about: Named, date: str) -> str:
    return found.text


def _json(found: Draft, about: Named, date: str) -> str:
    rows = ",\n ".join(json.dumps(item.to_json(), ensure_ascii=False) for item in found.act.operations)
    return f"[{rows}]"


def _rule(found: Draft, about: Named, date: str) -> str:
    """A 修改 piece; without a day the line to fill in is a comment."""
    from rulesdsl.amendments.drafting.draft import written

    signed = f"成文 {date}" if date else "# 成文 ……年…月…日"
    return "".join([f"修改 {about.number}\n{signed}\n施行 未规定\n\n", *written(about, found.sentences, "一、")])
