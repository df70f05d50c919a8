"""Old text ↔ new text: which characters were kept and where they are now, which were struck, which were put in, by which sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple

from attrs import frozen

from rulesdsl.amendments.execution.working import NOWHERE, Piece, Struck


class Kept(NamedTuple):
    """Old characters from `old` on that stand in the new text from `new` on."""

    old: int
    new: int
    length: int


class Inserted(NamedTuple):
    """New characters that a sentence put in, in place of the old characters `instead`; (−1, −1): in place of none."""

    new: int
    length: int
    sentence: int
    instead: tuple[int, int]


@frozen(slots=False)
class SpanMap:
    """All runs of one act on one text. `kept` is in the order of the old text, `inserted` in that of the new one."""

    kept: tuple[Kept, ...]
    inserted: tuple[Inserted, ...]
    struck: tuple[Struck, ...]

    @cached_property
    def _kept_ends(self) -> list[int]:
        return [run.old + run.length for run in self.kept]

    @cached_property
    def _struck_ends(self) -> list[int]:
        return [run.end for run in self.struck]

    def kept_in(self, start: int, end: int) -> list[Kept]:
        """The runs of old characters `[start, end)` that are left, cut to it."""
        found = []
        for run in self.kept[bisect_right(self._kept_ends, start) :]:
            if run.old >= end:
                break
            low, high = max(run.old, start), min(run.old + run.length, end)
            found.append(Kept(low, run.new + low - run.old, high - low))
        return found

    def struck_in(self, start: int, end: int) -> list[Struck]:
        """The runs of old characters `[start, end)` that are gone, cut to it."""
        found = []
        for run in self.struck[bisect_right(self._struck_ends, start) :]:
            if run.start >= end:
                break
            found.append(run._replace(start=max(run.start, start), end=min(run.end, end)))
        return found

    def instead_of(self, start: int, end: int) -> list[Inserted]:
        """The runs put in for old characters of `[start, end)`."""
        return [run for run in self._replacing if run.instead[0] < end and run.instead[1] > start]

    @cached_property
    def _replacing(self) -> list[Inserted]:
        return [run for run in self.inserted if run.instead != NOWHERE]

    @cached_property
    def _new_starts(self) -> list[int]:
        return [run.new for run in self.inserted]

    def inserted_in(self, start: int, end: int) -> list[Inserted]:
        """The runs that stand in the new characters `[start, end)`."""
        first = max(0, bisect_right(self._new_starts, start) - 1)
        last = bisect_left(self._new_starts, end)
        return [run for run in self.inserted[first:last] if run.new + run.length > start]

    def before(self, start: int, end: int) -> tuple[int, int] | None:
        """The old place of what is kept among the new characters `[start, end)`; None where all of them were put in."""
        spans = [
            (run.old + max(start - run.new, 0), run.old + min(end - run.new, run.length))
            for run in self.kept
            if run.new < end and run.new + run.length > start
        ]
        return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None

    def image(self, start: int, end: int) -> tuple[int, int] | None:
        """The new place of old characters, what replaced them included; None where nothing is left of them."""
        spans = [(run.new, run.new + run.length) for run in self.kept_in(start, end)]
        spans += [(run.new, run.new + run.length) for run in self.instead_of(start, end)]
        return (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None


def span_map(pieces: list[Piece], struck: list[Struck]) -> SpanMap:
    """The map that the pieces of a finished text make, in the order of the new text."""
    kept: list[Kept] = []
    inserted: list[Inserted] = []
    at = 0
    for piece in pieces:
        last = kept[-1] if kept else None
        if piece.old < 0:
            inserted.append(Inserted(at, piece.length, piece.sentence, piece.instead))
        elif last is not None and last.old + last.length == piece.old and last.new + last.length == at:
            kept[-1] = last._replace(length=last.length + piece.length)
        else:
            kept.append(Kept(piece.old, at, piece.length))
        at += piece.length
    return SpanMap(tuple(sorted(kept)), tuple(inserted), tuple(sorted(struck)))
