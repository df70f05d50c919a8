"""Columns made of the records 已兑现 and 择一: paid before, spent, chosen. An empty key in a record means whoever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from rulesdsl.run.columnar.schema import KEY
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.owned_rows import OwnedRows
from rulesdsl.run.sql.tables import AMOUNT, CHOICES, CLAUSE, ORDER, PAID, YEAR
from rulesdsl.run.sql.words import (
    among,
    both,
    cast,
    choose,
    either,
    equal,
    filled,
    given,
    is_empty,
    name_of,
    number,
    shown_as,
    subquery,
)

_KEY, _VALUE, _ORDER, _RANK = "key", "value", "seq", "nth"


def paid(database: Database, rows: OwnedRows, ids: tuple[Any, ...]) -> Expression:
    """Whether one of the clauses was paid to the row's key, or to nobody in particular."""
    records = _Records(database, PAID)
    named = records.select([shown_as(records.key(), _KEY)], ids, named=True).group_by(records.key(), copy=False)
    anyone = records.select([shown_as(exp.Count(this=exp.Star()), _VALUE)], ids, named=False)
    own, all_ = _joined(rows, named, by_key=True), _joined(rows, anyone, by_key=False)
    found = either([given(name_of(_KEY, own)), exp.GT(this=name_of(_VALUE, all_), expression=number(0))])
    return choose(found, number(1), number(0))


def spent(database: Database, rows: OwnedRows, data: tuple[Any, ...]) -> Expression:
    """What was paid for the clauses in a year (None: ever) to the row's key, or with `below` to any key listed under it."""
    ids, year, below = data
    records = _Records(database, PAID)
    total = cast(exp.Sum(this=records.column(AMOUNT)), database.dialect.integer, database.dialect)
    anyone = records.select([shown_as(total, _VALUE)], ids, named=False, year=year)
    if not below:
        items = [shown_as(records.key(), _KEY), shown_as(total.copy(), _VALUE)]
        named = records.select(items, ids, named=True, year=year).group_by(records.key(), copy=False)
    else:
        items = [shown_as(name_of(_VALUE, "b"), _KEY), shown_as(total.copy(), _VALUE)]
        named = records.select(items, ids, named=True, year=year)
        pairs = subquery(_below(database, rows.subject), "b")
        named.set("joins", [exp.Join(this=pairs, on=equal(records.key(), name_of(_KEY, "b")))])
        named = named.group_by(name_of(_VALUE, "b"), copy=False)
    own, all_ = _joined(rows, named, by_key=True), _joined(rows, anyone, by_key=False)
    return exp.paren(exp.Add(this=filled(name_of(_VALUE, own)), expression=filled(name_of(_VALUE, all_))), copy=False)


def _below(database: Database, subject: str) -> exp.Query:
    """(key, key of the subject) of the rows themselves and of all that belong to them; each pair once."""
    every = OwnedRows(database, subject)
    query: exp.Query = every.select([shown_as(every.key(subject), _KEY), shown_as(every.key(subject), _VALUE)])
    for link in database.ways:
        if link.parent == subject:
            children = OwnedRows(database, link.child)
            owner = children.key(subject)
            part = children.select([shown_as(children.key(link.child), _KEY), shown_as(owner, _VALUE)])
            query = exp.union(query, part.where(given(owner.copy()), copy=False), distinct=True, copy=False)
    return query


def chosen(database: Database, rows: OwnedRows, members: tuple[Any, ...]) -> Expression:
    """1 + the member that the first choice of the row's key is of; 0 for none."""
    records = _Records(database, CHOICES)
    ids = tuple(dict.fromkeys(name for member in members for name in member))
    place: Expression = number(0)
    for number_, member in reversed(list(enumerate(members))):
        place = choose(among(records.column(CLAUSE), member), number(number_ + 1), place)
    found = [_first(records, ids, place.copy(), named=named) for named in (True, False)]
    own, all_ = _joined(rows, found[0], by_key=True), _joined(rows, found[1], by_key=False)
    earlier = exp.LT(this=name_of(_ORDER, all_), expression=name_of(_ORDER, own))
    from_all = both([given(name_of(_VALUE, all_)), either([given(name_of(_VALUE, own), False), earlier])])
    return choose(from_all, name_of(_VALUE, all_), filled(name_of(_VALUE, own)))


def _first(records: _Records, ids: tuple[str, ...], place: Expression, *, named: bool) -> exp.Query:
    """The first choice of each key."""
    window = exp.Window(
        this=exp.RowNumber(),
        partition_by=[records.key()] if named else None,
        order=exp.Order(expressions=[exp.Ordered(this=records.column(ORDER))]),
    )
    items = [
        shown_as(records.key(), _KEY),
        shown_as(place, _VALUE),
        shown_as(records.column(ORDER), _ORDER),
        shown_as(window, _RANK),
    ]
    ranked = subquery(records.select(items, ids, named=named), "r")
    columns = [name_of(name) for name in (_KEY, _VALUE, _ORDER)]
    first = equal(name_of(_RANK), number(1))
    return exp.select(*columns, copy=False).from_(ranked, copy=False).where(first, copy=False)


def _joined(rows: OwnedRows, query: exp.Query, *, by_key: bool) -> str:
    """Join a query to the rows, by their key or to all of them; its alias."""
    alias = rows.alias()
    on = equal(name_of(_KEY, alias), rows.key(rows.subject)) if by_key else equal(number(1), number(1))
    rows.join(subquery(query, alias), on)
    return alias


class _Records:
    """A table of records."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.name = name

    def column(self, name: str) -> Expression:
        return name_of(self.database.column_name(self.name, name), "r")

    def key(self) -> Expression:
        return self.column(KEY)

    def select(
        self, items: list[Expression], ids: tuple[str, ...], *, named: bool, year: int | None = None
    ) -> exp.Select:
        """The records of some clauses that name a key, or that name none."""
        conditions = [among(self.column(CLAUSE), ids)]
        if named:
            conditions.append(exp.GT(this=exp.Length(this=self.key()), expression=number(0)))
        else:
            conditions.append(is_empty(self.key()))
        if year is not None:
            conditions.append(equal(self.column(YEAR), number(year)))
        query = exp.select(*items, copy=False).from_(self.database.table(self.name, "r"), copy=False)
        return query.where(both(conditions), copy=False)


WRITERS: dict[str, Callable[[Database, OwnedRows, tuple[Any, ...]], Expression]] = {
    "paid": paid,
    "spent": spent,
    "chosen": chosen,
}
"""Kind of derived column → what writes it."""
