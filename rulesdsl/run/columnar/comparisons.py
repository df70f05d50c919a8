"""Comparisons with a constant, asked of what a number is made of: of the column itself, where that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulesdsl.run.columnar.nodes import Node

if TYPE_CHECKING:
    from rulesdsl.run.columnar.algebra import Algebra


def bounded(g: Algebra, index: int, bound: int, *, above: bool) -> int | None:
    """Whether a node is at least (`above`) or at most a constant; None where asking its parts is no shorter."""
    node = g.nodes[index]
    known = g.value(node.args[1]) if len(node.args) == 2 else None

    def of(arg: int, limit: int) -> int:
        return g.at_most(g.integer(limit), arg) if above else g.at_most(arg, g.integer(limit))

    if node.op == "multiply" and known is not None and known > 0:
        return of(node.args[0], -(-bound // known) if above else bound // known)
    if node.op == "divide" and known is not None:
        return of(node.args[0], bound * known if above else bound * known + known - 1)
    if node.op == "add" and known is not None:
        return of(node.args[0], bound - known)
    if node.op in ("smaller", "larger"):
        parts = [of(arg, bound) for arg in node.args]
        return g.all_of(*parts) if above == (node.op == "smaller") else g.any_of(*parts)
    if node.op != "case":
        return None
    condition, then, otherwise = node.args
    other = g.nodes[otherwise]
    if other.op == "case" and _is_hull(g, other, then, "smaller" if above else "larger"):
        one, two = of(then, bound), of(other.args[1], bound)
        meant = (g.all_of(condition, one), g.all_of(other.args[0], two))
        return g.any_of(*meant, g.all_of(one, two))
    return g.either(condition, of(then, bound), of(otherwise, bound))


def _is_hull(g: Algebra, other: Node, then: int, around: str) -> bool:
    """Whether a case is an end of the hull of two while it is open which is meant: both keep to a bound, or the one that is does."""
    hull = g.nodes[other.args[2]]
    return hull.op == around and set(hull.args) == {then, other.args[1]}
