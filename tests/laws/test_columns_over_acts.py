"""Columns and acts: rules that an act rewrites, strikes or repeals, on contracts that have a day of their own or lack it."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.columns import differences
from laws.little import WAN, case, day, examples
from rulesdsl.cases.case import Case, ChoiceRow, PaidRow, Row
from rulesdsl.plan.plan import Plan
from support.little_policy import NUMBER, compiled, errors, text_of

BODY = """\
支持企业。按合同金额的5%给予奖励，单个合同最高不超过{}。对高新企业给予补助20万元。\
对规模以上企业给予补助10万元。{}。"""

GRANT = """\
条款 甲款
原文 「按合同金额的{0}%给予奖励，单个合同最高不超过{1}」
对象 合同
奖励 合同.金额 的 {0}% 「按合同金额的{0}%给予奖励」
限额 每项 {1} 「单个合同最高不超过{1}」
"""

OTHERS = """
条款 乙款
原文 「对高新企业给予补助20万元」
对象 企业
条件 企业.高新企业 「高新企业」
补助 20万元 「给予补助20万元」

条款 丙款
原文 「对规模以上企业给予补助10万元」
对象 企业
条件 企业.规模以上 「规模以上」
补助 10万元 「给予补助10万元」
"""

LIMIT = """
条款 合计上限
原文 「单家企业合计最高40万元」
限额 每个 企业 累计 40万元 适用于 甲款、乙款 「合计最高40万元」
"""

EXCLUSION = """
条款 择一款
原文 「上述政策不重复享受」
互斥 乙款、甲款、丙款 同一 企业
"""

TOGETHER = {
    "a limit": ("单家企业合计最高40万元", LIMIT),
    "an exclusion": ("上述政策不重复享受", EXCLUSION),
}
"""What binds the clauses together: its sentence and its rule."""

ACTS = {
    "raised": ("10万元", "30万元", ""),
    "lowered": ("30万元", "10万元", ""),
    "struck": ("10万元", "", "（一）删除第一项中的“按合同金额的5%给予奖励，单个合同最高不超过10万元”。"),
    "repealed": ("10万元", "", "废止《关于支持企业的通知》。"),
}
"""The limit of each contract before and after, and the sentence of the act."""


@cache
def amended(act: str, together: str) -> Plan:
    """The rules and an act of 2020-12-04; what rewrites gives 8% from then on."""
    old, new, sentence = ACTS[act]
    rewritten = f"（一）将第一项中的“5%给予奖励，单个合同最高不超过{old}”修改为“8%给予奖励，单个合同最高不超过{new}”。"
    restated = GRANT.format(8, new).replace("条款 甲款", "改写 第一项/甲款") if new else ""
    words, rule = TOGETHER[together]
    rules = GRANT.format(5, old) + OTHERS + rule
    found = compiled(text_of(BODY.format(old, words)), rules, sentence or rewritten, restated=restated)
    assert errors(found) == []
    return found.plan


SIGNED = st.sampled_from((day(2019), day(2020, 12, 3), day(2020, 12, 4), day(2021, 2)))
CLAIMED = st.sampled_from((day(2017), day(2020, 12, 3), day(2020, 12, 4), day(2021), day(2021, 6)))
SUMS = st.sampled_from((0, 1, 3333, 100 * WAN, 300 * WAN, 400 * WAN, 1000 * WAN))


@st.composite
def contracts(draw: Any) -> Case:
    """Two enterprises with up to four contracts; days and sums may be missing, something may have been paid or chosen."""
    facts = {"规模以上": st.booleans(), "高新企业": st.booleans()}
    enterprises = tuple(Row("企业", f"企{n}", {}, _some(draw, facts), None) for n in range(2))
    owners = draw(st.lists(st.integers(0, 1), max_size=4))
    contract = {"签订日": SIGNED, "金额": SUMS}
    rows = tuple(Row("合同", f"合同{n}", {"企业": up}, _some(draw, contract), None) for n, up in enumerate(owners))
    clauses, names = st.sampled_from(("甲款", "乙款")), st.sampled_from(("企0", "合同0", "合同1"))
    paid = draw(st.lists(st.builds(_paid, clauses, names, SUMS), max_size=2))
    chosen = draw(st.lists(st.builds(_chosen, clauses), max_size=1))
    days: dict[str, Any] = {"claim_date": draw(CLAIMED), "as_of": draw(st.one_of(st.none(), st.none(), CLAIMED))}
    return case({"企业": enterprises, "合同": rows}, paid=tuple(paid), choices=tuple(chosen), **days)


def _some(draw: Any, facts: dict[str, Any]) -> dict[tuple[str, tuple[Any, ...]], Any]:
    return {(name, ()): draw(values) for name, values in facts.items() if draw(st.integers(0, 2))}


def _paid(clause: str, key: str, amount: int) -> PaidRow:
    return PaidRow(f"{NUMBER}/第一项/{clause}", key, 2020, None, amount)


def _chosen(clause: str) -> ChoiceRow:
    return ChoiceRow(f"{NUMBER}/第一项/{clause}", "企业", "企0")


@pytest.mark.parametrize("together", TOGETHER)
@pytest.mark.parametrize("act", ACTS)
def test_columns_know_which_version_answers(act: str, together: str) -> None:
    plan = amended(act, together)

    @examples(6)
    @given(st.lists(contracts(), min_size=12, max_size=12))
    def agree(several: list[Case]) -> None:
        assert differences(plan, several) == []

    agree()
