"""Views that say what the columns of the others mean: clauses by their codes, conditions by their places, columns, outcomes; and what
is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from rulesdsl.model.literals import date_text
from rulesdsl.plan.plan import NEVER, ClausePlan
from rulesdsl.run.columnar.answers import OUTCOMES
from rulesdsl.run.columnar.schema import CLAIM_DATE, FIRST_YEAR, KEY, fact_of
from rulesdsl.run.force import boundary_days
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.left_out import LeftOut
from rulesdsl.run.sql.tables import AMOUNT, CLAUSE, RECORDS, is_text
from rulesdsl.run.sql.views import View, view_of
from rulesdsl.run.sql.words import number, query_of, shown_as, subquery, text

Value = str | int

CHINESE = {
    "eligible": "符合",
    "ineligible": "不符合",
    "needs_facts": "待补充",
    "needs_determination": "待认定",
    "not_in_force": "未施行",
}
_CHUNK = 100
"""Rows in one UNION ALL: SQLite takes 500 at most."""


def legend_views(
    database: Database, views: tuple[View, ...], choices: dict[str, str], left_out: tuple[LeftOut, ...]
) -> tuple[View, ...]:
    """The five views, in the order in which one needs them."""
    homes = {clause: view.name for view in views for clause in view.clauses}
    return (
        _view(
            database,
            "说明_条款",
            ("代号", "视图", "条款", "对象", "视同", "年次", "施行", "失效"),
            _clauses(database, homes, choices),
        ),
        _view(
            database,
            "说明_未打印",
            ("条款", "对象", "视同", "年次", "施行", "失效", "原因"),
            (_missing(database, item, choices) for item in left_out),
        ),
        _view(database, "说明_条件", ("代号", "序号", "条件"), _conditions(database, homes)),
        _view(database, "说明_结果", ("结果", "含义"), ((code, CHINESE[name]) for code, name in enumerate(OUTCOMES))),
        _view(database, "说明_列", ("表", "列", "事实", "值"), _columns(database)),
    )


def _clauses(database: Database, homes: dict[int, str], choices: dict[str, str]) -> Iterator[tuple[Value, ...]]:
    for clause, view in sorted(homes.items()):
        plan = database.plan.clauses[clause]
        yield database.codes[clause], view, plan.id, plan.subject, plan.deemed, plan.year_shift, *_force(plan, choices)


def _missing(database: Database, item: LeftOut, choices: dict[str, str]) -> tuple[Value, ...]:
    """Something left out: with a clause as in 说明_条款, without one the totals of a subject."""
    if item.clause < 0:
        return "", item.subject, "", 0, "", "", item.reason
    plan = database.plan.clauses[item.clause]
    return plan.id, plan.subject, plan.deemed, plan.year_shift, *_force(plan, choices), item.reason


def _force(clause: ClausePlan, choices: dict[str, str]) -> tuple[str, str]:
    """From when and until when, as far as the source gives it; empty where there is no such day."""
    first = boundary_days(clause.force.start, choices)
    last = boundary_days(clause.force.end, choices) if clause.force.end is not None else NEVER
    begins = first[2] or (date_text(first[1]) if first[1] > 1 else "")
    return begins, "" if last == NEVER else last[2] or date_text(last[0])


def _conditions(database: Database, homes: dict[int, str]) -> Iterator[tuple[Value, ...]]:
    for clause in sorted(homes):
        for place, reason in enumerate(database.plan.clauses[clause].reasons):
            yield database.codes[clause], place, reason.text


def _columns(database: Database) -> Iterator[tuple[Value, ...]]:
    """Every column that is read, with what its numbers count."""
    for table, names in database.columns_read.items():
        for column, given in names.given.items():
            yield database.table_name(table), given, column, _unit(database, table, column)


def _unit(database: Database, table: str, column: str) -> str:
    if table in RECORDS:
        return _UNITS["金额"] if column == AMOUNT else "文字" if column in (CLAUSE, KEY) else "整数"
    field = database.plan.subjects[table].fields.get(fact_of(column))
    if field is None:
        return {FIRST_YEAR: _UNITS["年度"], CLAIM_DATE: _UNITS["日期"]}.get(column, "键")
    if is_text(field):
        return "、".join(field.choices) or "文字"
    return _UNITS.get(field.kind, f"整数，{field.unit}" if field.unit else "整数")


_UNITS = {
    "是否": "1 是，0 否",
    "金额": "整数，分",
    "日期": "整数，从公元1年1月1日起的第几天",
    "比例": "整数，百万分之一",
    "年度": "整数，年",
}


def _view(database: Database, title: str, titles: tuple[str, ...], rows: Iterator[tuple[Value, ...]]) -> View:
    return view_of(database, title, constant_rows(database, titles, list(rows)))


def constant_rows(database: Database, titles: tuple[str, ...], rows: list[tuple[Value, ...]]) -> exp.Query:
    """A query of nothing but literals; without rows one that has none."""
    if not rows:
        empty = _row(database, titles, tuple("" for _ in titles))
        return empty.where(exp.EQ(this=number(1), expression=number(0)), copy=False)
    chunks = [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
    found = [_union([_row(database, titles, row) for row in chunk]) for chunk in chunks]
    if len(found) == 1:
        return found[0]
    star = [exp.select(exp.Star()).from_(subquery(query, f"r{place}")) for place, query in enumerate(found)]
    return _union(star)


def _union(parts: list[exp.Select]) -> exp.Query:
    query: exp.Query = parts[0]
    for part in parts[1:]:
        query = exp.Union(this=query, expression=part, distinct=False)
    return query


def _row(database: Database, titles: tuple[str, ...], row: tuple[Value, ...]) -> exp.Select:
    items: list[Expression] = [
        shown_as(text(value) if isinstance(value, str) else number(value), title)
        for title, value in zip(titles, row, strict=True)
    ]
    query = exp.select(*items, copy=False)
    return query.from_(query_of(database.dialect.dual), copy=False) if database.dialect.dual else query
