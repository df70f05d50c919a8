"""The reference interpreter: every node in order, a column of values over its subject's rows."""

from __future__ import annotations

from rulesdsl.cases.case import Case
from rulesdsl.plan.nodes import FALSE, TRUE
from rulesdsl.plan.plan import Plan
from rulesdsl.run import arithmetic, leaves, logic, relations
from rulesdsl.run.frame import Frame
from rulesdsl.run.readings import chosen_readings

HANDLERS = {**leaves.HANDLERS, **logic.HANDLERS, **arithmetic.HANDLERS, **relations.HANDLERS}
"""Op → (frame, node) → column. A new op is one more entry."""


def evaluate(plan: Plan, case: Case) -> Frame:
    """Evaluate every node of a plan on a case.

    Returns:
        The frame with one column a node and, for each clause, what it would pay before limits.
    """
    frame = Frame(plan, case, chosen_readings(plan, case))
    ready = _clauses_by_last_node(plan)
    for index, node in enumerate(plan.nodes):
        frame.columns.append(HANDLERS[node.op](frame, node))
        for clause in ready.get(index, ()):
            frame.payable[clause] = payable_before_limits(frame, clause)
    return frame


def _clauses_by_last_node(plan: Plan) -> dict[int, list[int]]:
    """Clauses with an amount, under the node that completes them: a later 已享受 may ask what they pay."""
    ready: dict[int, list[int]] = {}
    for number, clause in enumerate(plan.clauses):
        if clause.amount >= 0:
            ready.setdefault(max(clause.condition, clause.amount), []).append(number)
    return ready


def payable_before_limits(frame: Frame, number: int) -> list[tuple[int | None, int | None, int]]:
    """(low, high, why open) on each row: the amount if eligible, nothing if not, else from nothing up to it."""
    clause = frame.plan.clauses[number]
    conditions, amounts = frame.columns[clause.condition], frame.columns[clause.amount]
    result: list[tuple[int | None, int | None, int]] = []
    for condition, (low, high, fact) in zip(conditions, amounts, strict=True):
        if condition == FALSE:
            result.append((0, 0, FALSE))
        elif condition == TRUE:
            result.append((low, high, 1 if fact else 2))
        else:
            result.append((0, high, condition))
    return result
