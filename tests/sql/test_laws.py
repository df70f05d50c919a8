"""Law 6 for SQL: inside a database every row gets the answer that the interpreter gives.

What may not fit into the integers of a database is refused by name. In 64 bits that is not rare; in 128 it has to be, and is no example.
"""

from __future__ import annotations

from hypothesis import assume, given

from laws.little import examples
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case
from sql.answers import cases_together, compare
from sql.databases import DuckDB, SQLite


@examples(30)
@given(rule_sets(), cases_together())
def test_duckdb_gives_the_answers_of_the_interpreter(rules: Rules, several: list[Case]) -> None:
    found = compare(rules.plan, several, DuckDB())
    assert found.differences == []
    assume(not found.refused)


@examples(30)
@given(rule_sets(), cases_together())
def test_sqlite_gives_the_answers_of_the_interpreter(rules: Rules, several: list[Case]) -> None:
    assert compare(rules.plan, several, SQLite()).differences == []
