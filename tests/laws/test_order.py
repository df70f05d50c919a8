"""Law 5: the order of files, of clauses and of instances changes nothing but who gets an odd fen or wins a tie."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from laws.generated_cases import cases
from laws.little import examples, plan_of
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult


def seen(result: CaseResult) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    """What order must not change, by clause and instance."""
    return {
        (item.id, item.subject, item.key): (
            item.outcome,
            item.if_eligible,
            sorted((reason.condition, reason.truth) for reason in item.reasons),
            sorted(item.missing),
            len(item.to_qualify),
        )
        for item in result.clauses
    }


def turned(case: Case, order: dict[str, list[int]]) -> Case:
    """The case with the instances of each subject in another order."""
    place = {subject: {old: new for new, old in enumerate(found)} for subject, found in order.items()}
    rows = {
        subject: tuple(
            items[old]._replace(owners={owner: place[owner][row] for owner, row in items[old].owners.items()})
            for old in order[subject]
        )
        for subject, items in case.rows.items()
    }
    return case._replace(rows=rows)


@examples(150)
@given(rule_sets(), cases(), st.data())
def test_order_of_rules_changes_no_outcome_and_no_total(rules: Rules, case: Case, data: st.DataObject) -> None:
    shuffled = Rules(tuple(data.draw(st.permutations(rules.pieces))))
    other = plan_of(*data.draw(st.permutations(shuffled.texts)))
    one, two = judge(rules.plan, case), judge(other, case)
    assert seen(one) == seen(two)
    assert one.total == two.total


@examples(150)
@given(rule_sets(), cases(), st.data())
def test_order_of_instances_changes_no_answer(rules: Rules, case: Case, data: st.DataObject) -> None:
    order = {subject: data.draw(st.permutations(range(len(items)))) for subject, items in case.rows.items()}
    plan = rules.plan
    one, two = judge(plan, case), judge(plan, turned(case, order))
    assert seen(one) == seen(two)
    assert one.total == two.total
    assert one.clause_totals == two.clause_totals
    amounts = [{(item.id, item.subject, item.key): item.amount for item in result.clauses} for result in (one, two)]
    assert amounts[0] == amounts[1]  # sharing goes by the names of the instances, not by their place
