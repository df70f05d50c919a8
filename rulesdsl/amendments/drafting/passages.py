"""The own words of a unit, behind its label and without space: where a quotation may begin and end, and the way back.

>>> source, _ = parse("t", "一、支持企业，给予补助。")
>>> passage = passages(source)["点:1"]
>>> passage.words(0, 4), passage.cuts[4]
('支持企业', 2)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from attrs import frozen

from rulesdsl.amendments.quotes import as_in_sentence, match_quotes
from rulesdsl.source.fold import fold
from rulesdsl.source.units import SourceText, Unit

INSIDE, PLAIN, MEMBER, CLAUSE, SENTENCE, PARAGRAPH = range(-1, 5)
"""How well a passage may be cut at a place: never (in brackets, in a number), at no mark, at 、, at ，, at 。, between paragraphs."""

_STRENGTH = {"、": MEMBER} | dict.fromkeys("，：,:", CLAUSE) | dict.fromkeys("。；！？;!?", SENTENCE)
_CLOSING = {
    "（": "）",
    "(": ")",
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "〔": "〕",
    "[": "]",
    "［": "］",
}
_LINE_END = re.compile(r"[ \t\u3000\xa0]*[\r\n]\s*")
_WORD = re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ.．·+]")
_OF_NUMBER = re.compile(r"[0-9０-９.．%％‰万亿千百元～—-]")
_DIGIT = re.compile(r"[0-9０-９]")


@frozen(slots=False, eq=False)
class Passage:
    """Words without space: `marks` as they stand, `folded` in one form, `origins` the offset of each in the file.

    `borders` are the places at which a paragraph begins.
    """

    source: SourceText
    marks: str
    folded: str
    origins: tuple[int, ...]
    borders: frozenset[int]

    def words(self, start: int, end: int) -> str:
        """The words `[start, end)` with their spaces, without line breaks."""
        return plain_words(self.source.text[self.origins[start] : self.origins[end - 1] + 1]) if start < end else ""

    def lines(self, start: int = 0) -> list[tuple[int, int]]:
        """The paragraphs from a place on, each with its start and end."""
        inside = sorted(border for border in self.borders if border > start)
        return list(pairwise([start, *inside, len(self.marks)]))

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the file of `[start, end)`, which must not be empty."""
        return self.origins[start], self.origins[end - 1] + 1

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """For each place, the end included, how well the passage may be cut there."""
        levels = [PLAIN] * (len(self.marks) + 1)
        for at, mark in enumerate(self.marks):
            strength = _STRENGTH.get(mark, PLAIN)
            if strength and not _in_number(self.marks, at):
                levels[at] = max(levels[at], strength)
                levels[at + 1] = max(levels[at + 1], strength)
        for at in range(1, len(self.marks)):
            if splits(self.marks[at - 1], self.marks[at]):
                levels[at] = INSIDE
        for start, end in _brackets(self.marks, self.borders):
            levels[start + 1 : end + 1] = [INSIDE] * (end - start)
        for at in (0, len(self.marks), *self.borders):
            levels[at] = PARAGRAPH
        return tuple(levels)


def plain_words(text: str) -> str:
    """Words of a file without line breaks."""
    return _LINE_END.sub("", text).strip()


def quotable(*words: str) -> bool:
    """Whether words, or the paragraphs of a new text, can stand in “…”: their own quotation marks pair up, and none is empty."""
    quoted = "“" + "\n“".join(map(as_in_sentence, words)) + "”"
    pairs = match_quotes(quoted).pairs
    return all(map(str.strip, words)) and [(pair.start, pair.end) for pair in pairs] == [(0, len(quoted))]


def _in_number(marks: str, at: int) -> bool:
    """Whether a mark is part of a number or a time: 1,000 and 7:00."""
    around = marks[at - 1 : at] + marks[at + 1 : at + 2]
    return marks[at] in ",:：" and len(around) == 2 and all(map(_DIGIT.match, around))


def splits(before: str, after: str) -> bool:
    """Whether two marks belong to one number, amount or foreign word."""
    if _WORD.match(before) and _WORD.match(after):
        return True
    return bool(
        (_DIGIT.match(before) and _OF_NUMBER.match(after)) or (_OF_NUMBER.match(before) and _DIGIT.match(after))
    )


def _brackets(marks: str, borders: frozenset[int]) -> list[tuple[int, int]]:
    """The pairs of brackets, quotation marks and 《》, opening and closing mark; one that is never closed is none."""
    open_marks: list[int] = []
    found: list[tuple[int, int]] = []
    for at, mark in enumerate(marks):
        if at in borders:
            open_marks.clear()
        if mark in _CLOSING:
            open_marks.append(at)
            continue
        match = next((start for start in reversed(open_marks) if _CLOSING[marks[start]] == mark), None)
        if match is not None:
            del open_marks[open_marks.index(match) :]
            found.append((match, at))
    return found


def passages(source: SourceText) -> dict[str, Passage]:
    """The passage of each unit, by its id; a 文首段 belongs to the unit above it."""
    units = [unit for unit in source.units if unit.kind != "lead"]
    ends = [unit.span.start for unit in units[1:]] + [source.span.end]
    starts = _paragraph_starts(source)
    return {unit.id: _passage(source, behind_label(unit), end, starts) for unit, end in zip(units, ends, strict=True)}


def joined(source: SourceText, parts: Iterable[Passage]) -> Passage:
    """Several passages as one."""
    marks, folded = "", ""
    origins: tuple[int, ...] = ()
    borders: set[int] = set()
    for part in parts:
        borders |= {len(marks) + place for place in (0, *part.borders)}
        marks, folded, origins = marks + part.marks, folded + part.folded, origins + part.origins
    return Passage(source, marks, folded, origins, frozenset(borders - {0, len(marks)}))


def paragraphs(source: SourceText, unit: Unit) -> tuple[str, ...]:
    """A unit with all below it as paragraphs, without its own label."""
    start, end = behind_label(unit), unit.span.end
    starts = [place for place in _paragraph_starts(source) if start < place < end]
    cuts = [start, *starts, end]
    found = (plain_words(source.text[low:high]) for low, high in pairwise(cuts))
    return tuple(paragraph for paragraph in found if paragraph)


def behind_label(unit: Unit) -> int:
    """Where a unit's own text begins."""
    return unit.label_span.end if unit.label_span is not None else unit.span.start


def _passage(source: SourceText, start: int, end: int, starts: list[int]) -> Passage:
    raw = source.text[start:end]
    folded = fold(raw)
    origins = tuple(start + place for place in folded.origins)
    marks = "".join(raw[place] for place in folded.origins)
    borders = {folded.position(place - start) for place in starts if start < place < end}
    return Passage(source, marks, folded.text, origins, frozenset(borders - {0, len(marks)}))


def _paragraph_starts(source: SourceText) -> list[int]:
    """Where paragraphs begin, in order: at the start of a line, which a soft line break inside a sentence is not."""
    found: set[int] = set()
    for unit in source.units:
        spans = [unit.span, *unit.body, *(line.span for line in unit.responsibility)]
        found |= {span.start for span in spans if _begins_line(source.text, span.start)}
    return sorted(found)


def _begins_line(text: str, at: int) -> bool:
    while at > 0 and text[at - 1] in " \t\u3000\xa0":
        at -= 1
    return at == 0 or text[at - 1] in "\r\n"
