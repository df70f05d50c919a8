"""Which divisions are looked at only where a condition holds: shares are cut only in accounts that are over their bound.

Division by a column is by far the slowest operation on a row, and such conditions hold on few rows.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.columnar.nodes import Node

_CARRIES = frozenset({"add", "subtract", "multiply", "smaller", "larger", "divide"})


class Guard(NamedTuple):
    """A truth node, and whether the division is looked at where it holds or where it doesn't."""

    condition: int
    holds: bool


def guards(nodes: tuple[Node, ...], needed: list[int], asked: frozenset[int]) -> dict[int, Guard]:
    """The guard of each division by a column, if everything that reads it looks at it under that condition only.

    Args:
        needed: the nodes that are computed.
        asked: those that are outputs themselves, and so are looked at everywhere.
    """
    users: dict[int, list[int]] = {}
    for index in needed:
        for arg in nodes[index].args:
            users.setdefault(arg, []).append(index)
    found = {}
    for index in needed:
        node = nodes[index]
        if node.op == "divide" and nodes[node.args[1]].op != "integer":
            ways = _ways(nodes, users, asked, index)
            guard = next(iter(ways)) if len(ways) == 1 else None
            if guard is not None and guard.condition < index:
                found[index] = guard
    return found


def _ways(nodes: tuple[Node, ...], users: dict[int, list[int]], asked: frozenset[int], index: int) -> set[Guard | None]:
    """The guards under which a node is looked at; None among them: without one."""
    if index in asked:
        return {None}
    found: set[Guard | None] = set()
    for user in users.get(index, ()):
        node = nodes[user]
        if node.op == "case" and index not in (node.args[0], node.args[1 if index == node.args[2] else 2]):
            found.add(Guard(node.args[0], index == node.args[1]))
        elif node.op in _CARRIES:
            found |= _ways(nodes, users, asked, user)
        else:
            found.add(None)
    return found
