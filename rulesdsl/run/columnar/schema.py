"""What a kernel is told of the tables before it runs: which columns there are, which have nulls, who belongs to whom."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.cases.case import Period
from rulesdsl.plan.plan import Plan

KEY = "键"
CLAIM_DATE = "申报日期"
FIRST_YEAR = "起始年"

YEARS = (2015, 2016, 2017)
"""Years that stand for any, where a program is made only to see that it can be."""


class Belonging(NamedTuple):
    """How the rows of a table find an owner: whether all have one, how many at most share one, whether row i belongs to row i."""

    always: bool
    most: int
    same: bool = False


class Table(NamedTuple):
    """One subject's table: its columns with whether they hold nulls, and the owners, direct or not, that its rows find."""

    columns: tuple[tuple[str, bool], ...]
    owners: tuple[tuple[str, Belonging], ...]

    def nullable(self, name: str) -> bool | None:
        """Whether a column has nulls; None if there is no such column."""
        return dict(self.columns).get(name)


class Schema(NamedTuple):
    """All tables; the years of the payments made before (已兑现), None where there is no record; whether there are choices (择一)."""

    tables: tuple[tuple[str, Table], ...]
    paid_years: tuple[int, ...] | None
    choices: bool

    def table(self, subject: str) -> Table | None:
        """The table of a subject; None where its list is not given."""
        return dict(self.tables).get(subject)

    def homes(self) -> dict[str, str]:
        """Tables whose rows belong one by one to the rows of an owner's table, with the outermost such owner."""
        found: dict[str, str] = {}
        for subject, table in self.tables:
            same = [owner for owner, belonging in table.owners if belonging.same]
            if same:
                found[subject] = same[-1]
        return {subject: found.get(home, home) for subject, home in found.items()}

    def years(self) -> frozenset[int]:
        """The years for which any table has a column."""
        found = (year_of(name) for _, table in self.tables for name, _ in table.columns)
        return frozenset(year for year in found if year is not None)


def widest(one: Schema, other: Schema) -> Schema:
    """What holds of both of two descriptions of the same tables: a program made for it runs on either."""
    tables = tuple(
        (subject, _wider(table, theirs)) for (subject, table), (_, theirs) in zip(one.tables, other.tables, strict=True)
    )
    both = (one.paid_years, other.paid_years)
    years = None if None in both else tuple(sorted({year for years in both for year in years or ()}))
    return Schema(tables, years, one.choices or other.choices)


def loosest(schema: Schema) -> Schema:
    """The same columns and owners, of which nothing is promised: for tables that come in parts of which some keep less than others."""
    tables = []
    for subject, table in schema.tables:
        columns = tuple((name, name != KEY) for name, _ in table.columns)
        owners = tuple((name, Belonging(item.same, 4 * item.most, item.same)) for name, item in table.owners)
        tables.append((subject, Table(columns, owners)))
    return schema._replace(tables=tuple(tables))


def _wider(one: Table, other: Table) -> Table:
    columns = tuple((name, nulls or also) for (name, nulls), (_, also) in zip(one.columns, other.columns, strict=True))
    owners = tuple(
        (name, Belonging(a.always and b.always, max(a.most, b.most), a.same and b.same))
        for (name, a), (_, b) in zip(one.owners, other.owners, strict=True)
    )
    return Table(columns, owners)


def column_name(fact: str, period: Period) -> str:
    """The column of a fact: `产值`, `产值[2016年]`, `产值[历年最高]`, `电量[8:00至11:00]`."""
    if not period:
        return fact
    shown = {"fixed": f"{period[-1]}年", "highest": "历年最高"}.get(period[0], period[-1])
    return f"{fact}[{shown}]"


def year_of(column: str) -> int | None:
    """The year of a yearly fact's column."""
    _, mark, rest = column.partition("[")
    return int(rest[:-2]) if mark and rest.endswith("年]") and rest[:-2].isdigit() else None


def fact_of(column: str) -> str:
    """The fact that a column holds."""
    return column.partition("[")[0]


def ancestors(plan: Plan, subject: str) -> tuple[str, ...]:
    """The subjects that one belongs to, directly or not, nearest first."""
    found: dict[str, None] = {}
    waiting = list(plan.subjects[subject].owners)
    while waiting:
        owner = waiting.pop(0)
        if owner not in found and owner in plan.subjects:
            found[owner] = None
            waiting += plan.subjects[owner].owners
    return tuple(found)


def fullest(plan: Plan, most: int) -> Schema:
    """The least favourable schema: every column there is, nulls everywhere, owners sometimes missing."""
    tables = []
    for subject, declared in plan.subjects.items():
        names = [KEY, FIRST_YEAR, *ancestors(plan, subject)]
        for fact, field in declared.fields.items():
            names += [f"{fact}[{year}年]" for year in YEARS] + [f"{fact}[历年最高]"] if field.each_year else [fact]
        owners = tuple((owner, Belonging(False, most)) for owner in ancestors(plan, subject))
        tables.append((subject, Table(tuple((name, True) for name in names), owners)))
    return Schema(tuple(tables), YEARS[-1:], True)
