"""Which version of a clause answers: days of force, old contracts, missing days, what has been struck or repealed."""

from __future__ import annotations

from functools import cache

import pytest

from laws.little import WAN, money, of
from rulesdsl.pipeline import Compiled
from support.little_policy import DOCUMENT, NUMBER, compiled, errors, judged, text_of

DAY_OF_FORCE = f"{NUMBER}/修改 2020年12月4日/施行日"

# A contract has a day of its own, an enterprise has none.
BODY = "支持企业。对合同金额100万元以上的，按合同金额的5%给予奖励。对规模以上、高新企业给予补助20万元。"
RULES = """\
条款 甲款
原文 「对合同金额100万元以上的，按合同金额的5%给予奖励」
对象 合同
条件 合同.金额 达到 100万元 「合同金额100万元以上」
奖励 合同.金额 的 5% 「按合同金额的5%给予奖励」

条款 乙款
原文 「对规模以上、高新企业给予补助20万元」
对象 企业
条件 企业.规模以上 「规模以上」 并且 企业.高新企业 「高新企业」
补助 20万元 「给予补助20万元」
"""
RAISE = "（一）将第一项中的“金额100万元以上”修改为“金额300万元以上”，“金额的5%”修改为“金额的8%”。"
LOOSEN = "（二）删除第一项中的“规模以上”。"
RAISED = """\
改写 第一项/甲款
原文 「对合同金额300万元以上的，按合同金额的8%给予奖励」
对象 合同
条件 合同.金额 达到 300万元 「合同金额300万元以上」
奖励 合同.金额 的 8% 「按合同金额的8%给予奖励」
"""


@cache
def policy(*sentences: str, restated: str = RAISED, document: str = DOCUMENT) -> Compiled:
    found = compiled(text_of(BODY), RULES, *(sentences or (RAISE, LOOSEN)), restated=restated, document=document)
    assert errors(found) == []
    return found


ENTERPRISE = "企业 “企” 规模以上 否，高新企业 是"


def contract(day: str, amount: str = "400万元") -> str:
    return f"企业 “企” 无\n合同 “一” 签订日 {day}，金额 {amount}"


# ---------- the day of force


@pytest.mark.parametrize(
    ("claimed", "outcome"),
    [
        ("2018年2月28日", "not_in_force"),
        ("2018年3月1日", "ineligible"),
        ("2020年12月3日", "ineligible"),
        ("2020年12月4日", "eligible"),
        ("2020年12月16日", "eligible"),
        ("2025年1月1日", "eligible"),
    ],
)
def test_the_new_text_answers_from_the_day_of_the_act_on(claimed: str, outcome: str) -> None:
    # 规模以上 is no longer asked for from the act on.
    assert of(judged(policy(), f"申报日期 {claimed}\n{ENTERPRISE}"), "乙款").outcome == outcome


@pytest.mark.parametrize(
    ("claimed", "signed", "published"),
    [
        ("2020年12月3日", "ineligible", "ineligible"),
        ("2020年12月4日", "eligible", "ineligible"),
        ("2020年12月15日", "eligible", "ineligible"),
        ("2020年12月16日", "eligible", "eligible"),
    ],
)
def test_a_reading_decides_whether_the_act_holds_before_it_is_published(
    claimed: str, signed: str, published: str
) -> None:
    case = f"申报日期 {claimed}\n{ENTERPRISE}"
    for option, outcome in (("成文日", signed), ("公布日", published)):
        answer = judged(policy(), case, readings=((DAY_OF_FORCE, option),))
        assert of(answer, "乙款").outcome == outcome


def test_the_version_says_since_when_it_holds() -> None:
    after = of(judged(policy(), f"申报日期 2021年1月1日\n{ENTERPRISE}"), "乙款")
    assert after.in_force == "2020年12月4日起按修改后的文字施行"


def test_as_of_pins_the_version() -> None:
    case = f"申报日期 2021年1月1日\n截至 2020年12月3日\n{ENTERPRISE}"
    assert of(judged(policy(), case), "乙款").outcome == "ineligible"
    case = f"申报日期 2020年1月1日\n截至 2020年12月4日\n{ENTERPRISE}"
    assert of(judged(policy(), case), "乙款").outcome == "eligible"


# ---------- the day of the instance


