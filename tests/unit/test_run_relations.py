"""Clauses that act on others: exceptions part by part, 改条件, carve-outs, 已享受, deeming by fact and by subject."""

from __future__ import annotations

import pytest

from laws.little import WAN, answer, money, of

CLAIM = "申报日期 2018年5月1日\n核算年度 2017年\n"
BASE = "条款 甲款\n对象 企业\n条件 企业.资产 达到 200万元 「资产二百万元以上」\n奖励 企业.资产 的 5%\n承担 省财政\n限额 每项 20万元\n\n"


# ---------- exceptions


@pytest.mark.parametrize(
    ("famous", "amount"),
    [("是", (30 * WAN, 30 * WAN)), ("否", (15 * WAN, 15 * WAN)), ("未知", (15 * WAN, 30 * WAN))],
)
def test_an_exception_to_the_amount(famous: str, amount: tuple[int, int]) -> None:
    rules = BASE.replace("20万元", "100万元") + "条款 乙款\n对象 企业\n例外于 甲款\n当 企业.有名\n奖励 企业.资产 的 10%"
    assert money(answer(rules, f"{CLAIM}企业 “企” 资产 300万元，有名 {famous}"), "甲款") == amount


@pytest.mark.parametrize(
    ("famous", "assets", "outcome"),
    [
        ("是", "100万元", "eligible"),
        ("否", "100万元", "ineligible"),
        ("未知", "100万元", "needs_facts"),
        ("未知", "200万元", "eligible"),
        ("未知", "99万元", "ineligible"),
    ],
)
def test_a_changed_condition_is_decided_where_both_sides_agree(famous: str, assets: str, outcome: str) -> None:
    rules = (
        BASE + "条款 乙款\n对象 企业\n例外于 甲款\n当 企业.有名\n改条件 「资产二百万元以上」 为 企业.资产 达到 100万元"
    )
    assert of(answer(rules, f"{CLAIM}企业 “企” 资产 {assets}，有名 {famous}"), "甲款").outcome == outcome


def test_only_the_atom_of_the_phrase_is_changed() -> None:
    rules = (
        BASE.replace(
            "条件 企业.资产 达到 200万元 「资产二百万元以上」",
            "条件\n    企业.规上\n    并且 企业.资产 达到 200万元 「资产二百万元以上」",
        )
        + "条款 乙款\n对象 企业\n例外于 甲款\n当 企业.有名\n改条件 「资产二百万元以上」 为 企业.资产 达到 100万元"
    )
    assert of(answer(rules, f"{CLAIM}企业 “企” 资产 100万元，有名 是，规上 否"), "甲款").outcome == "ineligible"
    assert of(answer(rules, f"{CLAIM}企业 “企” 资产 100万元，有名 是，规上 是"), "甲款").outcome == "eligible"


def test_a_condition_of_an_exception_replaces_all_of_them() -> None:
    rules = BASE + "条款 乙款\n对象 企业\n例外于 甲款\n当 企业.有名\n条件 企业.规上"
    assert of(answer(rules, f"{CLAIM}企业 “企” 资产 1万元，有名 是，规上 是"), "甲款").outcome == "eligible"


@pytest.mark.parametrize(
    ("famous", "payers"),
    [
        ("是", {"省财政": (75_000 * 100, 75_000 * 100), "市财政": (75_000 * 100, 75_000 * 100)}),
        ("否", {"省财政": (15 * WAN, 15 * WAN)}),
        ("未知", {"省财政": (75_000 * 100, 15 * WAN), "市财政": (0, 75_000 * 100)}),
    ],
)
def test_an_exception_to_who_pays(famous: str, payers: dict[str, tuple[int, int]]) -> None:
    rules = BASE + "条款 乙款\n对象 企业\n例外于 甲款\n当 企业.有名\n承担 省财政 50%、市财政 50%"
    found = of(answer(rules, f"{CLAIM}企业 “企” 资产 300万元，有名 {famous}"), "甲款")
    assert dict(found.payers) == payers
    assert found.amount == (15 * WAN, 15 * WAN)


@pytest.mark.parametrize(
    ("famous", "amount"),
    [
        ("是", (30 * WAN, 30 * WAN)),
        ("否", (20 * WAN, 20 * WAN)),
        ("未知", (20 * WAN, 30 * WAN)),
    ],
)
def test_an_exception_to_the_limit(famous: str, amount: tuple[int, int]) -> None:
    rules = BASE + "条款 乙款\n对象 企业\n例外于 甲款\n当 企业.有名\n限额 每项 30万元"
    assert money(answer(rules, f"{CLAIM}企业 “企” 资产 1000万元，有名 {famous}"), "甲款") == amount


