"""The stretches in which two passages differ."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.amendments.drafting.passages import Passage
from rulesdsl.amendments.execution.changes import shared_runs

_FARTHEST = 40


class Difference(NamedTuple):
    """`[start, end)` of the old passage is `[new_start, new_end)` of the new one; one of the two may be empty."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def is_empty(self) -> bool:
        """Whether one of the two sides has no words."""
        return self.start == self.end or self.new_start == self.new_end

    def grown(self, left: int, right: int) -> Difference:
        """The same with so many equal marks more on each side."""
        return Difference(self.start - left, self.end + right, self.new_start - left, self.new_end + right)


def differences(old: Passage, new: Passage) -> list[Difference]:
    """The differences from left to right; words that both have, of two marks and more, part them."""
    a, b = old.folded, new.folded
    if a == b:
        return []
    head = _shared_start(a, b)
    tail = _shared_start(a[head:][::-1], b[head:][::-1])
    # What both have at the ends is cut off, so that a small change of a long passage costs little.
    inner_a, inner_b = a[head : len(a) - tail], b[head : len(b) - tail]
    found: list[Difference] = []
    at = new_at = 0
    for start, new_start, size in [*shared_runs(inner_a, inner_b), (len(inner_a), len(inner_b), 0)]:
        if start > at or new_start > new_at:
            found.append(_settled(old, new, Difference(head + at, head + start, head + new_at, head + new_start)))
        at, new_at = start + size, new_start + size
    return found


def _settled(old: Passage, new: Passage, found: Difference) -> Difference:
    """Words struck or put in, moved to where they begin and end at marks: 、物价局 and not 局、物价, which says the same."""
    if found.start < found.end and found.new_start < found.new_end:
        return found
    longer, start, end = (
        (old, found.start, found.end) if found.start < found.end else (new, found.new_start, found.new_end)
    )
    text, size = longer.folded, end - start
    low = high = start
    while low > 0 and start - low < size + _FARTHEST and text[low - 1] == text[low + size - 1]:
        low -= 1
    while high + size < len(text) and high - start < size + _FARTHEST and text[high] == text[high + size]:
        high += 1
    # Of two ways that are as good a mark of a list goes with the words behind it, the mark of a sentence with those before.
    best = max(
        range(low, high + 1),
        key=lambda at: (longer.cuts[at] + longer.cuts[at + size], longer.marks[at] in "、，,", at),
    )
    shift = best - start
    return Difference(*(place + shift for place in found))


def _shared_start(a: str, b: str) -> int:
    return next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
