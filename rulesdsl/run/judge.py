"""A plan and a case → the answers: outcome, amount, payers, reasons for every clause and instance."""

from __future__ import annotations

from collections.abc import Iterable

from rulesdsl.cases.case import Case
from rulesdsl.plan.nodes import FALSE, TRUE, UNKNOWN_FACT
from rulesdsl.plan.plan import ClausePlan, Plan
from rulesdsl.run.adjust import adjust
from rulesdsl.run.force import Force, held_version, held_versions, versions
from rulesdsl.run.frame import Frame
from rulesdsl.run.interpreter import evaluate
from rulesdsl.run.ledger import Key, Ledger, Unit
from rulesdsl.run.open_leaves import open_leaves, to_qualify
from rulesdsl.run.payers import payer_amounts, sum_payers
from rulesdsl.run.reasons import reason_result
from rulesdsl.run.results import (
    ELIGIBLE,
    INELIGIBLE,
    NEEDS_DETERMINATION,
    NEEDS_FACTS,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    CaseResult,
    ClauseResult,
    Interval,
    Missing,
    ReasonResult,
)
from rulesdsl.run.values import smaller

_OUTCOMES = {FALSE: INELIGIBLE, UNKNOWN_FACT: NEEDS_FACTS, 2: NEEDS_DETERMINATION, TRUE: ELIGIBLE}
NOTHING = Interval(0, 0)


def judge(plan: Plan, case: Case) -> CaseResult:
    """Answer a case.

    Args:
        case: with a claim date or an as-of date (the case reader asks for one).
    Returns:
        One result a clause and instance, also of clauses that don't apply, in document order; totals of cash grants.
    """
    frame = evaluate(plan, case)
    forces = {
        key: force for key, force in sorted(held_versions(frame).items()) if is_due(frame, plan.clauses[key[0]], key[1])
    }
    truths = {key: _truth(frame, key, force) for key, force in forces.items()}
    start = {key: _start(frame, key, truths[key], forces[key]) for key in forces if plan.clauses[key[0]].amount >= 0}
    ledger = adjust(frame, start, truths, frozenset(key for key, force in forces.items() if force.others))
    results = [_result(frame, ledger, key, truths[key], forces[key]) for key in forces]
    absent = [
        _absent(frame, *held_version(frame, numbers, None))
        for (_, deemed, subject, _), numbers in versions(plan).items()
        if not deemed and not frame.of(subject)
    ]
    ordered = sorted((*results, *absent), key=lambda item: item.clause)
    judged = case.judged_on
    assert judged is not None
    cash = [item for item in results if plan.clauses[item.clause].cash]
    return CaseResult(
        case.name,
        judged,
        frame.year,
        tuple(ordered),
        total_of(ledger.units),
        _clause_totals(ledger),
        sum_payers([item.payers for item in cash]),
        tuple(sorted({pair for item in ordered for pair in item.readings})),
    )


def is_due(frame: Frame, clause: ClausePlan, row: int) -> bool:
    """A year of a schedule counts unless 核算年度 asks for another one."""
    if clause.year < 0 or frame.case.accounting_year is None:
        return True
    year = scheduled_year(frame, clause, row)
    return year is None or year == frame.case.accounting_year


def scheduled_year(frame: Frame, clause: ClausePlan, row: int) -> int | None:
    """Which year of its schedule a clause stands for on an instance; None: not known."""
    low, high, _ = frame.value(clause.year, row)
    return int(low) + clause.year_shift if low is not None and low == high else None


def _key(frame: Frame, clause: ClausePlan, row: int) -> str:
    """The instance's name, with the year for a year of a schedule."""
    name = frame.of(clause.subject)[row].key
    if clause.year < 0:
        return name
    year = scheduled_year(frame, clause, row)
    shown = f"{year}年" if year is not None else f"第{clause.year_shift + 1}年"
    return f"{name}/{shown}" if name else shown


def _truth(frame: Frame, key: Key, force: Force) -> int:
    """The condition's value, false when the clause is not in force and open when that can't be told."""
    if force.state == "out":
        return FALSE
    values = [int(frame.value(frame.plan.clauses[number].condition, key[1])) for number in (key[0], *force.others)]
    return min(max(values), UNKNOWN_FACT) if force.state == "open" else values[0]


def _start(frame: Frame, key: Key, truth: int, force: Force) -> Interval:
    """What a grant would pay before limits; where another version may hold instead, up to the most that any of them pays, each
    under the limits of its own instances."""
    if truth == FALSE:
        return NOTHING
    if not force.others:
        low, high, _ = frame.value(frame.plan.clauses[key[0]].amount, key[1])
        return Interval(low or 0, high) if truth == TRUE else Interval(0, high)
    row, clauses = key[1], frame.plan.clauses
    versions = [n for n in (key[0], *force.others) if frame.value(clauses[n].condition, row) != FALSE]
    highs = [_most(frame, number, row) for number in versions]
    return Interval(0, None if None in highs else max(high for high in highs if high is not None))