@pytest.mark.parametrize(
    ("signed", "claimed", "amount"),
    [
        # 400万 × 5% by the old words, × 8% by the new ones: the contract's own day decides (从旧)
        ("2020年12月3日", "2021年1月1日", 20 * WAN),
        ("2020年12月4日", "2021年1月1日", 32 * WAN),
        # a claim before the act is judged by the old words whatever the contract's day
        ("2020年12月3日", "2020年12月3日", 20 * WAN),
        ("2021年6月1日", "2020年12月3日", 20 * WAN),
    ],
)
def test_a_contract_is_judged_by_the_words_of_its_own_day(signed: str, claimed: str, amount: int) -> None:
    assert money(judged(policy(), f"申报日期 {claimed}\n{contract(signed)}"), "甲款") == (amount, amount)


def test_as_of_goes_before_the_day_of_the_contract() -> None:
    case = f"申报日期 2021年1月1日\n截至 2021年1月1日\n{contract('2020年12月3日')}"
    assert money(judged(policy(), case), "甲款") == (32 * WAN, 32 * WAN)


def test_a_contract_without_its_day_may_fall_under_either_version() -> None:
    case = "申报日期 2021年1月1日\n企业 “企” 无\n合同 “一” 金额 400万元"
    found = of(judged(policy(), case), "甲款")
    assert found.outcome == "needs_facts"
    assert found.amount == (0, 32 * WAN)
    assert [item.name for item in found.missing] == ["合同.签订日"]
    # 200万元 is enough by the old words only, and gives 10万元 then.
    small = of(judged(policy(), case.replace("400万元", "200万元")), "甲款")
    assert (small.outcome, small.amount) == ("needs_facts", (0, 10 * WAN))
    # 50万元 is too little by both.
    least = of(judged(policy(), case.replace("400万元", "50万元")), "甲款")
    assert (least.outcome, least.amount) == ("ineligible", (0, 0))


@pytest.mark.parametrize("claimed", ["2020年12月3日"])
def test_before_the_act_a_missing_day_leaves_no_choice(claimed: str) -> None:
    case = f"申报日期 {claimed}\n企业 “企” 无\n合同 “一” 金额 400万元"
    assert money(judged(policy(), case), "甲款") == (20 * WAN, 20 * WAN)


def test_the_two_contracts_of_one_case_are_judged_each_by_its_words() -> None:
    rows = "企业 “企” 高新企业 否\n合同 “旧” 签订日 2019年1月1日，金额 200万元\n合同 “新” 签订日 2021年1月1日，金额 200万元"
    answer = judged(policy(), f"申报日期 2021年6月1日\n{rows}")
    assert money(answer, "甲款", "旧") == (10 * WAN, 10 * WAN)
    assert of(answer, "甲款", "新").outcome == "ineligible"
    assert answer.total == (10 * WAN, 10 * WAN)


# ---------- struck and repealed


def test_what_is_struck_does_not_fall_back_to_the_older_text() -> None:
    struck = policy("（一）删除第一项中的“对规模以上、高新企业给予补助20万元”。", restated="")
    case = "申报日期 {}\n企业 “企” 规模以上 是，高新企业 是"
    before = of(judged(struck, case.format("2020年12月3日")), "乙款")
    after = of(judged(struck, case.format("2020年12月4日")), "乙款")
    assert (before.outcome, before.amount) == ("eligible", (20 * WAN, 20 * WAN))
    assert (after.outcome, after.amount) == ("not_in_force", (0, 0))
    assert after.in_force == "2020年12月4日起已删除，2020年12月4日不再适用"


def test_a_struck_clause_still_answers_for_what_happened_before() -> None:
    struck = policy("（一）删除第一项中的“对合同金额100万元以上的，按合同金额的5%给予奖励”。", restated="")
    old = of(judged(struck, f"申报日期 2021年1月1日\n{contract('2020年6月1日')}"), "甲款")
    new = of(judged(struck, f"申报日期 2021年1月1日\n{contract('2020年12月4日')}"), "甲款")
    assert (old.outcome, old.amount) == ("eligible", (20 * WAN, 20 * WAN))
    assert new.outcome == "not_in_force"
    undated = of(judged(struck, "申报日期 2021年1月1日\n企业 “企” 无\n合同 “一” 金额 400万元"), "甲款")
    assert (undated.outcome, undated.amount) == ("needs_facts", (0, 20 * WAN))


def test_a_repealed_document_answers_up_to_the_day_before() -> None:
    repealed = policy("废止《关于支持企业的通知》。", restated="")
    case = "申报日期 {}\n企业 “企” 规模以上 是，高新企业 是"
    assert of(judged(repealed, case.format("2020年12月3日")), "乙款").outcome == "eligible"
    after = of(judged(repealed, case.format("2020年12月4日")), "乙款")
    assert (after.outcome, after.in_force) == (
        "not_in_force",
        "2020年12月4日起已废止，2020年12月4日不再适用",
    )


