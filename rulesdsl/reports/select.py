"""Which results a reader is shown, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.diagnostics.suggest import nearest
from rulesdsl.plan.plan import Plan
from rulesdsl.run.results import (
    ELIGIBLE,
    INELIGIBLE,
    NEEDS_DETERMINATION,
    NEEDS_FACTS,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    CaseResult,
    ClauseResult,
    ReasonResult,
)

OUTCOME_ORDER = (ELIGIBLE, NEEDS_DETERMINATION, NEEDS_FACTS, INELIGIBLE, NOT_IN_FORCE, NOT_APPLICABLE)


def select(
    plan: Plan, result: CaseResult, *, clause: str = "", everything: bool = False
) -> tuple[tuple[ClauseResult, ...], tuple[Diagnostic, ...]]:
    """The results that bear on a case, or those of the clauses asked for.

    Args:
        clause: a clause's name, an item (第十四项), or the last parts of an id; "" for all. Several clauses may match.
        everything: with the clauses whose subject the case does not list.
    Returns:
        Results in document order. What `clause` names is shown whatever its outcome.
    Diagnostics:
        RD203 when nothing is called so.
    """
    if clause:
        called, problems = clauses_called(plan, clause)
        return tuple(item for item in result.clauses if item.clause in called), problems
    return tuple(item for item in result.clauses if everything or item.row >= 0), ()


def clauses_called(plan: Plan, wanted: str) -> tuple[frozenset[int], tuple[Diagnostic, ...]]:
    """The clause plans of a name, an item, or the last parts of an id; RD203 when nothing is called so."""
    found = frozenset(number for number in range(len(plan.clauses)) if _is_called(plan, number, wanted))
    return found, () if found else (_unknown(plan, wanted),)


def _is_called(plan: Plan, number: int, wanted: str) -> bool:
    clause = plan.clauses[number]
    name = wanted.strip().replace(" ", "/").strip("/")
    return f"/{name}/" in f"/{clause.id}/"


def _unknown(plan: Plan, wanted: str) -> Diagnostic:
    ids = [clause.id.split("/") for clause in plan.clauses]
    names = dict.fromkeys(part for parts in ids for part in reversed(parts[1:]))
    word = nearest(wanted.strip(), names)
    advice = f"是否要写「{word}」" if word else "写条款名、第几项，或两者，例如 第十四项/省外中标奖励"
    return Diagnostic("RD203", f"没有名为「{wanted}」的可执行条款", help=advice)


def by_outcome(items: Iterable[ClauseResult]) -> dict[str, list[ClauseResult]]:
    """Results by outcome: what may be paid first; document order within each."""
    groups: dict[str, list[ClauseResult]] = {outcome: [] for outcome in OUTCOME_ORDER}
    for item in items:
        groups[item.outcome].append(item)
    return groups


def is_touched(item: ClauseResult) -> bool:
    """Whether the case gives any fact that the clause's conditions ask for; without conditions, it always does."""
    return not item.reasons or any(_has_fact(reason) for reason in item.reasons)


def _has_fact(reason: ReasonResult) -> bool:
    return any(fact.value is not None for fact in reason.facts)
