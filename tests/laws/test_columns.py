"""Law 6 for columns: many rows at once get the answers that the interpreter gives to each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from laws.columns import differences
from laws.generated_cases import cases
from laws.little import examples
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case


@examples(25)
@given(rule_sets(), st.lists(cases(), min_size=8, max_size=8))
def test_columns_give_the_answers_of_the_interpreter(rules: Rules, several: list[Case]) -> None:
    plan = rules.plan
    assert differences(plan, several) == []
