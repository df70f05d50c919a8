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

from rulesdsl.source.numerals import DIGIT_CLASS, parse_number

ParagraphKind = Literal["plain", "label", "responsibility"]

LONGEST_HEADING = 25
"""The longest heading, in marks, that may stand on a line without a full stop."""

_NUMERAL = f"[{DIGIT_CLASS}]{{1,6}}(?:之[{DIGIT_CLASS}]{{1,6}})?"
_LABELS = (
    re.compile(f"(?P<number>{_NUMERAL})、"),
    re.compile(f"[（(](?P<number>{_NUMERAL})[）)]"),
    # 3.5亿元 and 1、2号 at the start of a continuation are no labels.
    re.compile(r"(?P<number>[0-9０-９]{1,3})[.．、](?![0-9０-９])"),
    re.compile(r"[（(](?P<number>[0-9０-９]{1,3})[）)]"),
)
_LINE = re.compile(r"[^\r\n]+")
_SPACE = re.compile(r"\s*")
_RESPONSIBILITY = re.compile(r"责任单位\s*[：:]")
_GLUED_RESPONSIBILITY = re.compile(r"(?<=[。；;])\s*(?=责任单位\s*[：:])")
_FINISHED = re.compile(r"[。；：！？;:!?][”’）》」]*\Z")
_LONGEST_TITLE_TEXT = 200
_AWAITS_LABEL = tuple("第、，和及与至")
_SENTENCE_MARK = re.compile(r"[。；：！？;:!?]")
_HEAD_MARK = re.compile(r"[，。：、；,:;]")
_IMPRINT = re.compile(r"(?:发布|成文|公布|发文|索引|文号|来源|生效)\S{0,4}[:：]|\S{1,12}〔\d{4}〕\d+号\Z")
_TITLE_END = re.compile(
    r"(?:通知|意见|办法|规定|决定|措施|方案|细则|条例|公告|批复|函|规划|计划|纲要)(?:（[^（）]*）)?\Z"
)


@frozen
class Paragraph:
    """One paragraph `[start, end)`: `content` is the offset after its label, `level` 0 for 一、 to 3 for （1）, -1
    for no label.

    `heading` is a label with a heading that ends without a mark.
    """

    kind: ParagraphKind
    start: int
    end: int
    content: int
    level: int = -1
    number: tuple[int, ...] = ()
    heading: bool = False


def read_paragraphs(text: str, start: int, end: int) -> tuple[Paragraph, ...]:
    """The paragraphs of `text[start:end]` in order; linear in its length."""
    found: list[Paragraph] = []
    for line_start, line_end in _lines(text, start, end):
        line = _classify(text, line_start, line_end)
        if found and _continues(text, found, line):
            found[-1] = _joined(text, found[-1], line_end)
        else:
            found.append(line)
    return tuple(found)


def is_imprint(text: str) -> bool:
    """Whether a line above the addressee is no part of the title: a document number, a day of publication."""
    return _IMPRINT.match(text) is not None


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


def _classify(text: str, start: int, end: int) -> Paragraph:
    responsibility = _RESPONSIBILITY.match(text, start, end)
    if responsibility:
        return Paragraph("responsibility", start, end, responsibility.end())
    for level, pattern in enumerate(_LABELS):
        label = pattern.match(text, start, end)
        number = parse_number(label["number"]) if label else None
        if label and number:
            content = _after_space(text, label.end(), end)
            return Paragraph("label", start, end, content, level, number, _is_heading(text[content:end], level))
    return Paragraph("plain", start, end, start)


def _after_space(text: str, start: int, end: int) -> int:
    space = _SPACE.match(text, start, end)
    return space.end() if space else start


def _is_heading(content: str, level: int) -> bool:
    if not content or len(content) > LONGEST_HEADING or _SENTENCE_MARK.search(content):
        return False
    # Below the points a comma without a full stop is rather the first line of a broken sentence.
    return level == 0 or "，" not in content


def _continues(text: str, found: list[Paragraph], line: Paragraph) -> bool:
    last = found[-1]
    if line.kind == "responsibility" or last.heading:
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
    content = _after_space(text, paragraph.content, end)
    return evolve(paragraph, end=end, content=content)
