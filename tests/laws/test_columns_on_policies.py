"""The columns on every 用例 of the policies, under the adopted readings and under each other one."""

from __future__ import annotations

import pytest

from laws.columns import differences
from laws.little import NIGHTLY
from laws.test_engines_on_policies import ITEMS, built, cases_of


@pytest.mark.parametrize("item", ITEMS)
def test_columns_agree_on_the_worked_cases_of(item: str) -> None:
    _, plan = built(item)
    assert differences(plan, cases_of(item)) == []


@pytest.mark.parametrize("item", ITEMS)
def test_columns_agree_under_every_reading_of(item: str) -> None:
    """By day only its own readings; those of the items it refers to are tried with theirs."""
    rules, plan = built(item)
    own = tuple(measure.id for model in rules.files if model.file == item for measure in model.measures)
    for name, point in plan.points.items():
        for option in point.options:
            if option != point.adopted and (NIGHTLY or name.startswith(own)):
                read = [case._replace(readings=((name, option),)) for case in cases_of(item)]
                assert differences(plan, read) == [], (name, option)
