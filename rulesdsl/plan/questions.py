"""Which clauses a clause asks about: whether an owner has had one of them (已享受)."""

from __future__ import annotations

from rulesdsl.plan.plan import Plan


def questions(plan: Plan) -> list[frozenset[str]]:
    """For each clause plan, the ids of the clauses about which its condition, amount, years or payers ask."""
    below: list[frozenset[str]] = []
    for node in plan.nodes:
        found = frozenset[str]().union(*(below[arg] for arg in node.args))
        below.append(found | frozenset(node.data[0]) if node.op == "received" else found)
    asked = []
    for clause in plan.clauses:
        guards = (item.guard for item in clause.payers)
        roots = (clause.condition, clause.amount, clause.attribution, clause.year, *guards)
        asked.append(frozenset[str]().union(*(below[root] for root in roots if root >= 0)))
    return asked
