"""When a clause is in force, which year 本年 is, and what was paid before."""

from __future__ import annotations

import pytest

from laws.little import NUMBER, VOCABULARY, WAN, answer, money, of

GRANT = "条款 甲款\n对象 企业\n奖励 10万元"
CONTRACT = "条款 甲款\n对象 合同\n奖励 合同.金额 的 10%"
SHARED = f"{CONTRACT}\n归属年度 合同.奖励年\n限额 每个 企业 每年 10万元"


def dated(*lines: str) -> str:
    """The vocabulary with the document's dates."""
    return f"{VOCABULARY}\n文件 {NUMBER}\n" + "\n".join(lines) + "\n"


# ---------- in force


@pytest.mark.parametrize(
    ("line", "claimed", "outcome"),
    [
        ("施行 2018年5月2日", "2018年5月1日", "not_in_force"),
        ("施行 2018年5月1日", "2018年5月1日", "eligible"),
        ("成文 2018年3月1日\n施行 未规定", "2018年2月28日", "not_in_force"),
        ("成文 2018年3月1日\n公布 2018年4月1日\n施行 自发布之日", "2018年3月31日", "not_in_force"),
        ("成文 2018年3月1日\n公布 2018年4月1日\n施行 自发布之日", "2018年4月1日", "eligible"),
        ("成文 2018年", "2017年12月31日", "not_in_force"),
        ("成文 2018年", "2018年1月1日", "needs_facts"),
        ("成文 2018年", "2018年12月30日", "needs_facts"),
        ("成文 2018年", "2018年12月31日", "eligible"),
        ("成文 2018年4月", "2018年4月29日", "needs_facts"),
        ("成文 2018年4月", "2018年4月30日", "eligible"),
        ("施行 2015年1月1日\n失效 2018年5月1日", "2018年5月1日", "eligible"),
        ("施行 2015年1月1日\n失效 2018年5月1日", "2018年5月2日", "not_in_force"),
        ("施行 2015年1月1日\n失效 2018年", "2018年5月2日", "needs_facts"),
        ("施行 2015年1月1日\n失效 2018年", "2019年1月1日", "not_in_force"),
    ],
)
def test_a_document_is_in_force_from_its_day_to_its_day(line: str, claimed: str, outcome: str) -> None:
    found = of(answer(GRANT, f"申报日期 {claimed}\n企业 “企” 无", dated(line)), "甲款")
    assert found.outcome == outcome
    amounts = {"eligible": (10 * WAN, 10 * WAN), "needs_facts": (0, 10 * WAN), "not_in_force": (0, 0)}
    assert found.amount == amounts[outcome]


def test_inside_a_date_known_by_its_year_the_day_is_what_is_missing() -> None:
    found = of(answer(GRANT, "申报日期 2018年5月1日\n企业 “企” 无", dated("成文 2018年")), "甲款")
    assert [item.name for item in found.missing] == ["施行日期：源文只给出2018年，2018年5月1日是否已施行不能判断"]


def test_a_condition_that_fails_is_decided_even_where_the_day_is_open() -> None:
    rules = "条款 甲款\n对象 企业\n条件 企业.规上\n奖励 10万元"
    assert (
        of(answer(rules, "申报日期 2018年5月1日\n企业 “企” 规上 否", dated("成文 2018年")), "甲款").outcome
        == "ineligible"
    )


def test_what_is_not_in_force_says_from_when() -> None:
    before = of(answer(GRANT, "申报日期 2018年5月1日\n企业 “企” 无", dated("施行 2019年1月1日")), "甲款")
    after = of(
        answer(GRANT, "申报日期 2018年5月1日\n企业 “企” 无", dated("施行 2015年1月1日", "失效 2017年12月31日")), "甲款"
    )
    assert before.in_force == "2019年1月1日起施行，2018年5月1日尚未施行"
    assert after.in_force == "有效期至2017年12月31日，2018年5月1日已失效"


