"""What the 用例 of a clause that grants money must try: read off its plan, not its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from rulesdsl.audit.endings import Ending
from rulesdsl.audit.thresholds import Threshold, boundary_demands, reachable, related_rows, thresholds
from rulesdsl.audit.trial import AFTER, BEFORE, CAP, MISSING_DETERMINATION, MISSING_FACT, PLAIN, Demand, Trial
from rulesdsl.plan.nodes import FALSE, fact_subject
from rulesdsl.plan.plan import ClausePlan, LimitPlan, Plan
from rulesdsl.run.force import selector_date
from rulesdsl.run.results import ELIGIBLE, NEEDS_DETERMINATION, NEEDS_FACTS, NOT_APPLICABLE, NOT_IN_FORCE, Missing


def demands_of(plan: Plan, clause_id: str, endings: tuple[Ending, ...]) -> tuple[Demand, ...]:
    """All that must be shown of one clause; `endings` are the days after which it is over."""
    members = [number for number, clause in enumerate(plan.clauses) if clause.id == clause_id and not clause.deemed]
    clause = plan.clauses[members[0]]
    limits = limits_on(plan, members)
    conditions = reachable(plan, (plan.clauses[member].condition for member in members))
    amounts = reachable(plan, (plan.clauses[member].amount for member in members))
    guards = reachable(plan, (payers.guard for member in members for payers in plan.clauses[member].payers))
    bounds = reachable(plan, (plan.limits[index].bound for _, indices in limits for index in indices))
    lines = thresholds(plan, (*conditions, *amounts, *guards, *bounds))
    return (
        Demand(PLAIN, "符合，有金额", _is_plain),
        *boundary_demands(lines),
        *_cap_demands(plan, clause, limits),
        *_missing_demands(plan, conditions, amounts),
        *_time_demands(plan, clause, lines, endings),
    )


def limits_on(plan: Plan, members: list[int]) -> list[tuple[str, tuple[int, ...]]]:
    """The limits on a clause under the adopted readings, in words; one a clause and account, however many years it has."""
    found: dict[str, list[int]] = {}
    for index, limit in enumerate(plan.limits):
        stands = all(plan.points[gate.point].adopted == gate.option for gate in limit.gates)
        if stands and set(limit.members) & set(members):
            found.setdefault(_limit_text(limit), []).append(index)
    return [(text, tuple(indices)) for text, indices in found.items()]


def _limit_text(limit: LimitPlan) -> str:
    account = f"每个{limit.owner}{limit.period}" if limit.owner else f"每项{limit.period}"
    return f"{limit.id.rpartition('/')[2]}，{account}"


def _is_plain(trial: Trial) -> bool:
    amount = trial.result.amount
    given = amount is not None and amount.high != 0 and not trial.result.amount_missing
    return trial.says_amount and given and trial.result.outcome == ELIGIBLE


def _cap_demands(plan: Plan, clause: ClausePlan, limits: list[tuple[str, tuple[int, ...]]]) -> Iterator[Demand]:
    for text, indices in limits:
        yield Demand(CAP, f"达到限额（{text}）", partial(_is_capped, plan, indices))
    if clause.up_to and not limits:
        yield Demand(CAP, "至多", _is_up_to)


def _is_capped(plan: Plan, limits: tuple[int, ...], trial: Trial) -> bool:
    """A known amount that the limit cut; of a grant up to some amount (至多), also one that is just as high as the limit.

    An unknown amount is cut by any limit; that shows nothing.
    """
    if not _is_plain(trial):
        return False
    steps = {cap.step for cap in trial.result.capped_by}
    return any(("limit", index) in steps or _is_as_high(plan, plan.limits[index], trial) for index in limits)


def _is_as_high(plan: Plan, limit: LimitPlan, trial: Trial) -> bool:
    amount, clause = trial.result.amount, plan.clauses[trial.result.clause]
    rows = related_rows(trial, plan.nodes[limit.bound].subject)
    bounds = [trial.frame.value(limit.bound, row)[1] for row in rows]
    return clause.up_to and amount is not None and bounds == [amount.high]


def _is_up_to(trial: Trial) -> bool:
    """The text's bound is the upper end of what may be granted."""
    amount = trial.result.amount
    return _is_plain(trial) and amount is not None and amount.high is not None and amount.low < amount.high


def _missing_demands(plan: Plan, conditions: tuple[int, ...], amounts: tuple[int, ...]) -> Iterator[Demand]:
    if any(plan.nodes[index].op in ("fact", "history", "history_ratio") for index in (*conditions, *amounts)):
        yield Demand(MISSING_FACT, "缺一个事实", _lacks_fact)
    if any(plan.nodes[index].op == "determination" for index in conditions):
        yield Demand(MISSING_DETERMINATION, "待认定", lambda trial: trial.result.outcome == NEEDS_DETERMINATION)
    elif any(plan.nodes[index].op == "determination" for index in amounts):
        yield Demand(MISSING_DETERMINATION, "数额尚未核定", _lacks_approval)


def _lacks_fact(trial: Trial) -> bool:
    result = trial.result
    if result.outcome == NEEDS_FACTS and any(_is_fact(item) for item in result.missing):
        return True
    return result.outcome != NOT_IN_FORCE and any(_is_fact(item) for item in result.amount_missing)


def _is_fact(item: Missing) -> bool:
    """A fact of the case; not a date that the source leaves open, which has no subject."""
    return item.kind == "fact" and "." in item.name


def _lacks_approval(trial: Trial) -> bool:
    return any(item.kind == "determination" for item in trial.result.amount_missing)


def _time_demands(
    plan: Plan, clause: ClausePlan, lines: tuple[Threshold, ...], endings: tuple[Ending, ...]
) -> Iterator[Demand]:
    first = clause.force.start.days[0]
    if first > 1:
        yield Demand(BEFORE, "施行以前", partial(_is_before, first))
    for ending in endings:
        day = date.fromordinal(ending.last)
        yield Demand(
            AFTER, f"{ending.what}（至{day.year}年{day.month}月{day.day}日）以后", partial(_is_after, ending.last)
        )
    for line in lines:
        if any(_closes(plan, index) for index in line.nodes):
            yield Demand(AFTER, f"{line.text}，晚于此日", partial(_fails, line))


def _is_before(first: int, trial: Trial) -> bool:
    frame, result = trial.frame, trial.result
    if result.outcome != NOT_IN_FORCE or result.row < 0:
        return False
    return selector_date(frame, frame.of(result.subject)[result.row]) < first


def _is_after(last: int, trial: Trial) -> bool:
    judged = trial.frame.case.judged_on
    return trial.result.outcome != NOT_APPLICABLE and judged is not None and judged > last


def _closes(plan: Plan, index: int) -> bool:
    """A date that may not be later than another."""
    node = plan.nodes[index]
    if node.op != "compare" or node.data[0] not in ("≤", "<"):
        return False
    leaves = [plan.nodes[below] for below in reachable(plan, node.args[:1]) if plan.nodes[below].op == "fact"]
    return any(plan.subjects[fact_subject(leaf)].fields[leaf.data[0]].kind == "日期" for leaf in leaves)


def _fails(line: Threshold, trial: Trial) -> bool:
    frame = trial.frame
    return any(
        frame.value(index, row) == FALSE
        for index in line.nodes
        for row in related_rows(trial, frame.plan.nodes[index].subject)
    )
