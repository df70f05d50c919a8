"""Queries → statements in the words of a dialect."""

from __future__ import annotations

from sqlglot import exp

from rulesdsl.run.sql.database import Database


def create_view(database: Database, name: str, query: exp.Query) -> str:
    """CREATE VIEW, without a semicolon."""
    made = exp.Create(this=database.table(name), kind="VIEW", expression=query)
    return printed(database, made)


def drop_view(database: Database, name: str) -> str:
    """DROP VIEW, where there is one."""
    return printed(database, exp.Drop(tables=[database.table(name)], kind="VIEW", exists=True))


def printed(database: Database, statement: exp.Expression) -> str:
    """A statement as text. Its own tree is used up by it."""
    return statement.sql(dialect=database.dialect.name, pretty=True, copy=False)
