"""What stands before the first numbered part: title, document number or 题注, addressee, 目录, preamble."""

from __future__ import annotations

import re

from rulesdsl.source.drafts import Draft
from rulesdsl.source.paragraphs import Paragraph, is_imprint
from rulesdsl.source.units import Kind

_ADDRESSEE = re.compile(r"(?!为|根据|按照)(?!.*(?:如下|现将|现就)).*[：:]\Z", re.DOTALL)


def front_drafts(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Draft]:
    """The drafts before the first label, in the order of the text."""
    drafts: list[Draft] = []
    contents = _contents(text, paragraphs)
    for position, paragraph in enumerate(paragraphs):
        kind: Kind = "contents" if position in contents else _kind(text, paragraph, position, drafts)
        if not drafts or drafts[-1].kind != kind:
            drafts.append(Draft(kind))
        draft = drafts[-1]
        if paragraph.heading and paragraph.label is None and not draft.body and not draft.title:
            draft.title = (paragraph.start, paragraph.end)
        else:
            draft.body.append((paragraph.start, paragraph.end))
    return drafts


def is_contents_heading(text: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is the line 目录."""
    return _heads(text, paragraph, "目")


def _contents(text: str, paragraphs: tuple[Paragraph, ...]) -> range:
    """The positions of the 目录 and its lines; empty where there is none."""
    start = next((i for i, one in enumerate(paragraphs) if is_contents_heading(text, one)), None)
    if start is None:
        return range(0)
    end = start + 1
    while end < len(paragraphs) and (paragraphs[end].heading or not _is_prose(text, paragraphs[end])):
        end += 1
    # 序言 above prose is the heading of that prose and no line of the 目录.
    if end < len(paragraphs) and end - start > 1 and _heads(text, paragraphs[end - 1], "序", "前"):
        end -= 1
    return range(start, end)


def _heads(text: str, paragraph: Paragraph, *marks: str) -> bool:
    return paragraph.heading and paragraph.label is None and text.startswith(marks, paragraph.start)


def _is_prose(text: str, paragraph: Paragraph) -> bool:
    return "。" in text[paragraph.start : paragraph.end]


def _kind(text: str, paragraph: Paragraph, position: int, drafts: list[Draft]) -> Kind:
    content = text[paragraph.start : paragraph.end]
    if is_imprint(content):
        return "imprint"
    if position == 0 and not content.endswith(("。", "：", ":", "；")):
        return "title"
    if not {"addressee", "preamble"} & {draft.kind for draft in drafts} and _ADDRESSEE.match(content):
        return "addressee"
    return "preamble"
