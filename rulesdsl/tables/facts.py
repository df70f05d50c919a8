"""Which facts of which subjects a plan reads: what a table may bring, and what it need not."""

from __future__ import annotations

from rulesdsl.cases.periods import windows
from rulesdsl.plan.nodes import fact_subject
from rulesdsl.plan.plan import Plan

KEY, FIRST_YEAR, CITY = "键", "起始年", "所在设区市"
"""Columns with a meaning of their own: the instance's key, its first year of data, and where totals by 市 come from."""

OF_FACTS = ("fact", "determination", "history")


def used_facts(plan: Plan) -> dict[str, frozenset[str]]:
    """The facts that nodes read, by subject; also the dates of instances, 起始年 beside a history, and 所在设区市."""
    found: dict[str, set[str]] = {}
    for node in plan.nodes:
        if node.op in OF_FACTS:
            found.setdefault(fact_subject(node), set()).add(node.data[0])
        elif node.op == "history_ratio":
            found.setdefault(node.subject, set()).update(node.data[:2])
        if node.op in ("history", "history_ratio"):
            found.setdefault(node.subject, set()).add(FIRST_YEAR)
    for subject, declared in plan.subjects.items():
        also = {name for name in (declared.event_date, CITY) if name in declared.fields}
        if also:
            found.setdefault(subject, set()).update(also)
    return {subject: frozenset(names) for subject, names in found.items()}


def wanted_subjects(plan: Plan) -> tuple[str, ...]:
    """The subjects that clauses or facts are about, with all they belong to, in the vocabulary's order."""
    found = set(used_facts(plan)) | {clause.subject for clause in plan.clauses}
    while above := {owner for subject in found for owner in plan.subjects[subject].owners} - found:
        found |= above
    return tuple(subject for subject in plan.subjects if subject in found)


def with_history(plan: Plan) -> frozenset[tuple[str, str]]:
    """(subject, fact) of which clauses ask for the highest value of earlier years."""
    return frozenset((node.subject, node.data[0]) for node in plan.nodes if node.op == "history")


def hours_asked(plan: Plan) -> dict[tuple[str, str], tuple[str, ...]]:
    """The windows of hours that clauses ask for, by subject and fact."""
    return windows(plan)


def inside_out(plan: Plan) -> tuple[str, ...]:
    """All subjects, owners before what belongs to them."""
    found: dict[str, None] = {}

    def visit(subject: str) -> None:
        for owner in plan.subjects[subject].owners:
            if owner not in found:
                visit(owner)
        found[subject] = None

    for subject in plan.subjects:
        visit(subject)
    return tuple(found)
