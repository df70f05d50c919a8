"""Limits inside out, exclusion with its ties and choices, and both under readings that nobody chose."""

from __future__ import annotations

import pytest

from laws.little import WAN, answer, money, of

TWO = "条款 甲款\n对象 企业\n奖励 500万元\n\n条款 乙款\n对象 企业\n条件 企业.规上\n奖励 400万元\n\n"
CLAIM = "申报日期 2018年5月1日\n"


def amounts(rules: str, case: str, *names: str) -> list[tuple[int, int | None]]:
    result = answer(rules, CLAIM + case)
    return [money(result, name) for name in names]


# ---------- limits


def test_smaller_accounts_come_first() -> None:
    rules = (
        "条款 甲款\n对象 项目\n奖励 项目.投资 的 10%\n限额 每项 50万元、每个 企业 累计 80万元\n\n"
        "条款 乙款\n限额 每个 集团 累计 50万元 适用于 甲款"
    )
    case = (
        "集团 “团” 无\n企业 “东” 属于 集团 “团”，无\n企业 “西” 属于 集团 “团”，无\n"
        "项目 “一” 属于 企业 “东”，投资 900万元\n项目 “二” 属于 企业 “东”，投资 500万元\n项目 “三” 属于 企业 “西”，投资 200万元"
    )
    result = answer(rules, CLAIM + case)
    # 90 → 50; 50 + 50 → 40 + 40; 40 + 40 + 20 = 100 → 20 + 20 + 10
    assert [money(result, "甲款", key) for key in "一二三"] == [
        (20 * WAN, 20 * WAN),
        (20 * WAN, 20 * WAN),
        (10 * WAN, 10 * WAN),
    ]
    assert [len(of(result, "甲款", key).capped_by) for key in "一二三"] == [3, 2, 1]
    assert result.total == (50 * WAN, 50 * WAN)


def test_a_bound_that_is_missing_leaves_the_amount_open() -> None:
    rules = "条款 甲款\n对象 企业\n奖励 10万元\n限额 每项 企业.资产 的 5%"
    assert amounts(rules, "企业 “企” 无", "甲款") == [(0, 10 * WAN)]
    assert amounts(rules, "企业 “企” 资产 100万元", "甲款") == [(5 * WAN, 5 * WAN)]
    assert amounts(rules, "企业 “企” 资产 33.33元", "甲款") == [(166, 166)]  # 1.6665元, down


def test_each_limit_says_what_it_did() -> None:
    rules = TWO + "条款 丙款\n限额 每个 企业 每年 800万元 适用于 甲款、乙款"
    result = answer(rules, CLAIM + "已兑现 甲款 “企” 2018年 200万元\n企业 “企” 规上 是")
    (cap,) = of(result, "乙款").capped_by
    assert (cap.kind, cap.before, cap.after) == ("限额", (400 * WAN, 400 * WAN), (266_666_667, 266_666_667))
    assert (
        cap.text
        == "每个企业每年限额800万元，已兑现200万元，尚余600万元；2项共用（甲款、乙款），合计900万元，按比例分摊"
    )


def test_a_limit_of_the_group_on_part_of_what_the_enterprise_shares() -> None:
    rules = (
        TWO
        + "条款 丙款\n限额 每个 企业 累计 600万元 适用于 甲款、乙款\n\n条款 丁款\n限额 每个 集团 累计 300万元 适用于 甲款"
    )
    result = answer(rules, CLAIM + "集团 “团” 无\n企业 “企” 属于 集团 “团”，规上 是")
    assert result.total.low == sum(item.amount.low for item in result.clauses if item.amount)


# ---------- exclusion

EXCLUSIVE = TWO + "条款 丙款\n互斥 甲款、乙款 同一 企业"


def test_the_larger_is_paid_and_both_stay_eligible() -> None:
    result = answer(EXCLUSIVE, CLAIM + "企业 “企” 规上 是")
    assert [of(result, name).outcome for name in ("甲款", "乙款")] == ["eligible", "eligible"]
    assert [money(result, name) for name in ("甲款", "乙款")] == [(500 * WAN, 500 * WAN), (0, 0)]
    assert "多 100万元" in of(result, "乙款").capped_by[0].text


@pytest.mark.parametrize(("first", "winner"), [("甲款、乙款", 0), ("乙款、甲款", 1)])
def test_a_tie_goes_to_the_first_written(first: str, winner: int) -> None:
    rules = TWO.replace("400万元", "500万元") + f"条款 丙款\n互斥 {first} 同一 企业"
    assert amounts(rules, "企业 “企” 规上 是", "甲款", "乙款")[winner] == (500 * WAN, 500 * WAN)
    assert amounts(rules, "企业 “企” 规上 是", "甲款", "乙款")[1 - winner] == (0, 0)


def test_what_may_still_win_keeps_its_high_end() -> None:
    rules = TWO.replace("400万元", "600万元") + "条款 丙款\n互斥 甲款、乙款 同一 企业"
    result = answer(rules, CLAIM + "企业 “企” 无")
    assert [money(result, name) for name in ("甲款", "乙款")] == [(0, 500 * WAN), (0, 600 * WAN)]
    assert result.total == (500 * WAN, 600 * WAN)


def test_what_can_no_longer_win_is_nothing() -> None:
    assert amounts(EXCLUSIVE, "企业 “企” 无", "甲款", "乙款") == [(500 * WAN, 500 * WAN), (0, 0)]


def test_what_does_not_apply_takes_no_part() -> None:
    rules = TWO.replace("奖励 500万元", "条件 企业.有名\n奖励 未规定") + "条款 丙款\n互斥 甲款、乙款 同一 企业"
    result = answer(rules, CLAIM + "企业 “企” 规上 是，有名 否")
    assert money(result, "乙款") == (400 * WAN, 400 * WAN)
    assert of(result, "乙款").notes == ()


