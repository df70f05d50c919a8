"""The sentences of a unit, each with its span and a lasting name such as 点:4/项:1/句:2.

A sentence ends at 。；？！ outside brackets, quotation marks and titles; the mark belongs to it. Title and 责任单位
line are no sentences of a unit.
"""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.source.units import SourceText, Unit

_STOPS = frozenset("。；？！;?!")
_BRACKETS = {"（": "）", "(": ")", "“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "【": "】"}


@frozen
class Sentence:
    """Sentence `index` (from 1) of a unit; `paragraph` counts the unit's own paragraphs from 1."""

    id: str
    unit: str
    index: int
    paragraph: int
    span: Span


def sentences(source: SourceText, unit: Unit) -> tuple[Sentence, ...]:
    """The sentences of a unit's own body, in order; numbered through its paragraphs."""
    pieces = [
        (paragraph, start, end)
        for paragraph, body in enumerate(unit.body, 1)
        for start, end in split_sentences(source.text, body.start, body.end)
    ]
    return tuple(
        Sentence(f"{unit.id}/句:{index}", unit.id, index, paragraph, Span(source.file, start, end))
        for index, (paragraph, start, end) in enumerate(pieces, 1)
    )


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences in `text[start:end]`, without the space between them.

    Where a bracket is never closed, it is taken for a plain mark, so that one slip doesn't swallow the rest.
    """
    stops, closed = _stops(text, start, end, nested=True)
    if not closed:
        stops, _ = _stops(text, start, end, nested=False)
    found: list[tuple[int, int]] = []
    for stop in [*stops, end]:
        piece = text[start:stop]
        begin = start + len(piece) - len(piece.lstrip())
        if piece.strip():
            found.append((begin, begin + len(piece.strip())))
        start = stop
    return found


def _stops(text: str, start: int, end: int, *, nested: bool) -> tuple[list[int], bool]:
    stops: list[int] = []
    expected: list[str] = []
    for offset in range(start, end):
        mark = text[offset]
        if nested and mark in _BRACKETS:
            expected.append(_BRACKETS[mark])
        elif expected and mark == expected[-1]:
            expected.pop()
        elif mark in _STOPS and not expected:
            stops.append(offset + 1)
    return stops, not expected
