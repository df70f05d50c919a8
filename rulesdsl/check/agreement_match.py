"""Which number of the rule is which number of the quote: same value and unit, and the same bound and use.

A number is looked for under its own ground first, then under the quote of its reading, then in all quotes of the clause.
What has the right value but another bound or use is returned as differing, so that both can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from attrs import Factory, define, frozen

from rulesdsl.check.agreement_bounds import SLOTS, alike, bounds_agree, role_fits, same_days, single
from rulesdsl.check.agreement_literals import Use
from rulesdsl.check.placement import Figure, PlacedClause, inside, regions
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.source.units import SourceText

Key = tuple[str, int, int]

_IN_WORDS = (
    (Fraction(1), re.compile("全额|全部|足额")),
    (Fraction(1, 2), re.compile("一半|减半|半数")),
    (Fraction(2), re.compile("加倍|双倍|翻一番")),
)
_NOTHING = re.compile("不叠加|不再|不予|不得|不享受|不重复|取消|停止")
_REST = re.compile("其余|剩余|余下")


class Hit(NamedTuple):
    """A quantity that a number of the rule stands for: the whole of it, or its low or high end."""

    figure: Figure
    part: str


@frozen
class Outcome:
    """What became of one number of the rule.

    `hits` is empty when it was not found. `differing` has its value and unit but another bound or use; `outside` agrees, but
    doesn't stand under the number's own ground.
    """

    use: Use
    hits: tuple[Hit, ...]
    differing: Figure | None = None
    outside: bool = False
    derived: bool = False


@define
class Ledger:
    """Which figures are taken, by place: the whole of a figure, or an end of it."""

    taken: set[tuple[Key, str]] = Factory(set)

    def free(self, hits: Iterable[Hit]) -> bool:
        """Whether none of the hits is taken."""
        return not any((key(hit.figure), hit.part) in self.taken for hit in hits)

    def take(self, hits: Iterable[Hit]) -> None:
        """Take the hits."""
        self.taken.update((key(hit.figure), hit.part) for hit in hits)

    def used(self, figure: Figure) -> bool:
        """Whether a figure, or each end of a range, is taken."""
        at = key(figure)
        return (at, "all") in self.taken or {(at, "low"), (at, "high")} <= self.taken

    def copy(self) -> Ledger:
        """A ledger to try another reading in."""
        return Ledger(set(self.taken))


def key(figure: Figure) -> Key:
    """The place of a figure in the official text; the same for all clauses that quote it."""
    return figure.place.file, figure.place.start, figure.place.end


@frozen
class Matcher:
    """Matches the numbers of one clause; `excepted` are the figures of the clause it excepts from, which it may take up."""

    rules: RuleSet
    text: SourceText | None
    clause: PlacedClause
    excepted: tuple[Figure, ...] = ()

    def match_all(self, uses: Sequence[Use]) -> tuple[tuple[Outcome, ...], Ledger]:
        """Every number of the clause with its outcome, and the figures they take.

        Readings of one choice point stand for one another, so each is matched against what the clause's own lines leave.
        """
        ledger, every = Ledger(), Ledger()
        outcomes = [self._match(use, ledger, uses) for use in uses if use.stood.option is None]
        every.take(hit for outcome in outcomes for hit in outcome.hits)
        for reading in self.clause.home.clause.readings:
            after: Ledger | None = None
            for option in reading.options:
                trial = ledger.copy()
                found = [self._match(use, trial, uses) for use in uses if use.stood.option is option]
                outcomes += found
                every.take(hit for outcome in found for hit in outcome.hits)
                after = trial if after is None or option.adopted else after
            ledger = after if after is not None else ledger
        return tuple(outcomes), every

    def _match(self, use: Use, ledger: Ledger, uses: Sequence[Use]) -> Outcome:
        everywhere = self._figures()
        scope = self._scope(use, everywhere)
        for figures, outside in ((scope, False), (everywhere, True)):
            hits = self._hits(use, figures, ledger)
            if hits:
                ledger.take(hits)
                return Outcome(use, hits, outside=outside and self._own_ground(use))
            if any(self._same(use, figure) for figure in figures):
                break
        borrowed = self._hits(use, self.excepted, ledger) if not any(self._same(use, one) for one in everywhere) else ()
        if borrowed:
            return Outcome(use, borrowed)
        if self._derived(use, uses):
            return Outcome(use, (), derived=True)
        differing = next((figure for figure in (*scope, *everywhere) if self._same(use, figure)), None)
        return Outcome(use, (), differing=differing)

    def _figures(self) -> tuple[Figure, ...]:
        """The clause's figures, each place once, primary ones first."""
        found: dict[Key, Figure] = {}
        for figure in sorted(self.clause.figures, key=lambda figure: not figure.primary):
            found.setdefault(key(figure), figure)
        return tuple(found.values())

    def _scope(self, use: Use, everywhere: tuple[Figure, ...]) -> tuple[Figure, ...]:
        """The figures under the nearest ground that holds a number of the kind; else all of the clause."""
        for quotes in use.grounds:
            places = regions(self.text, self.clause, quotes)
            found = [figure for figure in everywhere if any(inside(figure.place, place) for place in places)]
            if any(alike(use.kind, figure.reading.kind) for figure in found):
                return tuple(found)
        return everywhere

    def _own_ground(self, use: Use) -> bool:
        """Whether the number's own ground, or the quote of its reading, has another number where this one should stand."""
        own = use.grounds[0] if use.grounds else ()
        of_reading = use.stood.reading is not None and own == use.stood.reading.quotes
        places = regions(self.text, self.clause, own)
        figures = [figure for figure in self.clause.figures if any(inside(figure.place, place) for place in places)]
        return any(role_fits(use, figure) if of_reading else alike(use.kind, figure.reading.kind) for figure in figures)

    def _hits(self, use: Use, figures: tuple[Figure, ...], ledger: Ledger) -> tuple[Hit, ...]:
        """The best figures for a use: one not yet taken before one that is."""
        choices: list[tuple[Hit, ...]] = [
            (Hit(figure, "all"),) for figure in figures if self._same(use, figure) and self._agrees(use, figure)
        ]
        choices += self._ends(use, figures)
        free = [hits for hits in choices if ledger.free(hits)]
        best: tuple[Hit, ...] = ()
        return next(iter(free or choices), best)

    def _ends(self, use: Use, figures: tuple[Figure, ...]) -> list[tuple[Hit, ...]]:
        """A range of the rule as two numbers of the quote, or a comparison as one end of a range."""
        if use.relation == "in" and isinstance(use.value, tuple):
            low, high = (single(use, value, mark) for value, mark in zip(use.value, "≥≤", strict=True))
            firsts = [figure for figure in figures if self._same(low, figure) and self._agrees(low, figure)]
            lasts = [figure for figure in figures if self._same(high, figure) and self._agrees(high, figure)]
            return [(Hit(first, "all"), Hit(last, "all")) for first in firsts for last in lasts]
        marks = {"≥": (0, "low"), "≤": (1, "high")}
        if use.relation not in marks:
            return []
        index, part = marks[use.relation]
        ranges = [
            figure for figure in figures if figure.reading.bound == "in" and isinstance(figure.reading.value, tuple)
        ]
        return [
            (Hit(figure, part),)
            for figure in ranges
            if alike(use.kind, figure.reading.kind)
            and figure.reading.value[index] == use.value  # type: ignore[index]
            and self._unit(use, figure)
            and figure.reading.slot in SLOTS.get(use.role, frozenset({figure.reading.slot}))
        ]

    def _same(self, use: Use, figure: Figure) -> bool:
        """Whether value and unit are the same."""
        reading = figure.reading
        if {use.kind, reading.kind} <= {"date", "year", "month"} and use.kind != reading.kind:
            return same_days(use, figure)
        if not alike(use.kind, reading.kind) or (reading.bound == "in") != (use.relation == "in"):
            return False
        return use.value == reading.value and self._unit(use, figure)

    def _unit(self, use: Use, figure: Figure) -> bool:
        if use.kind not in ("quantity", "unit_price") or figure.reading.kind == "money":
            return True
        return self.rules.unit_name(use.unit) == self.rules.unit_name(figure.reading.unit)

    def _agrees(self, use: Use, figure: Figure) -> bool:
        """Whether bound and use are the same."""
        reading = figure.reading
        if use.role == "part":
            return True
        if reading.slot in SLOTS[use.role]:
            return bounds_agree(use, figure)
        if use.role == "limit":
            return self._limit_agrees(use, figure)
        if use.role in ("amount", "rate") and reading.slot == "limit":
            return use.relation == reading.bound == "≤" and self._alone(figure)
        return False

    def _limit_agrees(self, use: Use, figure: Figure) -> bool:
        """限额 for 给予不超过…; and, as one reading among others, the exact amount as what one owner gets once."""
        reading = figure.reading
        if reading.slot not in ("amount", "rate"):
            return False
        return reading.bound == "≤" or (
            reading.bound == "=" and use.stood.option is not None and reading.slot == "amount"
        )

    def _alone(self, figure: Figure) -> bool:
        """Whether a cap is the only figure of what is given, so that it is the amount itself."""
        return not any(other.reading.slot in ("amount", "rate") for other in self.clause.figures if other is not figure)

    def _derived(self, use: Use, uses: Sequence[Use]) -> bool:
        """A value the text gives in words: 全额, 其余 …; and 超过 0元 under words that say that there is something."""
        if use.value == 0 and use.relation == ">":
            return bool(use.grounds)
        words = [placed.quote.text for placed in self.clause.quotes]
        if use.value == 0 and use.role == "amount":
            return any(_NOTHING.search(text) for text in words)
        if use.kind != "ratio":
            return False
        if any(use.value == value and any(pattern.search(text) for text in words) for value, pattern in _IN_WORDS):
            return True
        others = [
            other.value for other in uses if other.role == "share" and other is not use and other.stood == use.stood
        ]
        rest = 1 - sum(value for value in others if isinstance(value, int | Fraction))
        return use.role == "share" and use.value == rest and any(_REST.search(text) for text in words)
