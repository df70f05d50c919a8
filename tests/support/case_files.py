"""A small vocabulary with two items, and case files read against them; the tests of case files go through here."""

from __future__ import annotations

from functools import cache

from rulesdsl.cases.case import Case
from rulesdsl.cases.read import read_case
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.inputs import build
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.versions import compile_rules

VOCABULARY = """\
词汇 例

对象 企业
    规模以上    是否
    产值        金额 每年
    研发占比    比例
    起始年      年度

对象 项目 属于 企业
    类型        之一 技术改造、基建
    设备投资额  金额
    台数        数量 台
    完工日      日期
    备注        文字
    余额        金额 可为负
    峰谷用电    数量 千瓦时 逐时

对象 协会
    名称        文字

对象 展会 属于 企业、协会 可无
    已纳入      是否

单位 台 又称 套
单位 千瓦时
机构 省级财政
"""

ITEM = """\
措施 示政〔2020〕1号 第一项
条款 甲奖
对象 企业
条件 企业.规模以上
奖励 10万元
口径 甲的封顶
    采用 每年：限额 每个 企业 每年 10万元
    备选 累计：限额 每个 企业 累计 10万元

条款 乙奖
对象 企业
条件 企业.产值[本年] 达到 1亿元
奖励 20万元

条款 丙奖
对象 项目
奖励 项目.设备投资额 的 5%

条款 只奖一项
互斥 甲奖、乙奖 同一 企业

措施 示政〔2020〕1号 第二项
条款 丙奖
对象 项目
条件 项目.峰谷用电[2017年1月1日 至 2017年6月30日 每日 7:00 至 8:00] 达到 5千瓦时
奖励 1万元
"""

DATE = "申报日期: 2018年5月1日\n"


@cache
def plan() -> Plan:
    rules, _ = build({"vocabulary.rule": VOCABULARY, "item.rule": ITEM})
    return compile_rules(rules)


def read(text: str | bytes, file: str = "case.yaml") -> tuple[Case | None, tuple[Diagnostic, ...]]:
    return read_case(file, text if isinstance(text, bytes) else text.encode(), plan())


def good(text: str | bytes, file: str = "case.yaml") -> Case:
    case, problems = read(text, file)
    assert problems == ()
    assert case is not None
    return case


def found(text: str, file: str = "case.yaml") -> list[tuple[str, str]]:
    """(code, what is underlined) of each diagnostic."""
    case, problems = read(text, file)
    assert case is None
    return [(item.code, text[item.span.start : item.span.end] if item.span else "") for item in problems]
