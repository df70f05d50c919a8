"""The engines side by side: the interpreter on the whole plan, on a specialised one, and the compiled program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rulesdsl.cases.case import Case
from rulesdsl.plan.plan import Plan
from rulesdsl.run.judge import judge
from rulesdsl.run.quick import Quick, Trace
from rulesdsl.run.readings import chosen_readings
from rulesdsl.run.results import CaseResult, ClauseResult, Interval, ReasonResult
from rulesdsl.run.specialise import specialise

OUTCOMES = {0: "ineligible", 1: "needs_facts", 2: "needs_determination", 3: "eligible"}


def as_interval(amount: Any) -> Interval | None:
    """An amount of the compiled program as the interpreter gives it."""
    if amount is None:
        return None
    return Interval(amount, amount) if isinstance(amount, int) else Interval(*amount)


def truths_of(reasons: Iterable[ReasonResult]) -> list[int]:
    """The truth of every condition, parts after their whole."""
    return [truth for reason in reasons for truth in (reason.truth, *truths_of(reason.parts))]


def caps_of(program: Quick, trace: Trace) -> list[str]:
    """The ids of the limits, exclusions and open readings that bit; the clause's own for 一次性."""
    plan = program.plan
    own = plan.clauses[trace.answer.clause].id
    homes = {
        "limit": [item.id for item in plan.limits],
        "exclusion": [item.id for item in plan.exclusions],
        "reading": [point.rpartition("/")[0] for point in plan.points],
    }
    return [homes[kind][index] if kind in homes else own for kind, index in trace.capped_by]


def without_places(result: CaseResult) -> CaseResult:
    """A result without the places of its caps in the plan: a specialised plan has other ones."""
    return result._replace(
        clauses=tuple(
            item._replace(capped_by=tuple(cap._replace(step=("", -1)) for cap in item.capped_by))
            for item in result.clauses
        )
    )


def differences(plan: Plan, case: Case, quick: Quick | None = None) -> list[tuple[Any, ...]]:
    """Where the engines disagree on a case; empty when they agree."""
    reference = without_places(judge(plan, case))
    narrowed = without_places(judge(specialise(plan, chosen_readings(plan, case)), case))
    found: list[tuple[Any, ...]] = []
    if narrowed != reference:
        pairs = zip(reference.clauses, narrowed.clauses, strict=True)
        found += [("specialised", one, other) for one, other in pairs if one != other]
        found += [("specialised", reference._replace(clauses=()), narrowed._replace(clauses=()))]
    program = quick or Quick(plan, case.readings)
    found += _of_the_program(program, case, reference)
    return found


def _of_the_program(program: Quick, case: Case, reference: CaseResult) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    wanted = {(item.clause, item.row): item for item in reference.clauses if item.row >= 0}
    traces = {(trace.answer.clause, trace.answer.row): trace for trace in program.traces(case)}
    if wanted.keys() != traces.keys():
        return [("grants", sorted(wanted.keys() ^ traces.keys()))]
    if program.answers(case) != [trace.answer for trace in traces.values()]:
        found.append(("answers without traces differ",))
    for key, item in wanted.items():
        found += _of_one(program, traces[key], item)
    return found


def _of_one(program: Quick, trace: Trace, item: ClauseResult) -> list[tuple[Any, ...]]:
    seen = {
        "outcome": ("not_in_force", 0) if item.outcome == "not_in_force" else (item.outcome, trace.answer.truth),
        "if_eligible": as_interval(trace.answer.if_eligible),
        "amount": as_interval(trace.answer.amount),
        "truths": list(trace.truths),
        "payers": [(name, as_interval(part)) for name, part in trace.payers],
        "capped_by": caps_of(program, trace),
    }
    truth = (
        next(value for value, name in OUTCOMES.items() if name == item.outcome) if item.outcome != "not_in_force" else 0
    )
    wanted = {
        "outcome": (item.outcome, truth),
        "if_eligible": item.if_eligible,
        "amount": item.amount,
        "truths": truths_of(item.reasons),
        "payers": list(item.payers),
        "capped_by": [cap.id for cap in item.capped_by],
    }
    if truth in (1, 2) and item.in_force == "":
        seen["missing"], wanted["missing"] = list(trace.missing), list(item.missing)
    return [(name, item.id, item.key, wanted[name], seen[name]) for name in wanted if wanted[name] != seen[name]]
