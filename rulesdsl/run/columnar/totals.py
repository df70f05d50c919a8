"""What grants come to together, as columns: the tree of accounts whose top is the total (semantics: payers and totals).

A unit is a set of clauses on the rows of one space that counts as one. Limits and exclusions merge the units inside them. Where an
account would cut through a unit, the total is not a tree of columns any more: `crossed` tells by name where, and the grants of all units
that are touched count one by one with what they finally pay. Then the total is an interval around the true one, often a wider one.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.columnar.accounts import Account, Part
from rulesdsl.run.columnar.contests import Contest, Verdict
from rulesdsl.run.columnar.grants import Amount, known_as, nothing, point_of, under, where_amount
from rulesdsl.run.columnar.lowering import Lowering
from rulesdsl.run.columnar.nodes import Link, Point


class Unit(NamedTuple):
    """The grants of some clauses on one space; `ways` leads from each clause's rows to it (None: they are its rows)."""

    space: str
    ways: tuple[tuple[int, Link | None], ...]
    amount: Amount

    @property
    def numbers(self) -> frozenset[int]:
        """Its clauses."""
        return frozenset(number for number, _ in self.ways)


class Units:
    """The units while adjustments merge them."""

    def __init__(self, low: Lowering) -> None:
        self.low = low
        self.units: list[Unit] = []
        self.crossed: dict[str, None] = {}
        self._loose: set[int] = set()

    def begin(self, payable: dict[int, Amount]) -> None:
        """Every grant is a unit."""
        clauses = self.low.plan.clauses
        self.units = [Unit(clauses[number].subject, ((number, None),), amount) for number, amount in payable.items()]

    def replace(self, number: int, amount: Amount) -> None:
        """A grant that is still a unit alone pays another amount."""
        self.units = [unit._replace(amount=amount) if unit.numbers == {number} else unit for unit in self.units]

    def limit(self, account: Account, name: str) -> None:
        """The units of an account come to no more than what is left of its bound."""
        merged = self._merged(account.space, account.parts, name)
        if merged is not None:
            self.units.append(merged._replace(amount=under(self.low.algebra, merged.amount, account.left)))

    def exclusion(self, contest: Contest, verdict: Verdict, name: str) -> None:
        """The units of a contest come to what its verdict says."""
        parts = tuple(part for member in contest.members for part in member)
        cash = {number for unit in self.units for number in unit.numbers}
        if any(part.number in cash for part in parts) and any(
            part.number not in cash and self.low.plan.clauses[part.number].amount >= 0 for part in parts
        ):
            self._cross(name, cash & {part.number for part in parts})
        merged = self._merged(contest.space, parts, name)
        if merged is not None:
            g = self.low.algebra
            amount = where_amount(g, verdict.contested, verdict.total, merged.amount)
            self.units.append(merged._replace(amount=amount))

    def bound(self, changed: dict[int, int], payable: dict[int, Amount]) -> None:
        """After a choice point of which all readings count: no more than changed grants may still come to."""
        g = self.low.algebra
        for place, unit in enumerate(self.units):
            touched = [
                changed[number] if link is None else g.some(link, changed[number])
                for number, link in unit.ways
                if changed[number] != g.false
            ]
            if touched:
                held = _sum(self.low, [(link, payable[number]) for number, link in unit.ways])
                high = g.case(unit.amount.unbounded, held.high, g.smaller(unit.amount.high, held.high))
                low = g.smaller(unit.amount.low, held.low)
                here = g.all_of(g.any_of(*touched), g.negation(held.unbounded))
                self.units[place] = unit._replace(amount=where_amount(g, here, Amount(low, high, g.false), unit.amount))

    def settle(self, payable: dict[int, Amount]) -> None:
        """When all adjustments are done: what was cut through falls apart into its grants, with whatever was merged with them."""
        apart: set[int] = set()
        while more := {n for unit in self.units if unit.numbers & (self._loose | apart) for n in unit.numbers} - apart:
            apart |= more
        clauses = self.low.plan.clauses
        self.units = [unit for unit in self.units if not unit.numbers & apart]
        self.units += [Unit(clauses[number].subject, ((number, None),), payable[number]) for number in sorted(apart)]

    def _cross(self, name: str, numbers: frozenset[int] | set[int]) -> None:
        self.crossed[name] = None
        self._loose |= numbers

    def _merged(self, space: str, parts: tuple[Part, ...], name: str) -> Unit | None:
        """The units inside some accounts as one, taken out of the list; rows outside stay what they are."""
        g = self.low.algebra
        numbers, inside, kept = frozenset(part.number for part in parts), [], []
        for unit in self.units:
            if not unit.numbers & numbers:
                kept.append(unit)
                continue
            way = self._way(unit, space, parts) if unit.numbers <= numbers else None
            if way is None:
                self._cross(name, unit.numbers | numbers)
                kept.append(unit)
                continue
            link, rows = way
            inside.append((link, unit._replace(amount=_only(self.low, rows, unit.amount))))
            if rows != g.true:
                kept.append(unit._replace(amount=_only(self.low, g.negation(rows), unit.amount)))
        self.units = kept
        if not inside:
            return None
        held = {number for _, unit in inside for number in unit.numbers}
        ways = dict.fromkeys((part.number, part.link) for part in parts if part.number in held)
        return Unit(space, tuple(ways), _sum(self.low, [(link, unit.amount) for link, unit in inside]))

    def _way(self, unit: Unit, space: str, parts: tuple[Part, ...]) -> tuple[Link | None, int] | None:
        """How a unit's rows lead to the accounts, and which of them do; None where an account may hold part of a row."""
        g = self.low.algebra
        if unit.space == space:
            rows = {part.inside for part in parts if part.number in unit.numbers and part.link is None}
            return (None, rows.pop()) if len(rows) == 1 else ((None, g.true) if not rows else None)
        if all(link is None for _, link in unit.ways):
            ways = {(part.link, part.inside) for part in parts if part.number in unit.numbers}
            return ways.pop() if len(ways) == 1 else None
        if unit.space in self.low.tables and space in self.low.tables:
            link, linked = self.low.link(unit.space, space)
            return (link, linked) if linked != g.false else None
        up = self.low.account_owners.get(unit.space)
        return (Link(unit.space, space), g.true) if up == space else None


