"""A plan under chosen readings: choice points gone where a reading is chosen, adjustments of other readings dropped, unused nodes pruned.

Same answers as the whole plan under the same readings; only smaller.
"""

from __future__ import annotations

from typing import Any

from rulesdsl.plan.nodes import Node
from rulesdsl.plan.plan import ClausePlan, Gate, Plan, Reason


def specialise(plan: Plan, choices: dict[str, str]) -> Plan:
    """Prune a plan for choices of readings (choice point → reading)."""
    alias = _resolved(plan, choices)
    limits = [limit for limit in plan.limits if _stands(limit.gates, choices)]
    exclusions = [item for item in plan.exclusions if _stands(item.gates, choices)]
    roots = [node for clause in plan.clauses for node in _roots(clause)] + [limit.bound for limit in limits]
    kept = _reachable(plan.nodes, alias, roots)
    place = {old: new for new, old in enumerate(kept)}

    def at(index: int) -> int:
        return index if index < 0 else place[alias[index]]

    return plan._replace(
        nodes=tuple(plan.nodes[old]._replace(args=tuple(at(arg) for arg in plan.nodes[old].args)) for old in kept),
        clauses=tuple(_clause(clause, at) for clause in plan.clauses),
        limits=tuple(limit._replace(bound=at(limit.bound)) for limit in limits),
        exclusions=tuple(exclusions),
        adjustments=_adjustments(plan, choices),
    )


def restrict(plan: Plan, clauses: list[int]) -> Plan:
    """The plan with some of its clauses only; limits and exclusions keep their places, without the members that are gone."""
    if len(clauses) == len(plan.clauses):
        return plan
    at = {old: new for new, old in enumerate(clauses)}
    kept_clauses = [plan.clauses[number] for number in clauses]
    roots = [node for clause in kept_clauses for node in _roots(clause)] + [limit.bound for limit in plan.limits]
    kept = _reachable(plan.nodes, list(range(len(plan.nodes))), roots)
    place = {old: new for new, old in enumerate(kept)}

    def node(index: int) -> int:
        return index if index < 0 else place[index]

    def members(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(at[number] for number in numbers if number in at)

    return plan._replace(
        nodes=tuple(plan.nodes[old]._replace(args=tuple(map(node, plan.nodes[old].args))) for old in kept),
        clauses=tuple(_clause(clause, node) for clause in kept_clauses),
        limits=tuple(item._replace(bound=node(item.bound), members=members(item.members)) for item in plan.limits),
        exclusions=tuple(item._replace(members=tuple(map(members, item.members))) for item in plan.exclusions),
    )


def _resolved(plan: Plan, choices: dict[str, str]) -> list[int]:
    """Each node → itself, or the node of the reading chosen. A change of scale keeps the reading node."""
    alias: list[int] = []
    for index, node in enumerate(plan.nodes):
        target = index
        if node.op == "reading" and choices.get(node.data[0]) in node.data[1]:
            chosen = alias[node.args[node.data[1].index(choices[node.data[0]])]]
            target = chosen if plan.nodes[chosen].scale == node.scale else index
        alias.append(target)
    return alias


def _roots(clause: ClausePlan) -> list[int]:
    found = [clause.condition, clause.amount, clause.attribution, clause.year, *(item.guard for item in clause.payers)]
    stack = list(clause.reasons)
    while stack:
        reason = stack.pop()
        found += [reason.node, *reason.leaves, *(reason.distance or ())[:2]]
        stack.extend(reason.parts)
    return [node for node in found if node >= 0]


def _reachable(nodes: tuple[Node, ...], alias: list[int], roots: list[int]) -> list[int]:
    seen: set[int] = set()
    stack = [alias[root] for root in roots]
    while stack:
        index = stack.pop()
        if index not in seen:
            seen.add(index)
            stack.extend(alias[arg] for arg in nodes[index].args)
    return sorted(seen)


def _clause(clause: ClausePlan, at: Any) -> ClausePlan:
    return clause._replace(
        condition=at(clause.condition),
        amount=at(clause.amount),
        attribution=at(clause.attribution),
        year=at(clause.year),
        payers=tuple(item._replace(guard=at(item.guard)) for item in clause.payers),
        reasons=tuple(_reason(reason, at) for reason in clause.reasons),
    )


def _reason(reason: Reason, at: Any) -> Reason:
    distance = reason.distance
    if distance is not None:
        distance = (at(distance[0]), at(distance[1]), *distance[2:])
    return reason._replace(
        node=at(reason.node),
        leaves=tuple(at(leaf) for leaf in reason.leaves),
        distance=distance,
        parts=tuple(_reason(part, at) for part in reason.parts),
    )


def _stands(gates: tuple[Gate, ...], choices: dict[str, str]) -> bool:
    return all(choices.get(gate.point, gate.option) == gate.option for gate in gates)


def _adjustments(plan: Plan, choices: dict[str, str]) -> tuple[tuple[str, int], ...]:
    """The working order over what is left, renumbered."""
    limits = [index for index, limit in enumerate(plan.limits) if _stands(limit.gates, choices)]
    exclusions = [index for index, item in enumerate(plan.exclusions) if _stands(item.gates, choices)]
    place = {("limit", old): new for new, old in enumerate(limits)}
    place |= {("exclusion", old): new for new, old in enumerate(exclusions)}
    return tuple((kind, place[kind, index]) for kind, index in plan.adjustments if (kind, index) in place)
