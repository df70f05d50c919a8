"""Which kinds of 用例 each clause that grants money demands, and which of them it has: from running them."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from rulesdsl.audit.demands import demands_of
from rulesdsl.audit.endings import endings_of
from rulesdsl.audit.trial import KINDS, Demand, Trial
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.relations import relations

HELD, LACKING, NOT_DEMANDED = "有", "缺", "不适用"


@frozen
class ClauseAudit:
    """One clause: a mark for each of `KINDS`, and in words what no 用例 shows."""

    document: str
    clause: str
    word: str
    marks: dict[str, str]
    lacking: tuple[str, ...]


def audit(rules: RuleSet, plan: Plan, trials: Iterable[Trial]) -> tuple[ClauseAudit, ...]:
    """Every clause with an amount, in document order. Trials under a reading that was not adopted don't count."""
    by_clause: dict[str, list[Trial]] = {}
    for trial in trials:
        if _is_adopted(plan, trial):
            by_clause.setdefault(trial.result.id, []).append(trial)
    found = relations(rules)
    words = {clause.id: clause.kind for clause in plan.clauses if clause.amount >= 0}
    homes = [home for home in rules.homes if home.id in words]
    return tuple(
        _clause(
            home.measure.document,
            home.id,
            words[home.id],
            demands_of(plan, home.id, endings_of(rules, found, home)),
            by_clause.get(home.id, []),
        )
        for home in homes
    )


def _is_adopted(plan: Plan, trial: Trial) -> bool:
    return all(plan.points[point].adopted == option for point, option in trial.result.readings)


def _clause(document: str, clause: str, word: str, demands: tuple[Demand, ...], trials: list[Trial]) -> ClauseAudit:
    lacking = [demand for demand in demands if not any(demand.shown_by(trial) for trial in trials)]
    marks = dict.fromkeys(KINDS, NOT_DEMANDED)
    marks |= {demand.kind: HELD for demand in demands} | {demand.kind: LACKING for demand in lacking}
    words = tuple(f"{demand.kind}：{demand.text}" for demand in lacking)
    return ClauseAudit(document, clause.removeprefix(f"{document}/"), word, marks, words)
