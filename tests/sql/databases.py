"""Databases to run printed SQL in: DuckDB and SQLite in this process, PostgreSQL as a server of its own."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import duckdb

from rulesdsl.run.sql.ddl import TableText
from rulesdsl.run.sql.script import Script

Row = dict[str, Any]
Tables = dict[str, list[Row]]
"""Rows by subject or record, under the names that `columnar.kernel` gives to columns."""


class Database(Protocol):
    """Where a script can be run: every call starts from nothing."""

    dialect: str

    def rows(self, script: Script, tables: Tables) -> dict[str, list[Row]]:
        """Make the script's tables and views, fill the tables, read every view."""
        ...


def statements(script: Script) -> list[str]:
    """What makes tables and views."""
    return [*(table.sql for table in script.tables), *(view.sql for view in script.views)]


class DuckDB:
    """In memory. To open one takes as long as a small script: so all use the same one, and leave nothing in it."""

    dialect = "duckdb"

    def __init__(self) -> None:
        self.connection = _opened()

    def rows(self, script: Script, tables: Tables) -> dict[str, list[Row]]:
        self.connection.begin()
        try:
            return _rows(self.connection, script, tables)
        finally:
            self.connection.rollback()


@cache
def _opened() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


class SQLite:
    """In memory."""

    dialect = "sqlite"

    def rows(self, script: Script, tables: Tables) -> dict[str, list[Row]]:
        connection = sqlite3.connect(":memory:")
        try:
            return _rows(connection.cursor(), script, tables)
        finally:
            connection.close()


def _rows(cursor: Any, script: Script, tables: Tables) -> dict[str, list[Row]]:
    for statement in statements(script):
        cursor.execute(statement)
    for table in script.tables:
        names = list(table.columns.values())
        places = ", ".join("?" for _ in names)
        written = ", ".join(f'"{name}"' for name in names)
        values = [[_plain(row.get(column)) for column in table.columns] for row in tables.get(table.holds, [])]
        if values:
            cursor.executemany(f'INSERT INTO "{table.name}" ({written}) VALUES ({places})', values)
    found = {}
    for view in script.views:
        cursor.execute(f'SELECT * FROM "{view.name}"')
        titles = [item[0] for item in cursor.description]
        found[view.name] = [dict(zip(titles, row, strict=True)) for row in cursor.fetchall()]
    return found


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value


class Postgres:
    """A server on a unix socket, spoken to by its own psql. Anything it says beside the answer is a failure."""

    dialect = "postgres"

    def __init__(self, psql: Path, folder: Path) -> None:
        self.command = [
            str(psql),
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(folder),
            "-U",
            "rules",
            "postgres",
        ]

    def rows(self, script: Script, tables: Tables) -> dict[str, list[Row]]:
        begin = ["SET client_min_messages = warning", "DROP SCHEMA IF EXISTS work CASCADE", "CREATE SCHEMA work"]
        begin += ["SET search_path = work", "SET client_min_messages = notice"]
        fill = [_insert(table, row) for table in script.tables for row in tables.get(table.holds, [])]
        read = [f"SELECT coalesce(json_agg(v), '[]') FROM \"{view.name}\" AS v" for view in script.views]
        made = statements(script)
        text = ";\n".join([*begin, *made, *fill, *read]) + ";\n"
        done = subprocess.run(self.command, input=text, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        answers = json.JSONDecoder()
        found: dict[str, list[Row]] = {}
        place = 0
        for view in script.views:
            found[view.name], place = answers.raw_decode(done.stdout, place)
            place = len(done.stdout) - len(done.stdout[place:].lstrip())
        return found


def _insert(table: TableText, row: Row) -> str:
    names = ", ".join(f'"{name}"' for name in table.columns.values())
    values = ", ".join(_literal(row.get(column)) for column in table.columns)
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({values})'


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(int(value))
