"""Which version of a clause holds for an instance: the selector date against the dates of force (semantics: time)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rulesdsl.cases.case import Row
from rulesdsl.model.literals import date_text
from rulesdsl.plan.plan import NEVER, Boundary, ClausePlan, Days, PeriodOfForce, Plan
from rulesdsl.run.frame import Frame

Key = tuple[int, int]


class Force(NamedTuple):
    """`state` is in, out or open (the day of force or of the instance can't be told); `text` says from when, until when.

    `others` are further versions of the clause that may hold instead, where that is open.
    """

    state: str
    text: str
    others: tuple[int, ...] = ()


def boundary_days(boundary: Boundary, choices: Mapping[str, str]) -> Days:
    """The day under the readings chosen; the hull of all of them where none is."""
    chosen = choices.get(boundary.point)
    return next((days for option, days in boundary.options if option == chosen), boundary.days)


def selector_date(frame: Frame, row: Row) -> int:
    """σ: as-of if given; else the earlier of the instance's own date and the claim date (从旧)."""
    case = frame.case
    if case.as_of is not None:
        return case.as_of
    assert case.claim_date is not None
    happened = _event_date(frame, row)
    return min(happened, case.claim_date) if happened is not None else case.claim_date


def _event_date(frame: Frame, row: Row) -> int | None:
    event = frame.plan.subjects[row.subject].event_date
    return row.facts.get((event, ())) if event else None


def in_force(frame: Frame, clause: ClausePlan, row: Row | None) -> Force:
    """The state of a clause version on an instance; without one, on the day the claim is judged."""
    judged = frame.case.judged_on
    assert judged is not None
    return state_on(clause.force, selector_date(frame, row) if row is not None else judged, frame.choices)


def state_on(force: PeriodOfForce, date: int, choices: Mapping[str, str]) -> Force:
    """The state of a period of force on a day."""
    first, last, text = boundary_days(force.start, choices)
    if date < first:
        return Force("out", f"{_begins(force.start, text, last)}，{date_text(date)}尚未施行")
    end = force.end
    days = boundary_days(end, choices) if end is not None else NEVER
    if end is not None and date > days[1]:
        return Force(
            "out", f"{_ends(end, days)}，{date_text(date)}{'已失效' if end.cause == 'expired' else '不再适用'}"
        )
    if date < last:
        return Force("open", f"施行日期：源文只给出{text}，{date_text(date)}是否已施行不能判断")
    if end is not None and days != NEVER and date > days[0]:
        return Force("open", f"失效日期：源文只给出{days[2]}")
    return Force("in", _begins(force.start, text, last) if text else "")


def _begins(start: Boundary, text: str, last: int) -> str:
    return f"{text or date_text(last)}起{'按修改后的文字' if start.cause == 'amended' else ''}施行"


def _ends(end: Boundary, days: Days) -> str:
    if end.cause == "expired":
        return f"有效期至{days[2]}"
    return f"{days[2]}起{_ENDINGS[end.cause]}"


_ENDINGS = {"struck": "已删除", "amended": "已修改", "repealed": "已废止"}


def works(frame: Frame, step: tuple[str, int]) -> bool:
    """Whether a limit or exclusion holds on the day the claim is judged: they bind several grants, so one day counts for all."""
    kind, index = step
    force = frame.plan.limits[index].force if kind == "limit" else frame.plan.exclusions[index].force
    judged = frame.case.judged_on
    assert judged is not None
    return force is None or state_on(force, judged, frame.choices).state != "out"


def versions(plan: Plan) -> dict[tuple[str, str, str, int], list[int]]:
    """The clause plans that are versions of one another, earliest first; most lists hold one."""
    found: dict[tuple[str, str, str, int], list[int]] = {}
    for number, clause in enumerate(plan.clauses):
        found.setdefault((clause.id, clause.deemed, clause.subject, clause.year_shift), []).append(number)
    for numbers in found.values():
        numbers.sort(key=lambda number: plan.clauses[number].force.start.days)
    return found


def held_versions(frame: Frame) -> dict[Key, Force]:
    """For each clause and listed instance the one version that holds, or the one that says why none does."""
    found: dict[Key, Force] = {}
    for numbers in versions(frame.plan).values():
        subject = frame.plan.clauses[numbers[0]].subject
        for row in range(len(frame.of(subject))):
            number, force = held_version(frame, numbers, row)
            found[number, row] = force
    return found


def held_version(frame: Frame, numbers: list[int], row: int | None) -> tuple[int, Force]:
    """The version that holds for an instance; without one, on the day the claim is judged.

    An instance whose own date is missing is judged on the day of the claim, unless that leaves a choice between versions: then
    which one holds is open.
    """
    clauses = frame.plan.clauses
    instance = frame.of(clauses[numbers[0]].subject)[row] if row is not None else None
    states = [(number, in_force(frame, clauses[number], instance)) for number in numbers]
    possible = [item for item in states if item[1].state != "out"]
    if not possible:
        number, force = _nearest(frame, states, instance)
        if not _undated(frame, instance) or not _ended_by_an_act(frame, clauses[number], instance):
            return number, force
        return number, Force("open", _event(frame, instance), tuple(numbers[: numbers.index(number)]))
    number, force = possible[-1]
    earlier = numbers[: numbers.index(number)] if _undated(frame, instance) else []
    others = tuple(dict.fromkeys([other for other, _ in possible[:-1]] + earlier))
    if not others:
        return number, force
    why = next((item.text for _, item in possible if item.state == "open"), "") or _event(frame, instance)
    return number, Force("open", why, others)


def _nearest(frame: Frame, states: list[tuple[int, Force]], instance: Row | None) -> tuple[int, Force]:
    """Of versions that don't hold: the first where all are yet to come, else the last that has begun."""
    judged = frame.case.judged_on
    assert judged is not None
    date = selector_date(frame, instance) if instance is not None else judged
    begun = [
        item for item in states if boundary_days(frame.plan.clauses[item[0]].force.start, frame.choices)[0] <= date
    ]
    return begun[-1] if begun else states[0]


def _undated(frame: Frame, instance: Row | None) -> bool:
    """Whether an instance lacks the date of its own that decides which version it falls under."""
    if instance is None or frame.case.as_of is not None:
        return False
    return bool(frame.plan.subjects[instance.subject].event_date) and _event_date(frame, instance) is None


def _ended_by_an_act(frame: Frame, clause: ClausePlan, instance: Row | None) -> bool:
    """Whether a version that doesn't hold has been struck or repealed: what happened before that still falls under it."""
    assert instance is not None
    start, end = clause.force.start, clause.force.end
    begun = boundary_days(start, frame.choices)[0] <= selector_date(frame, instance)
    return begun and end is not None and end.cause in ("struck", "repealed")


def _event(frame: Frame, instance: Row | None) -> str:
    assert instance is not None
    return f"{instance.subject}.{frame.plan.subjects[instance.subject].event_date}"
