"""Agreement beyond single cases: the shipped policies agree, coverage is counted, odd texts are told apart."""

from __future__ import annotations

import pytest

from rulesdsl.check.agreement import check_agreement
from rulesdsl.check.agreement_literals import literal_uses
from rulesdsl.check.anchors import check_anchors
from rulesdsl.check.coverage import check_coverage, coverage_report
from rulesdsl.check.placement import placements
from rulesdsl.diagnostics import Diagnostic, Span
from support.policies import matter_of, no_36

CHECKS = (check_anchors, check_coverage, check_agreement)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_shipped_policy_agrees_with_its_text(check) -> None:  # type: ignore[no-untyped-def]
    assert [f"{found.code} {found.message}" for found in check(no_36())] == []


def test_every_sentence_of_no_36_is_accounted_for() -> None:
    (document,) = coverage_report(no_36()).documents
    assert (document.sentences, document.covered_sentences) == (85, 85)
    assert document.characters == document.covered_characters > 4000
    assert sum(document.kinds.values()) == document.clauses > 120
    assert document.restored_characters > 200
    items = {item.citation: item for item in document.items}
    assert len(items) == 28
    assert (items["第十四项"].sentences, items["第十四项"].covered_sentences) == (8, 8)
    assert items["第十四项"].clauses == 9
    assert sum(item.clauses for item in document.items) == document.clauses


def test_numbers_are_read_in_their_sentence_not_in_their_quote() -> None:
    placed = placements(no_36())["闽政〔2015〕36号/第十二项/独立法人资助上限"]
    (figure,) = placed.figures
    assert (figure.reading.slot, figure.reading.bound) == ("limit", "≤")


def test_a_clause_lists_its_numbers_with_what_they_are_for() -> None:
    clause = no_36().rules.by_id["闽政〔2015〕36号/第十四项/采购省产装备补贴"].clause
    assert [(use.role, use.relation, use.written, use.row) for use in literal_uses(clause)] == [
        ("band", "≤", "10台", 0),
        ("rate", "=", "20%", 0),
        ("band", "in", "11台 至 50台", 1),
        ("rate", "=", "15%", 1),
        ("band", "in", "51台 至 100台", 2),
        ("rate", "=", "10%", 2),
    ]


TEXT = "关于用电的通知\n\n一、用电\n\n（一）调峰用电。{}\n"
DOCUMENT = "文件 示政〔2020〕1号\n成文 2020年\n正文 “text.txt”\n"
VOCABULARY = """词汇 示例
对象 集团
    名称    文字
对象 企业 属于 集团 可无
    用电量    数量 千瓦时 逐时    表述 「用电量」
    产值      金额 每年           表述 「产值」
    工业企业  是否                表述 「工业企业」
对象 贷款公司
    占比      比例                表述 「余额」
单位 千瓦时
单位 年
"""


def agreement(sentence: str, clauses: str) -> list[tuple[str, str]]:
    """(code, what is underlined) of the item whose only sentence is given."""
    item = f"措施 示政〔2020〕1号 第一项\n责任单位 未规定\n\n{clauses}"
    files = {
        "text.txt": TEXT.format(sentence),
        "document.rule": DOCUMENT,
        "vocabulary.rule": VOCABULARY,
        "item.rule": item,
    }
    found = check_agreement(matter_of(files))
    return [(one.code, _cut(files, one)) for one in found]


def _cut(files: dict[str, str], found: Diagnostic) -> str:
    span = found.span or Span("item.rule", 0, 0)
    return files[span.file][span.start : span.end]


PEAK = "对2017年1月1日至6月30日每日7︰00—8︰00和21︰00—23︰00的用电量给予0.2元／千瓦时奖励"
PEAK_RULE = """条款 甲
原文 「{}」
对象 企业
记 时段 为 2017年1月1日 至 2017年6月30日 每日 {}
奖励 企业.用电量[时段] 乘 {}
"""


def test_windows_and_unit_prices_agree() -> None:
    assert agreement(PEAK + "。", PEAK_RULE.format(PEAK, "7:00 至 8:00、21:00 至 23:00", "0.2元/千瓦时")) == []


def test_an_hour_or_a_unit_price_changed_is_seen() -> None:
    codes = agreement(PEAK + "。", PEAK_RULE.format(PEAK, "7:00 至 8:00、21:00 至 22:00", "0.2元/千瓦时"))
    assert [code for code, _ in codes] == ["RD504"]
    assert agreement(PEAK + "。", PEAK_RULE.format(PEAK, "7:00 至 8:00、21:00 至 23:00", "0.3元/千瓦时")) == [
        ("RD504", "0.3元/千瓦时")
    ]


CAP = "上述期限内奖励单家企业最高不超过500万元，集团内企业合计不超过1500万元"
CAP_RULE = "条款 甲\n原文 「{}」\n限额 每个 企业 {} 500万元、每个 集团 {} 1500万元 适用于 乙\n"


def test_a_limit_within_a_term_is_one() -> None:
    assert agreement(CAP + "。", CAP_RULE.format(CAP, "期内", "期内")) == []
    assert agreement(CAP + "。", CAP_RULE.format(CAP, "每年", "期内"))[:1] == [("RD508", "500万元")]


SHARE = "贷款公司余额的70%用于工业企业"


def test_a_number_without_a_bound_may_be_read_three_ways_if_one_reading_is_plain() -> None:
    head = f"条款 甲\n原文 「{SHARE}」\n对象 贷款公司\n"
    readings = "口径 性质 「余额的70%」\n    理由 “没有界限词”\n"
    three = readings + "".join(
        f"    {word} {name}：要求 贷款公司.占比 {relation} 70%\n"
        for word, name, relation in (("采用", "下限", "达到"), ("备选", "恰值", "等于"), ("备选", "上限", "不超过"))
    )
    assert agreement(SHARE + "。", head + three) == []
    assert agreement(SHARE + "。", head + "要求 贷款公司.占比 达到 70%\n") == [("RD506", "70%")]


def test_an_exception_may_take_up_a_number_of_what_it_excepts_from() -> None:
    sentence = "对产值1亿元以上的企业给予100万元奖励。对工业企业不叠加执行。"
    base = "条款 甲\n原文 「对产值1亿元以上的企业给予100万元奖励」\n条件 企业.产值[本年] 达到 1亿元\n奖励 100万元\n\n"
    exception = "条款 乙\n原文 「对工业企业不叠加执行」\n例外于 甲\n当 企业.工业企业\n奖励 {}\n"
    assert agreement(sentence, base + exception.format("0元")) == []
    assert agreement(sentence, base + exception.format("100万元")) == []
    assert agreement(sentence, base + exception.format("90万元")) == [("RD504", "90万元")]


def test_a_number_in_a_duty_must_be_excused() -> None:
    sentence = "引导企业三年内完成改造。"
    said = "条款 甲\n职责 「引导企业三年内完成改造」\n"
    assert agreement(sentence, said) == [("RD505", "三年")]
    assert agreement(sentence, said + "免读 「三年内」 因 “对部门的要求，不判断个案”\n") == []


def test_without_a_text_the_quotes_are_read_by_themselves() -> None:
    item = "措施 示政〔2020〕9号 第一项\n\n条款 甲\n原文 「对工业企业奖励50万元」\n对象 企业\n条件 企业.工业企业\n奖励 5万元\n"
    found = check_agreement(matter_of({"vocabulary.rule": VOCABULARY, "item.rule": item}))
    assert [one.code for one in found] == ["RD504"]
