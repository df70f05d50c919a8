"""What a literal text is worth, and what is said of a text that is none. Expected values are written by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.model.literals import (
    Literal,
    LiteralError,
    date_text,
    decimal_yuan,
    literal_text,
    minutes_text,
    money_text,
    parse_literal,
    quantity_text,
    ratio_text,
    read_as,
)
from rulesdsl.model.numerals import chinese_number

READS = [
    ("250万元", Literal("money", 250_000_000, "元")),
    ("2.5亿元", Literal("money", 25_000_000_000, "元")),
    ("6000万元", Literal("money", 6_000_000_000, "元")),
    ("1万亿元", Literal("money", 10**14, "元")),
    ("2千元", Literal("money", 200_000, "元")),
    ("5千万元", Literal("money", 5_000_000_000, "元")),
    ("3百万元", Literal("money", 300_000_000, "元")),
    ("0.01元", Literal("money", 1, "元")),
    ("0元", Literal("money", 0, "元")),
    ("617.28元", Literal("money", 61_728, "元")),
    ("1,234.56元", Literal("money", 123_456, "元")),
    ("12,345.67元", Literal("money", 1_234_567, "元")),
    ("1，234元", Literal("money", 123_400, "元")),
    ("25 万元", Literal("money", 25_000_000, "元")),
    ("２５　万元", Literal("money", 25_000_000, "元")),
    (" 25万 元 ", Literal("money", 25_000_000, "元")),
    ("0.00001亿元", Literal("money", 100_000, "元")),
    ("0.2元/千瓦时", Literal("unit_price", Fraction(20), "千瓦时")),
    ("0.2元／千瓦时", Literal("unit_price", Fraction(20), "千瓦时")),
    ("0.3847元/千瓦时", Literal("unit_price", Fraction(3847, 100), "千瓦时")),
    ("1.5万元/台", Literal("unit_price", Fraction(1_500_000), "台")),
    ("5%", Literal("ratio", Fraction(1, 20), "%")),
    ("5％", Literal("ratio", Fraction(1, 20), "%")),
    ("0.5 %", Literal("ratio", Fraction(1, 200), "%")),
    ("5‰", Literal("ratio", Fraction(1, 200), "‰")),
    ("150%", Literal("ratio", Fraction(3, 2), "%")),
    ("10台", Literal("quantity", 10, "台")),
    ("10台（套）", Literal("quantity", 10, "台（套）")),
    ("10台(套)", Literal("quantity", 10, "台（套）")),
    ("20家", Literal("quantity", 20, "家")),
    ("5名", Literal("quantity", 5, "名")),
    ("3年", Literal("quantity", 3, "年")),
    ("6个月", Literal("quantity", 6, "个月")),
    ("635万千瓦时", Literal("quantity", 6_350_000, "千瓦时")),
    ("380亿千瓦时", Literal("quantity", 38_000_000_000, "千瓦时")),
    ("25千瓦时", Literal("quantity", 25, "千瓦时")),
    ("3千千瓦时", Literal("quantity", 3_000, "千瓦时")),
    ("1.5万千瓦时", Literal("quantity", 15_000, "千瓦时")),
    ("3千瓦", Literal("quantity", 3, "千瓦")),
    ("10000台", Literal("quantity", 10_000, "台")),
    ("2017年", Literal("year", 2017, "年")),
    ("2017年5月", Literal("month", (2017, 5), "月")),
    ("2017年1月1日", Literal("date", date(2017, 1, 1).toordinal(), "日")),
    ("2017年6月 30日", Literal("date", date(2017, 6, 30).toordinal(), "日")),
    ("２０１７年０１月０１日", Literal("date", date(2017, 1, 1).toordinal(), "日")),
    ("2020年2月29日", Literal("date", date(2020, 2, 29).toordinal(), "日")),
    ("7:00", Literal("time", 420, "")),
    ("7︰00", Literal("time", 420, "")),
    ("21：30", Literal("time", 1290, "")),
    ("24:00", Literal("time", 1440, "")),
    ("是", Literal("bool", True, "")),
    ("否", Literal("bool", False, "")),
    ("999999999999999元", Literal("money", 99_999_999_999_999_900, "元")),
]


@pytest.mark.parametrize(("text", "expected"), READS, ids=[text for text, _ in READS])
def test_reads(text: str, expected: Literal) -> None:
    assert expected == parse_literal(text)


REFUSES = [
    ("", "这里缺少数值", ""),
    ("   ", "这里缺少数值", ""),
    ("六千万", "数值用阿拉伯数字写", "6000万元"),
    ("六千万元", "数值用阿拉伯数字写", "6000万元"),
    ("二十台", "数值用阿拉伯数字写", "20台"),
    ("百分之五", "比例用阿拉伯数字写", "5%"),
    ("千分之五", "比例用阿拉伯数字写", "5‰"),
    ("NaN", "这不是数值", ""),
    ("inf", "这不是数值", ""),
    ("无穷", "这不是数值", ""),
    ("-5万元", "数值不能是负数", "5万元"),
    ("－5万元", "数值不能是负数", "5万元"),
    ("−5%", "数值不能是负数", "5%"),
    ("+5万元", "这不是数值", ""),
    ("6000", "缺少单位", "6000元"),
    ("6000万", "缺少单位", "6000万元"),
    ("1e5", "不用科学记数法", ""),
    ("1E+5元", "不用科学记数法", ""),
    ("0x10元", "数值后面有多余的文字", ""),
    ("2017年2月30日", "2017年2月没有30日", "2017年2月28日"),
    ("2020年2月30日", "2020年2月没有30日", "2020年2月29日"),
    ("2017年12月32日", "2017年12月没有32日", "2017年12月31日"),
    ("2017年6月31日", "2017年6月没有31日", "2017年6月30日"),
    ("2017年13月1日", "月份在1月至12月之间", ""),
    ("2017年0月", "月份在1月至12月之间", ""),
    ("17年1月1日", "年份写四位数字", ""),
    ("2017年1月1日起", "这个日期写得不完整", "2017年1月1日"),
    ("2017-01-01", "日期写成年月日", "2017年1月1日"),
    ("25:00", "时刻在0:00至24:00之间", ""),
    ("7:60", "时刻在0:00至24:00之间", ""),
    ("24:01", "时刻在0:00至24:00之间", ""),
    ("7:0", "时刻写成 7:00", ""),
    ("0.001元", "金额最小到分", ""),
    ("0.0000001万元", "金额最小到分", ""),
    ("1.5台", "「台」只能是整数", ""),
    ("12.5千瓦时", "「千瓦时」只能是整数", ""),
    ("1234567890123456789元", "数字超过 18 位", ""),
    ("123456789012345678亿元", "数字超过 18 位", ""),
    ("12,34元", "千位分隔符应每三位一个", "1234元"),
    ("1234,567元", "千位分隔符应每三位一个", "1234567元"),
    ("10台以上", "界限另写，不写在数值里", "10台"),
    ("500万元以下", "界限另写，不写在数值里", "500万元"),
    ("500万美元", "金额只用人民币元", "500万元"),
    ("500万元整", "金额只用人民币元", "500万元"),
    ("5个百分点", "百分点写成比例", "5%"),
    ("5百分点", "百分点写成比例", "5%"),
    ("5万%", "数值后面有多余的文字", ""),
    ("10台 20台", "数值后面有多余的文字", ""),
    ("3千5百元", "数值后面有多余的文字", ""),
    ("10台（套", "数值后面有多余的文字", ""),
    ("5月", "几个月写“个月”，月份写明年份", "5个月"),
    ("5万万元", "数值后面有多余的文字", ""),
    ("5一台", "数值后面有多余的文字", ""),
    ("2 000元", "数值后面有多余的文字", ""),
    ("1..5元", "数值后面有多余的文字", ""),
    (".5元", "这不是数值", ""),
]


@pytest.mark.parametrize(("text", "reason", "suggestion"), REFUSES, ids=[text or "empty" for text, _, _ in REFUSES])
def test_refuses(text: str, reason: str, suggestion: str) -> None:
    found = parse_literal(text)
    assert isinstance(found, LiteralError)
    assert (reason, suggestion) == (found.reason, found.suggestion)
    assert 0 <= found.start <= found.end <= len(text)


def test_suggestions_are_themselves_literals() -> None:
    for _, _, suggestion in REFUSES:
        assert not suggestion or isinstance(parse_literal(suggestion), Literal), suggestion


def test_negative_only_where_it_is_allowed() -> None:
    assert Literal("money", -50_000_00, "元") == parse_literal("-5万元", allow_negative=True)
    assert Literal("ratio", Fraction(-1, 20), "%") == parse_literal("－5%", allow_negative=True)
    assert isinstance(parse_literal("-2017年1月1日", allow_negative=True), LiteralError)


TYPED = [
    ("金额", "", "6000万元", 600_000_000_0),
    ("金额", "", "1,234.56元", 123_456),
    ("比例", "", "80%", Fraction(4, 5)),
    ("数量", "台", "10台", 10),
    ("数量", "台", "10套", 10),
    ("数量", "台", "10台（套）", 10),
    ("数量", "千瓦时", "635万千瓦时", 6_350_000),
    ("日期", "", "2018年6月30日", date(2018, 6, 30).toordinal()),
    ("日期", "", "2018-06-30", date(2018, 6, 30).toordinal()),
    ("年度", "", "2018年", 2018),
    ("年度", "", "2018", 2018),
    ("是否", "", "是", True),
    ("是否", "", "否", False),
    ("文字", "", " 某系统 ", "某系统"),
    ("单价", "千瓦时", "0.2元/千瓦时", Fraction(20)),
    ("时段", "", "7:00", 420),
]


@pytest.mark.parametrize(("kind", "unit", "text", "expected"), TYPED)
def test_reads_by_declared_type(kind: str, unit: str, text: str, expected: int | Fraction | str) -> None:
    assert expected == read_as(kind, unit, text, synonyms={"套": "台", "台（套）": "台"})


UNTYPED = [
    ("金额", "", "6000", "缺少单位", "写明单位，例如 6000万元"),
    ("金额", "", "5%", "这里应是金额", "例如 6000万元"),
    ("比例", "", "80", "缺少单位", "写明单位，例如 80%"),
    ("数量", "台", "10", "缺少单位", "写明单位，例如 10台"),
    ("数量", "台", "10家", "单位应是「台」，这里是「家」", "10台"),
    ("数量", "台", "10万元", "这里应是数量", "例如 10台"),
    ("日期", "", "2018年", "这里应是日期", "例如 2017年1月1日"),
    ("日期", "", "2018-02-30", "日期写成年月日", "2018年2月30日"),
    ("年度", "", "18年", "这里应是年度", "例如 2017年"),
    ("是否", "", "true", "这里只写是或否", "是"),
    ("是否", "", "无", "这里只写是或否", "否"),
    ("文字", "", " ", "这里缺少文字", ""),
]


@pytest.mark.parametrize(("kind", "unit", "text", "reason", "suggestion"), UNTYPED)
def test_complains_by_declared_type(kind: str, unit: str, text: str, reason: str, suggestion: str) -> None:
    found = read_as(kind, unit, text)
    assert isinstance(found, LiteralError)
    assert (reason, suggestion) == (found.reason, found.suggestion)


def test_a_near_choice_is_suggested() -> None:
    choices = ("智能化技术改造", "样板工厂")
    assert read_as("之一", "", "样板工厂", choices=choices) == "样板工厂"
    found = read_as("之一", "", "智能化技改", choices=choices)
    assert LiteralError("应是智能化技术改造、样板工厂之一", 0, 5, "智能化技术改造") == found


MONEY = [
    (2_500_000_00, "250万元"),
    (100_000_000_00, "1亿元"),
    (61_728, "617.28元"),
    (444_444_444, "4,444,444.44元"),
    (855_000_00, "85.5万元"),
    (120_000_000_00, "1.2亿元"),
    (123_456_789_00, "12345.6789万元"),
    (0, "0元"),
    (1, "0.01元"),
    (10, "0.10元"),
    (2000_00, "2000元"),
    (-5_000_000, "-5万元"),
    (-1, "-0.01元"),
    (Fraction(6172835, 100), "617.2835元"),
    (Fraction(61728), "617.28元"),
    (Fraction(100, 3), "1/3元"),
]


@pytest.mark.parametrize(("fen", "expected"), MONEY)
def test_prints_money_short_and_exact(fen: int | Fraction, expected: str) -> None:
    assert expected == money_text(fen)


def test_prints_the_other_kinds() -> None:
    assert decimal_yuan(444_444_444) == "4444444.44"
    assert decimal_yuan(-5) == "-0.05"
    assert [ratio_text(Fraction(n, 1000)) for n in (50, 5, 125, 1500, 7)] == ["5%", "5‰", "12.5%", "150%", "7‰"]
    assert ratio_text(Fraction(1, 3)) == "1/3"
    assert date_text(date(2017, 1, 1).toordinal()) == "2017年1月1日"
    assert [minutes_text(420), minutes_text(1440), minutes_text(5)] == ["7:00", "24:00", "0:05"]
    assert [quantity_text(10000, "台"), quantity_text(38_000_000_000, "千瓦时")] == ["10000台", "380亿千瓦时"]


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_money_round_trip(fen: int) -> None:
    assert Literal("money", fen, "元") == parse_literal(money_text(fen), allow_negative=True)


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(["台", "家", "千瓦时", "名", "台（套）", "千克"]))
def test_quantity_round_trip(count: int, unit: str) -> None:
    assert Literal("quantity", count, unit) == parse_literal(quantity_text(count, unit))


@given(st.integers(0, 10**6), st.sampled_from([100, 1000, 10000]))
def test_ratio_round_trip(numerator: int, denominator: int) -> None:
    found = parse_literal(ratio_text(Fraction(numerator, denominator)))
    assert isinstance(found, Literal)
    assert Fraction(numerator, denominator) == found.value


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_date_round_trip(day: date) -> None:
    assert Literal("date", day.toordinal(), "日") == parse_literal(date_text(day.toordinal()))


@given(st.text(alphabet="0123456789.,，％%‰万亿千元/台年月日:：- 是否eE（）套", max_size=20))
def test_any_text_is_read_or_refused_and_canonical_text_reads_back(text: str) -> None:
    found = parse_literal(text)
    if isinstance(found, Literal):
        again = parse_literal(literal_text(found))
        assert isinstance(again, Literal)
        assert (found.kind, found.value) == (again.kind, again.value)
    else:
        assert 0 <= found.start <= found.end <= len(text)


CHINESE = [
    ("三", 3), ("十", 10), ("二十", 20), ("二十五", 25), ("一百零五", 105), ("两千", 2000), ("六千万", 60_000_000),
    ("千亿", 10**11), ("百万", 10**6), ("一亿二千万", 120_000_000), ("万", 10_000), ("两千零五", 2005),
    ("万亿", 10**12), ("三万五千", 35_000), ("一三", None), ("十十", None), ("", None), ("三个", None),
    ("一万亿", 10**12), ("五亿五亿", None), ("百千", None), ("一一百", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese_numerals(text: str, expected: int | None) -> None:
    assert expected == chinese_number(text)
