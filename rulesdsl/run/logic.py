"""Truth nodes: Kleene logic over F < Uf < Ud < T, comparisons on interval ends."""

from __future__ import annotations

from functools import reduce
from typing import Any

from rulesdsl.plan.nodes import FALSE, TRUE, UNKNOWN_DETERMINATION, UNKNOWN_FACT, Node
from rulesdsl.run import values
from rulesdsl.run.frame import Column, Frame


def all_of(frame: Frame, node: Node) -> Column:
    """并且: the smallest."""
    return [min(row) for row in zip(*(frame.columns[arg] for arg in node.args), strict=True)]


def any_of(frame: Frame, node: Node) -> Column:
    """或者: the largest in the order of `or`."""
    return [reduce(values.either, row) for row in zip(*(frame.columns[arg] for arg in node.args), strict=True)]


def negation(frame: Frame, node: Node) -> Column:
    """非."""
    return [values.NOT[value] for value in frame.columns[node.args[0]]]


def compare(frame: Frame, node: Node) -> Column:
    """A comparison of two numbers."""
    left, right = node.args
    left_scale, right_scale = frame.plan.nodes[left].scale, frame.plan.nodes[right].scale
    relation = node.data[0]
    return [
        values.compare(relation, a, left_scale, b, right_scale)
        for a, b in zip(frame.columns[left], frame.columns[right], strict=True)
    ]


def ratio(frame: Frame, node: Node) -> Column:
    """A comparison of a ratio."""
    part, whole = node.args
    part_scale, whole_scale = frame.plan.nodes[part].scale, frame.plan.nodes[whole].scale
    relation, p, q = node.data
    return [
        values.ratio(relation, p, q, a, part_scale, b, whole_scale)
        for a, b in zip(frame.columns[part], frame.columns[whole], strict=True)
    ]


def one_of(frame: Frame, node: Node) -> Column:
    """A choice among several; unknown on a missing choice."""
    unknown = UNKNOWN_DETERMINATION if frame.plan.nodes[node.args[0]].op == "determination" else UNKNOWN_FACT
    return [
        unknown if value is None else (TRUE if value in node.data else FALSE) for value in frame.columns[node.args[0]]
    ]


def if_then_else(frame: Frame, node: Node) -> Column:
    """`ite` for truth values and numbers."""
    guard, then, otherwise = (frame.columns[arg] for arg in node.args)
    if node.sort == "bool":
        return [values.if_then_else(g, a, b) for g, a, b in zip(guard, then, otherwise, strict=True)]
    up_then, up_otherwise = (node.scale // frame.plan.nodes[arg].scale for arg in node.args[1:])
    return [
        pick(g, scaled(a, up_then), scaled(b, up_otherwise)) for g, a, b in zip(guard, then, otherwise, strict=True)
    ]


def pick(guard: int, then: values.Number, otherwise: values.Number) -> values.Number:
    """`ite` of numbers: by cases, the hull while the guard is open."""
    if guard == TRUE:
        return then
    if guard == FALSE:
        return otherwise
    low, high, fact = values.hull(then, otherwise)
    return low, high, fact or guard == UNKNOWN_FACT


def scaled(value: values.Number, factor: int) -> values.Number:
    """Both ends times a factor."""
    if factor == 1:
        return value
    low, high, fact = value
    return (None if low is None else low * factor, None if high is None else high * factor, fact)


def reading(frame: Frame, node: Node) -> Column:
    """The reading chosen; with none, all: the hull of numbers, and Ud where truth values differ."""
    point, options = node.data
    chosen = frame.choices.get(point)
    if chosen in options:
        arg = node.args[options.index(chosen)]
        factor = node.scale // frame.plan.nodes[arg].scale
        column = frame.columns[arg]
        return column if node.sort != "number" or factor == 1 else [scaled(value, factor) for value in column]
    columns = [frame.columns[arg] for arg in node.args]
    if node.sort == "bool":
        return [all_readings(row) for row in zip(*columns, strict=True)]
    factors = [node.scale // frame.plan.nodes[arg].scale for arg in node.args]
    return [
        reduce(values.hull, (scaled(value, factor) for value, factor in zip(row, factors, strict=True)))
        for row in zip(*columns, strict=True)
    ]


def all_readings(row: tuple[Any, ...]) -> int:
    """The truth value on which all readings agree; else open."""
    if all(value == row[0] for value in row):
        return int(row[0])
    return UNKNOWN_FACT if UNKNOWN_FACT in row else UNKNOWN_DETERMINATION


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
