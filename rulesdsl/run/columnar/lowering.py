"""What the lowering of plan nodes to columns shares: the plan, the tables as they are described, the algebra, the day of judgement."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from rulesdsl.plan.plan import FieldPlan, Plan
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.schema import CLAIM_DATE, Schema, Table
from rulesdsl.run.columnar.values import Number, Truth

LAST_DAY = date.max.toordinal()
_MAXIMA = {"日期": LAST_DAY, "年度": 9999, "时段": 24 * 60}


class Setting(NamedTuple):
    """What is the same for every row: the days as ordinals, the year, the readings run.

    A table may give each row its own 申报日期; then `claim_date` stands where that is null. `choices` maps choice point → reading;
    of a point without entry all readings count.
    """

    claim_date: int | None
    as_of: int | None
    accounting_year: int | None
    choices: tuple[tuple[str, str], ...] = ()


class Derived(NamedTuple):
    """A column that the engine adds to a table from 已兑现 or 择一 before anything else.

    kind paid: data (clause ids): whether one of them was paid to the row's key or to nobody in particular;
    spent: data (clause ids, owner): what was paid for them to the row's key or to anything below it;
    chosen: data (ids of each member): 1 + the first member that the row's key chose, 0 for none.
    """

    kind: str
    space: str
    data: tuple[Any, ...]

    @property
    def name(self) -> str:
        """The column's name; no fact's name holds a colon."""
        return f"{self.kind}:{self.data!r}"


class Key(NamedTuple):
    """A choice: a text column of some space, lifted along links; or a constant; or, with neither, missing."""

    space: str
    column: str
    constant: str
    lifts: tuple[tuple[Link, int], ...] = ()


Value = Truth | Number | Key


class Lowering:
    """One lowering. `values` holds the columns of each plan node, in their order."""

    def __init__(self, plan: Plan, setting: Setting, schema: Schema) -> None:
        self.plan = plan
        self.setting = setting
        self.schema = schema
        self.choices = dict(setting.choices)
        self.tables = dict(schema.tables)
        self.algebra = Algebra(self._most, schema.homes())
        self.values: list[Value] = []
        self.derived: dict[Derived, None] = {}
        self.account_owners: dict[str, str] = {}
        self.account_links: dict[str, tuple[Link, ...]] = {}

    # ---------- values

    def truth(self, index: int) -> Truth:
        """The truth columns of a plan node."""
        found = self.values[index]
        assert isinstance(found, Truth)
        return found

    def number(self, index: int) -> Number:
        """The number columns of a plan node."""
        found = self.values[index]
        assert isinstance(found, Number)
        return found

    def scale(self, index: int) -> int:
        """A plan node's scale."""
        return self.plan.nodes[index].scale

    # ---------- tables

    def table(self, subject: str) -> Table | None:
        """The table of a subject; None where its list is not given."""
        return self.tables.get(subject)

    def field(self, subject: str, name: str) -> FieldPlan:
        """The declaration of a fact."""
        return self.plan.subjects[subject].fields[name]

    def column(self, subject: str, name: str, field: FieldPlan) -> int:
        """An integer column within its declared bounds."""
        maximum = largest(field)
        return self.algebra.column(subject, name, -maximum if field.may_be_negative else 0, maximum)

    def given(self, subject: str, name: str) -> int:
        """Whether a column holds a value on a row."""
        table = self.table(subject)
        nullable = table.nullable(name) if table is not None else None
        if not nullable:
            return self.algebra.truth(nullable is not None)
        return self.algebra.given(subject, name)

    def link(self, child: str, parent: str) -> tuple[Link, int]:
        """The way from a subject's rows to an owner's, and on which rows there is one."""
        link, table = Link(child, parent), self.table(child)
        belonging = dict(table.owners).get(parent) if table is not None else None
        if belonging is None or self.table(parent) is None:
            return link, self.algebra.false
        return link, self.algebra.linked(link, belonging.always)

    def _most(self, link: Link) -> int:
        """How many rows share one parent, at most; accounts of one owner hold no more than its rows."""
        if link.child in self.account_links:
            return sum(self._most(way) for way in self.account_links[link.child])
        parent, table = self.account_owners.get(link.parent, link.parent), self.table(link.child)
        belonging = dict(table.owners).get(parent) if table is not None and parent != link.child else None
        return belonging.most if belonging is not None else 1

    def derive(self, kind: str, space: str, data: tuple[Any, ...]) -> str:
        """The name of a column made of 已兑现 or 择一."""
        found = Derived(kind, space, data)
        self.derived[found] = None
        return found.name

    # ---------- days

    def judged(self, space: str) -> int:
        """D on each row: as-of if given, else the day of the claim."""
        if self.setting.as_of is not None:
            return self.algebra.integer(self.setting.as_of)
        return self.claimed(space)

    def claimed(self, space: str) -> int:
        """The day of the claim: the row's own, else that of all; as-of where there is none."""
        stated = self.setting.claim_date if self.setting.claim_date is not None else self.setting.as_of
        otherwise = self.algebra.integer(stated if stated is not None else LAST_DAY)
        table = self.table(space)
        if table is None or table.nullable(CLAIM_DATE) is None:
            return otherwise
        day = self.algebra.column(space, CLAIM_DATE, 0, LAST_DAY)
        return self.algebra.case(self.given(space, CLAIM_DATE), day, otherwise)

    def this_year(self) -> int:
        """本年: 核算年度; else the only year for which the tables have columns; else the year of D."""
        if self.setting.accounting_year is not None:
            return self.setting.accounting_year
        years = self.schema.years()
        if len(years) == 1:
            return next(iter(years))
        judged = self.setting.as_of if self.setting.as_of is not None else self.setting.claim_date
        assert judged is not None, "asked for by the compiler"
        return date.fromordinal(judged).year


def largest(field: FieldPlan) -> int:
    """The largest stored value of a fact: as declared, else by its type."""
    return field.maximum or _MAXIMA.get(field.kind, 10**15)
