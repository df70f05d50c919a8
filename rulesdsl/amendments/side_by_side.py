"""Two versions of a text side by side: unit by unit, what was struck on the left and what was put in on the right.

A unit goes with the unit of the later version that holds most of its words, so units that were renumbered, merged or unwrapped stand
beside what became of them. Everything comes from the span maps; nothing is compared anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from rulesdsl.amendments.lineage import NOTHING, By, Lineage
from rulesdsl.source.locate import cite, unit_at
from rulesdsl.source.own_paragraphs import own_paragraphs
from rulesdsl.source.units import SourceText, Unit

Mark = Literal["same", "struck", "added"]
_SOFT_BREAK = re.compile(r"\s*[\r\n]\s*")


class Segment(NamedTuple):
    """Words on one side, and whether the other side has them."""

    text: str
    mark: Mark


class Row(NamedTuple):
    """One unit before and after, with the sentences that changed it; `place` and `place_after` cite it ("": it isn't there).

    Paragraphs are kept apart by a line feed; soft line breaks are joined.
    """

    place: str
    place_after: str
    before: tuple[Segment, ...]
    after: tuple[Segment, ...]
    by: tuple[By, ...]

    @property
    def changed(self) -> bool:
        """Whether any word is struck or put in."""
        return bool(self.by)


class _Own(NamedTuple):
    """The own stretch of a unit: from where it begins to where the next one begins."""

    unit: Unit
    start: int
    end: int


def side_by_side(before: SourceText, after: SourceText, line: Lineage) -> tuple[Row, ...]:
    """All units in the order of the later text, units that are gone where they stood.

    Args:
        line: of the two.
    """
    homes = _homes(before, after, line)
    kept: dict[str, list[_Own]] = {}
    gone: dict[str, list[_Own]] = {}
    last = ""
    for own in _own(before):
        home = homes.get(own.unit.id)
        (gone.setdefault(last, []) if home is None else kept.setdefault(home, [])).append(own)
        last = home or last
    order: list[tuple[list[_Own], _Own | None]] = [([own], None) for own in gone.get("", ())]
    for new in _own(after):
        order.append((kept.get(new.unit.id, []), new))
        order += [([own], None) for own in gone.get(new.unit.id, ())]
    return tuple(_row(before, after, line, olds, new) for olds, new in order)


def _own(text: SourceText) -> list[_Own]:
    ends = [*(unit.span.start for unit in text.units[1:]), text.span.end]
    return [_Own(unit, unit.span.start, end) for unit, end in zip(text.units, ends, strict=True)]


def _homes(before: SourceText, after: SourceText, line: Lineage) -> dict[str, str]:
    """Old unit → the unit of the later text that holds most of what is left of it; none where nothing is left."""
    cuts = [unit.span.start for unit in after.units]
    starts = [unit.span.start for unit in before.units]
    votes: dict[str, Counter[str]] = {}
    for run in line.runs:
        if run.old == NOTHING:
            continue
        shift = run.start - run.old
        inner = _inside(cuts, run.start, run.end)
        inner += [start + shift for start in _inside(starts, run.old, run.old + run.end - run.start)]
        for low, high in pairwise(sorted({run.start, run.end, *inner})):
            words = after.text[low:high].strip()
            old = unit_at(before, _first_word(before, low - shift, high - shift))
            new = unit_at(after, _first_word(after, low, high))
            if words and old is not None and new is not None:
                votes.setdefault(old.id, Counter())[new.id] += len(words)
    return {unit: found.most_common(1)[0][0] for unit, found in votes.items()}


def _inside(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_right(places, start) : bisect_left(places, end)]


def _first_word(text: SourceText, start: int, end: int) -> int:
    words = text.text[start:end]
    return start + len(words) - len(words.lstrip())


def _row(before: SourceText, after: SourceText, line: Lineage, olds: list[_Own], new: _Own | None) -> Row:
    left: list[Segment] = []
    by: set[By] = set()
    for own in olds:
        gone = list(line.lost(own.start, own.end))
        by |= {item.by for item in gone if before.text[item.start : item.end].strip()}
        left += _segments(before, own, [(item.start, item.end) for item in gone], "struck", follows=bool(left))
    right: list[Segment] = []
    if new is not None:
        put = [run for run in line.part(new.start, new.end) if run.by is not None]
        by |= {run.by for run in put if run.by is not None and after.text[run.start : run.end].strip()}
        right = _segments(after, new, [(run.start, run.end) for run in put], "added")
    place = cite(before, olds[0].unit) if olds else ""
    return Row(place, cite(after, new.unit) if new is not None else "", tuple(left), tuple(right), tuple(sorted(by)))


def _segments(
    text: SourceText, own: _Own, marked: list[tuple[int, int]], mark: Mark, *, follows: bool = False
) -> list[Segment]:
    """The words of a unit, paragraph by paragraph, cut where the marking changes."""
    found: list[Segment] = []
    for paragraph in own_paragraphs(text, own.unit):
        if found or follows:
            found.append(Segment("\n", "same"))
        for start, end, inside in _pieces(paragraph.start, paragraph.end, marked):
            words = _SOFT_BREAK.sub("", text.text[start:end])
            if words:
                found.append(Segment(words, mark if inside else "same"))
    return _joined(found)


def _pieces(start: int, end: int, marked: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    at = start
    for low, high in marked:
        low, high = max(low, start), min(high, end)
        if low >= high:
            continue
        if at < low:
            yield at, low, False
        yield low, high, True
        at = high
    if at < end:
        yield at, end, False


def _joined(segments: list[Segment]) -> list[Segment]:
    found: list[Segment] = []
    for item in segments:
        if found and found[-1].mark == item.mark:
            found[-1] = Segment(found[-1].text + item.text, item.mark)
        else:
            found.append(item)
    return found
