"""Conjunctions told to be shorter ones, so that a formula that three columns of truth give comes out as a programmer writes it.

A conjunction holds truths, contraries of truths, and contraries of other conjunctions ("not all of these"); see `algebra`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rulesdsl.run.columnar.algebra import Algebra

Truths = frozenset[int]

_DEEP = 1
"""How many conjunctions inside each other are looked through."""


def conjunction(g: Algebra, parts: Truths) -> Truths | None:
    """One step towards fewer parts that hold on the same rows; the same parts where there is none, None if they never hold."""
    for part in sorted(parts):
        rest = _known(g, parts - {part})
        if _fails(g, part, rest, _DEEP):
            return None
        if _holds(g, part, rest, _DEEP):
            return parts - {part}
        refused = _refused(g, part)
        if refused is not None:
            shorter = _beside(g, refused, rest)
            if shorter != refused:
                return (parts - {part}) | {g.negation(g.all_of(*shorter))}
    return parts


def _known(g: Algebra, parts: Truths) -> Truths:
    """Truths that hold, with those that say that a column is given because something is said of its value."""
    return parts | {found for part in parts if (found := g.implied(part)) is not None}


def _refused(g: Algebra, part: int) -> Truths | None:
    """What may not hold all together, if a part says that."""
    node = g.nodes[part]
    inner = g.nodes[node.args[0]] if node.op == "not" else node
    return frozenset(inner.args) if node.op == "not" and inner.op == "all" else None


def _beside(g: Algebra, members: Truths, known: Truths) -> Truths:
    """What of a refused conjunction has still to be refused beside truths that are known: what the others of it don't say anyway."""
    for member in sorted(members):
        if _holds(g, member, known | _known(g, members - {member}), _DEEP):
            return members - {member}
    return members


def _holds(g: Algebra, truth: int, known: Truths, deep: int) -> bool:
    """Whether a truth follows from known ones, as far as is looked."""
    node = g.nodes[truth]
    if truth in known or truth == g.true:
        return True
    if node.op == "not":
        return _fails(g, node.args[0], known, deep)
    return node.op == "all" and deep > 0 and all(_holds(g, arg, known, deep - 1) for arg in node.args)


def _fails(g: Algebra, truth: int, known: Truths, deep: int) -> bool:
    """Whether the contrary of a truth follows from known ones, as far as is looked."""
    node, column = g.nodes[truth], g.implied(truth)
    if g.negation(truth) in known or truth == g.false or (column is not None and g.negation(column) in known):
        return True
    if node.op == "not":
        return _holds(g, node.args[0], known, deep)
    if node.op != "all" or deep <= 0:
        return False
    if any(_fails(g, arg, known, deep - 1) for arg in node.args):
        return True
    facts = known | _known(g, frozenset(node.args))
    refused = (other for part in known if (other := _refused(g, part)) is not None)
    return any(all(_holds(g, arg, facts, deep - 2) for arg in other) for other in refused)
