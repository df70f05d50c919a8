"""The user's database as views are written for it: its dialect, its tables with their names, the ways between them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.schema import KEY
from rulesdsl.run.sql.dialects import Dialect
from rulesdsl.run.sql.names import Names
from rulesdsl.run.sql.tables import Contents, ways
from rulesdsl.run.sql.words import identifier


class Database:
    """One database. While views are written it notes which columns, by table, and which ways to owners they read.

    Args:
        schema: where tables and views are, "" for the database's own default.
        codes: what clause plans are called in the names of columns.
    """

    def __init__(self, dialect: Dialect, schema: str, plan: Plan, contents: Contents, codes: Mapping[int, str]) -> None:
        self.dialect = dialect
        self.schema = schema
        self.plan = plan
        self.contents = contents
        self.codes = codes
        self.ways = ways(plan, contents.subjects)
        self._tables = Names(dialect.name_length)
        self.columns_read: dict[str, Names] = {}
        self.links_read: dict[Link, None] = {}

    def table(self, name: str, alias: str = "") -> exp.Table:
        """A table or view of the database."""
        return exp.Table(
            this=identifier(self.table_name(name)),
            db=identifier(self.schema) if self.schema else None,
            alias=exp.TableAlias(this=identifier(alias)) if alias else None,
        )

    def table_name(self, name: str) -> str:
        """What a table or view is called there."""
        return self._tables.of(name, "t")

    def column_name(self, table: str, column: str) -> str:
        """What a column is called there."""
        names = self.columns_read.get(table)
        if names is None:
            names = self.columns_read[table] = Names(self.dialect.name_length)
            names.of(KEY, "c")
        return names.of(column, "c")
