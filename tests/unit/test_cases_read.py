"""Case files that are right: every form, and what it says."""

from __future__ import annotations

import json
from datetime import date

import pytest

from rulesdsl.cases.case import ChoiceRow, PaidRow
from rulesdsl.cases.read import read_case
from support.case_files import DATE, found, good, plan


def test_a_case_holds_frame_facts_and_owners() -> None:
    case = good(
        DATE
        + "案卷: 甲公司\n核算年度: 2017年\n截至: 2019-01-02\n企业:\n  名称: 甲公司\n  规模以上: 是\n  研发占比: 3.5%\n"
        "  起始年: 2015\n  产值: {2016年: 1.3亿元, 2017: 6.2亿元, 历年最高: 7亿元}\n"
        "  项目:\n    - {名称: 一号线, 类型: 技术改造, 设备投资额: 6000万元, 台数: 12套}\n    - {完工日: 2018-02-28}\n"
    )
    assert (case.name, case.accounting_year) == ("甲公司", 2017)
    assert case.claim_date == date(2018, 5, 1).toordinal()
    assert case.judged_on == date(2019, 1, 2).toordinal()
    (firm,) = case.rows["企业"]
    assert (firm.key, firm.first_year) == ("甲公司", 2015)
    assert firm.facts == {
        ("规模以上", ()): True,
        ("研发占比", ()): 35_000,
        ("产值", ("fixed", 2016)): 13_000_000_000,
        ("产值", ("fixed", 2017)): 62_000_000_000,
        ("产值", ("highest",)): 70_000_000_000,
    }
    first, second = case.rows["项目"]
    assert (first.key, first.owners) == ("一号线", {"企业": 0})
    assert first.facts == {("类型", ()): "技术改造", ("设备投资额", ()): 6_000_000_000, ("台数", ()): 12}
    assert (second.key, second.facts) == ("第2个", {("完工日", ()): date(2018, 2, 28).toordinal()})


def test_json_says_the_same() -> None:
    data = {
        "申报日期": "2018年5月1日",
        "企业": [{"名称": "甲", "规模以上": True, "项目": [{"名称": "一", "设备投资额": "1元", "类型": None}]}],
        "已兑现": [],
    }
    yaml = (
        DATE + "企业:\n- 名称: 甲\n  规模以上: 是\n  项目:\n  - {名称: 一, 设备投资额: 1元, 类型: 未知}\n已兑现: []\n"
    )
    for indent in (None, 2, "\t"):
        assert good(json.dumps(data, ensure_ascii=False, indent=indent), "case.json") == good(yaml)
    assert good(json.dumps(data), "case.json") == good(yaml)


@pytest.mark.parametrize("value", ["未知", "", "null", "~", '"未知"'])
def test_missing_is_missing_however_it_is_said(value: str) -> None:
    case = good(DATE + f"企业:\n  名称: 甲\n  规模以上: {value}\n  产值: {value}\n  项目: {value}\n")
    assert case.rows["企业"][0].facts == {}
    assert "项目" not in case.rows


def test_texts_stay_texts() -> None:
    case = good(DATE + "企业: {名称: no}\n项目:\n- {名称: 010, 备注: 1.10}\n- {名称: 12:30:45, 备注: 2018-01-01}\n")
    assert case.rows["企业"][0].key == "no"
    assert [(row.key, row.facts[("备注", ())]) for row in case.rows["项目"]] == [
        ("010", "1.10"),
        ("12:30:45", "2018-01-01"),
    ]


def test_an_empty_list_is_complete_and_an_absent_one_unknown() -> None:
    assert good(DATE + "企业: {项目: []}\n").rows["项目"] == ()
    assert "项目" not in good(DATE + "企业: {名称: 甲}\n").rows


def test_owners_can_be_named_and_several() -> None:
    case = good(
        DATE + "企业: [{名称: 甲}, {名称: 乙, 展会: []}]\n协会: {名称: 商会}\n展会:\n- {属于: {企业: 乙, 协会: 商会}}\n"
    )
    assert case.rows["展会"][0].owners == {"企业": 1, "协会": 0}
    assert case.rows["协会"][0].facts == {("名称", ()): "商会"}


def test_children_of_namesakes_follow_their_place() -> None:
    case = good(DATE + "企业:\n- {名称: 甲, 项目: [{名称: 一}]}\n- {名称: 乙, 项目: [{名称: 一}]}\n")
    assert [row.owners for row in case.rows["项目"]] == [{"企业": 0}, {"企业": 1}]


def test_records_choices_and_readings() -> None:
    case = good(
        DATE + "企业: {名称: 甲, 项目: [{名称: 一}]}\n"
        "已兑现:\n- {条款: 甲奖, 日期: 2017年3月1日, 金额: 5万元, 对象: 企业/甲}\n- {条款: 第二项/丙奖, 年度: 2016, 金额: 1元, 对象: 一}\n"
        "- {条款: '示政[2020]1号/第一项/丙奖', 年度: 2016年, 金额: 2元}\n"
        "择一: [{条款: 乙奖, 对象: 企业/甲}, {条款: 甲奖, 对象: 企业}]\n口径: {甲的封顶: 累计}\n"
    )
    paid = date(2017, 3, 1).toordinal()
    assert case.paid == (
        PaidRow("示政〔2020〕1号/第一项/甲奖", "甲", 2017, paid, 500_000_0),
        PaidRow("示政〔2020〕1号/第二项/丙奖", "一", 2016, None, 100),
        PaidRow("示政〔2020〕1号/第一项/丙奖", "", 2016, None, 200),
    )
    assert case.choices == (
        ChoiceRow("示政〔2020〕1号/第一项/乙奖", "企业", "甲"),
        ChoiceRow("示政〔2020〕1号/第一项/甲奖", "企业", ""),
    )
    assert case.readings == (("甲的封顶", "累计"),)


def test_no_record_is_not_an_empty_one() -> None:
    assert good(DATE).paid is None
    assert good(DATE + "已兑现: []\n").paid == ()


def test_the_caller_can_give_date_and_year() -> None:
    text = "企业: {产值: {2016年: 1元, 2017年: 2元}}\n"
    case, problems = read_case("a.yaml", text.encode(), plan(), as_of=736_815, accounting_year=2016)
    assert problems == ()
    assert case is not None
    assert (case.as_of, case.accounting_year, case.name) == (736_815, 2016, "a")


def test_windows_are_those_of_the_rules() -> None:
    case = good(DATE + "企业: {项目: {峰谷用电: {'2017年1月1日至2017年6月30日 每日 7：00 至 8：00': 5千瓦时}}}\n")
    assert list(case.rows["项目"][0].facts) == [
        ("峰谷用电", ("window", "2017年1月1日 至 2017年6月30日 每日 7:00 至 8:00"))
    ]
    assert found(DATE + "企业: {项目: {峰谷用电: {'7:00 至 9:00': 5千瓦时}}}\n") == [("RD703", "'7:00 至 9:00'")]


@pytest.mark.parametrize(
    "text", ["\ufeff" + DATE, DATE.replace("\n", "\r\n"), DATE.replace("\n", "\r"), "---\n" + DATE]
)
def test_marks_and_line_ends_of_other_editors_are_read(text: str) -> None:
    assert good(text).claim_date == date(2018, 5, 1).toordinal()


def test_width_variants_are_one_name() -> None:
    assert good(DATE + "企业: {'规模以上　': 是}\n").rows["企业"][0].facts == {("规模以上", ()): True}
