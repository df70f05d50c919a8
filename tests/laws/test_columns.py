"""Law 6 for columns: many rows at once get the answers that the interpreter gives to each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from laws.columns import compare
from laws.generated_cases import cases
from laws.little import examples
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case


def batches(several: list[Case]) -> list[list[Case]]:
    """Cases that can share tables: those that list the same subjects, and say nothing of whoever it may be."""
    found: dict[tuple[object, ...], list[Case]] = {}
    for place, case in enumerate(several):
        anyone = any(not item.key for item in case.paid or ()) or any(not item.key for item in case.choices)
        found.setdefault((frozenset(case.rows), place if anyone else -1), []).append(case)
    return list(found.values())


@examples(60)
@given(rule_sets(), st.lists(cases(), min_size=8, max_size=8))
def test_columns_give_the_answers_of_the_interpreter(rules: Rules, several: list[Case]) -> None:
    plan = rules.plan
    for batch in batches(several):
        assert compare(plan, batch).differences == []
