"""A little document with rules, amended: compiled from texts alone, no file involved."""

from __future__ import annotations

from laws.columns import compare
from laws.engines import differences
from rulesdsl.amendments.history import Amended
from rulesdsl.cases.from_test_case import case_of
from rulesdsl.diagnostics import severity_of
from rulesdsl.pipeline import Compiled, build, compile_files
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult

NUMBER = "试政〔2018〕1号"

VOCABULARY = """\
词汇 小政策

对象 企业
    规模以上 是否 表述 「规模以上」「规上」
    独立核算 是否
    高新企业 是否
    受过处罚 是否
    产值 金额
    台数 数量 台
对象 项目 属于 企业
    投资额 金额
    台数 数量 台
# 有发生日期的
对象 合同 属于 企业 发生日期 签订日
    签订日 日期
    金额 金额

单位 台

机构 省经信委 省级 表述 「省经信委」「经信委」
机构 省工信厅 省级 前身 省经信委 止于 2030年 表述 「省工信厅」「工信厅」
机构 省财政 省级
机构 市财政 市级
机构 县财政 县级
资金 技改资金
资金 创新资金
"""

DOCUMENT = f"""\
文件 {NUMBER}
标题 「关于支持企业的通知」
成文 2018年3月1日
施行 未规定
正文 “text.txt”
"""

MEASURE = f"""\
措施 {NUMBER} 第一项
责任单位 未规定

"""

AMENDMENT = f"""\
修改 {NUMBER}
成文 2020年12月4日
公布 2020年12月16日
施行 未规定
口径 施行日
    采用 成文日：施行 自成文之日
    备选 公布日：施行 自发布之日

"""


def text_of(*bodies: str) -> str:
    """An official text with items in a row."""
    numerals = "一二三四五六七八九"
    items = [f"（{numerals[place]}）{body}" for place, body in enumerate(bodies)]
    return "\n\n".join(["关于支持企业的通知", "各市人民政府：", *items]) + "\n"


def files(text: str, measure: str, *sentences: str, restated: str = "", document: str = DOCUMENT) -> dict[str, str]:
    """The files of a policy; the measure is that of 第一项, more may follow in it."""
    found = {"vocabulary.rule": VOCABULARY, "document.rule": document, "text.txt": text, "item.rule": MEASURE + measure}
    if sentences:
        found["amend.rule"] = AMENDMENT + "\n".join(sentences) + "\n\n" + restated
    return found


def compiled(text: str, measure: str, *sentences: str, restated: str = "", document: str = DOCUMENT) -> Compiled:
    """A policy, and an act on it."""
    return compile_files(files(text, measure, *sentences, restated=restated, document=document))


def only(found: Compiled) -> Amended:
    """The one amendment of a policy."""
    (amended,) = found.history.amended
    return amended


def effects(found: Compiled) -> list[tuple[str, str, str]]:
    """(kind, clause, direction) of each effect."""
    return [(item.kind, item.rule.rpartition("/")[2], item.direction) for item in only(found).effects]


def errors(found: Compiled) -> list[str]:
    """The codes of what is wrong, in order."""
    return [item.code for item in found.diagnostics if severity_of(item.code) == "error"]


def judged(found: Compiled, case: str, readings: tuple[tuple[str, str], ...] = ()) -> CaseResult:
    """A 用例 without its title, answered on all versions of a policy; the engines agree on it."""
    written, problems = build({"case.rule": f"{MEASURE}\n用例 「一」\n{case}\n"})
    assert problems == (), problems
    ((measure, test),) = written.test_cases
    read, wrong = case_of(found.matter.rules, found.plan, measure, test)
    assert wrong == (), wrong
    asked = read._replace(readings=readings)
    assert differences(found.plan, asked) == []
    assert compare(found.plan, [asked]).differences == []
    return judge(found.plan, asked)
