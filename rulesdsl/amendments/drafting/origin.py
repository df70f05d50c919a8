"""From words of a text that renames have gone through back to the words that stood there before."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from rulesdsl.amendments.execution.spanmap import SpanMap
from rulesdsl.amendments.execution.working import NOWHERE


class _Run(NamedTuple):
    """Characters from `new` on; `old` is where they come from, or what they replaced. `kept`: one by one the same."""

    new: int
    length: int
    old: tuple[int, int]
    kept: bool


class Origin:
    """The way back through one execution."""

    def __init__(self, spans: SpanMap) -> None:
        kept = [_Run(run.new, run.length, (run.old, run.old + run.length), True) for run in spans.kept]
        put_in = [_Run(run.new, run.length, run.instead, False) for run in spans.inserted]
        self._runs = sorted(kept + put_in)
        self._starts = [run.new for run in self._runs]

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """The offsets before of what now stands at `[start, end)`; None where that begins or ends in the midst of new words."""
        low = high = None
        for run in self._runs[max(0, bisect_right(self._starts, start) - 1) :]:
            if run.new >= end:
                break
            if run.new + run.length <= start:
                continue
            if run.kept:
                first = run.old[0] + max(0, start - run.new)
                last = run.old[0] + min(run.length, end - run.new)
            elif run.new < start or run.new + run.length > end:
                return None
            elif run.old == NOWHERE:
                continue
            else:
                first, last = run.old
            low = first if low is None else min(low, first)
            high = last if high is None else max(high, last)
        return (low, high) if low is not None and high is not None else None

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The offsets before of all that now is `[start, end)` or has gone right beside it; None where only kept words stand there."""
        low, high, changed = 0, None, False
        for run in self._runs:
            if run.new + run.length <= start:
                low = run.old[1] if run.kept else low
            elif run.new >= end:
                high = run.old[0] if run.kept and high is None else high
            elif run.kept:
                low = run.old[0] + start - run.new if run.new < start else low
                high = run.old[0] + end - run.new if run.new + run.length > end else high
            else:
                changed = True
        return (low, high) if changed and high is not None else None
