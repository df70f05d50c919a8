"""Quantities in phrases made to mislead, and the promises that hold for any phrase."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.reading.groups import pairings
from rulesdsl.reading.quantities import Reading, read_quantities
from rulesdsl.reading.tokens import read_tokens

YUAN = 100
WAN = 10**4 * YUAN


def short(reading: Reading) -> tuple[object, ...]:
    return reading.value, reading.unit, reading.bound, reading.slot


NOTHING = [
    "《中国制造2025》",
    "（闽政〔2015〕36号）",
    "闽政办〔2017〕29号",
    "第三批、第1项、第二条第3款、第三方机构",
    "“新三板”和“6·18”",
    "新三板、两化融合、一体化、一次性、一批、一定、统一、进一步",
    "3D打印、5G网络、H265编码",
    "1.支持制造业主辅分离",
    "（一）推进产融合作",
    "同一个项目",
    "附件1",
    "三维模型、千家万户、百家争鸣",
    "三年行动计划",
    "一企一策",
    "九条措施",
]


@pytest.mark.parametrize("phrase", NOTHING)
def test_names_labels_and_idioms_are_no_quantities(phrase: str) -> None:
    assert read_quantities(phrase) == ()


ONE = [
    ("最高不超过500万元", (500 * WAN, "元", "≤", "limit")),
    ("不低于1亿元", (10000 * WAN, "元", "≥", "threshold")),
    ("给予达到500万元以上的奖励", (500 * WAN, "元", "≥", "amount")),
    ("投资额达到500万元以上", (500 * WAN, "元", "≥", "threshold")),
    ("至多500万元", (500 * WAN, "元", "≤", "limit")),
    ("最高可达500万元", (500 * WAN, "元", "≤", "limit")),
    ("2000元~1万元", ((2000 * YUAN, WAN), "元", "in", "band")),
    ("11~50台", ((11, 50), "台", "in", "count")),
    ("补助5～10万元", ((5 * YUAN, 10 * WAN), "元", "in", "amount")),
    ("近三年", (3, "年", "=", "period")),
    ("连续三年", (3, "年", "=", "period")),
    ("连续三年以上", (3, "年", "≥", "threshold")),
    ("三年内", (3, "年", "≤", "period")),
    ("摊销年限不低于10年", (10, "年", "≥", "threshold")),
    ("工作满3年", (3, "年", "≥", "threshold")),
    ("引进二十家企业", (20, "家", "=", "count")),
    ("数十家企业", (10, "家", "≈", "target")),
    ("100余家企业", (100, "家", ">", "threshold")),
    ("约380亿千瓦时", (38_000_000_000, "千瓦时", "≈", "target")),
    ("行业前五强", (5, "名", "≤", "threshold")),
    ("对世界500强企业", (500, "名", "≤", "threshold")),
    ("科技进步二等奖及以上", (2, "等", "≥", "threshold")),
    ("补助额以500万元为上限", (500 * WAN, "元", "≤", "limit")),
    ("奖励上限500万元", (500 * WAN, "元", "≤", "limit")),
    ("奖励不低于10万元", (10 * WAN, "元", "≥", "amount")),
    ("1000万元（含）以上", (1000 * WAN, "元", "≥", "threshold")),
    ("历年最高的产值达到5亿元", (50000 * WAN, "元", "≥", "threshold")),
    ("技术水平达到国内领先的按5%补助", (Fraction(1, 20), "%", "=", "rate")),
    ("不足5人的", (5, "人", "<", "threshold")),
    ("不满300万元", (300 * WAN, "元", "<", "threshold")),
    ("达不到70%的", (Fraction(7, 10), "%", "<", "threshold")),
    ("提高5个百分点", (Fraction(1, 20), "百分点", "=", "target")),
    ("百分之五", (Fraction(1, 20), "%", "=", "rate")),
    ("千分之三", (Fraction(3, 1000), "‰", "=", "rate")),
    ("12,345.67元", (1_234_567, "元", "=", "other")),
    ("1.5台", (Fraction(3, 2), "台", "=", "count")),
    ("贷款500万美元", (5_000_000, "美元", "=", "count")),
    ("0.3847元/千瓦时", (Fraction(3847, 100), "千瓦时", "=", "other")),
    ("三十万元奖励", (30 * WAN, "元", "=", "amount")),
    ("按每台5000元给予补助", (5000 * YUAN, "元", "=", "amount")),
    ("编号17", (17, "", "=", "other")),
    ("２５％以上", (Fraction(1, 4), "%", "≥", "threshold")),
    ("资产负债率不高于70%", (Fraction(7, 10), "%", "≤", "threshold")),
    ("贴息比例不超过50%", (Fraction(1, 2), "%", "≤", "rate")),
    ("营业收入2000万元（含）至1亿元的企业", ((2000 * WAN, 10000 * WAN), "元", "in", "band")),
    ("百亿元以上企业", (10000 * 100 * WAN, "元", "≥", "threshold")),
    ("两个以上", (2, "个", "≥", "threshold")),
    ("不少于一个", (1, "个", "≥", "threshold")),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "wanted"), ONE, ids=[phrase for phrase, _ in ONE])
def test_one_number(phrase: str, wanted: tuple[object, ...]) -> None:
    (reading,) = read_quantities(phrase)
    assert wanted == short(reading)


def test_above_before_a_chinese_numeral_belongs_to_the_number_in_front() -> None:
    first, second = read_quantities("培育10家以上百亿元企业")
    assert (first.bound, second.value, second.bound) == ("≥", 100 * 10**8 * YUAN, "=")


def test_a_cue_before_a_list_holds_for_all_of_it() -> None:
    assert [r.bound for r in read_quantities("不少于3名、5名和10名")] == ["≥", "≥", "≥"]


def test_a_cue_is_used_up_by_the_number_it_precedes() -> None:
    assert [r.bound for r in read_quantities("超10亿元的企业超过40家")] == [">", ">"]
    assert [r.bound for r in read_quantities("不超过5万元的20%")] == ["≤", "="]
    assert [r.bound for r in read_quantities("首次超过2亿元，给予100万元奖励")] == [">", "="]


def test_a_comparison_does_not_reach_over_an_award() -> None:
    assert [r.bound for r in read_quantities("对产值超过上年的企业给予100万元奖励")] == ["="]


def test_a_duration_behind_near_or_in_a_row_leaves_the_cue_to_the_next_number() -> None:
    assert [r.bound for r in read_quantities("不超过近三年投资额的5%")] == ["=", "≤"]
    assert [r.bound for r in read_quantities("不低于连续3年平均值的80%")] == ["=", "≥"]


def test_two_cues_that_disagree_leave_the_bound_open() -> None:
    for phrase, candidates in (
        ("超过10家以上", (">", "≥")),
        ("低于10家以下", ("<", "≤")),
        ("超过10家以内", (">", "≤")),
    ):
        (reading,) = read_quantities(phrase)
        assert ("?", candidates) == (reading.bound, reading.candidates)


def test_each_member_keeps_the_cue_behind_it() -> None:
    assert [r.bound for r in read_quantities("年纳税额在1000万元以上、3000万元以下的企业")] == ["≥", "≤"]
    assert [r.bound for r in read_quantities("超过500万元不足1000万元的，按5%补助")] == [">", "<", "="]


def test_the_left_end_takes_the_unit_and_never_the_multiplier() -> None:
    (reading,) = read_quantities("25 万～200万元")
    assert reading.value == (25 * WAN, 200 * WAN)
    (reading,) = read_quantities("2016—2018年")
    assert (reading.kind, reading.value, reading.bound) == ("year", (2016, 2018), "in")


def test_a_falling_range_is_two_numbers() -> None:
    assert [r.value for r in read_quantities("50～11台")] == [50, 11]


def test_days_take_since_and_until() -> None:
    assert [r.bound for r in read_quantities("自2017年1月1日起施行")] == ["≥"]
    assert [r.bound for r in read_quantities("于2018年12月31日前完成")] == ["≤"]


def test_a_day_that_does_not_exist_is_not_read_as_one() -> None:
    assert all(r.kind != "date" for r in read_quantities("2017年2月30日"))


def test_a_pair_of_lists_is_matched_by_place() -> None:
    readings = read_quantities("对购买10台以内、11～50台的，分别按总价的20%、15%予以补贴")
    (pair,) = pairings(readings)
    assert (pair.left, pair.right, pair.uneven) == ((0, 1), (2, 3), False)


def test_lists_of_different_length_are_uneven() -> None:
    (pair,) = pairings(read_quantities("对购买10台以内、11～50台、51～100台的，分别按总价的20%、15%予以补贴"))
    assert pair.uneven


def test_one_number_after_each_is_no_list() -> None:
    assert pairings(read_quantities("分别给予最高200万元补助，每个平台最高补助300万元")) == ()


def test_two_pairs_have_two_numbers() -> None:
    readings = read_quantities("国家级、省级分别奖励100万元、50万元；省、市分别承担30%、70%")
    assert [r.group for r in readings] == [0, 0, 1, 1]
    assert [r.slot for r in readings] == ["amount", "amount", "share", "share"]


@given(
    st.text(
        alphabet="0123456789.,，、。；至～—不超过达到以上以内的按给予奖励万亿千元%‰台（套）家年月日:一二三十百分别最高《》“” ",
        max_size=60,
    )
)
def test_any_phrase_is_read_in_order_inside_its_bounds(phrase: str) -> None:
    readings = read_quantities(phrase)
    ends = [0, *(r.end for r in readings)]
    for before, reading in zip(ends, readings, strict=False):
        assert before <= reading.start < reading.end <= len(phrase)
        assert not isinstance(reading.value, float)
        assert (reading.bound == "?") == bool(reading.candidates)


def test_tokens_of_a_blank_phrase() -> None:
    assert read_tokens("") == []
    assert read_quantities("") == ()


def test_a_soft_line_break_is_no_part_of_the_wording() -> None:
    phrase = "按投资额的5%予以补助，最高不超\n　　过25\n0万元"
    rate, limit = read_quantities(phrase)
    assert short(limit) == (250 * WAN, "元", "≤", "limit")
    assert phrase[limit.start : limit.end] == "25\n0万元"
    assert phrase[rate.start : rate.end] == "5%"
