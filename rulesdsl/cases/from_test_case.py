"""用例 → case: the worked cases that stand beside the rules."""

from __future__ import annotations

from datetime import date

from rulesdsl.cases.case import Case, ChoiceRow, PaidRow
from rulesdsl.cases.raw import RawCase, RawFact, RawInstance
from rulesdsl.cases.typing import type_case
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.expression import Period
from rulesdsl.model.literals import Literal
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.test_case import Instance, Paid, TestCase
from rulesdsl.model.tree import ClauseRef
from rulesdsl.model.wording import window_text
from rulesdsl.plan.plan import Plan


def case_of(rules: RuleSet, plan: Plan, measure: str, test: TestCase) -> tuple[Case, tuple[Diagnostic, ...]]:
    """Build the case of a 用例. RD710 when it has no claim date; those of `type_case` for its facts."""
    raw = RawCase(tuple(_instance(item) for item in test.instances), ())
    rows, problems = type_case(raw, plan.subjects, plan.units)
    if test.claim_date is None and test.as_of is None:
        missing = Diagnostic("RD710", "用例没有申报日期", test.span, help="加一行 申报日期 2018年5月1日")
        problems = (*problems, missing)
    case = Case(
        test.title.text,
        _number(test.claim_date),
        _number(test.as_of),
        _number(test.accounting_year),
        rows,
        tuple(_paid(rules, measure, item) for item in test.paid) if test.paid else (),
        tuple(ChoiceRow(_id(rules, measure, item.clause), item.owner, item.key) for item in test.choices),
        (),
    )
    return case, problems


def _number(value: Literal | None) -> int | None:
    return int(str(value.value)) if value is not None else None


def _instance(item: Instance) -> RawInstance:
    facts = tuple(
        RawFact(fact.name.text, period_key(fact.period), fact.text, fact.span, fact.value_span) for fact in item.facts
    )
    return RawInstance(item.subject.text, item.key, item.owners, facts, item.span)


def period_key(period: Period | None) -> tuple[object, ...]:
    """A written period as the key facts are stored under."""
    if period is None:
        return ()
    if period.kind == "year":
        return ("fixed", period.year)
    if period.kind == "highest":
        return ("highest",)
    if period.kind == "window" and period.window is not None:
        return ("window", window_text(period.window))
    return ("named", period.name)


def _paid(rules: RuleSet, measure: str, item: Paid) -> PaidRow:
    when = int(str(item.when.value))
    is_date = item.when.kind == "date"
    year = date.fromordinal(when).year if is_date else when
    return PaidRow(
        _id(rules, measure, item.clause), item.key, year, when if is_date else None, int(str(item.amount.value))
    )


def _id(rules: RuleSet, measure: str, ref: ClauseRef) -> str:
    found = rules.resolve(ref, measure)
    return found.id if found is not None else f"?/{ref.name}"
