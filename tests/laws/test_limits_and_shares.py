"""Laws 3 and 4, and the totals: no limit is exceeded, nothing that a limit leaves is lost, payers pay just the amount."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given

from laws.generated_cases import cases, complete_cases
from laws.little import examples
from laws.rules import Rules, rule_sets
from rulesdsl.cases.case import Case
from rulesdsl.plan.plan import LimitPlan, Plan
from rulesdsl.run.frame import Frame
from rulesdsl.run.interpreter import evaluate
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult, ClauseResult, Interval


def accounts_of(
    plan: Plan, limit: LimitPlan, result: CaseResult, case: Case
) -> dict[tuple[int, int], list[ClauseResult]]:
    """The grants of each account of a limit: (clause or −1, owner's row). The rules here date nothing, so a year is all years."""
    found: dict[tuple[int, int], list[ClauseResult]] = defaultdict(list)
    for item in result.clauses:
        if item.clause not in limit.members or item.row < 0 or item.amount is None:
            continue
        owners = case.rows[item.subject][item.row].owners
        if not limit.owner or limit.owner == item.subject:
            found[-1 if limit.owner else item.clause, item.row].append(item)
        elif limit.owner in owners:
            found[-1, owners[limit.owner]].append(item)
    return found


def stands(frame: Frame, limit: LimitPlan) -> bool:
    """Whether a limit is under no reading, or under the one that is run."""
    return all(frame.choices.get(gate.point) == gate.option for gate in limit.gates)


@examples(130)
@given(rule_sets(), cases())
def test_no_grant_exceeds_a_limit(rules: Rules, case: Case) -> None:
    plan = rules.plan
    result, frame = judge(plan, case), evaluate(plan, case)
    for limit in plan.limits:
        if not stands(frame, limit):
            continue
        for (_, owner), grants in accounts_of(plan, limit, result, case).items():
            bound = frame.value(limit.bound, owner)[1]
            for item in grants:
                assert item.amount is not None
                assert bound is None or (item.amount.high is not None and item.amount.high <= bound), (limit, item)
            if bound is not None and len({item.clause for item in grants}) == len(grants):
                assert sum(item.amount.low for item in grants if item.amount) <= bound, (limit, grants)


@examples(130)
@given(rule_sets(settled=True, with_readings=False), complete_cases(frame=False))
def test_what_an_account_pays_is_the_smaller_of_the_limit_and_the_sum_before(rules: Rules, case: Case) -> None:
    plan = rules.plan
    for count, (kind, index) in enumerate(plan.adjustments):
        assert kind == "limit"
        limit = plan.limits[index]
        before = judge(plan._replace(adjustments=plan.adjustments[:count]), case)
        after = judge(plan._replace(adjustments=plan.adjustments[: count + 1]), case)
        frame = evaluate(plan, case)
        earlier = accounts_of(plan, limit, before, case)
        for account, grants in accounts_of(plan, limit, after, case).items():
            bound = frame.value(limit.bound, account[1])[0]
            amounts = [item.amount for item in earlier[account] if item.amount]
            if all(amount.is_point for amount in amounts):
                whole = sum(amount.low for amount in amounts)
                assert [item.amount.is_point for item in grants if item.amount] == [True] * len(grants)
                assert sum(item.amount.low for item in grants if item.amount) == min(bound, whole), (limit, grants)


@examples(130)
@given(rule_sets(), complete_cases())
def test_payers_pay_the_amount_to_the_fen(rules: Rules, case: Case) -> None:
    plan = rules.plan
    for item in judge(plan, case).clauses:
        sets = plan.clauses[item.clause].payers
        if not item.payers or item.amount is None or not item.amount.is_point:
            continue
        guards_open = any(
            gate.guard >= 0 and evaluate(plan, case).value(gate.guard, item.row) in (1, 2) for gate in sets
        )
        unstated = any(q == 0 for gate in sets for _, _, q in gate.shares)
        if not guards_open and not unstated:
            assert sum(part.low for _, part in item.payers) == item.amount.low, item
            assert all(part.is_point for _, part in item.payers), item


@examples(130)
@given(rule_sets(), cases())
def test_payers_together_can_always_pay_the_amount(rules: Rules, case: Case) -> None:
    for item in judge(rules.plan, case).clauses:
        if item.payers and item.amount is not None:
            assert sum(part.low for _, part in item.payers) <= item.amount.low, item
            highs = [part.high for _, part in item.payers]
            assert None in highs or item.amount.high is None or sum(high or 0 for high in highs) >= item.amount.high, (
                item
            )


@examples(180)
@given(rule_sets(), cases())
def test_the_total_covers_what_is_paid(rules: Rules, case: Case) -> None:
    """Where all is decided the total is the sum; else it lies within the sums of the ends."""
    plan = rules.plan
    result = judge(plan, case)
    amounts = [item.amount for item in result.clauses if item.amount is not None and plan.clauses[item.clause].cash]
    low = sum(amount.low for amount in amounts)
    highs = [amount.high for amount in amounts]
    high = None if None in highs else sum(value or 0 for value in highs)
    assert result.total.low >= low or any(not amount.is_point for amount in amounts), (result.total, low)
    assert result.total.high is None or result.total.low <= result.total.high, result.total
    if high is not None:
        assert result.total.high is not None, (result.total, amounts)
        assert result.total.high <= high, (result.total, amounts)
    if all(amount.is_point for amount in amounts):
        assert result.total == Interval(low, low), (result.total, amounts)
    assert result.total.low >= low, (result.total, amounts)
