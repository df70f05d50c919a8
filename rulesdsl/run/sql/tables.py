"""What the user's database holds: a table for each subject, described for the lowering and for whoever has to fill it."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.cases.case import Period
from rulesdsl.plan.nodes import fact_subject
from rulesdsl.plan.plan import FieldPlan, Plan
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.schema import CLAIM_DATE, FIRST_YEAR, KEY, Belonging, Schema, Table, ancestors, column_name

PAID, CHOICES = "已兑现", "择一"
CLAUSE, YEAR, AMOUNT, ORDER = "条款", "年度", "金额", "序号"
RECORDS = {PAID: (CLAUSE, KEY, YEAR, AMOUNT), CHOICES: (CLAUSE, KEY, ORDER)}
"""The tables beside those of subjects. An empty 键 stands for whoever is asked about; 序号 says which choice came first."""


class Contents(NamedTuple):
    """What is known of a database before its rows are.

    Attributes:
        subjects: those that have a table; of any other it is unknown which instances there are.
        years: for which yearly facts have columns.
        paid_years: for which payments may be recorded.
        most: how many rows of a table belong to one owner, directly or not, at most.
        claim_dates: whether every table has its own 申报日期.
    """

    subjects: tuple[str, ...]
    years: tuple[int, ...]
    paid_years: tuple[int, ...]
    most: int
    claim_dates: bool = False


def schema_of(plan: Plan, contents: Contents) -> Schema:
    """Every declared fact has a column, and any of them may be null; one of hours has a column for each span that is asked for."""
    linked = ways(plan, contents.subjects)
    spans = _spans(plan)
    tables = []
    for subject in contents.subjects:
        names = [(KEY, False), (FIRST_YEAR, True), *((CLAIM_DATE, False) for _ in range(contents.claim_dates))]
        for fact, field in plan.subjects[subject].fields.items():
            yearly: list[Period] = [*(("fixed", year) for year in contents.years), ("highest",)]
            periods = yearly if field.each_year else spans.get((subject, fact), [()])
            names += [(column_name(fact, period), True) for period in periods]
        owners = tuple((link.parent, Belonging(False, contents.most)) for link in linked if link.child == subject)
        tables.append((subject, Table(tuple(dict.fromkeys(names)), owners)))
    return Schema(tuple(tables), contents.paid_years, True)


def _spans(plan: Plan) -> dict[tuple[str, str], list[Period]]:
    """The spans of hours for which the rules read a fact."""
    found: dict[tuple[str, str], list[Period]] = {}
    for node in plan.nodes:
        if node.op in ("fact", "determination") and plan.subjects[fact_subject(node)].fields[node.data[0]].hourly:
            found.setdefault((fact_subject(node), node.data[0]), []).append(node.data[1])
    return found


def ways(plan: Plan, subjects: tuple[str, ...]) -> dict[Link, str]:
    """From each table to every owner that its rows find: "" by a column of its own, else the direct owner that leads on to it."""
    found: dict[Link, str] = {}
    for subject in sorted(subjects, key=lambda name: len(ancestors(plan, name))):
        direct = [owner for owner in plan.subjects[subject].owners if owner in subjects]
        found |= {Link(subject, owner): "" for owner in direct}
        for owner in direct:
            for link in list(found):
                if link.child == owner:
                    found.setdefault(Link(subject, link.parent), owner)
    return found


def is_text(field: FieldPlan) -> bool:
    """Whether a fact is held as text; all others are integers."""
    return field.kind in ("之一", "文字", "地区")
