"""The order of nodes: what asks about a clause (已享受) comes after every version of that clause.

Versions are lowered one after the other, and a clause that an act leaves alone keeps its nodes: it would ask only about the versions
lowered before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rulesdsl.plan.fragment import Numbers
from rulesdsl.plan.nodes import Node
from rulesdsl.plan.plan import ClausePlan


def order_of(nodes: Sequence[Node], clauses: Iterable[ClausePlan]) -> Numbers | None:
    """The new number of each node; None where all stand in order. Of clauses that ask about each other one asks too early."""
    roots: dict[str, list[int]] = {}
    for clause in clauses:
        roots.setdefault(clause.id, []).extend(node for node in (clause.condition, clause.amount) if node >= 0)
    asked = {
        number: [root for name in node.data[0] for root in roots.get(name, ())]
        for number, node in enumerate(nodes)
        if node.op == "received"
    }
    if all(root < number for number, found in asked.items() for root in found):
        return None
    numbers: dict[int, int] = {}
    for number in range(len(nodes)):
        _place(nodes, asked, number, numbers, set())
    return [numbers[number] for number in range(len(nodes))]


def _place(
    nodes: Sequence[Node], asked: dict[int, list[int]], number: int, numbers: dict[int, int], above: set[int]
) -> None:
    """Number a node after all that it needs."""
    if number in numbers or number in above:
        return
    above.add(number)
    for needed in (*nodes[number].args, *asked.get(number, ())):
        _place(nodes, asked, needed, numbers, above)
    above.discard(number)
    numbers[number] = len(numbers)


def reordered(nodes: Sequence[Node], numbers: Numbers) -> tuple[Node, ...]:
    """The nodes in their new order."""
    moved = [node._replace(args=tuple(numbers[arg] for arg in node.args)) for node in nodes]
    return tuple(node for _, node in sorted(zip(numbers, moved, strict=True), key=lambda pair: pair[0]))
