"""The passage that comes nearest to a quote which doesn't occur, and where the two differ.

The place is found by voting: each short run of marks the quote shares with the scope votes for the offset it would
put the quote at. Only the winning window is compared mark by mark, so the cost is linear in the scope and bounded in
the quote.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import Folded, fold

_GRAM_SIZES = (4, 2, 1)
_PLACES_OF_A_GRAM = 8
_SMALLEST_LIKENESS = 0.5
# Above this product of lengths only long shared runs are sought; the quadratic comparison would take seconds.
_LARGEST_COMPARISON = 4_000_000
_LONG_RUN = 16
_LOOK_AHEAD = 20_000


@frozen
class Difference:
    """Where quote and text part: `quoted` of the quote stands where the text has `span` (empty spans allowed)."""

    quoted: str
    span: Span


@frozen
class Nearest:
    """The passage most like a quote; `likeness` is from 0 to 1, 2·(marks in common) over the marks of both."""

    span: Span
    likeness: float
    differences: tuple[Difference, ...]


def nearest(file: str, folded: Folded, start: int, end: int, quote: str) -> Nearest | None:
    """The passage in the folded marks `[start, end)` most like a quote; None when less than half of it agrees."""
    wanted = fold(quote)
    place = _place(folded.text, start, end, wanted.text)
    if place is None:
        return None
    slack = len(wanted.text) // 4 + 4
    low, high = max(start, place - slack), min(end, place + len(wanted.text) + slack)
    blocks = _blocks(wanted.text, folded.text[low:high])
    if not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    # The quote's unmatched ends belong to the passage as far as the window has room for them.
    begin = max(0, first[1] - first[0])
    finish = min(high - low, last[1] + last[2] + len(wanted.text) - last[0] - last[2])
    likeness = 2 * sum(size for _, _, size in blocks) / (len(wanted.text) + finish - begin)
    if likeness < _SMALLEST_LIKENESS:
        return None
    differences = _differences(file, folded, low, blocks, quote, wanted, begin, finish)
    return Nearest(_span(file, folded, low + begin, low + finish), likeness, differences)


def _place(text: str, start: int, end: int, wanted: str) -> int | None:
    """Where the quote would begin, by the votes of the runs it shares with the text; the earliest of equals."""
    for size in _GRAM_SIZES:
        votes = _votes(text, start, end, wanted, size) if len(wanted) >= size else None
        if votes:
            bucket = min(votes, key=lambda key: (-votes[key], key))
            return max(start, start + bucket * _bucket_width(wanted) - len(wanted))
    return None


def _bucket_width(wanted: str) -> int:
    return max(1, len(wanted) // 8)


def _votes(text: str, start: int, end: int, wanted: str, size: int) -> Counter[int]:
    places: dict[str, list[int]] = {}
    for offset in range(len(wanted) - size + 1):
        at = places.setdefault(wanted[offset : offset + size], [])
        if len(at) < _PLACES_OF_A_GRAM:
            at.append(offset)
    votes: Counter[int] = Counter()
    width = _bucket_width(wanted)
    for offset in range(start, end - size + 1):
        for place in places.get(text[offset : offset + size], ()):
            bucket = (offset - place - start + len(wanted)) // width
            votes[bucket] += 2
            # Neighbouring buckets get a smaller vote, so that a passage astride two of them isn't lost.
            votes[bucket - 1] += 1
            votes[bucket + 1] += 1
    return votes


def _blocks(wanted: str, window: str) -> list[tuple[int, int, int]]:
    """The runs shared, as (offset in the quote, offset in the window, length), without stray marks at the ends."""
    if len(wanted) * len(window) > _LARGEST_COMPARISON:
        return _greedy_blocks(wanted, window)
    matcher = SequenceMatcher(None, wanted, window, autojunk=False)
    blocks = [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    while len(blocks) > 1 and _is_stray(blocks[0], blocks[1]):
        del blocks[0]
    while len(blocks) > 1 and _is_stray(blocks[-1], blocks[-2]):
        del blocks[-1]
    return blocks


def _is_stray(outer: tuple[int, int, int], inner: tuple[int, int, int]) -> bool:
    """A single mark at the edge whose distance in the text has little to do with its distance in the quote."""
    return outer[2] == 1 and abs((inner[1] - outer[1]) - (inner[0] - outer[0])) > 2


def _greedy_blocks(wanted: str, window: str) -> list[tuple[int, int, int]]:
    """Shared runs of 16 marks and more, from left to right; close to linear, not always the longest."""
    blocks: list[tuple[int, int, int]] = []
    offset = reached = 0
    while offset + _LONG_RUN <= len(wanted):
        at = window.find(wanted[offset : offset + _LONG_RUN], reached, reached + _LOOK_AHEAD)
        if at < 0:
            offset += 1
            continue
        size = _LONG_RUN
        while offset + size < len(wanted) and at + size < len(window) and wanted[offset + size] == window[at + size]:
            size += 1
        blocks.append((offset, at, size))
        offset, reached = offset + size, at + size
    return blocks


def _differences(
    file: str,
    folded: Folded,
    low: int,
    blocks: list[tuple[int, int, int]],
    quote: str,
    wanted: Folded,
    begin: int,
    finish: int,
) -> tuple[Difference, ...]:
    found: list[Difference] = []
    quoted, at = 0, begin
    for a, b, size in [*blocks, (len(wanted.text), finish, 0)]:
        if a > quoted or b > at:
            words = quote[slice(*wanted.span(quoted, a))] if a > quoted else ""
            found.append(Difference(words, _span(file, folded, low + at, low + b)))
        quoted, at = a + size, b + size
    return tuple(found)


def _span(file: str, folded: Folded, start: int, end: int) -> Span:
    if start < end:
        return Span(file, *folded.span(start, end))
    # Nothing stands there: the empty place behind the mark before it.
    offset = folded.origins[start - 1] + 1 if start else 0
    return Span(file, offset, offset)
