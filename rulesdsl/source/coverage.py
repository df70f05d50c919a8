"""What of a unit's text rules must account for, and what of it they have not yet.

Label, title and 责任单位 line need no rule; marks and space between phrases carry nothing by themselves. All else is
content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.source.sentences import Sentence, sentences
from rulesdsl.source.units import SourceText, Unit

# Marks that separate phrases. % ‰ ／ ～ — · and the like are not here: within a number or a name they carry meaning.
_CONTENT = re.compile(
    r"[^，。；：、？！（）“”‘’《》〈〉「」…,;?!()\"'\s](?:[^，。；：、？！（）“”‘’《》〈〉「」…,;?!()\"']*[^，。；：、？！（）“”‘’《》〈〉「」…,;?!()\"'\s])?"
)


@frozen
class Uncovered:
    """A piece no rule accounts for: the sentence it stands in, and whether it is the `whole` of that sentence."""

    span: Span
    sentence: Sentence
    whole: bool


def content_spans(source: SourceText, unit: Unit, *, deep: bool = False) -> tuple[Span, ...]:
    """The phrases of a unit that need a rule, in order: runs without separating marks.

    A soft line break inside a phrase doesn't split it.

    Args:
        deep: count everything below the unit as well; otherwise only its own text.
    """
    return tuple(
        Span(source.file, hit.start(), hit.end())
        for sentence in _sentences(source, unit, deep=deep)
        for hit in _CONTENT.finditer(source.text, sentence.span.start, sentence.span.end)
    )


def uncovered(source: SourceText, unit: Unit, covered: Iterable[Span], *, deep: bool = False) -> tuple[Uncovered, ...]:
    """The pieces of a unit that no covered span touches, in order.

    Args:
        covered: spans that rules quote, in any order, overlapping or not.
    Returns:
        A whole sentence where none of its content is covered; otherwise the pieces of its phrases that are not,
        neighbours joined. Empty when everything is covered.
    """
    merged = _merge(covered)
    found: list[Uncovered] = []
    position = 0
    for sentence in _sentences(source, unit, deep=deep):
        # Both lists rise, so each covered span is passed once.
        while position < len(merged) and merged[position][1] <= sentence.span.start:
            position += 1
        found.extend(_in_sentence(source, sentence, merged, position))
    return tuple(found)


def _sentences(source: SourceText, unit: Unit, *, deep: bool) -> list[Sentence]:
    units = source.subtree(unit) if deep else (unit,)
    return [sentence for one in units for sentence in sentences(source, one)]


def _merge(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans if span.start < span.end):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _in_sentence(
    source: SourceText, sentence: Sentence, merged: list[tuple[int, int]], position: int
) -> list[Uncovered]:
    start, end = sentence.span.start, sentence.span.end
    gaps: list[tuple[int, int]] = []
    for low, high in merged[position:]:
        if low >= end:
            break
        gaps.append((start, min(low, end)))
        start = max(start, high)
    gaps.append((start, end))
    pieces = [piece for gap in gaps if (piece := _content_of(source.text, *gap))]
    if len(pieces) == 1 and pieces[0] == _content_of(source.text, *sentence.span[1:]):
        return [Uncovered(sentence.span, sentence, whole=True)]
    return [Uncovered(Span(source.file, *piece), sentence, whole=False) for piece in pieces]


def _content_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From the first to the last content of a stretch; None when it holds marks and space only."""
    hits = [hit.span() for hit in _CONTENT.finditer(text, start, end)] if start < end else []
    return (hits[0][0], hits[-1][1]) if hits else None
