"""The passages of one clause after an act: each quote of the model with what became of it."""

from __future__ import annotations

from functools import cached_property

from attrs import evolve, frozen

from rulesdsl.amendments.effects.anchors import Anchor, anchor
from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.diagnostics import Span
from rulesdsl.model.measure import Clause
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.tree import Quote
from rulesdsl.reading.places import Placed, inside_quotes, occurrences, placed_quotes
from rulesdsl.source.fold import fold, same
from rulesdsl.source.locate import unit_at
from rulesdsl.source.units import Unit


@frozen(slots=False)
class Passages:
    """What became of the quotes of one clause."""

    rules: RuleSet
    execution: Execution
    home: Home
    unit: Unit | None

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """The quotes of the clause, in the old text."""
        return placed_quotes(self.execution.before, self.unit, self.home)

    @cached_property
    def own(self) -> dict[Span, Anchor]:
        """原文, 参据 and what is said, by the place of the quote in the rule file."""
        return {one.quote.span: anchor(self.execution, one.places[0]) for one in self.placed if one.places}

    @property
    def primary(self) -> list[tuple[Placed, Anchor]]:
        """The primary quotes that have a place."""
        return [
            (one, self.own[one.quote.span]) for one in self.placed if not one.borrowed and one.quote.span in self.own
        ]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The words of each quote before and after."""
        return [(one.quote.text, self.own[one.quote.span].text) for one in self.placed if one.quote.span in self.own]

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences that changed anything in its quotes."""
        return tuple(sorted({number for found in self.own.values() for number in found.sentences}))

    def of(self, quote: Quote) -> Anchor | None:
        """What became of a quote of the clause or of a ground inside its quotes; None where it has no place in the text."""
        known = self.own.get(quote.span)
        if known is not None:
            return known
        found = [anchor(self.execution, span) for span in inside_quotes(self.execution.before, self.placed, quote)]
        found = [item for item in found if item.place is not None or item.state == "gone"]
        left = [item for item in found if item.state != "gone"]
        return next(iter(left or found), None)

    def gone(self, quote: Quote) -> bool:
        """Whether the passage is deleted."""
        found = self.of(quote)
        return found is not None and found.state == "gone"

    def after(self, quote: Quote) -> Quote | None:
        """The quote in the new text; None where its passage is deleted."""
        found = self.of(quote)
        if found is None:
            return quote
        if found.state == "gone":
            return None
        nth = self._nth(found) if quote.nth is not None else None
        return quote if same(quote.text, found.text) and nth == quote.nth else evolve(quote, text=found.text, nth=nth)

    def _nth(self, found: Anchor) -> int | None:
        """Which occurrence of the same words in its unit a quote now is; None where there is only one."""
        new, place = self.execution.text, found.place
        unit = unit_at(new, place.start) if place is not None else None
        if place is None or unit is None:
            return None
        starts = [item.start for item in occurrences(new, unit.span, fold(found.text))]
        return starts.index(place.start) + 1 if len(starts) > 1 and place.start in starts else None


def touched(clause: Clause, passages: Passages) -> bool:
    """Whether the act changes anything that the clause quotes."""
    return any(item.state != "kept" or not same(old.quote.text, item.text) for old, item in _all(passages))


def _all(passages: Passages) -> list[tuple[Placed, Anchor]]:
    return [(one, passages.own[one.quote.span]) for one in passages.placed if one.quote.span in passages.own]
