"""Physical lines to paragraphs: which line begins something, which one only continues the line before.

A line begins a paragraph when it carries a label, begins with 责任单位, or follows a finished paragraph; every other
line continues the one before, because published copies break lines inside a sentence (高成长企⏎业). Blank lines and
spaces around a line, full-width ones as well, mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attrs import evolve, frozen

from rulesdsl.source.labels import Label, after_space, read_label

ParagraphKind = Literal["plain", "label", "responsibility"]

_LINE = re.compile(r"[^\r\n]+")
_RESPONSIBILITY = re.compile(r"责任单位\s*[：:]")
_GLUED_RESPONSIBILITY = re.compile(r"(?<=[。；;])\s*(?=责任单位\s*[：:])")
_FINISHED = re.compile(r"[。；：！？;:!?][”’）》」]*\Z")
_LONGEST_TITLE_TEXT = 200
_AWAITS_LABEL = tuple("第、，和及与至")
_HEAD_MARK = re.compile(r"[，。：、；,:;]")
_IMPRINT = re.compile(r"(?:发布|成文|公布|发文|索引|文号|来源|生效)\S{0,4}[:：]|\S{1,12}〔\d{4}〕\d+号\Z")
_ADOPTED = re.compile(r"[（(](?:\d{4}|[一二][〇○零一二三四五六七八九]{3})年")
_FRONT_HEADING = re.compile(r"目\s*[录次]|序\s*言|前\s*言")
_TITLE_END = re.compile(
    r"(?:通知|意见|办法|规定|决定|措施|方案|细则|条例|公告|批复|函|规划|计划|纲要)(?:（[^（）]*）)?\Z"
)


@frozen
class Paragraph:
    """One paragraph `[start, end)`; `content` is the offset after its label.

    `heading` is a label with a heading that ends without a mark, or 目录 and 序言 on a line of their own in a statute.
    """

    kind: ParagraphKind
    start: int
    end: int
    content: int
    label: Label | None = None
    heading: bool = False


def read_paragraphs(text: str, start: int, end: int, *, statute: bool) -> tuple[Paragraph, ...]:
    """The paragraphs of `text[start:end]` in order; linear in its length."""
    found: list[Paragraph] = []
    for line_start, line_end in _lines(text, start, end):
        line = _classify(text, line_start, line_end, statute=statute)
        if found and _continues(text, found, line):
            found[-1] = _joined(text, found[-1], line_end)
        else:
            found.append(line)
    return tuple(found)


def is_imprint(text: str) -> bool:
    """Whether a line above the addressee is no part of the title: a document number, a day of publication, a 题注."""
    return _IMPRINT.match(text) is not None or is_adoption(text)


def is_adoption(text: str) -> bool:
    """Whether a line is a 题注: in brackets, by whom and when a statute was adopted and amended."""
    return _ADOPTED.match(text) is not None


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the lines without the space around them; a glued 责任单位 counts as a line of its own."""
    for hit in _LINE.finditer(text, start, end):
        line = hit.group()
        begin = hit.start() + len(line) - len(line.lstrip())
        finish = hit.start() + len(line.rstrip())
        if begin >= finish:
            continue
        for glue in _GLUED_RESPONSIBILITY.finditer(text, begin, finish):
            yield begin, glue.start()
            begin = glue.end()
        yield begin, finish


def _classify(text: str, start: int, end: int, *, statute: bool) -> Paragraph:
    responsibility = _RESPONSIBILITY.match(text, start, end)
    if responsibility:
        return Paragraph("responsibility", start, end, responsibility.end())
    label = read_label(text, start, end, statute=statute)
    if label:
        return Paragraph("label", start, end, label.content, label, label.heading)
    front = statute and _FRONT_HEADING.fullmatch(text, start, end) is not None
    return Paragraph("plain", start, end, start, heading=front)


def _continues(text: str, found: list[Paragraph], line: Paragraph) -> bool:
    last = found[-1]
    if line.kind == "responsibility" or last.heading or (line.kind == "plain" and line.heading):
        return False
    # Only the end is looked at: a paragraph of many short lines must not be copied for each of them.
    before = text[max(last.content, last.end - _LONGEST_TITLE_TEXT) : last.end]
    if line.kind == "label":
        # 依照第⏎（一）项: the sentence waits for the label, so it's a mention and not a beginning.
        return last.kind == "plain" and len(found) > 1 and before.endswith(_AWAITS_LABEL)
    if last.kind == "responsibility":
        return before.endswith(("、", "，", "："))
    if len(found) == 1 and last.kind == "plain":
        return _title_continues(before, text[line.start : line.end])
    if _ADOPTED.match(text, last.start, last.end):
        return text[last.end - 1] not in "）)"
    if is_imprint(before):
        return False
    return not _FINISHED.search(before[-8:])


def _title_continues(title: str, line: str) -> bool:
    if _FINISHED.search(title) or _HEAD_MARK.search(line) or is_imprint(line):
        # A first line with a mark in it is prose that was broken, not a title.
        return bool(_HEAD_MARK.search(title)) and not _FINISHED.search(title)
    return not _TITLE_END.search(title)


def _joined(text: str, paragraph: Paragraph, end: int) -> Paragraph:
    # A label alone on its line takes its content from the next one.
    content = after_space(text, paragraph.content, end)
    return evolve(paragraph, end=end, content=content)
