"""A chain of steps → the SELECT of a view: one query of its WITH for each step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlglot import exp

from rulesdsl.run.columnar.accounts import YEAR
from rulesdsl.run.columnar.program import Output
from rulesdsl.run.columnar.schema import KEY
from rulesdsl.run.sql.across import Across
from rulesdsl.run.sql.columns import Fact, Key
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.steps import Chain, Plans, Step
from rulesdsl.run.sql.table_query import table_query
from rulesdsl.run.sql.words import choose, given, identifier, query_of, shown_as
from rulesdsl.run.sql.writing import Writing


class Shown(NamedTuple):
    """A column of a view: its name, and the output it shows."""

    name: str
    output: Output


def view_query(database: Database, plans: Plans, chain: Chain, space: str, shown: list[Shown]) -> exp.Query:
    """The rows of a view on one space."""
    writing = Writing(database.dialect, plans)
    across = Across(writing)
    query: exp.Query = _result(writing, chain.steps[-1], space, shown)
    for step in chain.steps:
        for name, inner in _queries(database, writing, across, step):
            once = database.dialect.is_told_once(step.readers) or None
            query = query.with_(identifier(name), as_=inner, materialized=once, copy=False)
    return query


def _queries(database: Database, writing: Writing, across: Across, step: Step) -> Iterator[tuple[str, exp.Query]]:
    if step.kind == "table":
        yield step.name, table_query(database, writing, step)
    elif step.kind == "accounts":
        yield step.name, _accounts(writing, step)
    elif step.kind == "own":
        yield step.name, _own(writing, step)
    else:
        yield from across.queries(step)


def _own(writing: Writing, step: Step) -> exp.Query:
    """One level on its own rows."""
    written = writing.expressions()
    items = [
        shown_as(written.written(column), writing.label(column))
        if isinstance(column, int) and column in step.new
        else writing.read(column)
        for column in step.columns
    ]
    return exp.select(*items, copy=False).from_(query_of(step.source), copy=False)


def _accounts(writing: Writing, step: Step) -> exp.Query:
    """The pairs of owner and year that occur."""
    opened = writing.plans.account_spaces[step.space]
    owner, year = Key(opened.owner), Fact(YEAR)
    query: exp.Query | None = None
    for link in opened.links:
        items = [
            shown_as(writing.read(owner), writing.label(owner)),
            shown_as(writing.value(link.year), writing.label(year)),
        ]
        part = exp.select(*items, copy=False).from_(query_of(step.others[link.child]), copy=False)
        part = part.where(given(writing.read(owner)), copy=False).distinct(copy=False)
        query = part if query is None else exp.union(query, part, distinct=True, copy=False)
    assert query is not None
    return query


def _result(writing: Writing, source: Step, space: str, shown: list[Shown]) -> exp.Select:
    written = writing.expressions()
    items = [shown_as(writing.read(Key(space)), KEY)]
    for item in shown:
        value, null = written.value(item.output.node), item.output.null
        if null >= 0 and writing.plans.nodes[null].op != "truth":
            value = choose(written.test(null), exp.Null(), value)
        elif null >= 0 and writing.plans.nodes[null].data[0]:
            value = exp.Null()
        items.append(shown_as(value, item.name))
    return exp.select(*items, copy=False).from_(query_of(source.name), copy=False)
