"""Which version of a clause holds on each row, and which adjustments work: the selector date against the dates of force.

Where the days are the same for all rows everything here comes out constant, and versions that don't hold disappear.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.plan.plan import NEVER, ClausePlan, PeriodOfForce
from rulesdsl.run.columnar.lowering import LAST_DAY, Lowering
from rulesdsl.run.force import boundary_days


class State(NamedTuple):
    """Nodes: out of force; or open, because a source gives a boundary only by its year or month."""

    out: int
    open: int


class Hold(NamedTuple):
    """One version on each row: does it stand for the clause there, out of force or not; may others hold instead of it."""

    stands: int
    state: State
    others: tuple[tuple[int, int], ...]


def state_on(low: Lowering, force: PeriodOfForce, date: int) -> State:
    """The state of a period of force on a day."""
    g = low.algebra
    first, last, _ = boundary_days(force.start, low.choices)
    out, opened = g.less(date, g.integer(first)), g.less(date, g.integer(last))
    if force.end is not None and (days := boundary_days(force.end, low.choices)) != NEVER:
        out = g.any_of(out, g.less(g.integer(days[1]), date))
        opened = g.any_of(opened, g.less(g.integer(days[0]), date))
    return State(out, g.all_of(opened, g.negation(out)))


def selector_date(low: Lowering, space: str) -> int:
    """σ: as-of if given; else the earlier of the instance's own date and the claim date."""
    g, judged = low.algebra, low.judged(space)
    event = low.plan.subjects[space].event_date
    if low.setting.as_of is not None or not event:
        return judged
    there = low.given(space, event)
    if there == g.false:
        return judged
    happened = g.case(there, g.column(space, event, 0, LAST_DAY), g.integer(LAST_DAY))
    return g.smaller(happened, judged)


def in_force(low: Lowering, clause: ClausePlan) -> State:
    """The state of one version on the rows of its subject."""
    return state_on(low, clause.force, selector_date(low, clause.subject))


def works(low: Lowering, step: tuple[str, int], space: str) -> int:
    """Whether a limit or exclusion holds on the day that a row is judged."""
    kind, index = step
    force = low.plan.limits[index].force if kind == "limit" else low.plan.exclusions[index].force
    if force is None:
        return low.algebra.true
    return low.algebra.negation(state_on(low, force, low.judged(space)).out)


def holds(low: Lowering, numbers: list[int]) -> list[Hold]:
    """For the versions of a clause, earliest first, which of them stands on each row."""
    g, clauses = low.algebra, [low.plan.clauses[number] for number in numbers]
    states = [in_force(low, clause) for clause in clauses]
    possible = [g.negation(state.out) for state in states]
    none = g.negation(g.any_of(*possible))
    undated = _undated(low, clauses[0].subject)
    found = []
    for place, state in enumerate(states):
        last = g.all_of(possible[place], *(g.negation(item) for item in possible[place + 1 :]))
        nearest = g.all_of(none, _nearest(low, clauses, place))
        before_the_act = g.all_of(nearest, undated, _ended_by_an_act(low, clauses[place]))
        others = tuple(
            (number, g.any_of(before_the_act, g.all_of(last, g.any_of(possible[earlier], undated))))
            for earlier, number in enumerate(numbers[:place])
        )
        out = g.all_of(state.out, g.negation(before_the_act))
        unsure = g.any_of(state.open, before_the_act, *(may for _, may in others))
        found.append(Hold(g.any_of(last, nearest), State(out, g.all_of(unsure, g.negation(out))), others))
    return found


def _nearest(low: Lowering, clauses: list[ClausePlan], place: int) -> int:
    """Of versions that don't hold: the first where all are yet to come, else the last that has begun."""
    g, date = low.algebra, selector_date(low, clauses[0].subject)
    begun = [g.at_most(g.integer(boundary_days(clause.force.start, low.choices)[0]), date) for clause in clauses]
    latest = g.all_of(begun[place], *(g.negation(item) for item in begun[place + 1 :]))
    return g.any_of(latest, g.negation(g.any_of(*begun))) if place == 0 else latest


def _ended_by_an_act(low: Lowering, clause: ClausePlan) -> int:
    """Where a version that doesn't hold had begun before it was struck or repealed: what happened before still falls under it."""
    g, (start, end) = low.algebra, clause.force
    if end is None or end.cause not in ("struck", "repealed"):
        return g.false
    return g.at_most(g.integer(boundary_days(start, low.choices)[0]), selector_date(low, clause.subject))


def _undated(low: Lowering, space: str) -> int:
    """Where an instance that should have its own date has none: then an earlier version may hold."""
    event = low.plan.subjects[space].event_date
    if low.setting.as_of is not None or not event:
        return low.algebra.false
    return low.algebra.negation(low.given(space, event))