def test_an_old_contract_is_judged_by_its_own_date_unless_a_day_is_asked_for() -> None:
    old = "企业 “企” 无\n合同 “一” 签订日 2017年3月1日，金额 100万元"
    force = dated("施行 2018年1月1日")
    assert of(answer(CONTRACT, f"申报日期 2018年5月1日\n{old}", force), "甲款").outcome == "not_in_force"
    assert of(answer(CONTRACT, f"申报日期 2018年5月1日\n截至 2018年4月1日\n{old}", force), "甲款").outcome == "eligible"


def test_without_an_instance_a_clause_does_not_apply() -> None:
    found = of(answer(CONTRACT, "申报日期 2018年5月1日\n企业 “企” 无"), "甲款")
    assert (found.outcome, found.amount, found.row) == ("not_applicable", (0, 0), -1)


@pytest.mark.xfail(strict=True, reason="law 1: a missing 发生日期 counts as the day of the claim")
def test_a_missing_day_that_may_lie_before_the_document_is_missing() -> None:
    found = of(
        answer(CONTRACT, "申报日期 2018年5月1日\n企业 “企” 无\n合同 “一” 金额 100万元", dated("施行 2018年1月1日")),
        "甲款",
    )
    assert found.outcome == "needs_facts"


# ---------- years

YEARLY = "条款 甲款\n对象 企业\n条件 企业.产值[本年] 达到 100万元\n奖励 企业.产值[本年] 的 10%"


@pytest.mark.parametrize(
    ("frame", "facts", "amount"),
    [
        ("核算年度 2016年", "产值[2016年] 200万元，产值[2017年] 300万元", 20 * WAN),
        ("", "产值[2016年] 200万元", 20 * WAN),
        ("", "产值[2018年] 300万元", 30 * WAN),
        ("", "产值[2018年] 300万元，产值[2016年] 200万元", 30 * WAN),
    ],
)
def test_this_year_is_the_accounting_year_else_the_only_year_else_that_of_the_claim(
    frame: str, facts: str, amount: int
) -> None:
    assert money(answer(YEARLY, f"申报日期 2018年5月1日\n{frame}\n企业 “企” {facts}"), "甲款") == (amount, amount)


def test_another_year_than_this_one_is_missing() -> None:
    found = of(answer(YEARLY, "申报日期 2018年5月1日\n核算年度 2017年\n企业 “企” 产值[2016年] 200万元"), "甲款")
    assert [item.name for item in found.missing] == ["企业.产值[2017年]"]


FIRST = "条款 甲款\n对象 企业\n条件 企业.产值[本年] 首次超过 100万元\n奖励 10万元"


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ("产值[2017年] 101万元，产值[历年最高] 100万元", "eligible"),
        ("产值[2017年] 101万元，产值[历年最高] 101万元", "ineligible"),
        ("产值[2017年] 101万元，产值[2016年] 100万元，起始年 2016年", "eligible"),
        ("产值[2017年] 101万元，产值[2016年] 100万元，起始年 2015年", "needs_facts"),
        ("产值[2017年] 101万元，产值[2016年] 100万元", "needs_facts"),
        ("产值[2017年] 101万元，产值[2016年] 102万元", "ineligible"),
        ("产值[2017年] 100万元", "ineligible"),
        ("产值[2017年] 101万元，起始年 2017年", "eligible"),
        ("产值[2016年] 1万元，起始年 2016年", "needs_facts"),
    ],
)
def test_for_the_first_time_needs_a_complete_history(facts: str, outcome: str) -> None:
    assert of(answer(FIRST, f"申报日期 2018年5月1日\n核算年度 2017年\n企业 “企” {facts}"), "甲款").outcome == outcome


# ---------- schedules

SCHEDULE = """\
条款 甲款
对象 合同
记 签年 为 合同.签订日 的 年度值
逐年 3年 自 签年
奖励 合同.金额 的 10%
限额 每个 企业 每年 8万元"""
SIGNED = "企业 “企” 无\n合同 “一” 签订日 2017年3月1日，金额 100万元"


def test_a_schedule_gives_one_grant_a_year_each_under_the_limit_of_its_year() -> None:
    result = answer(SCHEDULE, f"申报日期 2018年5月1日\n{SIGNED}")
    assert {item.key: item.amount for item in result.clauses} == {
        f"一/{year}年": (8 * WAN, 8 * WAN) for year in (2017, 2018, 2019)
    }
    assert result.total == (24 * WAN, 24 * WAN)


