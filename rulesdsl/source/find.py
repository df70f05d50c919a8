"""Where a quote stands in a text: once, several times, or not at all and then what comes nearest.

Matching ignores width variants, spaces and soft line breaks (`fold`); every result is a span of the text as it is. A
quote must occur once in its scope or say which occurrence it means.
"""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import fold
from rulesdsl.source.nearest import Nearest, nearest
from rulesdsl.source.units import SourceText, Unit


@frozen
class Found:
    """The one place of a quote; `count` is how often it occurs in the scope (more than one only if `nth` chose)."""

    span: Span
    count: int


@frozen
class NotFound:
    """A quote that doesn't occur; `nearest` is None when nothing in the scope resembles it (or the quote is
    empty)."""

    nearest: Nearest | None


@frozen
class Ambiguous:
    """A quote that occurs several times and doesn't say which, or asks for occurrence `nth` beyond the last one."""

    spans: tuple[Span, ...]
    nth: int | None


def find_quote(
    source: SourceText, scope: Unit | Span | None, quote: str, nth: int | None = None
) -> Found | NotFound | Ambiguous:
    """Find a quote in a part of a text.

    Args:
        scope: a unit with everything below it, a span, or None for all that was read.
        quote: verbatim words of the source; width and spacing don't matter.
        nth: which occurrence is meant, from 1, for a quote that occurs several times; occurrences may overlap.
    Returns:
        `Found` with the span from the first to the last mark of the quote, line breaks inside included.
    """
    wanted = fold(quote).text
    span = source.span if scope is None else scope.span if isinstance(scope, Unit) else scope
    start, end = source.folded.position(span.start), source.folded.position(span.end)
    if not wanted:
        return NotFound(None)
    hits = _occurrences(source.folded.text, wanted, start, end)
    if not hits:
        return NotFound(nearest(source.file, source.folded, start, end, quote))
    if nth is None and len(hits) == 1:
        return Found(_span(source, hits[0], len(wanted)), 1)
    if nth is not None and 1 <= nth <= len(hits):
        return Found(_span(source, hits[nth - 1], len(wanted)), len(hits))
    return Ambiguous(tuple(_span(source, hit, len(wanted)) for hit in hits), nth)


def _occurrences(text: str, wanted: str, start: int, end: int) -> list[int]:
    hits: list[int] = []
    hit = text.find(wanted, start, end)
    while hit >= 0:
        hits.append(hit)
        hit = text.find(wanted, hit + 1, end)
    return hits


def _span(source: SourceText, start: int, length: int) -> Span:
    return Span(source.file, *source.folded.span(start, start + length))
