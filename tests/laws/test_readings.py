"""Readings that nobody chose: the answer covers that of every reading (docs/decisions/0005)."""

from __future__ import annotations

from itertools import product

from hypothesis import given

from laws.generated_cases import cases
from laws.little import examples, inside
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case
from rulesdsl.run.judge import judge

UNDECIDED = {"needs_facts", "needs_determination"}


@examples(150)
@given(rule_sets(), cases())
def test_an_answer_without_a_chosen_reading_covers_that_of_every_reading(rules: Rules, case: Case) -> None:
    plan = rules.plan
    open_points = [point for point in plan.points.values() if not point.adopted]
    whole = judge(plan, case)
    for options in product(*(point.options for point in open_points)):
        readings = tuple((point.id, option) for point, option in zip(open_points, options, strict=True))
        one = judge(plan, case._replace(readings=readings))
        for found, cover in zip(one.clauses, whole.clauses, strict=True):
            where = (readings, found, cover)
            assert cover.outcome in UNDECIDED or cover.outcome == found.outcome, where
            assert inside(found.amount, cover.amount), where
            assert inside(found.if_eligible, cover.if_eligible), where
        assert inside(one.total, whole.total), (readings, one.total, whole.total)
