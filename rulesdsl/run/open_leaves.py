"""What keeps an undecided formula open, and the least that would settle it in favour (semantics: truth, open leaves)."""

from __future__ import annotations

from itertools import product
from typing import Any

from rulesdsl.plan.nodes import TRUE, Node, fact_subject
from rulesdsl.run.frame import Frame
from rulesdsl.run.leaves import fact_keys, fact_row
from rulesdsl.run.results import Missing

LEAF_KINDS = {"fact": "fact", "determination": "determination", "history": "fact", "history_ratio": "fact"}
EXACT_LEAVES = 12


def open_leaves(frame: Frame, index: int, row: int) -> tuple[Missing, ...]:
    """The missing leaves reachable from a node through undecided nodes only, in written order."""
    found: dict[Missing, None] = {}
    _walk(frame, index, row, found)
    return tuple(found)


def decided(node: Node, value: Any) -> bool:
    """Whether a node's value is settled."""
    if node.sort == "bool":
        return value in (0, TRUE)
    if node.sort == "key":
        return value is not None
    return value[0] is not None and value[0] == value[1]


def _walk(frame: Frame, index: int, row: int, found: dict[Missing, None]) -> None:
    node = frame.plan.nodes[index]
    if decided(node, frame.value(index, row)):
        return
    if node.op in LEAF_KINDS:
        found[_leaf(frame, node, row)] = None
        return
    for arg, inner in _below(frame, node, row):
        _walk(frame, arg, inner, found)


def _below(frame: Frame, node: Node, row: int) -> list[tuple[int, int]]:
    """The nodes below one node with the rows they are read on."""
    if node.op == "owner":
        owners = frame.of(node.subject)[row].owners
        return [(node.args[0], owners[node.data[0]])] if node.data[0] in owners else []
    if node.op == "fold":
        children = [i for i, child in enumerate(frame.of(node.data[1])) if child.owners.get(node.subject) == row]
        return [(arg, child) for child in children for arg in node.args]
    if node.op == "reading":
        chosen = frame.choices.get(node.data[0])
        if chosen in node.data[1]:
            return [(node.args[node.data[1].index(chosen)], row)]
    return [(arg, row) for arg in node.args]


def _leaf(frame: Frame, node: Node, row: int) -> Missing:
    instance = fact_row(frame, node, row)
    kind = LEAF_KINDS[node.op]
    authorities = tuple(name for name in node.data[2] if name) if node.op == "determination" else ()
    name = f"{fact_subject(node)}.{leaf_name(frame, node, row)}"
    return Missing(kind, name, instance.key if instance is not None else "", authorities)


def leaf_name(frame: Frame, node: Node, row: int) -> str:
    """The fact's name with its period, as a case file writes it."""
    if node.op == "history":
        return f"{node.data[0]}[历年最高]"
    if node.op == "history_ratio":
        return f"{node.data[0]}[以前各年]"
    name, period = node.data[0], fact_keys(frame, node)[row]
    if period is None:
        return f"{name}[本年]"
    if not period:
        return str(name)
    shown = {"fixed": f"{period[-1]}年", "highest": "历年最高"}.get(period[0], period[-1])
    return f"{name}[{shown}]"


def to_qualify(frame: Frame, index: int, row: int) -> tuple[tuple[Missing, ...], bool]:
    """A smallest set of open leaves whose favourable values make a formula true; and whether it is only approximate."""
    leaves = open_leaves(frame, index, row)
    if not leaves:
        return (), False
    exact = len(leaves) <= EXACT_LEAVES
    ways = _ways(frame, index, row, True, exact)
    order = {leaf: position for position, leaf in enumerate(leaves)}
    best = min(ways, key=lambda way: (len(way), sorted(order.get(leaf, 0) for leaf in way)), default=frozenset(leaves))
    return tuple(sorted(best, key=lambda leaf: order.get(leaf, 0))), not exact


def _ways(frame: Frame, index: int, row: int, wanted: bool, exact: bool) -> list[frozenset[Missing]]:
    """Sets of leaves that suffice to make a node true (or false); none: it can't become so."""
    node = frame.plan.nodes[index]
    value = frame.value(index, row)
    if node.sort == "bool" and decided(node, value):
        return [frozenset()] if (value == TRUE) == wanted else []
    if node.op == "not":
        return _ways(frame, node.args[0], row, not wanted, exact)
    below = _below(frame, node, row)
    if node.op in ("and", "or"):
        together = (node.op == "and") == wanted
        parts = [_ways(frame, arg, inner, wanted, exact) for arg, inner in below]
        return _all(parts, exact) if together else _smallest([way for part in parts for way in part], exact)
    if node.op in ("owner", "reading") and node.sort == "bool" and len(below) == 1:
        return _ways(frame, *below[0], wanted, exact)
    return [frozenset(open_leaves(frame, index, row))]


def _all(parts: list[list[frozenset[Missing]]], exact: bool) -> list[frozenset[Missing]]:
    if any(not part for part in parts):
        return []
    if not exact:
        return [frozenset().union(*(min(part, key=len) for part in parts))]
    return _smallest([frozenset().union(*combination) for combination in product(*parts)], exact)


def _smallest(ways: list[frozenset[Missing]], exact: bool) -> list[frozenset[Missing]]:
    unique = list(dict.fromkeys(ways))
    if exact:
        return [way for way in unique if not any(other < way for other in unique)]
    return [min(unique, key=len)] if unique else []