def test_the_accounting_year_picks_one_year_of_a_schedule() -> None:
    result = answer(SCHEDULE, f"申报日期 2018年5月1日\n核算年度 2018年\n{SIGNED}")
    assert [(item.key, item.amount) for item in result.clauses] == [("一/2018年", (8 * WAN, 8 * WAN))]


def test_an_unknown_first_year_leaves_the_years_numbered() -> None:
    result = answer(SCHEDULE, "申报日期 2018年5月1日\n企业 “企” 无\n合同 “一” 金额 100万元")
    assert [item.key for item in result.clauses] == ["一/第1年", "一/第2年", "一/第3年"]


def test_a_year_of_the_child_picks_a_fact_of_its_owner() -> None:
    rules = "条款 甲款\n对象 合同\n记 签年 为 合同.签订日 的 年度值\n奖励 企业.产值[签年 前 1年] 的 10%"
    rows = "企业 “企” 产值[2015年] 100万元，产值[2016年] 200万元\n合同 “一” 签订日 2016年1月1日\n合同 “二” 签订日 2017年1月1日"
    result = answer(rules, f"申报日期 2018年5月1日\n{rows}")
    assert [money(result, "甲款", key) for key in ("一", "二")] == [(10 * WAN, 10 * WAN), (20 * WAN, 20 * WAN)]


# ---------- paid before

ONCE = "条款 甲款\n对象 合同\n奖励 一次性 10万元"


def test_a_grant_given_once_is_not_given_again_to_what_had_it() -> None:
    two = "企业 “企” 无\n合同 “一” 无\n合同 “二” 无"
    result = answer(ONCE, f"申报日期 2018年5月1日\n已兑现 甲款 “一” 2016年 10万元\n{two}")
    assert (of(result, "甲款", "一").outcome, money(result, "甲款", "一")) == ("eligible", (0, 0))
    assert money(result, "甲款", "二") == (10 * WAN, 10 * WAN)
    assert [cap.text for cap in of(result, "甲款", "一").capped_by] == ["一次性：已兑现过"]
    both = answer(ONCE, f"申报日期 2018年5月1日\n已兑现 甲款 “企” 2016年 10万元\n{two}")
    assert [money(both, "甲款", key) for key in ("一", "二")] == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("paid", "each"),
    [
        ("", 5 * WAN),
        ("已兑现 甲款 “企” 2018年 6万元", 2 * WAN),
        ("已兑现 甲款 “一” 2018年3月1日 6万元", 2 * WAN),
        ("已兑现 甲款 “企” 2017年 6万元", 5 * WAN),
        ("已兑现 甲款 “企” 2018年 60万元", 0),
    ],
)
def test_a_yearly_limit_is_lessened_by_what_that_year_has_paid(paid: str, each: int) -> None:
    rows = "企业 “企” 无\n合同 “一” 奖励年 2018年，金额 100万元\n合同 “二” 奖励年 2018年，金额 100万元"
    result = answer(SHARED, f"申报日期 2018年5月1日\n{paid}\n{rows}")
    assert [money(result, "甲款", key) for key in ("一", "二")] == [(each, each), (each, each)]


def test_grants_of_two_years_share_no_yearly_limit() -> None:
    rows = "企业 “企” 无\n合同 “一” 奖励年 2018年，金额 100万元\n合同 “二” 奖励年 2017年，金额 100万元"
    assert answer(SHARED, f"申报日期 2018年5月1日\n{rows}").total == (20 * WAN, 20 * WAN)


@pytest.mark.xfail(
    strict=True, reason="law 1: a grant of an unknown year is counted in the year of the claim, and nowhere else"
)
def test_a_grant_of_an_unknown_year_leaves_both_accounts_open() -> None:
    rows = "企业 “企” 无\n合同 “一” 奖励年 2018年，金额 100万元\n合同 “二” 金额 100万元"
    assert money(answer(SHARED, f"申报日期 2018年5月1日\n{rows}"), "甲款", "一") == (5 * WAN, 10 * WAN)
