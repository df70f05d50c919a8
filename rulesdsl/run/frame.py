"""What one evaluation shares: the plan, the case, the columns so far, 本年."""

from __future__ import annotations

from datetime import date
from typing import Any

from rulesdsl.cases.case import Case, Row
from rulesdsl.plan.plan import Plan

Column = list[Any]


class Frame:
    """The state of one evaluation; columns are filled in node order and never changed."""

    __slots__ = ("case", "choices", "columns", "payable", "plan", "rows", "year")

    def __init__(self, plan: Plan, case: Case, choices: dict[str, str]) -> None:
        self.plan = plan
        self.case = case
        self.choices = choices
        self.rows: dict[str, tuple[Row, ...]] = case.rows
        self.columns: list[Column] = []
        self.year = this_year(case)
        self.payable: dict[int, list[tuple[int | None, int | None, int]]] = {}

    def value(self, node: int, row: int) -> Any:
        """A node's value on one row."""
        return self.columns[node][row]

    def of(self, subject: str) -> tuple[Row, ...]:
        """The instances of a subject; none if its list is not given."""
        return self.rows.get(subject, ())


def this_year(case: Case) -> int | None:
    """核算年度; else the only year given; else the year of D (semantics: years)."""
    if case.accounting_year is not None:
        return case.accounting_year
    years = case.years
    if len(years) == 1:
        return next(iter(years))
    judged = case.judged_on
    return date.fromordinal(judged).year if judged is not None else None
