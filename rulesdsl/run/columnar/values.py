"""Truths and numbers of the rules as columns: the tables of docs/semantics.md in the algebra.

A truth is three columns: is it T, is it F, and, where it is neither, is a fact what is missing (Uf) or only a determination (Ud).
A number is two ends with what they can't hold: no upper end, no lower end; and whether a missing fact keeps it open. An end that
is not there has some value within its bounds, and is not looked at.
"""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.nodes import Link, Point


class Truth(NamedTuple):
    """Nodes: `true`, `false`, and `fact`, which holds exactly where the value is Uf."""

    true: int
    false: int
    fact: int


class Number(NamedTuple):
    """Nodes. `unbounded`: the high end is ∞; `bottomless`: the low end is −∞; `fact`: a missing fact keeps it open."""

    low: int
    high: int
    unbounded: int
    bottomless: int
    fact: int


def truth(g: Algebra, value: int) -> Truth:
    """A constant of `plan.nodes`: 0 F, 1 Uf, 2 Ud, 3 T."""
    return Truth(g.truth(value == 3), g.truth(value == 0), g.truth(value == 1))


def point(g: Algebra, value: int, missing: int | None = None, fact: int | None = None) -> Number:
    """A known value; where `missing` holds, [0, ∞) instead, and its low end 0 is in `value`."""
    return Number(value, value, g.false if missing is None else missing, g.false, g.false if fact is None else fact)


def point_of(g: Algebra, number: Number) -> Point:
    """Where both ends are the same, and what they are there."""
    if number in g.points:
        return g.points[number]
    finite = (g.negation(number.unbounded), g.negation(number.bottomless))
    return Point(number.low, g.all_of(*finite, g.equal(number.low, number.high)))


def is_point(g: Algebra, number: Number) -> int:
    """Where both ends are the same."""
    return point_of(g, number).known


def known_as(g: Algebra, number: Number, found: Point) -> Number:
    """The same number, of whose ends the caller can tell more cheaply where they are the same."""
    if number.low != number.high:
        g.points.setdefault(number, found)
    return number


def floor(g: Algebra, number: Number) -> int:
    """The low end, 0 where there is none."""
    return g.case(number.bottomless, g.integer(0), number.low)


def both(g: Algebra, parts: list[Truth]) -> Truth:
    """`and`: the smallest in F < Uf < Ud < T."""
    false = g.any_of(*(part.false for part in parts))
    fact = g.all_of(g.any_of(*(part.fact for part in parts)), g.negation(false))
    return Truth(g.all_of(*(part.true for part in parts)), false, fact)


def either(g: Algebra, parts: list[Truth]) -> Truth:
    """`or`: the largest in F < Ud < Uf < T."""
    true = g.any_of(*(part.true for part in parts))
    fact = g.all_of(g.any_of(*(part.fact for part in parts)), g.negation(true))
    return Truth(true, g.all_of(*(part.false for part in parts)), fact)


def contrary(part: Truth) -> Truth:
    """`not`."""
    return Truth(part.false, part.true, part.fact)


def if_then_else(g: Algebra, guard: Truth, then: Truth, otherwise: Truth) -> Truth:
    """(g and a) or (not g and b) or (a and b)."""
    return either(g, [both(g, [guard, then]), both(g, [contrary(guard), otherwise]), both(g, [then, otherwise])])


def compare(g: Algebra, relation: str, left: Number, left_scale: int, right: Number, right_scale: int) -> Truth:
    """left/left_scale `relation` right/right_scale, by cross-multiplication of interval ends."""
    a, b = scaled(g, left, right_scale), scaled(g, right, left_scale)
    if relation == "=":
        same = g.all_of(is_point(g, a), is_point(g, b), g.equal(a.low, b.low))
        return _open_elsewhere(g, same, g.any_of(_below(g, a, b), _below(g, b, a)), left, right)
    if relation in ("≤", "<"):
        a, b = b, a
    reached = g.at_most(b.high, a.low) if relation in ("≥", "≤") else g.less(b.high, a.low)
    missed = g.less(a.high, b.low) if relation in ("≥", "≤") else g.at_most(a.high, b.low)
    true = g.all_of(reached, g.negation(a.bottomless), g.negation(b.unbounded))
    false = g.all_of(missed, g.negation(a.unbounded), g.negation(b.bottomless))
    return _open_elsewhere(g, true, false, left, right)


def _below(g: Algebra, a: Number, b: Number) -> int:
    return g.all_of(g.less(a.high, b.low), g.negation(a.unbounded), g.negation(b.bottomless))


def _open_elsewhere(g: Algebra, true: int, false: int, left: Number, right: Number) -> Truth:
    """Where neither holds it is open: Uf if a fact is missing on either side."""
    fact = g.all_of(g.any_of(left.fact, right.fact), g.negation(true), g.negation(false))
    return Truth(true, false, fact)


