"""What each clause comes to on each row before limits: does it stand, its outcome, what it gives, what is payable."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.plan.plan import ClausePlan
from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.force import Hold, State, holds
from rulesdsl.run.columnar.lowering import Lowering
from rulesdsl.run.columnar.nodes import Point
from rulesdsl.run.columnar.values import Number, Truth
from rulesdsl.run.force import versions


class Amount(NamedTuple):
    """An interval of fen as nodes; `high` is not looked at where it is unbounded."""

    low: int
    high: int
    unbounded: int


class Grant(NamedTuple):
    """One version of one clause on the rows of its subject.

    `stands`: this version is the clause's answer there, and its year is asked for. `state` and `truth` as on that row; `several`:
    another version may hold instead. `given` is what the clause gives if its condition holds, `start` what is payable before
    limits, where several may hold after those of their own instances; None for a clause without an amount.
    """

    number: int
    space: str
    stands: int
    state: State
    truth: Truth
    several: int
    given: Amount | None
    start: Amount | None


def nothing(g: Algebra) -> Amount:
    """No money."""
    return Amount(g.integer(0), g.integer(0), g.false)


def amount_of(g: Algebra, number: Number) -> Amount:
    """A number as an amount."""
    amount = Amount(values.floor(g, number), number.high, number.unbounded)
    if number.bottomless != g.false:
        return amount
    return known_as(g, amount, values.point_of(g, number))


def where_amount(g: Algebra, condition: int, then: Amount, otherwise: Amount) -> Amount:
    """One amount or the other."""
    result = Amount(
        g.case(condition, then.low, otherwise.low),
        g.case(condition, then.high, otherwise.high),
        g.either(condition, then.unbounded, otherwise.unbounded),
    )
    return known_as(g, result, values.where_point(g, condition, point_of(g, then), point_of(g, otherwise)))


def hull(g: Algebra, a: Amount, b: Amount) -> Amount:
    """The smallest interval around both."""
    result = Amount(g.smaller(a.low, b.low), g.larger(a.high, b.high), g.any_of(a.unbounded, b.unbounded))
    return known_as(g, result, values.same_point(g, point_of(g, a), point_of(g, b)))


def under(g: Algebra, amount: Amount, bound: Amount) -> Amount:
    """An amount under a bound of its own: both ends."""
    capped = g.smaller(amount.high, bound.high)
    high = g.case(amount.unbounded, bound.high, g.case(bound.unbounded, amount.high, capped))
    result = Amount(g.smaller(amount.low, bound.low), high, g.all_of(amount.unbounded, bound.unbounded))
    if is_point(g, bound) != g.true:
        return result
    value, known = point_of(g, amount)
    reached = g.any_of(known, g.at_most(bound.low, amount.low))
    return known_as(g, result, Point(g.smaller(value, bound.low), reached))


def point_of(g: Algebra, amount: Amount) -> Point:
    """Where both ends are the same, and what they are there."""
    if amount in g.points:
        return g.points[amount]
    return Point(amount.low, g.all_of(g.negation(amount.unbounded), g.equal(amount.low, amount.high)))


def is_point(g: Algebra, amount: Amount) -> int:
    """Where both ends are the same."""
    return point_of(g, amount).known


def known_as(g: Algebra, amount: Amount, found: Point) -> Amount:
    """The same amount, of whose ends the caller can tell more cheaply where they are the same."""
    if amount.low != amount.high:
        g.points.setdefault(amount, found)
    return amount


def differ(g: Algebra, a: Amount, b: Amount) -> int:
    """Where two amounts differ."""
    same_high = g.any_of(
        g.all_of(a.unbounded, b.unbounded),
        g.all_of(g.negation(a.unbounded), g.negation(b.unbounded), g.equal(a.high, b.high)),
    )
    return g.negation(g.all_of(g.equal(a.low, b.low), same_high))


def grants(low: Lowering) -> dict[int, Grant]:
    """Every clause version that stands on some row, by number."""
    found: dict[int, Grant] = {}
    for numbers in versions(low.plan).values():
        if low.table(low.plan.clauses[numbers[0]].subject) is None:
            continue
        for number, hold in zip(numbers, holds(low, numbers), strict=True):
            clause = low.plan.clauses[number]
            stands = low.algebra.all_of(hold.stands, _is_due(low, clause))
            if stands != low.algebra.false:
                found[number] = _grant(low, number, clause, stands, hold)
    return dict(sorted(found.items()))


def scheduled_year(low: Lowering, clause: ClausePlan) -> tuple[int, int]:
    """Which year of its schedule a clause stands for on a row, and where that is known."""
    g, year = low.algebra, low.number(clause.year)
    return g.add(year.low, g.integer(clause.year_shift)), values.is_point(g, year)


def _is_due(low: Lowering, clause: ClausePlan) -> int:
    """A year of a schedule counts unless 核算年度 asks for another one."""
    g, asked = low.algebra, low.setting.accounting_year
    if clause.year < 0 or asked is None:
        return g.true
    year, known = scheduled_year(low, clause)
    return g.any_of(g.negation(known), g.equal(year, g.integer(asked)))


def _grant(low: Lowering, number: int, clause: ClausePlan, stands: int, hold: Hold) -> Grant:
    g, condition = low.algebra, low.truth(clause.condition)
    truth = _truth(low, condition, hold)
    given = start = None
    if clause.amount >= 0:
        given = amount_of(g, low.number(clause.amount))
        start = _start(low, number, given, truth, hold)
    several = g.any_of(*(may for _, may in hold.others))
    return Grant(number, clause.subject, stands, hold.state, truth, several, given, start)


def _truth(low: Lowering, condition: Truth, hold: Hold) -> Truth:
    """The condition's value, false when not in force; Uf at best while it is open which version holds, or whether any does."""
    g, (out, opened) = low.algebra, hold.state
    possible = g.any_of(
        g.negation(condition.false),
        *(g.all_of(may, g.negation(low.truth(low.plan.clauses[other].condition).false)) for other, may in hold.others),
    )
    unsure = Truth(g.false, g.negation(possible), possible)
    truth = values.where_truth(g, opened, unsure, condition)
    return values.where_truth(g, out, values.truth(g, 0), truth)


