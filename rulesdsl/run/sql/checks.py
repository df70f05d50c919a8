"""Views that list what is wrong with the rows of each table: while one has a row, no answer of the other views can be relied on.

The bounds that were proven of every number rest on what these views look for: values in their declared range, keys that are there
once, not more rows to an owner than were allowed for.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from rulesdsl.plan.plan import FieldPlan
from rulesdsl.run.columnar.lowering import LAST_DAY, largest
from rulesdsl.run.columnar.schema import CLAIM_DATE, FIRST_YEAR, KEY, ancestors, fact_of
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.owned_rows import OwnedRows
from rulesdsl.run.sql.record_checks import record_checks
from rulesdsl.run.sql.tables import RECORDS, is_text
from rulesdsl.run.sql.views import View, view_of
from rulesdsl.run.sql.words import among, both, equal, given, is_empty, is_no_integer, name_of, number, shown_as, text


def check_views(database: Database) -> tuple[View, ...]:
    """One view for each table that is read, its rows the mistakes: 键, 列, 问题. Owners are read by the checks of what is theirs."""
    found = []
    subjects = sorted(database.contents.subjects, key=lambda name: -len(ancestors(database.plan, name)))
    for table in (*subjects, *RECORDS):
        if table not in database.columns_read:
            continue
        checks = list(record_checks(database, table) if table in RECORDS else _checks(database, table))
        if checks:
            query: exp.Query = checks[0]
            for check in checks[1:]:
                query = exp.Union(this=query, expression=check, distinct=False)
            found.append(view_of(database, f"检查_{table}", query))
    return tuple(found)


def _checks(database: Database, table: str) -> Iterator[exp.Select]:
    yield from _of_keys(database, table)
    declared = database.plan.subjects[table]
    for owner in declared.owners:
        if owner in database.columns_read[table].given and owner in database.contents.subjects:
            yield _lost(database, table, owner)
            if len(declared.owners) == 1 and not declared.owner_optional:
                yield _ownerless(database, table, owner)
    for link in list(database.links_read):
        if link.child == table:
            yield _crowded(database, table, link.parent)
    for column in list(database.columns_read[table].given):
        yield from _of_values(database, table, column)


def _found(rows: OwnedRows, key: Expression, column: str, problem: str, when: Expression) -> exp.Select:
    items = [shown_as(key, KEY), shown_as(text(column), "列"), shown_as(text(problem), "问题")]
    return rows.select(items).where(when, copy=False)


def _of_keys(database: Database, table: str) -> Iterator[exp.Select]:
    rows = OwnedRows(database, table)
    yield _found(rows, rows.key(table), KEY, "没有键", is_empty(rows.key(table)))
    twice = _found(rows, rows.key(table), KEY, "键重复", given(rows.key(table)))
    yield twice.group_by(rows.key(table), copy=False).having(_more_than(1), copy=False)


def _lost(database: Database, table: str, owner: str) -> exp.Select:
    """An owner's key that is not listed."""
    rows = OwnedRows(database, table)
    there = name_of(database.column_name(owner, KEY), "o")
    rows.join(database.table(owner, "o"), equal(rows.column(owner), there))
    when = both([given(rows.column(owner)), given(there.copy(), False)])
    return _found(rows, rows.key(table), owner, f"表「{owner}」没有这个键", when)


def _ownerless(database: Database, table: str, owner: str) -> exp.Select:
    """No owner, where there has to be one."""
    rows = OwnedRows(database, table)
    return _found(rows, rows.key(table), owner, f"没有写明属于哪个{owner}", given(rows.column(owner), False))


def _crowded(database: Database, table: str, owner: str) -> exp.Select:
    """An owner of more rows than were allowed for; 键 is the owner's."""
    rows = OwnedRows(database, table)
    most = database.contents.most
    counted = _found(rows, rows.key(owner), owner, f"属于它的超过 {most} 行", given(rows.key(owner)))
    return counted.group_by(rows.key(owner), copy=False).having(_more_than(most), copy=False)


def _more_than(count: int) -> Expression:
    return exp.GT(this=exp.Count(this=exp.Star()), expression=number(count))


def _of_values(database: Database, table: str, column: str) -> Iterator[exp.Select]:
    """Numbers out of their range, texts that are none of the choices."""
    rows = OwnedRows(database, table)
    field = database.plan.subjects[table].fields.get(fact_of(column))
    value = rows.column(column)
    if field is not None and is_text(field):
        if field.choices:
            strange = exp.Not(this=among(value, field.choices))
            yield _found(rows, rows.key(table), column, "不在可选的值里", both([given(value.copy()), strange]))
        return
    ends = _range(field, column)
    if ends is None:
        return
    if column == CLAIM_DATE:
        yield _found(rows, rows.key(table), column, "没有申报日期", given(value.copy(), False))
    problem = f"不是 {ends[0]} 至 {ends[1]} 的整数"
    yield _found(rows, rows.key(table), column, problem, is_no_integer(value, ends, database.dialect))


def _range(field: FieldPlan | None, column: str) -> tuple[int, int] | None:
    """The least and the largest value; None of a column that is no number."""
    if field is None:
        return {FIRST_YEAR: (0, 9999), CLAIM_DATE: (1, LAST_DAY)}.get(column)
    if field.kind == "是否":
        return 0, 1
    return (-largest(field) if field.may_be_negative else 0), largest(field)
