"""A worked case (用例) that shows what an act changes for a clause: the same case judged before and after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from rulesdsl.cases.case import Case
from rulesdsl.cases.from_test_case import case_of
from rulesdsl.model.literals import money_text
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.plan.plan import Plan
from rulesdsl.reports.phrases import instance_of, outcome_text, payable_text, payer_texts
from rulesdsl.run.judge import judge
from rulesdsl.run.results import NOT_IN_FORCE, CaseResult, ClauseResult


class Example(NamedTuple):
    """The title of a 用例, the instance, and what the clause answers before and after."""

    case: str
    instance: str
    before: str
    after: str


class Examples:
    """The worked cases of some rules, judged on two days, under readings, when they are first needed."""

    def __init__(
        self, rules: RuleSet, plan: Plan, before: int, after: int, readings: tuple[tuple[str, str], ...] = ()
    ) -> None:
        self._rules, self._plan, self._readings = rules, plan, readings
        self._days = (before, after)
        self._judged: dict[int, tuple[CaseResult, CaseResult]] = {}

    def of(self, clause: str) -> Example | None:
        """The first 用例 of the clause's item that shows a difference; None where none does.

        Args:
            clause: its id.
        """
        for case, old, new in self._results(clause):
            later = {item.key: item for item in new.clauses if item.id == clause}
            for item in old.clauses:
                other = later.get(item.key) if item.id == clause else None
                if other is not None and _answer(item) != _answer(other):
                    return Example(case, instance_of(item), _told(item), _told(other) + _difference(item, other))
        return None

    def _results(self, clause: str) -> Iterator[tuple[str, CaseResult, CaseResult]]:
        """The judged cases of a clause: those that expect something of it first, then the others of its item."""
        expecting = self._expecting.get(clause, [])
        measure = clause.rpartition("/")[0]
        others = [number for number, (place, _) in enumerate(self._rules.test_cases) if place == measure]
        for number in dict.fromkeys((*expecting, *others)):
            place, test = self._rules.test_cases[number]
            if number not in self._judged:
                case, _ = case_of(self._rules, self._plan, place, test)
                asked = case._replace(readings=(*case.readings, *self._readings))
                old, new = (judge(self._plan, _on(asked, day)) for day in self._days)
                self._judged[number] = old, new
            yield test.title.text, *self._judged[number]

    @cached_property
    def _expecting(self) -> dict[str, list[int]]:
        """The cases, by number, that have a 期望 of a clause; they stand below its item or below an amendment."""
        found: dict[str, list[int]] = {}
        for number, (place, test) in enumerate(self._rules.test_cases):
            for one in test.expectations:
                home = self._rules.resolve(one.clause, place)
                if home is not None:
                    found.setdefault(home.id, []).append(number)
        return found


def _on(case: Case, day: int) -> Case:
    """The case on another day; 本年 stays the year it was."""
    year = case.accounting_year
    if year is None and not case.years and case.judged_on is not None:
        year = date.fromordinal(case.judged_on).year
    return case._replace(as_of=day, accounting_year=year)


def _answer(item: ClauseResult) -> tuple[object, ...]:
    return item.outcome, item.amount, item.payers


def _told(item: ClauseResult) -> str:
    if item.outcome == NOT_IN_FORCE:
        return item.in_force.partition("，")[0]
    amount, payers = payable_text(item), "、".join(payer_texts(item))
    return "，".join(part for part in (f"{outcome_text(item)} {amount}".strip(), payers) if part)


def _difference(old: ClauseResult, new: ClauseResult) -> str:
    """`（增加 50万元）` where both amounts are certain."""
    if old.amount is None or new.amount is None or not (old.amount.is_point and new.amount.is_point):
        return ""
    change = new.amount.low - old.amount.low
    return f"（{'增加' if change > 0 else '减少'} {money_text(abs(change))}）" if change else ""