@pytest.mark.parametrize(
    ("large", "famous", "amount"),
    [("否", "否", 5), ("是", "否", 10), ("否", "是", 5), ("是", "是", 20)],
)
def test_an_exception_to_an_exception_acts_within_it(large: str, famous: str, amount: int) -> None:
    rules = (
        "条款 甲款\n对象 企业\n奖励 5万元\n\n条款 乙款\n对象 企业\n例外于 甲款\n当 企业.规上\n奖励 10万元\n\n"
        "条款 丙款\n对象 企业\n例外于 乙款\n当 企业.有名\n奖励 20万元"
    )
    assert money(answer(rules, f"{CLAIM}企业 “企” 规上 {large}，有名 {famous}"), "甲款") == (amount * WAN, amount * WAN)


@pytest.mark.parametrize(("order", "amount"), [("乙款", 10), ("丙款", 20)])
def test_of_two_exceptions_the_one_that_goes_first_acts(order: str, amount: int) -> None:
    other = {"乙款": "丙款", "丙款": "乙款"}[order]
    clauses = {
        "乙款": "条款 乙款\n对象 企业\n例外于 甲款\n当 企业.规上\n奖励 10万元",
        "丙款": "条款 丙款\n对象 企业\n例外于 甲款\n当 企业.有名\n奖励 20万元",
    }
    clauses[order] += f"\n先于 {other}"
    rules = "条款 甲款\n对象 企业\n奖励 5万元\n\n" + "\n\n".join(clauses.values())
    assert money(answer(rules, f"{CLAIM}企业 “企” 规上 是，有名 是"), "甲款") == (amount * WAN, amount * WAN)


# ---------- carve-outs and what was received

RECEIVED = (
    "条款 甲款\n对象 企业\n条件 企业.规上\n奖励 10万元\n\n条款 乙款\n对象 企业\n奖励 6万元\n\n"
    "条款 丙款\n除外 已享受 甲款 同一 企业 据 企业.曾受 适用于 乙款"
)


@pytest.mark.parametrize(
    ("facts", "paid", "outcome"),
    [
        ("规上 否，曾受 否", "", "eligible"),
        ("规上 否，曾受 是", "", "ineligible"),
        ("规上 否", "", "needs_facts"),
        ("规上 是，曾受 否", "", "ineligible"),
        ("规上 是", "", "ineligible"),
        ("曾受 否", "", "needs_facts"),
        ("规上 否，曾受 否", "已兑现 甲款 “企” 2016年 1万元\n", "ineligible"),
        ("规上 否，曾受 否", "已兑现 甲款 “别家” 2016年 1万元\n", "eligible"),
        ("规上 否，曾受 否", "已兑现 乙款 “企” 2016年 1万元\n", "eligible"),
    ],
)
def test_received_is_stated_or_paid_before_or_paid_here(facts: str, paid: str, outcome: str) -> None:
    assert of(answer(RECEIVED, f"{CLAIM}{paid}企业 “企” {facts}"), "乙款").outcome == outcome


def test_received_is_open_for_want_of_a_determination_only() -> None:
    rules = RECEIVED.replace("条件 企业.规上", "条件 须认定 企业.规上")
    assert of(answer(rules, f"{CLAIM}企业 “企” 曾受 否"), "乙款").outcome == "needs_determination"


def test_a_plain_carve_out_is_one_more_condition() -> None:
    rules = "条款 甲款\n对象 企业\n奖励 6万元\n\n条款 乙款\n除外 企业.有名 并且 企业.规上 适用于 甲款"
    outcomes = [
        of(answer(rules, f"{CLAIM}企业 “企” {facts}"), "甲款").outcome
        for facts in ("有名 否", "有名 是，规上 是", "有名 是")
    ]
    assert outcomes == ["eligible", "ineligible", "needs_facts"]


def test_received_is_open_while_the_other_document_may_not_be_in_force() -> None:
    other = "措施 试政〔2018〕2号 第一项\n\n条款 甲款\n对象 企业\n奖励 10万元\n\n"
    rules = "条款 乙款\n对象 企业\n奖励 6万元\n\n条款 丙款\n除外 已享受 试政〔2018〕2号/第一项/甲款 同一 企业 据 企业.曾受 适用于 乙款\n\n"
    result = answer(f"{rules}{other}文件 试政〔2018〕2号\n成文 2018年", f"{CLAIM}企业 “企” 曾受 否")
    assert of(result, "乙款").outcome == "needs_facts"


# ---------- deeming


