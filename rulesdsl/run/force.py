"""Whether a clause is in force for an instance: the selector date against the document's dates (semantics: time)."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.cases.case import Row
from rulesdsl.model.literals import date_text
from rulesdsl.plan.plan import ClausePlan
from rulesdsl.run.frame import Frame


class Force(NamedTuple):
    """`state` is in, out or open (inside a date that the source gives only by its year); `text` says from when, until when."""

    state: str
    text: str


def selector_date(frame: Frame, row: Row) -> int:
    """σ: as-of if given; else the earlier of the instance's own date and the claim date (从旧)."""
    case = frame.case
    if case.as_of is not None:
        return case.as_of
    assert case.claim_date is not None
    event = frame.plan.subjects[row.subject].event_date
    happened = row.facts.get((event, ())) if event else None
    return min(happened, case.claim_date) if happened is not None else case.claim_date


def in_force(frame: Frame, clause: ClausePlan, row: Row | None) -> Force:
    """The state of a clause on an instance; without one, on the day the claim is judged."""
    judged = frame.case.judged_on
    assert judged is not None
    date = selector_date(frame, row) if row is not None else judged
    (first, last, text), end = clause.force.start, clause.force.end
    if date < first:
        return Force("out", f"{_start(text, last)}起施行，{date_text(date)}尚未施行")
    if date < last:
        return Force("open", f"施行日期：源文只给出{text}，{date_text(date)}是否已施行不能判断")
    if end is not None and date > end[1]:
        return Force("out", f"有效期至{end[2]}，{date_text(date)}已失效")
    if end is not None and date > end[0]:
        return Force("open", f"失效日期：源文只给出{end[2]}")
    return Force("in", f"{_start(text, last)}起施行" if text else "")


def _start(text: str, last: int) -> str:
    return text or date_text(last)
