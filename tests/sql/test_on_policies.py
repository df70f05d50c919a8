"""Every 用例 of the policies inside databases, under the adopted readings: the views say what the interpreter says."""

from __future__ import annotations

import pytest

from laws.columns import batches
from laws.test_engines_on_policies import ITEMS, built, cases_of
from sql.answers import compare
from sql.databases import Database, DuckDB, SQLite


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("database", [DuckDB(), SQLite()], ids=lambda found: found.dialect)
def test_views_agree_on_the_worked_cases_of(item: str, database: Database) -> None:
    _, plan = built(item)
    for batch in batches(list(cases_of(item))):
        found = compare(plan, batch, database)
        assert found.differences == [], batch[0].name
        assert not found.refused or database.dialect == "sqlite", found.refused


@pytest.mark.heavy
@pytest.mark.parametrize("item", ITEMS)
def test_views_agree_under_every_reading_of(item: str) -> None:
    """Its own readings; those of the items it refers to are tried with theirs."""
    rules, plan = built(item)
    own = tuple(measure.id for model in rules.files if model.file == item for measure in model.measures)
    for name, point in plan.points.items():
        for option in point.options:
            if option != point.adopted and name.startswith(own):
                read = [case._replace(readings=((name, option),)) for case in cases_of(item)]
                for batch in batches(read):
                    found = compare(plan, batch, DuckDB())
                    assert (found.differences, found.refused) == ([], ()), (name, option, batch[0].name)