@pytest.mark.parametrize(
    ("facts", "first", "second"),
    [
        ("规上 否，有名 是", "eligible", "ineligible"),
        ("规上 否，有名 否", "ineligible", "ineligible"),
        ("规上 否", "needs_facts", "ineligible"),
    ],
)
def test_a_fact_is_deemed_true_in_the_clauses_named_only(facts: str, first: str, second: str) -> None:
    rules = (
        "条款 甲款\n对象 企业\n条件 企业.规上\n奖励 1元\n\n条款 乙款\n对象 企业\n条件 企业.规上\n奖励 1元\n\n"
        "条款 丙款\n对象 企业\n条件 企业.有名\n视同 企业.规上 适用于 甲款"
    )
    result = answer(rules, f"{CLAIM}企业 “企” {facts}")
    assert (of(result, "甲款").outcome, of(result, "乙款").outcome) == (first, second)


DEEMED = (
    "条款 甲款\n对象 项目\n条件 项目.种类 是 改建 并且 项目.台数 达到 10台\n奖励 项目.投资 的 10%\n限额 每个 企业 累计 30万元\n\n"
    "条款 乙款\n对象 租赁\n条件 租赁.成套\n视同 租赁 为 项目 适用于 甲款\n取 项目.种类 为 改建\n取 项目.投资 为 租赁.总额"
)


def test_a_lease_counts_as_a_project_with_the_facts_that_are_taken() -> None:
    result = answer(DEEMED, f"{CLAIM}企业 “企” 无\n租赁 “租” 成套 是，总额 200万元，台数 10台")
    found = of(result, "甲款", "租")
    assert (found.subject, found.outcome, found.amount) == ("租赁", "eligible", (20 * WAN, 20 * WAN))


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ("成套 否，台数 10台", "ineligible"),
        ("成套 是，台数 9台", "ineligible"),
        ("台数 10台", "needs_facts"),
        ("成套 是", "needs_facts"),
    ],
)
def test_the_clause_asks_its_own_conditions_of_what_is_deemed(facts: str, outcome: str) -> None:
    result = answer(DEEMED, f"{CLAIM}企业 “企” 无\n租赁 “租” {facts}，总额 200万元")
    assert of(result, "甲款", "租").outcome == outcome


def test_projects_and_what_counts_as_one_share_the_limit() -> None:
    rows = "企业 “企” 无\n项目 “项” 种类 改建，台数 10台，投资 200万元\n租赁 “租” 成套 是，总额 400万元，台数 10台"
    result = answer(DEEMED, CLAIM + rows)
    assert [money(result, "甲款", key) for key in ("项", "租")] == [(10 * WAN, 10 * WAN), (20 * WAN, 20 * WAN)]


# ---------- amounts

BANDS = "条款 甲款\n对象 项目\n奖励 按 项目.台数 分档\n    10台 以内    项目.投资 的 20%\n    11台 至 50台    项目.投资 的 15%\n    51台 至 100台    项目.投资 的 10%\n"


@pytest.mark.parametrize(
    ("count", "whole", "blended"),
    [
        (1, 200, 200),
        (10, 200, 200),
        (11, 150, 195.4545),
        (37, 150, 163.5135),
        (50, 150, 160),
        (60, 100, 150),
        (100, 100, 130),
    ],
)
def test_bands_give_the_rate_of_the_band_or_a_blend(count: int, whole: float, blended: float) -> None:
    rows = f"{CLAIM}企业 “企” 无\n项目 “项” 台数 {count}台，投资 1000元"
    assert money(answer(BANDS, rows), "甲款") == (whole * 100, whole * 100)
    assert money(answer(BANDS + "分档方式 累进", rows), "甲款")[0] == round(blended * 100)


@pytest.mark.parametrize("mode", ["全额", "累进"])
def test_outside_every_band_nothing_is_given(mode: str) -> None:
    found = of(answer(f"{BANDS}分档方式 {mode}", f"{CLAIM}企业 “企” 无\n项目 “项” 台数 101台，投资 1000元"), "甲款")
    assert (found.outcome, found.amount) == ("ineligible", (0, 0))


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        ("奖励 至多 项目.投资 的 5%", (0, 1666)),
        ("奖励 项目.投资 的 5%", (1667, 1667)),
        ("奖励 1元 至 项目.投资", (100, 33333)),
        ("奖励 未规定", (0, None)),
        ("奖励 项目.价款 的 5%", (0, None)),
        ("奖励 依 “另行规定”", (0, None)),
    ],
)
def test_an_amount_is_exact_a_bound_a_range_or_unstated(line: str, amount: tuple[int, int | None]) -> None:
    assert (
        money(answer(f"条款 甲款\n对象 项目\n{line}", f"{CLAIM}企业 “企” 无\n项目 “项” 投资 333.33元"), "甲款")
        == amount
    )
