"""Units of the old text ↔ units of the new one: series by series, by what they say and not by their numbers.

第二项 struck, so that 第三项 is now 第二项: the old third and the new second are a pair.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import cached_property

from attrs import frozen

from rulesdsl.amendments.drafting.passages import Passage, behind_label, joined, passages
from rulesdsl.source.units import SourceText, Unit

_SAME_LABEL = _LIKE = 0.4
"""What an equal label adds to the likeness of two units, and how much makes a pair: an equal label does where nothing is likelier."""

_UNWRAPPED = 0.8
_LARGEST_TABLE = 40_000


@frozen(eq=False)
class Pair:
    """A unit and what has become of it.

    `inner` is a unit below it that has lost its label, so that its words now belong to the upper one.
    """

    old: Unit
    new: Unit
    inner: Unit | None
    words: Passage
    new_words: Passage


@frozen
class Alignment:
    """The pairs in the order of the old text; units without a partner, whose upper unit has one."""

    pairs: tuple[Pair, ...]
    removed: tuple[Unit, ...]
    added: tuple[Unit, ...]

    @property
    def partners(self) -> dict[str, Unit]:
        """The new unit of each old one, by its id."""
        return {pair.old.id: pair.new for pair in self.pairs}


def align(old: SourceText, new: SourceText) -> Alignment:
    """Pair the units of two texts; a pair is never crossed by another."""
    before, after = _Text(old), _Text(new)
    pairs: list[Pair] = []
    removed: list[Unit] = []
    added: list[Unit] = []
    waiting: list[tuple[str | None, str | None]] = [(None, None)]
    while waiting:
        above, new_above = waiting.pop()
        olds, news = before.below(above), after.below(new_above)
        matched = _match(before, after, olds, news)
        removed += [unit for place, unit in enumerate(olds) if place not in matched]
        taken = set(matched.values())
        added += [unit for place, unit in enumerate(news) if place not in taken]
        for place, new_place in matched.items():
            one, other = olds[place], news[new_place]
            inner = _unwrapped(before, after, one, other)
            pairs.append(_pair(before, after, one, other, inner))
            if inner is None:
                waiting.append((one.id, other.id))
            else:
                removed += [unit for unit in before.below(one.id) if unit is not inner]
    order = {unit.id: place for place, unit in enumerate(old.units)}
    pairs.sort(key=lambda pair: order[pair.old.id])
    removed.sort(key=lambda unit: unit.span.start)
    added.sort(key=lambda unit: unit.span.start)
    return Alignment(tuple(pairs), tuple(removed), tuple(added))


@frozen(slots=False, eq=False)
class _Text:
    """A text with what is compared of it."""

    source: SourceText

    @cached_property
    def passages(self) -> dict[str, Passage]:
        return passages(self.source)

    @cached_property
    def _top(self) -> list[Unit]:
        return [unit for unit in self.source.units if unit.parent is None]

    @cached_property
    def _grams(self) -> dict[str, Counter[str]]:
        return {}

    def below(self, unit: str | None) -> list[Unit]:
        """The units directly below one, or the outermost ones; a 文首段 is part of the unit above it."""
        units = self.source.children.get(unit, ()) if unit is not None else self._top
        return [item for item in units if item.kind != "lead"]

    def words(self, unit: Unit) -> str:
        """What a unit and all below it say, without its label."""
        folded = self.source.folded
        return folded.text[folded.position(behind_label(unit)) : folded.position(unit.span.end)]

    def grams(self, unit: Unit) -> Counter[str]:
        """How often each two marks stand side by side in it."""
        if unit.id not in self._grams:
            self._grams[unit.id] = _grams(self.words(unit))
        return self._grams[unit.id]


def _grams(words: str) -> Counter[str]:
    return Counter(words[at : at + 2] for at in range(max(1, len(words) - 1)))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0 to 1: the share of neighbouring marks that two texts have in common."""
    shared = sum(min(count, other[gram]) for gram, count in one.items() if gram in other)
    return 2 * shared / max(1, one.total() + other.total())


def _match(before: _Text, after: _Text, olds: list[Unit], news: list[Unit]) -> dict[int, int]:
    """The place of the new unit for the place of each old one: equal ones first, then the likest between them."""
    a = [(unit.kind, before.words(unit)) for unit in olds]
    b = [(unit.kind, after.words(unit)) for unit in news]
    matched: dict[int, int] = {}
    at = new_at = 0
    for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        gap = _closest(before, after, olds[at : block.a], news[new_at : block.b])
        matched |= {at + place: new_at + new_place for place, new_place in gap.items()}
        matched |= {block.a + step: block.b + step for step in range(block.size)}
        at, new_at = block.a + block.size, block.b + block.size
    return dict(sorted(matched.items()))


def _closest(before: _Text, after: _Text, olds: list[Unit], news: list[Unit]) -> dict[int, int]:
    """The pairing in order with the greatest likeness in all."""
    if not olds or not news:
        return {}
    if len(olds) * len(news) > _LARGEST_TABLE:
        labels = {(unit.kind, unit.number): place for place, unit in enumerate(news)}
        found = {place: labels.get((unit.kind, unit.number), -1) for place, unit in enumerate(olds)}
        return _rising({place: other for place, other in found.items() if other >= 0})
    scores = [[_score(before, after, one, other) for other in news] for one in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    matched: dict[int, int] = {}
    i = j = 0
    while i < len(olds) and j < len(news):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            matched[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return matched


def _rising(found: dict[int, int]) -> dict[int, int]:
    last = -1
    kept: dict[int, int] = {}
    for place, other in found.items():
        if other > last:
            kept[place] = last = other
    return kept


def _score(before: _Text, after: _Text, one: Unit, other: Unit) -> float:
    """How much speaks for a pair; 0 where there can be none."""
    if one.kind != other.kind:
        return 0.0
    score = _likeness(before.grams(one), after.grams(other)) + (_SAME_LABEL if one.number == other.number else 0.0)
    return score if score >= _LIKE or not one.number else 0.0


def _unwrapped(before: _Text, after: _Text, one: Unit, other: Unit) -> Unit | None:
    """The only unit left below another, if its words now stand in the upper one without a label."""
    below = [unit for unit in before.below(one.id) if unit.number]
    if not below or any(unit.number for unit in after.below(other.id)):
        return None
    own = before.passages[one.id].folded
    whole = after.grams(other)
    alone = [unit for unit in below if not before.below(unit.id)]
    scores = [(_likeness(_grams(own + before.words(unit)), whole), -place) for place, unit in enumerate(alone)]
    score, place = max(scores, default=(0.0, 0))
    return alone[-place] if score >= _UNWRAPPED else None


def _pair(before: _Text, after: _Text, one: Unit, other: Unit, inner: Unit | None) -> Pair:
    words = before.passages[one.id]
    if inner is not None:
        words = joined(before.source, (words, before.passages[inner.id]))
    return Pair(one, other, inner, words, after.passages[other.id])
