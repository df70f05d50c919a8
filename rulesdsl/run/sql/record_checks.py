"""What is wrong with the rows of 已兑现 and 择一: a clause that is none, an amount or a year that is not counted, no order."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from rulesdsl.run.columnar.schema import KEY
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.tables import AMOUNT, CHOICES, CLAUSE, ORDER, PAID, YEAR
from rulesdsl.run.sql.words import among, both, either, given, is_no_integer, name_of, number, shown_as, subquery, text

MOST_PAID = 10**15
MOST_IN_ALL = 10**18
"""Fen. What was paid for a limit is proven to be no more than this."""


def record_checks(database: Database, table: str) -> Iterator[exp.Select]:
    """The mistakes in a table of records, as far as its columns are read."""
    read = database.columns_read[table].given
    known = tuple(dict.fromkeys(clause.id for clause in database.plan.clauses))
    clause = _column(database, table, CLAUSE)
    strange = either([given(clause, False), exp.Not(this=among(clause.copy(), known))])
    yield _found(database, table, CLAUSE, "没有这个条款", strange)
    if ORDER in read:
        yield _found(database, table, ORDER, "没有序号", given(_column(database, table, ORDER), False))
        yield _same_order(database)
    if AMOUNT in read:
        amount = _column(database, table, AMOUNT)
        wrong = either([given(amount, False), is_no_integer(amount.copy(), (0, MOST_PAID), database.dialect)])
        yield _found(database, table, AMOUNT, f"不是 0 至 {MOST_PAID} 的整数", wrong)
        yield _too_much(database)
    if YEAR in read and database.contents.paid_years:
        yield _unexpected_year(database)


def _unexpected_year(database: Database) -> exp.Select:
    """A payment of a year that was not asked for: limits of each year don't see it."""
    year = _column(database, PAID, YEAR)
    years = exp.In(this=year, expressions=[number(item) for item in database.contents.paid_years])
    problem = f"不在 {'、'.join(str(item) for item in database.contents.paid_years)} 年里"
    return _found(database, PAID, YEAR, problem, both([given(year.copy()), exp.Not(this=years)]))


def _too_much(database: Database) -> exp.Select:
    """All payments together; no key is more to blame than another."""
    total = shown_as(exp.Sum(this=_column(database, PAID, AMOUNT)), "total")
    every = subquery(exp.select(total, copy=False).from_(database.table(PAID), copy=False), "every")
    query = _select(every, exp.Null(), AMOUNT, f"合计超过 {MOST_IN_ALL}")
    return query.where(exp.GT(this=name_of("total"), expression=number(MOST_IN_ALL)), copy=False)


def _same_order(database: Database) -> exp.Select:
    """Two choices of one key of which neither is the first."""
    key, order = (_column(database, CHOICES, name) for name in (KEY, ORDER))
    query = _select(database.table(CHOICES), key, ORDER, "序号重复").where(given(order), copy=False)
    twice = exp.GT(this=exp.Count(this=exp.Star()), expression=number(1))
    return query.group_by(key.copy(), order.copy(), copy=False).having(twice, copy=False)


def _found(database: Database, table: str, column: str, problem: str, when: Expression) -> exp.Select:
    query = _select(database.table(table), _column(database, table, KEY), column, problem)
    return query.where(when, copy=False)


def _select(rows: Expression, key: Expression, column: str, problem: str) -> exp.Select:
    items = [shown_as(key, KEY), shown_as(text(column), "列"), shown_as(text(problem), "问题")]
    return exp.select(*items, copy=False).from_(rows, copy=False)


def _column(database: Database, table: str, column: str) -> Expression:
    return name_of(database.column_name(table, column))
