"""Truth nodes as columns."""

from __future__ import annotations

from rulesdsl.plan.nodes import Node
from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.lowering import Key, Lowering, Value
from rulesdsl.run.columnar.values import Truth


def all_of(low: Lowering, node: Node) -> Value:
    """并且."""
    return values.both(low.algebra, [low.truth(arg) for arg in node.args])


def any_of(low: Lowering, node: Node) -> Value:
    """或者."""
    return values.either(low.algebra, [low.truth(arg) for arg in node.args])


def negation(low: Lowering, node: Node) -> Value:
    """非."""
    return values.contrary(low.truth(node.args[0]))


def compare(low: Lowering, node: Node) -> Value:
    """A comparison of two numbers."""
    left, right = node.args
    return values.compare(
        low.algebra, node.data[0], low.number(left), low.scale(left), low.number(right), low.scale(right)
    )


def ratio(low: Lowering, node: Node) -> Value:
    """A comparison of a ratio."""
    part, whole = node.args
    relation, p, q = node.data
    a, b = low.number(part), low.number(whole)
    return values.ratio(low.algebra, relation, p, q, a, low.scale(part), b, low.scale(whole))


def one_of(low: Lowering, node: Node) -> Value:
    """A choice among several; unknown on a missing choice."""
    g, key = low.algebra, low.values[node.args[0]]
    assert isinstance(key, Key)
    asked = low.plan.nodes[node.args[0]].op != "determination"
    if key.constant:
        return values.truth(g, 3 if key.constant in node.data else 0)
    if not key.column:
        return values.truth(g, 1 if asked else 2)
    home = key.lifts[0][0].parent if key.lifts else key.space
    true, there = g.text(home, key.column, node.data), low.given(home, key.column)
    result = Truth(true, g.all_of(there, g.negation(true)), g.negation(there) if asked else g.false)
    for link, linked in key.lifts:
        lifted = values.lift_truth(g, link, linked, result)
        result = lifted if asked else lifted._replace(fact=g.false)
    return result


def if_then_else(low: Lowering, node: Node) -> Value:
    """`ite` for truth values and numbers."""
    guard, then, otherwise = node.args
    if node.sort == "bool":
        return values.if_then_else(low.algebra, low.truth(guard), low.truth(then), low.truth(otherwise))
    a, b = (values.scaled(low.algebra, low.number(arg), node.scale // low.scale(arg)) for arg in (then, otherwise))
    return values.pick(low.algebra, low.truth(guard), a, b)


def reading(low: Lowering, node: Node) -> Value:
    """The reading chosen; with none, all: the hull of numbers, and open where truth values differ."""
    g, (point, options) = low.algebra, node.data
    chosen = low.choices.get(point)
    args = [node.args[options.index(chosen)]] if chosen in options else list(node.args)
    if node.sort == "bool":
        return all_readings(g, [low.truth(arg) for arg in args])
    if node.sort == "key":
        return low.values[args[0]]
    return values.hull(g, [values.scaled(g, low.number(arg), node.scale // low.scale(arg)) for arg in args])


def all_readings(g: Algebra, parts: list[Truth]) -> Truth:
    """The truth value on which all readings agree; else Uf if one of them is, or Ud."""
    return Truth(
        g.all_of(*(part.true for part in parts)),
        g.all_of(*(part.false for part in parts)),
        g.any_of(*(part.fact for part in parts)),
    )


HANDLERS = {
    "and": all_of,
    "or": any_of,
    "not": negation,
    "compare": compare,
    "ratio": ratio,
    "one_of": one_of,
    "ite": if_then_else,
    "reading": reading,
}
