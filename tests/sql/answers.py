"""The views beside the interpreter: cases as tables of a database, and where the two disagree."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from laws.columns import batches, tables_of
from laws.generated_cases import cases
from rulesdsl.cases.case import Case
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import OUTCOMES
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.schema import year_of
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult, ClauseResult
from rulesdsl.run.sql.dialects import DIALECTS, Dialect
from rulesdsl.run.sql.script import Asked, Script, sql_script
from rulesdsl.run.sql.tables import Contents
from sql.databases import Database, Row, Tables


class Compared(NamedTuple):
    """How many answers and totals were compared, the differences, and what the database could not compute."""

    answers: int
    totals: int
    differences: list[tuple[Any, ...]]
    refused: tuple[str, ...] = ()


def rows_of(plan: Plan, cases: list[Case]) -> Tables:
    """Cases that list the same subjects as rows of tables; keys begin with the number of the case."""
    found = {name: frame.to_dicts() for name, frame in tables_of(plan, cases).items()}
    for place, choice in enumerate(found.get("择一", [])):
        choice["序号"] = place
    return found


@st.composite
def cases_together(draw: Any) -> list[Case]:
    """Generated cases that one script answers. It is the script that takes time: so most are many, and some one that stands alone."""
    found = batches(draw(st.lists(cases(), min_size=20, max_size=20)))
    return draw(st.sampled_from(sorted(found, key=len, reverse=True)[:3]))


def years_in(tables: Tables) -> set[int]:
    """The years of yearly facts."""
    return {year for rows in tables.values() for row in rows for name in row if (year := year_of(name)) is not None}


def script_for(plan: Plan, cases: list[Case], dialect: Dialect) -> tuple[Script | None, tuple[Diagnostic, ...]]:
    """The script for some cases of the same days, years and readings; and what is refused."""
    tables, first = rows_of(plan, cases), cases[0]
    years = years_in(tables)
    paid = {item.year for case in cases for item in case.paid or () if item.year is not None}
    contents = Contents(tuple(first.rows), tuple(sorted(years)), tuple(sorted(paid)), 64)
    setting = Setting(first.claim_date, first.as_of, first.accounting_year)
    return sql_script(plan, first.readings, setting, Asked(dialect, contents))


def compare(plan: Plan, cases: list[Case], database: Database, dialect: Dialect | None = None) -> Compared:
    """Judge each case, ask the database for all, and tell where they differ. `dialect`: another one than its own, to try mistakes."""
    script, problems = script_for(plan, cases, dialect or DIALECTS[database.dialect])
    refused = tuple(item.message for item in problems if item.code != "RD612")
    totalled = not problems
    if script is None:
        return Compared(0, 0, [], refused)
    tables = rows_of(plan, cases)
    found = _Views(script, database.rows(script, tables))
    differences: list[tuple[Any, ...]] = found.mistakes()
    left_out = {item.clause for item in judge(plan, cases[0]).clauses} - set(found.homes) if refused else set()
    answers, starts = 0, dict.fromkeys(cases[0].rows, 0)
    for number, case in enumerate(cases):
        judged = judge(plan, case)
        for item in judged.clauses:
            if item.row >= 0 and item.clause not in left_out:
                answers += 1
                key = tables[item.subject][starts[item.subject] + item.row]["键"]
                differences += found.differences(item, key)
        if totalled:
            differences += found.total_difference(plan, number, judged, tables)
        for subject, rows in case.rows.items():
            starts[subject] += len(rows)
    if found.answered() != answers:
        differences.append(("answers", answers, found.answered()))
    return Compared(answers, totalled * len(cases), differences, refused)


class _Views:
    """The rows of all views by key."""

    def __init__(self, script: Script, rows: dict[str, list[Row]]) -> None:
        self.codes = script.codes
        self.homes = {clause: view.name for view in script.views for clause in view.clauses}
        self.rows = {
            name: {row["键"]: row for row in items} for name, items in rows.items() if items and "键" in items[0]
        }

    def mistakes(self) -> list[tuple[Any, ...]]:
        """What the database finds wrong with its tables."""
        return [(name, row) for name, rows in self.rows.items() if name.startswith("检查_") for row in rows.values()]

    def answered(self) -> int:
        """How many rows have an outcome."""
        return sum(
            value is not None
            for rows in self.rows.values()
            for row in rows.values()
            for name, value in row.items()
            if name.endswith("_结果")
        )

    def differences(self, item: ClauseResult, key: str) -> list[tuple[Any, ...]]:
        """Between one answer of the interpreter and its columns."""
        row, code = self.rows[self.homes[item.clause]][key], self.codes[item.clause]
        outcome = row[f"{code}_结果"]
        seen = (
            OUTCOMES[outcome] if outcome is not None else None,
            row[f"{code}_条件"],
            (row[f"{code}_下限"], row[f"{code}_上限"]) if f"{code}_下限" in row else None,
        )
        wanted = (item.outcome, item.deciding, tuple(item.amount) if item.amount is not None else None)
        return [] if seen == wanted else [(item.id, key, wanted, seen)]

    def total_difference(self, plan: Plan, number: int, judged: CaseResult, tables: Tables) -> list[tuple[Any, ...]]:
        """The case's total beside the totals of all in it that belong to nobody."""
        low, high = 0, 0
        unbounded = False
        for name, rows in self.rows.items():
            subject = name.removeprefix("合计_")
            if subject == name:
                continue
            for row in tables[subject]:
                if row["键"].startswith(f"{number}/") and not any(row.get(o) for o in plan.subjects[subject].owners):
                    total = rows[row["键"]]
                    low += total["下限"]
                    unbounded = unbounded or total["上限"] is None
                    high += total["上限"] or 0
        seen, wanted = (low, None if unbounded else high), tuple(judged.total)
        return [] if seen == wanted else [("total", number, wanted, seen)]
