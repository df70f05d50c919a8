"""The words that carry meaning, and their look-alikes. Phrases are from the four documents unless marked."""

from __future__ import annotations

import pytest

from rulesdsl.reading.words import Word, read_words

READS = [
    ("由企业所在地财政一次性给予不超过500万元奖励", [("once", "一次性")]),
    ("择优按不超过近三年信息化相关软硬件投资额的5%予以补助，单个项目最高不超过200万元", [("select", "择优"), ("each", "单个项目")]),
    ("省工信厅选择一批成长性较好的企业", [("select", "选择一批")]),
    ("省财政每年扶持1～3个专项，每个专项最高补助1000万元", [("per", "每年"), ("each", "每个专项")]),
    ("单家企业年度奖励不超过800万元", [("each", "单家企业"), ("per", "年度")]),
    ("每个单位每年补助总额最高可达100万元", [("each", "每个单位"), ("per", "每年"), ("total", "总额")]),
    ("集团内企业合计不超过1500万元", [("each", "集团内企业"), ("total", "合计")]),
    ("分别按核定后并购金额的10%、5%给予补助，单项补助金额不超过1000万元", [("determine", "核定"), ("each", "单项")]),
    ("分别给予每项不高于50万元、30万元和20万元的奖励", [("each", "每项")]),
    ("由企业所在地财政按其售价给予一定比例的补贴", [("vague", "一定比例")]),
    ("补助经费由省、设区市、县（市、区）按比例分摊", [("vague", "按比例")]),
    ("所在地政府对上市企业给予适当补助", [("vague", "适当")]),
    ("可适当放宽至1000万千瓦时", [("may", "可"), ("vague", "适当")]),
    ("融资租赁方式可视同采购设备享受技改补助政策", [("may", "可"), ("deem", "视同")]),
    ("允许再按当年研发费用实际发生额的50%加计扣除", [("may", "允许")]),
    ("可以限价商品房或租赁方式解决软件人才的住房问题", [("may", "可以")]),
    ("优先推荐省级试点示范企业", [("priority", "优先")]),
    ("产值首次超过2亿元", [("first", "首次")]),
    ("新芯片产品初次试流片", [("first", "初次")]),
    ("（已享受技改资金补助的不再享受）", [("exclude", "不再享受")]),
    ("电力直接交易与调峰生产用电奖励不叠加执行", [("exclude", "不叠加")]),
    ("除法律另有规定外，摊销年限不低于10年", [("except", "除法律另有规定外")]),
    ("从完工投产当年起连续三年", [("run", "连续三年")]),
    ("按照规定予以参展费用补助", [("by_rule", "按照规定")]),
    ("由省教育厅、人社厅按相关规定给予补助或奖励", [("by_rule", "按相关规定")]),
    ("对经认定的国家级、省级工业设计中心", [("determine", "经认定")]),
    ("对认定为国家级服务型制造示范企业的", [("status", "认定为")]),
    ("同一个项目、系统或产品奖励金额最高可达200万元", [("each", "同一个项目")]),
    ("为每日21︰00至次日8︰00", [("daily", "每日"), ("daily", "次日")]),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "expected"), READS, ids=[phrase[:14] for phrase, _ in READS])
def test_reads_the_words(phrase: str, expected: list[tuple[str, str]]) -> None:
    assert expected == [(word.kind, word.text) for word in read_words(phrase)]


SILENT = [
    "持续、可持续发展",
    "认可、许可、不可抗力、尚可",
    "安全可靠控制系统",
    "最高可给予200万元补助",
    "资产总额超过500万元的",
    "占主营业务收入比例超过20%",
    "《关于允许优先选择的意见》",
    "“一次性”和“可”",
    "纳入省商务厅年度展会计划的项目",
    "实际年度保费",
    "可视化、可用性、可穿戴、可再生",
]


@pytest.mark.parametrize("phrase", SILENT)
def test_passes_over_look_alikes(phrase: str) -> None:
    assert read_words(phrase) == ()


def test_spans_are_of_the_phrase() -> None:
    assert (Word("once", "一次性", 2, 5),) == read_words("给予一次性奖励")


def test_a_soft_line_break_is_passed_over() -> None:
    (word,) = read_words("给予一次\n性奖励")
    assert (word.kind, word.text, word.start, word.end) == ("once", "一次性", 2, 6)
