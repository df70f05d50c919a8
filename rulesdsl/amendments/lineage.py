"""Across several acts: where every character of a version comes from, and which sentence took away what it no longer has.

    >>> line = after(begin(len("甲委乙")), execution, 0)      # 委 became 厅 by the first sentence
    >>> [(run.start, run.end, run.old, run.by) for run in line.runs]
    [(0, 1, 0, None), (1, 2, -1, By(act=0, sentence=0)), (2, 3, 2, None)]

The span maps of the acts are composed; nothing is compared anew. Linear in the number of runs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from attrs import frozen

from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.amendments.execution.spanmap import SpanMap
from rulesdsl.diagnostics import Span
from rulesdsl.model.document import Document
from rulesdsl.reading.places import occurrences
from rulesdsl.source.fold import fold
from rulesdsl.source.units import SourceText

NOTHING = -1


class By(NamedTuple):
    """A sentence, by number, of an act, by its number among those that amended the document; both from 0."""

    act: int
    sentence: int


class Run(NamedTuple):
    """Characters `[start, end)` of the later version: those of the earlier one from `old` on, or (`old` −1) put there `by` a
    sentence."""

    start: int
    end: int
    old: int
    by: By | None = None


class Gone(NamedTuple):
    """Characters `[start, end)` of the earlier version that the later one has not; `kind` as in `working.Struck`."""

    start: int
    end: int
    by: By
    kind: str


@frozen(slots=False)
class Lineage:
    """An earlier version of a text against a later one: the runs tile the later, kept runs and `gone` the earlier one."""

    runs: tuple[Run, ...]
    gone: tuple[Gone, ...] = ()

    @cached_property
    def starts(self) -> list[int]:
        """Where each run starts in the later version."""
        return [run.start for run in self.runs]

    def part(self, start: int, end: int) -> Iterator[Run]:
        """The runs of characters `[start, end)` of the later version, cut to it."""
        at = max(0, bisect_right(self.starts, start) - 1)
        while at < len(self.runs) and self.runs[at].start < end:
            run = self.runs[at]
            low, high = max(start, run.start), min(end, run.end)
            if low < high:
                yield Run(low, high, run.old + low - run.start if run.old != NOTHING else NOTHING, run.by)
            at += 1

    def lost(self, start: int, end: int) -> Iterator[Gone]:
        """What is gone of the earlier characters `[start, end)`, cut to it."""
        at = max(0, bisect_right(self._gone_starts, start) - 1)
        while at < len(self.gone) and self.gone[at].start < end:
            item = self.gone[at]
            if item.end > start:
                yield item._replace(start=max(item.start, start), end=min(item.end, end))
            at += 1

    @cached_property
    def _gone_starts(self) -> list[int]:
        return [item.start for item in self.gone]

    def old_range(self, start: int, end: int) -> tuple[int, int]:
        """The earlier characters between what was kept just before and just after `[start, end)`: those it stands in place of."""
        at = bisect_left(self.starts, start) - 1
        while at >= 0 and self.runs[at].old == NOTHING:
            at -= 1
        before = self.runs[at].old + min(self.runs[at].end, start) - self.runs[at].start if at >= 0 else 0
        at = max(0, bisect_right(self.starts, end) - 1)
        while at < len(self.runs) and (self.runs[at].old == NOTHING or self.runs[at].end <= end):
            at += 1
        if at < len(self.runs):
            return before, max(before, self.runs[at].old + max(self.runs[at].start, end) - self.runs[at].start)
        # Nothing is kept behind it: all that is left of the earlier text.
        return before, max([before, *(gone.end for gone in self.gone)])


def begin(length: int) -> Lineage:
    """A text against itself."""
    return Lineage((Run(0, length, 0),) if length else ())


def lineage(first: SourceText, executions: Iterable[Execution]) -> Lineage:
    """A text against the last of the versions that some executions, one upon the other, made of it."""
    found = begin(len(first.text))
    for number, execution in enumerate(executions):
        found = after(found, execution.spans, number)
    return found


def after(before: Lineage, spans: SpanMap, act: int) -> Lineage:
    """The lineage one act later."""
    runs = [
        Run(kept.new + run.start - kept.old, kept.new + run.end - kept.old, run.old, run.by)
        for kept in spans.kept
        for run in before.part(kept.old, kept.old + kept.length)
    ]
    runs += [Run(run.new, run.new + run.length, NOTHING, By(act, run.sentence)) for run in spans.inserted]
    gone = [
        Gone(run.old, run.old + run.end - run.start, By(act, struck.sentence), struck.kind)
        for struck in spans.struck
        for run in before.part(struck.start, struck.end)
        if run.old != NOTHING
    ]
    return Lineage(tuple(sorted(runs)), tuple(sorted((*before.gone, *gone))))


class Origin(NamedTuple):
    """Characters `[start, end)` and where they come from: a sentence, or else the first issue; `restored`: no copy of that shows
    them (还原)."""

    start: int
    end: int
    by: By | None
    restored: bool


def origins(of: Lineage, restored: tuple[Span, ...]) -> tuple[Origin, ...]:
    """The origin of every character of the later version; `restored` rise and don't overlap."""
    found: list[Origin] = []
    at = 0
    for run in sorted(of.runs, key=lambda run: run.old):
        if run.old == NOTHING:
            found.append(Origin(run.start, run.end, run.by, False))
            continue
        shift, low, end = run.start - run.old, run.old, run.old + run.end - run.start
        while at < len(restored) and restored[at].end <= low:
            at += 1
        inner = at
        while low < end:
            span = restored[inner] if inner < len(restored) else None
            inside = span is not None and span.start <= low
            high = end if span is None else min(end, span.end if inside else span.start)
            found.append(Origin(low + shift, high + shift, None, inside))
            low, inner = high, inner + inside
    return tuple(sorted(found))


def restored_spans(text: SourceText, document: Document) -> tuple[Span, ...]:
    """Where the first issue of a document has restored words, at every place they occur; joined."""
    spans = sorted(
        (place.start, place.end)
        for item in document.restored
        for place in occurrences(text, text.span, fold(item.quote.text))
    )
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(Span(text.file, start, end) for start, end in joined)
