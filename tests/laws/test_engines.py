"""Law 6: the interpreter, the specialised plan and the compiled program give the same answers; a plan survives its JSON form."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from laws.engines import differences
from laws.generated_cases import cases
from laws.little import examples
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case
from rulesdsl.plan.plan import plan_from_json, plan_to_json
from rulesdsl.run.judge import judge
from rulesdsl.run.quick import Quick


@examples(150)
@given(rule_sets(), st.lists(cases(), min_size=1, max_size=3))
def test_every_engine_gives_the_same_answers(rules: Rules, several: list[Case]) -> None:
    plan = rules.plan
    quick = Quick(plan)
    for case in several:
        assert differences(plan, case, quick) == []


@examples(100)
@given(rule_sets(), cases())
def test_every_engine_gives_the_same_answers_under_every_reading(rules: Rules, case: Case) -> None:
    plan = rules.plan
    for name, point in plan.points.items():
        for option in point.options:
            assert differences(plan, case._replace(readings=((name, option),))) == [], (name, option)


@examples(100)
@given(rule_sets(), cases())
def test_a_plan_read_from_its_json_is_the_plan(rules: Rules, case: Case) -> None:
    plan = rules.plan
    again = plan_from_json(json.loads(json.dumps(plan_to_json(plan), ensure_ascii=False)))
    assert again == plan
    assert judge(again, case) == judge(plan, case)
