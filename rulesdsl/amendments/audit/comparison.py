"""What differs between two texts, apart from how they are set: spaces, line ends, width of marks.

Texts are cut into sentences first and only sentences that differ are compared mark by mark, so the work is linear where the texts
agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from rulesdsl.amendments.execution.changes import LARGEST_COMPARISON, shared_runs
from rulesdsl.source.fold import Folded, fold
from rulesdsl.source.units import SourceText

_SENTENCE = re.compile(r"[^。;]*[。;]|[^。;]+")


class Pair(NamedTuple):
    """Folded marks `[start, end)` of one text against `[there, there_end)` of the other, which are the same or differ."""

    start: int
    end: int
    there: int
    there_end: int


class Setting(NamedTuple):
    """How often two texts that agree are set differently: between marks (spaces, line ends), and in the width of a mark."""

    spaces: int
    widths: int


class Comparison(NamedTuple):
    """Two texts: their folded copies, the stretches that agree and those that don't, in order."""

    one: Folded
    other: Folded
    same: tuple[Pair, ...]
    different: tuple[Pair, ...]
    setting: Setting


def compare(one: SourceText, other: SourceText) -> Comparison:
    """Compare the parts of two files that were read as texts; offsets of the folded copies count from those parts."""
    left, right = one.slice(one.span), other.slice(other.span)
    a, b = fold(left), fold(right)
    same = tuple(_agreeing(a.text, b.text))
    setting = Setting(
        sum(_spaces(left, right, a, b, pair) for pair in same), sum(_widths(left, right, a, b, pair) for pair in same)
    )
    return Comparison(a, b, same, tuple(_between(same, len(a.text), len(b.text))), setting)


def _agreeing(one: str, other: str) -> Iterator[Pair]:
    """The stretches that agree; those that touch on both sides are one."""
    before: Pair | None = None
    for pair in _runs(one, other):
        if before is not None and (before.end, before.there_end) == (pair.start, pair.there):
            before = before._replace(end=pair.end, there_end=pair.there_end)
            continue
        if before is not None:
            yield before
        before = pair
    if before is not None:
        yield before


def _runs(one: str, other: str) -> Iterator[Pair]:
    mine, theirs = _SENTENCE.findall(one), _SENTENCE.findall(other)
    starts, there_starts = _starts(mine), _starts(theirs)
    for tag, i, i_end, j, j_end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Pair(starts[i], starts[i_end], there_starts[j], there_starts[j_end])
            continue
        for a, a_end, b, b_end in _blocks(starts, there_starts, (i, i_end, j, j_end)):
            for x, y, size in _shared(one[a:a_end], other[b:b_end]):
                yield Pair(a + x, a + x + size, b + y, b + y + size)


def _blocks(starts: list[int], there: list[int], block: tuple[int, int, int, int]) -> Iterator[Pair]:
    """Sentences that differ, all together; one by one where they are too many for that and as many on both sides."""
    i, i_end, j, j_end = block
    size = (starts[i_end] - starts[i]) * (there[j_end] - there[j])
    if size <= LARGEST_COMPARISON or i_end - i != j_end - j:
        yield Pair(starts[i], starts[i_end], there[j], there[j_end])
        return
    yield from (Pair(starts[i + n], starts[i + n + 1], there[j + n], there[j + n + 1]) for n in range(i_end - i))


def _shared(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Runs of two marks and more that both have, and single ones at the ends of what lies between."""
    a = b = 0
    for start, there, size in [*shared_runs(one, other), (len(one), len(other), 0)]:
        room = min(start - a, there - b)
        head = next((i for i in range(room) if one[a + i] != other[b + i]), room)
        tail = next((i for i in range(room - head) if one[start - 1 - i] != other[there - 1 - i]), room - head)
        yield from (
            (x, y, n) for x, y, n in ((a, b, head), (start - tail, there - tail, tail), (start, there, size)) if n
        )
        a, b = start + size, there + size


def _starts(pieces: list[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _between(same: tuple[Pair, ...], length: int, there_length: int) -> Iterator[Pair]:
    a = b = 0
    for pair in (*same, Pair(length, length, there_length, there_length)):
        if a < pair.start or b < pair.there:
            yield Pair(a, pair.start, b, pair.there)
        a, b = pair.end, pair.there_end


def _widths(left: str, right: str, a: Folded, b: Folded, pair: Pair) -> int:
    size = pair.end - pair.start
    return sum(left[a.origins[pair.start + i]] != right[b.origins[pair.there + i]] for i in range(size))


def _spaces(left: str, right: str, a: Folded, b: Folded, pair: Pair) -> int:
    """Places between two marks where one text has other spaces than the other."""
    found = 0
    for i in range(pair.start, pair.end - 1):
        j = pair.there + i - pair.start
        mine, theirs = left[a.origins[i] + 1 : a.origins[i + 1]], right[b.origins[j] + 1 : b.origins[j + 1]]
        found += mine != theirs
    return found
