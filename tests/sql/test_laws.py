"""Law 6 for SQL: inside a database every row gets the answer that the interpreter gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from laws.generated_cases import cases
from laws.little import examples
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case
from sql.answers import batches, compare
from sql.databases import DuckDB, SQLite


@examples(30)
@given(rule_sets(), st.lists(cases(), min_size=6, max_size=6))
def test_duckdb_gives_the_answers_of_the_interpreter(rules: Rules, several: list[Case]) -> None:
    for batch in batches(several):
        found = compare(rules.plan, batch, DuckDB())
        assert (found.differences, found.refused) == ([], ())


@examples(20)
@given(rule_sets(), st.lists(cases(), min_size=6, max_size=6))
def test_sqlite_gives_the_answers_of_the_interpreter(rules: Rules, several: list[Case]) -> None:
    for batch in batches(several):
        found = compare(rules.plan, batch, SQLite())
        assert found.differences == []
