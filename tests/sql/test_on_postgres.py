"""The same inside a real PostgreSQL: the 用例 of the policies, and generated rules and cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.generated_cases import cases
from laws.little import examples
from laws.rules import Rules, rule_sets
from laws.columns import batches
from laws.test_engines_on_policies import ITEMS, built, cases_of
from rulesdsl.cases.case import Case
from sql.answers import compare
from sql.databases import Postgres

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("item", ITEMS)
def test_views_agree_on_the_worked_cases_of(item: str, postgres: Postgres) -> None:
    _, plan = built(item)
    for batch in batches(list(cases_of(item))):
        found = compare(plan, batch, postgres)
        assert (found.differences, found.refused) == ([], ()), batch[0].name


@examples(10)
@given(rules=rule_sets(), several=st.lists(cases(), min_size=6, max_size=6))
def test_views_agree_on_generated_rules(rules: Rules, several: list[Case], postgres: Postgres) -> None:
    for batch in batches(several):
        found = compare(rules.plan, batch, postgres)
        assert (found.differences, found.refused) == ([], ())
