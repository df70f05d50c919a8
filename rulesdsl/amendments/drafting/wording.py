"""One pair of passages → the operations on words that lead from the old one to the new one.

A quotation begins and ends at marks, is never cut inside a number, brackets, 《》 or a quotation, and is as short as it can be while
it stands in its place once. How far it goes at least is its `reach`: MEMBER of a list, CLAUSE, SENTENCE, PARAGRAPH; PLAIN allows
words struck or put in without their surroundings.
"""

from __future__ import annotations

from typing import NamedTuple

from attrs import evolve

from rulesdsl.amendments.drafting.addresses import Address, Addresses
from rulesdsl.amendments.drafting.alignment import Pair
from rulesdsl.amendments.drafting.differences import Difference, differences
from rulesdsl.amendments.drafting.origin import Origin
from rulesdsl.amendments.drafting.passages import MEMBER, PARAGRAPH, PLAIN, Passage, plain_words, quotable
from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations import DeleteText, InsertText, InsertUnit, Operation, ReplaceText, Retitle
from rulesdsl.amendments.operations.insert_text import Position
from rulesdsl.amendments.quotes import as_in_sentence
from rulesdsl.source.fold import fold, same
from rulesdsl.source.units import Unit

_MARKS = "，。；：、,;:！？"
_LITTLE = 0.3
_SHORTEST_QUOTE, _SHORTEST_ALONE, _LONGEST_ANCHOR = 3, 4, 60


class _Stretch(NamedTuple):
    """A stretch of the old passage that a difference needs for itself, and its operation; none where another lies in it."""

    start: int
    end: int
    difference: Difference
    operation: Operation | None


def _heading(unit: Unit, passage: Passage) -> int:
    """How long the heading is that stands on a line of its own before the text of a unit; 0 where there is none."""
    first = passage.lines()[0][1]
    return first if unit.title and unit.label and same(passage.marks[:first], unit.title) else 0


def _stands_alone(addresses: Addresses, place: str, unit: str) -> bool:
    """Whether a place has a name and holds the words of one unit only, which may be the sole 款 of an article."""
    if not place:
        return False
    below = addresses.source.subtree(addresses.source.by_id[place])
    return all(item.id in (place, unit) or item.kind == "lead" for item in below)


class Wording:
    """What is needed to word one pair: its place, and the way back to the text before the act.

    `struck` are names that a shared change strikes everywhere, so that no other sentence has to.
    """

    def __init__(self, pair: Pair, addresses: Addresses, origin: Origin, struck: tuple[str, ...] = ()) -> None:
        self.old, self.new = pair.words, pair.new_words
        self.is_title = pair.old.kind == "title"
        self.place: Address = addresses.of((pair.inner or pair.old).id)
        self.label = pair.old.label if self.place.unit == pair.old.id else ""
        self.heading, self.new_heading = _heading(pair.old, self.old), _heading(pair.new, self.new)
        self.is_last = pair.old.id == addresses.source.units[-1].id
        self.is_alone = _stands_alone(addresses, self.place.unit, pair.old.id)
        self._text = addresses.source.text
        self._origin = origin
        self._struck = struck

    def before(self, start: int, end: int) -> str:
        """Words of the old passage as they stood before the act; empty where they can't be told apart."""
        found = self._origin.back(*self.old.offsets(start, end)) if start < end else None
        return plain_words(self._text[slice(*found)]) if found is not None else ""

    def with_lost(self, start: int, end: int) -> str:
        """Words as they stood, with those beside them that a shared change took: 地税局，省国税局 where now 省税务局 stands alone."""
        found = self._origin.around(*self.old.offsets(start, end))
        words = plain_words(self._text[slice(*found)]).strip(_MARKS) if found is not None else ""
        for name in self._struck:
            words = words.removeprefix(name + "、").removesuffix("、" + name)
        return words

    def once(self, words: str) -> bool:
        """Whether words can be quoted to mean one place: long enough, and there once."""
        return quotable(words) and len(fold(words).text) >= _SHORTEST_QUOTE and self.place.count(words) == 1

    @property
    def ends_place(self) -> bool:
        """Whether nothing stands behind the passage in its place."""
        return self.place.text.endswith(self.old.folded)

    @property
    def locator(self) -> Locator:
        """The place as sentences name it."""
        return self.place.locator