def ratio(
    g: Algebra, relation: str, p: int, q: int, part: Number, part_scale: int, whole: Number, whole_scale: int
) -> Truth:
    """part/whole `relation` p/q. A whole that is or may be zero makes it a missing fact."""
    compared = compare(g, relation, scaled(g, part, q), part_scale, scaled(g, whole, p), whole_scale)
    nothing = g.any_of(whole.bottomless, g.equal(whole.low, g.integer(0)))
    something = g.negation(nothing)
    return Truth(
        g.all_of(something, compared.true), g.all_of(something, compared.false), g.any_of(nothing, compared.fact)
    )


def scaled(g: Algebra, number: Number, factor: int) -> Number:
    """Both ends times a factor ≥ 0."""
    if factor == 1:
        return number
    by = g.integer(factor)
    result = number._replace(low=g.multiply(number.low, by), high=g.multiply(number.high, by))
    value, known = point_of(g, number)
    return known_as(g, result, Point(g.multiply(value, by), known)) if factor else result


def hull(g: Algebra, numbers: list[Number]) -> Number:
    """The smallest interval around all."""
    return reduce(lambda one, other: _hull(g, one, other), numbers)


def _hull(g: Algebra, a: Number, b: Number) -> Number:
    result = Number(
        g.smaller(a.low, b.low),
        g.larger(a.high, b.high),
        g.any_of(a.unbounded, b.unbounded),
        g.any_of(a.bottomless, b.bottomless),
        g.any_of(a.fact, b.fact),
    )
    return known_as(g, result, same_point(g, point_of(g, a), point_of(g, b)))


def same_point(g: Algebra, a: Point, b: Point) -> Point:
    """Where two intervals are one and the same point: there and only there the hull of both is one."""
    return Point(a.value, g.all_of(a.known, b.known, g.equal(a.value, b.value)))


def where_point(g: Algebra, condition: int, then: Point, otherwise: Point) -> Point:
    """One or the other."""
    return Point(g.case(condition, then.value, otherwise.value), g.either(condition, then.known, otherwise.known))


def pick(g: Algebra, guard: Truth, then: Number, otherwise: Number) -> Number:
    """`ite` of numbers: by cases, the hull while the guard is open."""
    around = _hull(g, then, otherwise)
    around = around._replace(fact=g.any_of(around.fact, guard.fact))

    low, high = (g.case(guard.true, then[end], g.case(guard.false, otherwise[end], around[end])) for end in range(2))
    rest = (_picked(g, guard, *parts) for parts in zip(then[2:], otherwise[2:], around[2:], strict=True))
    a, b = point_of(g, then), point_of(g, otherwise)
    same = same_point(g, a, b).known
    known = g.any_of(g.all_of(guard.true, a.known), g.all_of(guard.false, b.known), same)
    return known_as(g, Number(low, high, *rest), Point(g.case(guard.true, a.value, b.value), known))


def _picked(g: Algebra, guard: Truth, then: int, otherwise: int, around: int) -> int:
    if then == otherwise == around:
        return then
    opened = g.all_of(g.negation(guard.true), g.negation(guard.false))
    return g.any_of(g.all_of(guard.true, then), g.all_of(guard.false, otherwise), g.all_of(opened, around))


def where_truth(g: Algebra, condition: int, then: Truth, otherwise: Truth) -> Truth:
    """One truth value or the other."""
    return Truth(*(g.either(condition, a, b) for a, b in zip(then, otherwise, strict=True)))


def where_number(g: Algebra, condition: int, then: Number, otherwise: Number) -> Number:
    """One number or the other."""
    ends = (g.case(condition, a, b) for a, b in zip(then[:2], otherwise[:2], strict=True))
    rest = (g.either(condition, a, b) for a, b in zip(then[2:], otherwise[2:], strict=True))
    found = where_point(g, condition, point_of(g, then), point_of(g, otherwise))
    return known_as(g, Number(*ends, *rest), found)


def lift_truth(g: Algebra, link: Link, linked: int, value: Truth) -> Truth:
    """An owner's truth on its children; Uf without an owner."""
    true, false, fact = (g.lift(link, part, linked) for part in value)
    return Truth(true, false, g.any_of(g.negation(linked), fact))


def lift_number(g: Algebra, link: Link, linked: int, value: Number) -> Number:
    """An owner's number on its children; missing without an owner."""
    low, high, unbounded, bottomless, fact = (g.lift(link, part, linked) for part in value)
    alone = g.negation(linked)
    result = Number(low, high, g.any_of(alone, unbounded), bottomless, g.any_of(alone, fact))
    if value not in g.points:
        return result
    return known_as(g, result, Point(*(g.lift(link, part, linked) for part in g.points[value])))
