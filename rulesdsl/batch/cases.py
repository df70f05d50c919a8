"""Canonical tables → a case, as the interpreter reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from rulesdsl.cases.case import Case, ChoiceRow, PaidRow, Period, Row
from rulesdsl.cases.periods import HIGHEST
from rulesdsl.cases.typing import with_further_owners
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.tables.facts import FIRST_YEAR, KEY, inside_out
from rulesdsl.tables.headers import fact_of
from rulesdsl.tables.records import AMOUNT, CHOICES, CLAUSE, PAID, YEAR


def case_of(
    plan: Plan,
    tables: Mapping[str, pl.DataFrame],
    readings: tuple[tuple[str, str], ...],
    setting: Setting,
    name: str = "",
) -> Case:
    """The case that holds just what tables hold, in their order."""
    places: dict[str, dict[str, int]] = {}
    rows: dict[str, list[Row]] = {}
    for subject in inside_out(plan):
        if subject in tables:
            places[subject] = {key: place for place, key in enumerate(tables[subject][KEY])}
            rows[subject] = [_row(plan, subject, record, places) for record in tables[subject].iter_rows(named=True)]
    return Case(
        name,
        setting.claim_date,
        setting.as_of,
        setting.accounting_year,
        with_further_owners(rows),
        _paid(tables[PAID]) if PAID in tables else None,
        _choices(tables[CHOICES]) if CHOICES in tables else (),
        readings,
    )


def _row(plan: Plan, subject: str, record: dict[str, Any], places: Mapping[str, Mapping[str, int]]) -> Row:
    declared = plan.subjects[subject]
    owners = {
        owner: places[owner][record[owner]]
        for owner in declared.owners
        if owner in places and record.get(owner) is not None
    }
    facts = {
        (fact_of(column), _period(plan, subject, column)): value
        for column, value in record.items()
        if value is not None and fact_of(column) in declared.fields and column != FIRST_YEAR and column not in owners
    }
    return Row(subject, record[KEY], owners, facts, record.get(FIRST_YEAR))


def _period(plan: Plan, subject: str, column: str) -> Period:
    """The period of a canonical column."""
    text = column.partition("[")[2].rstrip("]")
    if not text:
        return ()
    if text == HIGHEST:
        return ("highest",)
    return ("window", text) if plan.subjects[subject].fields[fact_of(column)].hourly else ("fixed", int(text[:-1]))


def _paid(table: pl.DataFrame) -> tuple[PaidRow, ...]:
    shown = table.select(CLAUSE, KEY, YEAR, AMOUNT).iter_rows()
    return tuple(PaidRow(clause, key, year, None, amount) for clause, key, year, amount in shown)


def _choices(table: pl.DataFrame) -> tuple[ChoiceRow, ...]:
    return tuple(ChoiceRow(clause, "", key) for clause, key in table.select(CLAUSE, KEY).iter_rows())
