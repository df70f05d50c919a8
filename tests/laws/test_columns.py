"""Law 6 for columns: many rows at once get the answers that the interpreter gives to each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from laws.columns import differences
from laws.generated_cases import cases
from laws.little import NIGHTLY, examples
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case

SEVERAL = 24 if NIGHTLY else 8
"""How many cases one set of rules is tried on."""


@examples(25)
@given(rule_sets(), st.lists(cases(), min_size=SEVERAL, max_size=SEVERAL))
def test_columns_give_the_answers_of_the_interpreter(rules: Rules, several: list[Case]) -> None:
    plan = rules.plan
    assert differences(plan, several) == []
