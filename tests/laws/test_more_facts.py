"""Laws 1 and 2: what is decided stays decided when facts come in, intervals only shrink, and a complete case lacks no fact."""

from __future__ import annotations

from hypothesis import given

from laws.generated_cases import cases, complete_cases, ladders
from laws.little import examples, inside
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult, ClauseResult

RANK = {
    "needs_facts": 0,
    "needs_determination": 1,
    "eligible": 2,
    "ineligible": 2,
    "not_in_force": 2,
    "not_applicable": 2,
}


def by_grant(result: CaseResult) -> dict[tuple[int, int], ClauseResult]:
    """Answers by clause and row; a case that gives more facts lists the same rows."""
    return {(item.clause, item.row): item for item in result.clauses}


def check_that_more_is_no_less(less: CaseResult, more: CaseResult) -> None:
    """Law 1 for two cases of which the second gives more facts."""
    before, after = by_grant(less), by_grant(more)
    assert before.keys() == after.keys()
    for key, old in before.items():
        new = after[key]
        where = (old.id, old.key, old, new)
        if RANK[old.outcome] == 2:
            assert new.outcome == old.outcome, where
        assert RANK[new.outcome] >= RANK[old.outcome], where
        assert inside(new.amount, old.amount), where
        assert inside(new.if_eligible, old.if_eligible), where
        held = dict(old.payers)
        if old.payers:
            assert all(inside(part, held[name]) for name, part in new.payers), where
    assert inside(more.total, less.total), (less.total, more.total)
    for name, total in more.clause_totals.items():
        assert inside(total, less.clause_totals[name]), (name, less.clause_totals[name], total)


@examples(180)
@given(rule_sets(), ladders())
def test_more_facts_never_take_back_an_answer(rules: Rules, ladder: tuple[Case, Case, Case]) -> None:
    plan = rules.plan
    much_missing, some_missing, complete = (judge(plan, found) for found in ladder)
    check_that_more_is_no_less(much_missing, some_missing)
    check_that_more_is_no_less(some_missing, complete)


@examples(120)
@given(rule_sets(), complete_cases())
def test_a_complete_case_lacks_no_fact(rules: Rules, case: Case) -> None:
    for found in judge(rules.plan, case).clauses:
        assert found.outcome != "needs_facts", found
        assert [leaf for leaf in found.missing if leaf.kind == "fact"] == [], found


@examples(120)
@given(rule_sets(), cases())
def test_the_amount_lies_within_what_the_clause_gives(rules: Rules, case: Case) -> None:
    for found in judge(rules.plan, case).clauses:
        if found.amount is not None and found.if_eligible is not None:
            assert found.amount.high is not None or found.if_eligible.high is None, found
            if found.amount.high is not None and found.if_eligible.high is not None:
                assert 0 <= found.amount.low <= found.amount.high <= found.if_eligible.high, found
            if found.outcome == "ineligible":
                assert found.amount == (0, 0), found