def test_an_extended_document_answers_to_its_new_last_day() -> None:
    document = DOCUMENT.replace("施行 未规定", "施行 未规定\n失效 2020年12月31日")
    extended = policy("《关于支持企业的通知》有效期延长至2025年12月31日。", restated="", document=document)
    case = "申报日期 {}\n企业 “企” 规模以上 是，高新企业 是"
    assert of(judged(extended, case.format("2025年12月31日")), "乙款").outcome == "eligible"
    assert of(judged(extended, case.format("2026年1月1日")), "乙款").outcome == "not_in_force"


def test_a_reading_of_the_document_decides_when_it_ends() -> None:
    # 13号: 2017年 in the title may bound the measures to that year.
    document = DOCUMENT + "口径 期限\n    采用 未废止即持续适用：无\n    备选 仅限题名所指年度：失效 2018年12月31日\n"
    found = policy(document=document)
    case = f"申报日期 2021年1月1日\n{ENTERPRISE}"
    assert of(judged(found, case), "乙款").outcome == "eligible"
    bound = judged(found, case, readings=((f"{NUMBER}/期限", "仅限题名所指年度"),))
    assert of(bound, "乙款").outcome == "not_in_force"


# ---------- limits of versions


def limited(old: str, new: str) -> Compiled:
    """5% up to a limit per contract, then 8% up to another one; and 40万元 for all contracts of an enterprise."""
    body = "支持企业。按合同金额的{}%给予奖励，单个合同最高不超过{}。单家企业合计最高40万元。"
    clause = """\
条款 甲款
原文 「按合同金额的{0}%给予奖励，单个合同最高不超过{1}」
对象 合同
奖励 合同.金额 的 {0}% 「按合同金额的{0}%给予奖励」
限额 每项 {1} 「单个合同最高不超过{1}」
"""
    total = (
        "\n条款 合计上限\n原文 「单家企业合计最高40万元」\n限额 每个 企业 累计 40万元 适用于 甲款 「合计最高40万元」\n"
    )
    sentence = f"（一）将第一项中的“5%给予奖励，单个合同最高不超过{old}”修改为“8%给予奖励，单个合同最高不超过{new}”。"
    found = compiled(
        text_of(body.format(5, old)),
        clause.format(5, old) + total,
        sentence,
        restated=clause.format(8, new).replace("条款 甲款", "改写 第一项/甲款"),
    )
    assert errors(found) == []
    return found


UNDATED = "企业 “企” 无\n合同 “一” 金额 400万元"


@pytest.mark.parametrize(
    ("old", "new", "most"),
    [
        # 20万 under 10万, or 32万 under 30万
        ("10万元", "30万元", 30 * WAN),
        # 20万 under 30万, or 32万 under 10万
        ("30万元", "10万元", 20 * WAN),
    ],
)
@pytest.mark.parametrize("paid", ["", "已兑现 甲款 “别的” 2020年 1万元\n"])
def test_each_version_is_under_its_own_limit(old: str, new: str, most: int, paid: str) -> None:
    found = of(judged(limited(old, new), f"申报日期 2021年1月1日\n{paid}{UNDATED}"), "甲款")
    assert (found.outcome, found.amount) == ("needs_facts", (0, most))


def test_a_limit_for_all_contracts_counts_those_of_both_versions() -> None:
    rows = "企业 “企” 无\n合同 “旧” 签订日 2019年1月1日，金额 1000万元\n合同 “新” 签订日 2021年1月1日，金额 1000万元"
    answer = judged(limited("30万元", "50万元"), f"申报日期 2021年6月1日\n{rows}")
    # 30万 (50万 limited) and 50万 (80万 limited) share 40万 as 3 : 5.
    assert money(answer, "甲款", "旧") == (15 * WAN, 15 * WAN)
    assert money(answer, "甲款", "新") == (25 * WAN, 25 * WAN)
    assert answer.total == (40 * WAN, 40 * WAN)


@pytest.mark.parametrize("paid", ["", "已兑现 甲款 “旧” 2020年 10万元\n"])
def test_an_undated_contract_beside_a_dated_one(paid: str) -> None:
    rows = "企业 “企” 无\n合同 “旧” 签订日 2019年1月1日，金额 1000万元\n合同 “一” 金额 1000万元"
    answer = judged(limited("30万元", "50万元"), f"申报日期 2021年6月1日\n{paid}{rows}")
    left = (30 if paid else 40) * WAN
    assert answer.total.high == left
    assert money(answer, "甲款", "一")[0] == 0
