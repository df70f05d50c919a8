"""CREATE TABLE for what the views read, and nothing else."""

from __future__ import annotations

from typing import NamedTuple

from sqlglot import exp

from rulesdsl.run.columnar.schema import CLAIM_DATE, FIRST_YEAR, KEY, fact_of
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.printing import printed
from rulesdsl.run.sql.tables import CLAUSE, RECORDS, is_text
from rulesdsl.run.sql.words import identifier


class TableText(NamedTuple):
    """One CREATE TABLE: the subject or record it is for, and what its columns hold → what they are called."""

    holds: str
    name: str
    columns: dict[str, str]
    sql: str


def create_tables(database: Database) -> tuple[TableText, ...]:
    """One statement for each table of which a column was read while views were written."""
    names = [*database.contents.subjects, *RECORDS]
    return tuple(_table(database, name) for name in names if name in database.columns_read)


def _table(database: Database, name: str) -> TableText:
    given, order = database.columns_read[name].given, _order(database, name)
    columns = {column: given[column] for column in sorted(given, key=lambda column: order.get(fact_of(column), 0))}
    schema = exp.Schema(this=database.table(name), expressions=[_column(database, name, column) for column in columns])
    made = printed(database, exp.Create(this=schema, kind="TABLE"))
    return TableText(name, database.table_name(name), columns, made)


def _order(database: Database, table: str) -> dict[str, int]:
    """The place of each column: keys first, then facts as the vocabulary lists them."""
    if table in RECORDS:
        names: tuple[str, ...] = RECORDS[table]
    else:
        declared = database.plan.subjects[table]
        names = (KEY, *declared.owners, CLAIM_DATE, FIRST_YEAR, *declared.fields)
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def _column(database: Database, table: str, column: str) -> exp.ColumnDef:
    dialect, is_text_column = database.dialect, _is_text(database, table, column)
    constraints: list[exp.ColumnConstraintKind] = []
    if is_text_column and dialect.name == "mysql":
        constraints.append(exp.CollateColumnConstraint(this=exp.var(dialect.collation)))
    if column == KEY and table not in RECORDS and dialect.primary_key:
        constraints.append(exp.PrimaryKeyColumnConstraint())
    return exp.ColumnDef(
        this=identifier(database.column_name(table, column)),
        kind=exp.DataType.build(dialect.text if is_text_column else dialect.integer, dialect=dialect.name),
        constraints=[exp.ColumnConstraint(kind=kind) for kind in constraints],
    )


def _is_text(database: Database, table: str, column: str) -> bool:
    if table in RECORDS:
        return column in (CLAUSE, KEY)
    declared = database.plan.subjects[table]
    field = declared.fields.get(fact_of(column))
    if field is None:
        return column not in (FIRST_YEAR, CLAIM_DATE)
    return is_text(field)
