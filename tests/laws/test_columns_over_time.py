"""Columns and dates: instances with days of their own, yearly accounts, payments made before, versions of a clause."""

from __future__ import annotations

from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from laws.columns import EVERYTHING, compare, kernel_of, tables_of
from laws.little import NUMBER, WAN, case, day, examples, item, plan_of
from rulesdsl.cases.case import Case, PaidRow, Row
from rulesdsl.plan.plan import Boundary, PeriodOfForce, Plan
from rulesdsl.run.judge import judge

DAYS = st.sampled_from((day(2016, 3), day(2017, 12, 31), day(2018, 1), day(2018, 5), day(2018, 6, 15), day(2019)))
SUMS = st.sampled_from((0, 1, 3333, 40 * WAN, 100 * WAN, 123_456_789, 10**12))

CLAUSES = (
    "条款 甲款\n对象 合同\n奖励 合同.金额 的 10%\n归属年度 合同.奖励年\n承担 省财政 30%、市财政 70%",
    "条款 乙款\n对象 合同\n条件 合同.金额 达到 30万元\n奖励 一次性 5万元",
    "条款 丙款\n对象 企业\n奖励 企业.资产 的 5%\n限额 每个 企业 每年 12万元",
    "条款 共限\n限额 每个 企业 每年 8万元 适用于 第一项/甲款、第一项/乙款",
    "条款 总限\n限额 每个 集团 累计 30万元 适用于 第一项/甲款、第一项/乙款、第一项/丙款",
    "条款 每项\n限额 每项 每年 7万元 适用于 第一项/甲款",
)


@st.composite
def contracts(draw: Any, paid: bool = True) -> Case:
    """Up to three enterprises, in a group or not, with contracts that have days and years or lack them."""
    grouped = draw(st.booleans())
    rows: dict[str, tuple[Row, ...]] = {"集团": (Row("集团", "总", {}, {}, None),) if grouped else ()}
    up = {"集团": 0} if grouped else {}
    count = draw(st.integers(1, 3))
    rows["企业"] = tuple(Row("企业", f"企{n}", up, _some(draw, {"资产": SUMS}), None) for n in range(count))
    owners = [draw(st.integers(0, count - 1)) for _ in range(draw(st.integers(0, 4)))]
    facts = {"签订日": DAYS, "奖励年": st.sampled_from((2017, 2018)), "金额": SUMS}
    rows["合同"] = tuple(
        Row("合同", f"合同{n}", {"企业": owner} | up, _some(draw, facts), None) for n, owner in enumerate(owners)
    )
    names = ("企0", "企1", "合同0", "合同1", "总", "") if paid else ()
    records = draw(st.lists(st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(names), st.sampled_from((2017, 2018)), SUMS), max_size=3)) if paid else []  # fmt: skip
    before = tuple(PaidRow(f"{NUMBER}/第一项/{name}款", key, year, None, sum_) for name, key, year, sum_ in records)
    return case(rows, paid=before)


def _some(draw: Any, facts: dict[str, Any]) -> dict[tuple[str, tuple[Any, ...]], Any]:
    return {(name, ()): draw(values) for name, values in facts.items() if draw(st.integers(0, 3))}


def with_versions(plan: Plan, first: int, last: int) -> Plan:
    """甲款 amended: from a day that is between two ordinals it gives twice as much, under one condition more."""
    old = next(clause for clause in plan.clauses if clause.id.endswith("甲款"))
    other = next(clause for clause in plan.clauses if clause.id.endswith("乙款"))
    boundary = Boundary((first, last, ""), "amended")
    before = old._replace(force=PeriodOfForce(old.force.start, Boundary((first - 1, last - 1, ""), "amended")))
    after = old._replace(condition=other.condition, amount=other.amount, force=PeriodOfForce(boundary))
    clauses = tuple(before if clause is old else clause for clause in plan.clauses)
    limits = tuple(
        limit._replace(members=(*limit.members, len(clauses))) if 0 in limit.members else limit for limit in plan.limits
    )
    return plan._replace(clauses=(*clauses, after), limits=limits)


@examples(40)
@given(st.sets(st.sampled_from(CLAUSES[3:])), contracts())
def test_yearly_accounts_and_payments_made_before(limits: set[str], found: Case) -> None:
    plan = plan_of(item(*CLAUSES[:3], *sorted(limits)))
    assert compare(plan, [found]).differences == []


@examples(40)
@given(
    contracts(paid=False),
    st.sampled_from((day(2018), day(2018, 5), day(2020))),
    st.sampled_from((0, 0, 1, 40)),
    st.booleans(),
)
def test_versions_of_a_clause(found: Case, first: int, open_days: int, as_of: bool) -> None:
    plan = with_versions(plan_of(item(*CLAUSES)), first, first + open_days)
    asked = found._replace(as_of=day(2018, 6), claim_date=None) if as_of else found
    assert compare(plan, [asked]).differences == []


@examples(40)
@given(st.lists(st.tuples(contracts(paid=False), DAYS), min_size=1, max_size=4), st.sampled_from((0, 1, 40)))
def test_every_row_has_its_own_day_of_the_claim(several: list[tuple[Case, int]], open_days: int) -> None:
    """Cases of different days in one table, each row with its 申报日期."""
    plan = with_versions(plan_of(item(*CLAUSES)), day(2018, 1), day(2018, 1) + open_days)
    cases = [found._replace(claim_date=claimed) for found, claimed in several]
    tables = tables_of(plan, cases)
    for subject in ("企业", "合同"):
        days = [claimed for found, claimed in several for _ in found.rows[subject]]
        tables[subject] = tables[subject].with_columns(pl.Series("申报日期", days, dtype=pl.Int64))
    kernel = kernel_of(plan, cases[0])
    prepared, problems = kernel.prepare(tables)
    assert prepared is not None, problems
    results, problems = kernel.run(prepared, EVERYTHING)
    assert results is not None, problems
    judged = [judge(plan, one) for one in cases]
    amounts = [
        (one.amount.low, one.amount.high)
        for number in range(len(plan.clauses))
        for answer in judged
        for one in answer.clauses
        if one.clause == number and one.row >= 0 and one.amount is not None
    ]
    seen = [
        row
        for number, clause in enumerate(plan.clauses)
        if f"{number}:outcome" in results.wide.get(clause.subject, pl.DataFrame()).columns
        for row in results.wide[clause.subject]
        .filter(pl.col(f"{number}:outcome").is_not_null())
        .select(f"{number}:amount.low", f"{number}:amount.high")
        .rows()
    ]
    assert seen == amounts