@pytest.mark.parametrize(
    ("choice", "paid"),
    [
        ("", (0, 400 * WAN)),
        ("择一 乙款 同一 企业 “企”\n", (400 * WAN, 400 * WAN)),
        ("择一 甲款 同一 企业 “企”\n", (0, 0)),
        ("择一 甲款 同一 企业 “别家”\n", (0, 400 * WAN)),
    ],
)
def test_where_a_member_has_no_amount_the_owner_chooses(choice: str, paid: tuple[int, int]) -> None:
    rules = TWO.replace("奖励 500万元", "待遇 优先办理") + "条款 丙款\n互斥 甲款、乙款 同一 企业"
    result = answer(rules, CLAIM + choice + "企业 “企” 规上 是")
    assert money(result, "乙款") == paid
    assert of(result, "甲款").outcome == "eligible"


def test_a_member_of_several_clauses_is_compared_by_its_sum() -> None:
    rules = TWO + "条款 丁款\n对象 企业\n奖励 200万元\n\n条款 丙款\n互斥 （乙款、丁款）、甲款 同一 企业"
    assert amounts(rules, "企业 “企” 规上 是", "甲款", "乙款", "丁款") == [
        (0, 0),
        (400 * WAN, 400 * WAN),
        (200 * WAN, 200 * WAN),
    ]


def test_exclusion_works_after_the_limit_of_one_member() -> None:
    rules = TWO.replace("奖励 500万元", "奖励 500万元\n限额 每项 300万元") + "条款 丙款\n互斥 甲款、乙款 同一 企业"
    assert amounts(rules, "企业 “企” 规上 是", "甲款", "乙款") == [(0, 0), (400 * WAN, 400 * WAN)]


def test_exclusion_works_before_the_limit_over_all_members() -> None:
    rules = EXCLUSIVE + "\n\n条款 丁款\n限额 每个 企业 累计 450万元 适用于 甲款、乙款"
    assert amounts(rules, "企业 “企” 规上 是", "甲款", "乙款") == [(450 * WAN, 450 * WAN), (0, 0)]


PER_PROJECT = (
    "条款 甲款\n对象 项目\n奖励 项目.投资 的 10%\n限额 每个 企业 累计 100万元\n\n条款 乙款\n对象 项目\n奖励 项目.价款 的 10%\n\n"
    "条款 丙款\n互斥 甲款、乙款 同一 项目"
)


def test_an_exclusion_of_each_project_across_a_limit_of_the_enterprise() -> None:
    case = "企业 “企” 无\n项目 “一” 投资 800万元，价款 100万元\n项目 “二” 投资 800万元，价款 900万元"
    result = answer(PER_PROJECT, CLAIM + case)
    assert result.total.low == sum(item.amount.low for item in result.clauses if item.amount)  # 50 + 90


# ---------- readings that nobody chose


def test_a_limit_that_stands_in_one_reading_only_lowers_the_low_end() -> None:
    rules = "条款 甲款\n对象 企业\n奖励 500万元\n口径 封顶\n    备选 有：限额 每项 300万元\n    备选 无上限：无"
    assert amounts(rules, "企业 “企” 无", "甲款") == [(300 * WAN, 500 * WAN)]
    assert of(answer(rules, CLAIM + "企业 “企” 无"), "甲款").readings[0][1] == ""


def test_two_readings_that_both_cap_lower_both_ends() -> None:
    rules = (
        "条款 甲款\n对象 企业\n奖励 500万元\n口径 封顶\n    备选 低：限额 每项 300万元\n    备选 高：限额 每项 400万元"
    )
    result = answer(rules, CLAIM + "企业 “企” 无")
    assert money(result, "甲款") == (300 * WAN, 400 * WAN)
    assert of(result, "甲款").if_eligible == (300 * WAN, 400 * WAN)
    assert result.total == (300 * WAN, 400 * WAN)


def test_readings_of_the_condition_that_differ_need_a_determination() -> None:
    rules = "条款 甲款\n对象 企业\n奖励 500万元\n口径 范围\n    备选 宽：无\n    备选 窄：条件 企业.规上"
    outcomes = {
        facts: of(answer(rules, CLAIM + f"企业 “企” {facts}"), "甲款").outcome for facts in ("规上 是", "规上 否", "无")
    }
    assert outcomes == {"规上 是": "eligible", "规上 否": "needs_determination", "无": "needs_facts"}


def test_readings_of_the_payer_take_the_hull() -> None:
    rules = "条款 甲款\n对象 企业\n奖励 500万元\n口径 谁出\n    备选 省：承担 省财政\n    备选 市：承担 市财政"
    result = answer(rules, CLAIM + "企业 “企” 无")
    assert dict(of(result, "甲款").payers) == {"省财政": (0, 500 * WAN), "市财政": (0, 500 * WAN)}


def test_if_eligible_covers_every_reading() -> None:
    rules = "条款 甲款\n对象 企业\n奖励 500万元\n口径 封顶\n    备选 有：限额 每项 300万元\n    备选 无上限：无"
    assert of(answer(rules, CLAIM + "企业 “企” 无"), "甲款").if_eligible == (300 * WAN, 500 * WAN)


def test_the_total_covers_every_reading() -> None:
    rules = (
        TWO + "条款 丙款\n限额 每个 企业 累计 1000万元 适用于 甲款、乙款\n\n"
        "条款 丁款\n口径 合并\n    备选 是合并：限额 每个 企业 累计 800万元 适用于 甲款、乙款\n    备选 不合并：无"
    )
    assert answer(rules, CLAIM + "企业 “企” 规上 是").total.low <= 800 * WAN