def _start(low: Lowering, number: int, given: Amount, truth: Truth, hold: Hold) -> Amount:
    """What is payable before limits: all if it holds, nothing if not, else up to it, or up to the most that any version pays."""
    g, zero = low.algebra, low.algebra.integer(0)
    most = given
    if hold.others:
        several = g.any_of(*(may for _, may in hold.others))
        most = where_amount(g, several, _most(low, ((number, several), *hold.others)), given)
    start = Amount(
        g.case(truth.true, given.low, zero),
        g.case(truth.false, zero, most.high),
        g.all_of(g.negation(truth.false), most.unbounded),
    )
    value, known = point_of(g, given)
    worth_nothing = g.all_of(g.negation(truth.true), _is_nothing(g, most))
    settled = g.any_of(truth.false, g.all_of(truth.true, known), worth_nothing)
    return known_as(g, start, Point(g.case(truth.true, value, zero), settled))


def _is_nothing(g: Algebra, amount: Amount) -> int:
    """Where an amount has no more than nothing in it."""
    zero = g.integer(0)
    if g.nodes[amount.low].low < 0:
        return g.all_of(g.negation(amount.unbounded), g.equal(amount.high, zero))
    value, known = point_of(g, amount)
    return g.all_of(known, g.equal(value, zero))


def _most(low: Lowering, candidates: tuple[tuple[int, int], ...]) -> Amount:
    """The most that any version that may hold pays, each under the limits of its own instances."""
    g, most = low.algebra, nothing(low.algebra)
    for number, may in candidates:
        clause = low.plan.clauses[number]
        if clause.amount >= 0:
            paid = amount_of(g, low.number(clause.amount))
            for limit in low.plan.limits:
                if limit.members == (number,) and not limit.owner and not limit.gates:
                    paid = under(g, paid, amount_of(g, low.number(limit.bound)))
            may_pay = g.all_of(may, g.negation(low.truth(clause.condition).false))
            most = where_amount(g, may_pay, hull(g, most, paid), most)
    return most