def little_is_kept(wording: Wording) -> bool:
    """Whether a unit says so much else now that its whole text is easier to read than the changes of its words."""
    old, new = len(wording.old.marks), len(wording.new.marks)
    kept = old - sum(item.end - item.start for item in differences(wording.old, wording.new))
    return wording.is_alone and 2 * kept < _LITTLE * (old + new)


def operations(wording: Wording, reach: int) -> list[Operation] | None:
    """The operations on words of one pair, from left to right; None where words can't say it (paragraphs come or go)."""
    stretches: list[_Stretch] = []
    waiting = differences(wording.old, wording.new)[::-1]
    while waiting:
        item = waiting.pop()
        found = _stretch(wording, item, reach)
        if found is None:
            return None
        if stretches and found.start < stretches[-1].end:
            # The two need the same words, so they become one.
            waiting.append(_together(stretches.pop().difference, found.difference))
        elif waiting and found.end > waiting[-1].start:
            waiting.append(_together(found.difference, waiting.pop()))
        else:
            stretches.append(found)
    return [found.operation for found in stretches if found.operation is not None]


def _together(first: Difference, second: Difference) -> Difference:
    return Difference(first.start, second.end, first.new_start, second.new_end)


def _stretch(wording: Wording, item: Difference, reach: int) -> _Stretch | None:
    if reach == PLAIN and item.end <= wording.heading and item.new_end <= wording.new_heading:
        title = wording.new.words(0, wording.new_heading)
        if quotable(title):
            retitle = Retitle(evolve(wording.locator, part="标题"), as_in_sentence(title))
            return _Stretch(0, wording.heading, item, retitle)
    if item.start == item.end and item.new_start in wording.new.borders:
        return _new_paragraphs(wording, item)
    if any(item.start < border < item.end for border in wording.old.borders):
        return None
    if any(item.new_start < border < item.new_end for border in wording.new.borders):
        return None
    if reach == PLAIN:
        alone = _strike(wording, item) if item.new_start == item.new_end else None
        alone = alone or (_put_in(wording, item) if item.start == item.end else None)
        if alone is not None:
            return alone
    return next(
        (found for level in range(max(reach, MEMBER), PARAGRAPH + 1) if (found := _reword(wording, item, level))), None
    )


def _new_paragraphs(wording: Wording, item: Difference) -> _Stretch | None:
    """第一项增加一段：“…”: paragraphs behind all others of a unit, or of the text."""
    old, new = wording.old, wording.new
    at_end = item.start == len(old.marks) and wording.ends_place
    texts = [new.words(*line) for line in new.lines(item.new_start)]
    if not (at_end and (wording.place.path or wording.is_last) and quotable(*texts)):
        return None
    where = wording.locator if wording.place.path else Locator()
    return _Stretch(item.start, item.end, item, InsertUnit(where, "段", (), tuple(map(as_in_sentence, texts))))


def _strike(wording: Wording, item: Difference) -> _Stretch | None:
    """删除“…”的表述: words that begin and end at marks, or are long enough to be a phrase."""
    old = wording.old
    start, end = item.start, item.end
    while start < end and old.marks[start] in _MARKS:
        start += 1
    while start < end and old.marks[end - 1] in _MARKS:
        end -= 1
    at_marks = min(old.cuts[start], old.cuts[end]) >= MEMBER
    phrase = end - start >= _SHORTEST_ALONE and min(old.cuts[start], old.cuts[end]) >= PLAIN
    words = wording.with_lost(item.start, item.end) or wording.before(start, end)
    if not (at_marks or phrase) or not wording.once(words):
        return None
    return _Stretch(item.start, item.end, item, DeleteText(wording.locator, as_in_sentence(words)))


def _put_in(wording: Wording, item: Difference) -> _Stretch | None:
    """在“…”后增加“…”: behind the words before, or before those behind; at the end of a unit without more ado."""
    old, new = wording.old, wording.new
    words = new.words(item.new_start, item.new_end)
    at_marks = old.cuts[item.start] >= MEMBER
    phrase = item.new_end - item.new_start >= _SHORTEST_ALONE and old.cuts[item.start] >= PLAIN
    if not (at_marks or phrase) or not quotable(words):
        return None
    text = as_in_sentence(words)
    if item.start == len(old.marks) and wording.place.path and wording.ends_place:
        return _Stretch(item.start, item.end, item, InsertText(wording.locator, "end", text))
    side: Position
    for side in ("after", "before"):
        found = _anchor(wording, item.start, behind=side == "before")
        if found is not None:
            start, end = found
            quote = as_in_sentence(wording.before(start, end))
            return _Stretch(start, end, item, InsertText(wording.locator, side, text, quote))
    return None


