"""The interpreter as an engine: slow, for small tables and for comparing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from rulesdsl.batch.cases import case_of
from rulesdsl.batch.engine import Engine, Question
from rulesdsl.cases.case import Case, Row
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import OUTCOMES, Column
from rulesdsl.run.columnar.kernel import Results
from rulesdsl.run.judge import judge
from rulesdsl.run.readings import reading_problems
from rulesdsl.run.results import CaseResult, ClauseResult, Interval
from rulesdsl.tables.facts import KEY

_CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}


class ReferenceEngine:
    """`judge` on all rows of a partition as one case; totals by judging each owner with what belongs to it."""

    def __init__(self, question: Question) -> None:
        self._question = question

    @property
    def plan(self) -> Plan:
        """The whole plan."""
        return self._question.plan

    def answer(self, tables: Mapping[str, pl.DataFrame]) -> tuple[Results | None, tuple[Diagnostic, ...]]:
        """One row at a time."""
        plan, readings, setting, _ = self._question
        case = case_of(plan, tables, readings, setting)
        keys = {subject: [row.key for row in rows] for subject, rows in case.rows.items()}
        totals = {
            subject: [judge(plan, below(case, subject, row)).total for row in range(len(case.rows[subject]))]
            for subject in self._question.totals_of
            if subject in case.rows
        }
        return results_of(plan, keys, judge(plan, case), totals), ()


def results_of(
    plan: Plan, keys: Mapping[str, list[str]], result: CaseResult, totals: Mapping[str, list[Interval]] | None = None
) -> Results:
    """The answers of a case in columns.

    Args:
        keys: of the instances of each subject.
        totals: of the instances of some subjects, with all below them.
    """
    frames = {subject: _Answers(pl.Series(KEY, names, dtype=pl.String)) for subject, names in keys.items()}
    for item in result.clauses:
        if item.row >= 0:
            frames[item.subject].put(plan, item)
    for subject, amounts in (totals or {}).items():
        frames[subject].put_totals(amounts)
    wide = {subject: frame.frame() for subject, frame in frames.items() if frame.columns}
    return Results(wide, {subject: tuple(frames[subject].columns.values()) for subject in wide}, result.total, ())


def rows_below(case: Case, subject: str, place: int) -> dict[str, set[int]]:
    """The rows, by subject, of an instance and of all that belongs to it, directly or not."""
    kept = {
        name: {number for number, row in enumerate(rows) if row.owners.get(subject) == place}
        for name, rows in case.rows.items()
    }
    return {**kept, subject: {place}}


def below(case: Case, subject: str, place: int) -> Case:
    """The case of one instance with all that belongs to it, and whom they belong to."""
    kept = rows_below(case, subject, place)
    for name, numbers in list(kept.items()):
        for number in numbers:
            for owner, above in case.rows[name][number].owners.items():
                kept.setdefault(owner, set()).add(above)
    order = {name: {old: new for new, old in enumerate(sorted(numbers))} for name, numbers in kept.items()}
    return case._replace(
        rows={name: tuple(_moved(case.rows[name][old], order) for old in order.get(name, ())) for name in case.rows}
    )


def _moved(row: Row, order: Mapping[str, Mapping[int, int]]) -> Row:
    return row._replace(owners={owner: order[owner][place] for owner, place in row.owners.items()})


class _Answers:
    """The columns of one subject in the making."""

    def __init__(self, keys: pl.Series) -> None:
        self._keys = keys
        self._values: dict[str, list[Any]] = {}
        self.columns: dict[str, Column] = {}

    def put(self, plan: Plan, item: ClauseResult) -> None:
        """The answer of one clause on one row."""
        self._set(item, "outcome", _CODES[item.outcome])
        self._set(item, "deciding", item.deciding)
        if plan.clauses[item.clause].year >= 0:
            year = item.key.rpartition("/")[2]
            self._set(item, "year", int(year[:-1]) if year[:-1].isdigit() else None)
        if item.amount is None:
            return
        self._interval(item, "amount", item.amount)
        if item.if_eligible is not None:
            self._interval(item, "if_eligible", item.if_eligible)
        for cap in item.capped_by:
            self._set(item, "capped_by", True, f"{cap.step[0]} {cap.step[1]}")
        for name, part in item.payers:
            self._interval(item, "payer", part, name)

    def put_totals(self, totals: list[Interval]) -> None:
        """What each row comes to with all below it."""
        for end, values in (("low", [item.low for item in totals]), ("high", [item.high for item in totals])):
            self._values[f"total.{end}"] = list(values)
            self.columns[f"total.{end}"] = Column(f"total.{end}", -1, f"total.{end}")

    def frame(self) -> pl.DataFrame:
        """The columns side by side, the key first."""
        kinds = {name: pl.Boolean if column.what == "capped_by" else pl.Int64 for name, column in self.columns.items()}
        made = (pl.Series(name, values, dtype=kinds[name]) for name, values in self._values.items())
        return pl.DataFrame([self._keys, *made])

    def _interval(self, item: ClauseResult, what: str, value: Interval, detail: str = "") -> None:
        for end, number in (("low", value.low), ("high", value.high)):
            self._set(item, what, number, detail, end)

    def _set(self, item: ClauseResult, what: str, value: Any, detail: str = "", end: str = "") -> None:
        tail = f".{end}" if end else ""
        name = f"{item.clause}:{what}{'=' + detail if detail else ''}{tail}"
        self.columns.setdefault(name, Column(name, item.clause, what + tail, detail))
        self._values.setdefault(name, [None] * len(self._keys))[item.row] = value


def reference_engine(question: Question) -> tuple[Engine | None, tuple[Diagnostic, ...]]:
    """Diagnostics: RD705, RD706 readings that don't exist; RD710 no day to judge on."""
    problems = reading_problems(question.plan, question.readings)
    if question.setting.claim_date is None and question.setting.as_of is None:
        problems = (*problems, Diagnostic("RD710", "没有申报日期，也没有截至日期", help="写明其中一个"))
    return (None if problems else ReferenceEngine(question)), problems
