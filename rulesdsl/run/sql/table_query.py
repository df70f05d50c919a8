"""The first query of a subject: its table as the rest of a view reads it, with the keys of all owners and what the records say."""

from __future__ import annotations

from sqlglot import exp

from rulesdsl.plan.plan import FieldPlan
from rulesdsl.run.columnar.schema import fact_of
from rulesdsl.run.sql.columns import Fact, Key
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.derived import WRITERS
from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.owned_rows import OwnedRows
from rulesdsl.run.sql.steps import Step
from rulesdsl.run.sql.tables import is_text
from rulesdsl.run.sql.words import cast, shown_as
from rulesdsl.run.sql.writing import Writing


def table_query(database: Database, writing: Writing, step: Step) -> exp.Query:
    """The columns of a step, read from the subject's table and those of its owners."""
    rows = OwnedRows(database, step.space)
    items = []
    for column in step.columns:
        assert isinstance(column, (Key, Fact)), "a table holds no nodes"
        value = rows.key(column.owner) if isinstance(column, Key) else _fact(database, writing, rows, column.name)
        items.append(shown_as(value, writing.label(column)))
    return rows.select(items)


def _fact(database: Database, writing: Writing, rows: OwnedRows, name: str) -> Expression:
    """A fact, numbers as 64 bits whatever the table has; or a column made of the records."""
    derived = writing.plans.derived.get((rows.subject, name))
    if derived is not None:
        return WRITERS[derived.kind](database, rows, derived.data)
    field: FieldPlan | None = database.plan.subjects[rows.subject].fields.get(fact_of(name))
    column = rows.column(name)
    if field is not None and is_text(field):
        return column
    return cast(column, database.dialect.integer, database.dialect)