def _only(low: Lowering, rows: int, amount: Amount) -> Amount:
    return where_amount(low.algebra, rows, amount, nothing(low.algebra))


def _sum(low: Lowering, parts: list[tuple[Link | None, Amount]]) -> Amount:
    g, zero = low.algebra, low.algebra.integer(0)
    if len(parts) == 1 and parts[0][0] is None:
        return parts[0][1]
    # What is a point comes first, so that both sums begin alike.
    parts = sorted(parts, key=lambda part: part[1].low != part[1].high)

    def gathered(link: Link | None, value: int) -> int:
        return value if link is None else g.total(link, value)

    def held(link: Link | None, truth: int) -> int:
        return truth if link is None else g.some(link, truth)

    result = Amount(
        g.sum_of(gathered(link, amount.low) for link, amount in parts),
        g.sum_of(gathered(link, g.case(amount.unbounded, zero, amount.high)) for link, amount in parts),
        g.any_of(*(held(link, amount.unbounded) for link, amount in parts)),
    )
    points = [(link, point_of(g, amount)) for link, amount in parts]
    value = g.sum_of(gathered(link, point.value) for link, point in points)
    opened = g.any_of(*(held(link, g.negation(point.known)) for link, point in points))
    return known_as(g, result, Point(value, g.negation(opened)))


def total_by(low: Lowering, units: list[Unit], subject: str) -> Amount:
    """The total of each instance of a subject: of the units on its rows and below."""
    found: list[tuple[Link | None, Amount]] = []
    for unit in units:
        home = low.account_owners.get(unit.space, unit.space)
        if unit.space == subject:
            found.append((None, unit.amount))
        elif unit.space != home and home == subject:
            found.append((Link(unit.space, subject), unit.amount))
        elif unit.space == home:
            link, linked = low.link(unit.space, subject)
            if linked != low.algebra.false:
                found.append((link, _only(low, linked, unit.amount)))
    return _sum(low, found)
