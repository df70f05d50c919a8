"""Number nodes as columns: interval ends at the corners. The only divisions of amounts are here."""

from __future__ import annotations

from functools import reduce
from math import lcm

from rulesdsl.plan.nodes import Node
from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.lowering import Lowering, Value
from rulesdsl.run.columnar.nodes import Point
from rulesdsl.run.columnar.values import Number, floor


def add(low: Lowering, node: Node) -> Value:
    """The sum over one scale."""
    g = low.algebra
    parts = [values.scaled(g, low.number(arg), node.scale // low.scale(arg)) for arg in node.args]
    return reduce(lambda a, b: _sum(g, a, b), parts)


def _sum(g: Algebra, a: Number, b: Number) -> Number:
    result = Number(
        g.add(a.low, b.low),
        g.add(a.high, b.high),
        g.any_of(a.unbounded, b.unbounded),
        g.any_of(a.bottomless, b.bottomless),
        g.any_of(a.fact, b.fact),
    )
    one, other = values.point_of(g, a), values.point_of(g, b)
    both = Point(g.add(one.value, other.value), g.all_of(one.known, other.known))
    return values.known_as(g, result, both)


def minus_or_zero(low: Lowering, node: Node) -> Value:
    """超出: max(0, a − b) at the corners."""
    g, zero = low.algebra, low.algebra.integer(0)
    a, b = (values.scaled(g, low.number(arg), node.scale // low.scale(arg)) for arg in node.args)
    least = g.larger(zero, g.subtract(a.low, b.high))
    return Number(
        g.case(g.any_of(a.bottomless, b.unbounded), zero, least),
        g.larger(zero, g.subtract(a.high, b.low)),
        g.any_of(a.unbounded, b.bottomless),
        g.false,
        g.any_of(a.fact, b.fact),
    )


def scale(low: Lowering, node: Node) -> Value:
    """Times p; the q of p/q is in the node's scale."""
    return values.scaled(low.algebra, low.number(node.args[0]), node.data[0])


def times(low: Lowering, node: Node) -> Value:
    """The product of two numbers ≥ 0."""
    g, zero = low.algebra, low.algebra.integer(0)
    a, b = (low.number(arg) for arg in node.args)
    none = [g.all_of(g.negation(x.unbounded), g.equal(x.high, zero)) for x in (a, b)]
    unbounded = g.all_of(g.any_of(a.unbounded, b.unbounded), g.negation(g.any_of(*none)))
    high = g.case(g.any_of(*none), zero, g.multiply(a.high, b.high))
    return Number(g.multiply(floor(g, a), floor(g, b)), high, unbounded, g.false, g.any_of(a.fact, b.fact))


def at_most(low: Lowering, node: Node) -> Value:
    """至多: from nothing up to the bound."""
    g = low.algebra
    return low.number(node.args[0])._replace(low=g.integer(0), bottomless=g.false)


def span(low: Lowering, node: Node) -> Value:
    """A range that the text states."""
    a, b = (low.number(arg) for arg in node.args)
    return Number(a.low, b.high, b.unbounded, a.bottomless, low.algebra.any_of(a.fact, b.fact))


def rounded(low: Lowering, node: Node) -> Value:
    """To whole fen: half up for what is given, down for an upper bound."""
    number, divisor = low.number(node.args[0]), low.scale(node.args[0])
    return _rounded(low.algebra, number, low.algebra.integer(divisor), node.data[0])


def _rounded(g: Algebra, number: Number, divisor: int, mode: str) -> Number:
    whole = g.divide if mode == "down" else lambda a, b: half_up(g, a, b)
    return number._replace(low=whole(floor(g, number), divisor), high=whole(number.high, divisor), bottomless=g.false)


def half_up(g: Algebra, value: int, divisor: int) -> int:
    """value/divisor to the nearest whole, halves up: (2n + d) // 2d, and (n + d/2) // d where d is even."""
    known = g.value(divisor)
    if known is not None and known % 2 == 0:
        return g.divide(g.add(value, g.integer(known // 2)), divisor)
    two = g.integer(2)
    return g.divide(g.add(g.multiply(value, two), divisor), g.multiply(divisor, two))


def blend(low: Lowering, node: Node) -> Value:
    """分档方式 累进: each band's amount weighted by the part of the quantity in it; the hull of all while the quantity is open."""
    g = low.algebra
    quantity, amounts = low.number(node.args[0]), [low.number(arg) for arg in node.args[1:]]
    scales = [low.scale(arg) for arg in node.args[1:]]
    whole = [
        _rounded(g, amount, g.integer(divisor), "half_up") for amount, divisor in zip(amounts, scales, strict=True)
    ]
    around = values.hull(g, whole)
    around = around._replace(fact=g.any_of(around.fact, quantity.fact))
    known = g.all_of(values.is_point(g, quantity), g.negation(g.equal(quantity.low, g.integer(0))))
    parts = [_part(g, quantity.low, low.scale(node.args[0]), edge) for edge in node.data]
    return values.where_number(g, known, _weighted(g, amounts, scales, parts, quantity.low), around)


def _part(g: Algebra, quantity: int, divisor: int, edge: tuple[int, int | None]) -> int:
    """How much of the quantity lies in a band, in the quantity's own scale."""
    below, up_to = edge
    top = quantity if up_to is None else g.smaller(quantity, g.integer(up_to * divisor))
    return g.larger(g.integer(0), g.subtract(top, g.integer(below * divisor)))


def _weighted(g: Algebra, amounts: list[Number], scales: list[int], parts: list[int], quantity: int) -> Number:
    common, zero = lcm(*scales), g.integer(0)
    lows, highs, unbounded, facts = [], [], [], []
    for amount, divisor, part in zip(amounts, scales, parts, strict=True):
        factor = g.multiply(part, g.integer(common // divisor))
        used = g.negation(g.equal(factor, zero))
        lows.append(g.multiply(floor(g, amount), factor))
        highs.append(g.multiply(amount.high, factor))
        unbounded.append(g.all_of(used, amount.unbounded))
        facts.append(g.all_of(used, amount.fact))
    divisor = g.multiply(g.larger(quantity, g.integer(1)), g.integer(common))
    low, high = (half_up(g, g.sum_of(ends), divisor) for ends in (lows, highs))
    return Number(low, high, g.any_of(*unbounded), g.false, g.any_of(*facts))


def year_of(low: Lowering, node: Node) -> Value:
    """The year of a date; open for an open date."""
    g, day = low.algebra, low.number(node.args[0])
    known = values.is_point(g, day)
    year = g.case(known, g.year(day.low), g.integer(0))
    return values.point(g, year, g.negation(known), day.fact)


HANDLERS = {
    "add": add,
    "minus_or_zero": minus_or_zero,
    "scale": scale,
    "times": times,
    "at_most": at_most,
    "span": span,
    "round": rounded,
    "blend": blend,
    "year_of": year_of,
}
