"""How much of the change each sentence makes: by clause, for both ends, in fen that sum to the change exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from rulesdsl.batch.sums import Sum
from rulesdsl.impact.compare import Comparison
from rulesdsl.impact.components import Component, Game
from rulesdsl.impact.shapley import Players, in_order, shapley, whole

ENDS = ("low", "high", "unlimited")
Values = Sequence[dict[str, Sum]]
"""For each world of a component, the sums of its clauses."""


class Change(NamedTuple):
    """How far sums of rows move: their lower ends, their upper ends (of rows that have one), and how many rows have none. Fen."""

    low: int = 0
    high: int = 0
    unlimited: int = 0

    def __add__(self, other: Change) -> Change:  # type: ignore[override]
        return Change(*(one + more for one, more in zip(self, other, strict=True)))

    def __sub__(self, other: Change) -> Change:
        return Change(*(one - less for one, less in zip(self, other, strict=True)))


class Share(NamedTuple):
    """What one sentence changes, by clause id. `in_order`: it was taken in written order; `exact` are the shares before rounding."""

    clauses: dict[str, Change]
    in_order: bool
    exact: dict[str, tuple[Fraction, ...]]

    @property
    def total(self) -> Change:
        """All clauses together."""
        return sum(self.clauses.values(), Change())


class Shares(NamedTuple):
    """The shares of the sentences, in their order, and what comes from no sentence: the days and readings themselves."""

    sentences: tuple[Share, ...]
    rest: dict[str, Change]


def change(before: Sum, after: Sum) -> Change:
    """From one sum to another."""
    return Change(after.low - before.low, after.high - before.high, after.unlimited - before.unlimited)


def shares_of(game: Game, values: Sequence[Values], comparison: Comparison) -> Shares:
    """The share of each sentence; those of no component have none.

    Args:
        values: of each component, in the order of the game's.
    """
    found = {one: Share({}, False, {}) for one in range(len(game.sentences))}
    for component, own in zip(game.components, values, strict=True):
        for name in dict.fromkeys(name for sums in own for name in sums):
            _add_clause(found, component, own, name)
    names = dict.fromkeys((*comparison.before.clauses, *comparison.after.clauses))
    rest = {}
    for name in names:
        moved = change(comparison.before.clauses.get(name, Sum()), comparison.after.clauses.get(name, Sum()))
        left = moved - sum((share.clauses.get(name, Change()) for share in found.values()), Change())
        if left != Change():
            rest[name] = left
    return Shares(tuple(found.values()), rest)


def _add_clause(found: dict[int, Share], component: Component, values: Values, name: str) -> None:
    """The shares in one clause, each end by itself."""
    parts = [_end(component, values, name, end) for end in ENDS]
    for one in component.sentences:
        own = Change(*(part[0][one] for part in parts))
        if own != Change():
            known = found[one]
            exact = tuple(part[1][one] for part in parts)
            found[one] = Share(known.clauses | {name: own}, component.in_order, known.exact | {name: exact})


def _end(component: Component, values: Values, name: str, end: str) -> tuple[dict[int, int], dict[int, Fraction]]:
    worth: dict[Players, int] = {
        members: getattr(values[place].get(name, Sum()), end) for members, place in component.world_of.items()
    }
    if component.in_order:
        parts = in_order(component.sentences, worth)
        return parts, {one: Fraction(part) for one, part in parts.items()}
    exact = shapley(component.sentences, worth)
    return whole(exact), exact