def _anchor(wording: Wording, at: int, *, behind: bool) -> tuple[int, int] | None:
    """The shortest words right before a place (or right behind it) that stand in the unit once."""
    old = wording.old
    far = (
        range(at + 1, min(len(old.marks), at + _LONGEST_ANCHOR) + 1)
        if behind
        else range(at - 1, max(-1, at - 1 - _LONGEST_ANCHOR), -1)
    )
    for place in far:
        start, end = (at, place) if behind else (place, at)
        if any(start < border < end for border in old.borders):
            return None
        edge = old.marks[place - 1] if behind else old.marks[place]
        if old.cuts[place] >= MEMBER and edge not in _MARKS and wording.once(wording.before(start, end)):
            return start, end
    return None


def _reword(wording: Wording, item: Difference, level: int) -> _Stretch | None:
    """将“…”修改为“…”: the words around a difference as far as marks of that strength."""
    old, new = wording.old, wording.new
    start, end = item.start, item.end
    while start > 0 and old.cuts[start] < level:
        start -= 1
    while end < len(old.marks) and old.cuts[end] < level:
        end += 1
    wider = item.grown(item.start - start, end - item.end)
    if wider.is_empty or _begins_with_mark(old, new, wider):
        start, end = _with_neighbour(old, start, end, level)
    if start == end:
        return None
    wider = item.grown(item.start - start, end - item.end)
    if not _same_around(old, new, item, wider):
        # Another difference lies in these words; the caller joins the two.
        return _Stretch(start, end, item, None)
    start, end = _without_marks(old, new, wider)
    wider = item.grown(item.start - start, end - item.end)
    words, instead = wording.before(start, end), new.words(wider.new_start, wider.new_end)
    if start == 0 and words and not wording.once(words):
        # A heading that is repeated below it is told by its label.
        words, instead = wording.label + words, wording.label + instead
    if not (wording.once(words) and quotable(instead)):
        return None
    replace = ReplaceText(wording.locator, as_in_sentence(words), as_in_sentence(instead))
    return _Stretch(start, end, item, replace)


def _begins_with_mark(old: Passage, new: Passage, item: Difference) -> bool:
    """Whether a quotation would begin with a mark though words stand before it: 。已享受… for ，最高…."""
    if item.start == 0 or item.start in old.borders:
        return False
    return old.marks[item.start : item.start + 1] in _MARKS or new.marks[item.new_start : item.new_start + 1] in _MARKS


def _with_neighbour(old: Passage, start: int, end: int, level: int) -> tuple[int, int]:
    """A stretch that can't be quoted alone, with the words before it, or at the start of a paragraph those behind it."""
    at, step = (start, -1) if start > 0 and start not in old.borders else (end, 1)
    moved = 0
    while 0 < at + step < len(old.marks) and (moved < _SHORTEST_QUOTE or old.cuts[at] < level):
        at, moved = at + step, moved + 1
    if at + step in (0, len(old.marks)):
        at += step
    return (at, end) if step < 0 else (start, at)


def _same_around(old: Passage, new: Passage, item: Difference, wider: Difference) -> bool:
    """Whether what a difference has been widened by stands in both passages."""
    return (
        wider.new_start >= 0
        and old.folded[wider.start : item.start] == new.folded[wider.new_start : item.new_start]
        and old.folded[item.end : wider.end] == new.folded[item.new_end : wider.new_end]
    )


def _without_marks(old: Passage, new: Passage, wider: Difference) -> tuple[int, int]:
    """The stretch without the mark that both end in: 给予补助 and not 给予补助。"""
    start, end = wider.start, wider.end
    if old.folded[end - 1 : end] == new.folded[wider.new_end - 1 : wider.new_end] and old.marks[end - 1] in _MARKS:
        end -= 1
    return start, end