def _most(frame: Frame, number: int, row: int) -> int | None:
    high: int | None = frame.value(frame.plan.clauses[number].amount, row)[1]
    for limit in frame.plan.limits:
        if limit.members == (number,) and not limit.owner and not limit.gates:
            high = smaller(high, frame.value(limit.bound, row)[1])
    return high


def total_of(units: Iterable[Unit]) -> Interval:
    """The top of the tree of accounts, not the sum of the printed ends."""
    intervals = [unit.interval for unit in units]
    highs = [item.high for item in intervals]
    high = None if None in highs else sum(item for item in highs if item is not None)
    return Interval(sum(item.low for item in intervals), high)


def _clause_totals(ledger: Ledger) -> dict[str, Interval]:
    """Per clause with an amount: the total of its accounts, its part where an account holds other clauses too."""
    clauses = ledger.frame.plan.clauses
    grants: dict[str, list[Key]] = {}
    for key in ledger.payable:
        grants.setdefault(clauses[key[0]].id, []).append(key)
    totals = {}
    for name, keys in grants.items():
        own = set(keys)
        inside = [
            unit if unit.grants <= own else _part_of(ledger, unit, own) for unit in ledger.units if unit.grants & own
        ]
        covered = {key for unit in ledger.units for key in unit.grants}
        rest = [Unit(frozenset((key,)), ledger.payable[key]) for key in keys if key not in covered]
        totals[name] = total_of([*inside, *rest])
    return totals


def _part_of(ledger: Ledger, unit: Unit, own: set[Key]) -> Unit:
    """A clause's part of an account it shares: the sum of its grants, at most the account."""
    grants = frozenset(unit.grants & own)
    low, high = total_of(Unit(grants, ledger.payable[key]) for key in grants)
    if unit.interval.high is not None:
        high = unit.interval.high if high is None else min(high, unit.interval.high)
    return Unit(grants, Interval(low, high))


def _result(frame: Frame, ledger: Ledger, key: Key, truth: int, force: Force) -> ClauseResult:
    number, row = key
    clause = frame.plan.clauses[number]
    reasons = tuple(reason_result(frame, reason, row) for reason in clause.reasons)
    outcome = NOT_IN_FORCE if force.state == "out" else _OUTCOMES[truth]
    amount = ledger.payable.get(key)
    least, approximate = to_qualify(frame, clause.condition, row) if truth not in (TRUE, FALSE) else ((), False)
    open_force = (Missing("fact", force.text, "", ()),) if force.state == "open" else ()
    return ClauseResult(
        number,
        row,
        clause.id,
        clause.subject,
        _key(frame, clause, row),
        outcome,
        force.text,
        _if_eligible(frame, ledger, key),
        amount,
        _amount_missing(frame, clause, row) if truth != FALSE else (),
        tuple(ledger.caps.get(key, ())),
        payer_amounts(frame, clause.payers, row, amount) if amount is not None and amount != NOTHING else (),
        reasons,
        _deciding(reasons, truth) if force.state == "in" else -1,
        open_force + (open_leaves(frame, clause.condition, row) if outcome != NOT_IN_FORCE else ()),
        least,
        approximate,
        tuple(ledger.assumes.get(key, ())) if truth != FALSE else (),
        _readings(frame, clause, ledger, key),
        tuple(ledger.notes.get(key, ())),
    )


def _if_eligible(frame: Frame, ledger: Ledger, key: Key) -> Interval | None:
    """What the clause gives if its condition holds, after its own limits."""
    clause = frame.plan.clauses[key[0]]
    if clause.amount < 0:
        return None
    low, high, _ = frame.value(clause.amount, key[1])
    return ledger.own_limit(key, Interval(low or 0, high))


def _amount_missing(frame: Frame, clause: ClausePlan, row: int) -> tuple[Missing, ...]:
    return open_leaves(frame, clause.amount, row) if clause.amount >= 0 else ()


def _deciding(reasons: tuple[ReasonResult, ...], truth: int) -> int:
    """The first top-level conjunct whose value is the outcome's."""
    if truth == TRUE:
        return -1
    return next((index for index, reason in enumerate(reasons) if reason.truth == truth), -1)


def _readings(frame: Frame, clause: ClausePlan, ledger: Ledger, key: Key) -> tuple[tuple[str, str], ...]:
    """The choice points of the clause and of the limits that bit, with the reading run ("" where all ran)."""
    homes = {clause.id, *(cap.id for cap in ledger.caps.get(key, ()))}
    if clause.deemed:
        homes.add(clause.deemed)
    points = [point for point in frame.plan.points if point.rpartition("/")[0] in homes]
    return tuple((point, frame.choices.get(point, "")) for point in points)


def _absent(frame: Frame, number: int, force: Force) -> ClauseResult:
    """A clause whose subject the case does not list."""
    clause = frame.plan.clauses[number]
    outcome = NOT_IN_FORCE if force.state == "out" else NOT_APPLICABLE
    nothing = NOTHING if clause.amount >= 0 else None
    return ClauseResult(
        number,
        -1,
        clause.id,
        clause.subject,
        "",
        outcome,
        force.text,
        None,
        nothing,
        (),
        (),
        (),
        (),
        -1,
        (),
        (),
        False,
        (),
        (),
        (),
    )
