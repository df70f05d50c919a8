"""A small policy of its own for the tests of reports, so that their snapshots change only when a report does."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rulesdsl.cases.case import Case
from rulesdsl.cases.from_test_case import case_of
from rulesdsl.cases.read import read_case
from rulesdsl.inputs import build
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.versions import compile_rules

POLICIES = Path(__file__).parents[2] / "policies" / "fujian"

RULES = """
文件 示政〔2020〕1号
标题 「示例通知」
发文机关 「示例省人民政府」
成文 2020年3月2日
施行 自发布之日 「自发布之日起施行」
正文 “text.txt”
还原 「省经信委」 “反推”

词汇 示例

对象 企业
    规模以上      是否
    成长性较好    是否
    列入基地      是否
    配套采购额    金额 每年

对象 合同 属于 企业
    金额          金额

对象 采购 属于 企业
    台数          数量 台
    发票总价      金额

措施 示政〔2020〕1号 第一项
标题 「支持开拓市场」
责任单位 「省经信委、财政厅」

条款 中标奖励
原文 「规模以上企业单个合同金额1000万元以上的，省经信委按合同金额5%给予奖励」
对象 合同
条件
    企业.规模以上               「规模以上企业」
    并且 合同.金额 达到 1000万元  「单个合同金额1000万元以上」
奖励 合同.金额 的 5%            「按合同金额5%给予奖励」
承担 省经信委                   「省经信委」

条款 配套奖励
原文 「对年配套采购额1000万元以上的企业，按5%给予奖励」
对象 企业
条件 企业.配套采购额[本年] 达到 1000万元 「年配套采购额1000万元以上」
奖励 企业.配套采购额[本年] 的 5%  「按5%给予奖励」
承担 省经信委

条款 奖励上限
原文 「单个项目不超过500万元，单家企业年度奖励不超过800万元」
限额 每项 500万元 适用于 中标奖励、配套奖励        「单个项目不超过500万元」
限额 每个 企业 每年 800万元 适用于 中标奖励、配套奖励  「单家企业年度奖励不超过800万元」

措施 示政〔2020〕1号 第二项
标题 「支持采购」

条款 采购补贴
原文 「省经信委对成长性较好的企业采购100台以内的装备，按发票总价的10%给予补贴」
对象 采购
条件 经 省经信委 认定 企业.成长性较好 「成长性较好的企业」
补贴 按 采购.台数 分档
    100台 以内  采购.发票总价 的 10%
承担 企业所在地财政 「企业所在地财政」
口径 分档方式 「按发票总价的10%」
    理由 “一档一个比例”
    采用 整批：分档方式 全额
    备选 累进：分档方式 累进

条款 基地分担
原文 「列入基地的，由企业所在地财政和省级财政各承担50%」
例外于 采购补贴
当 企业.列入基地 「列入基地的」
承担 企业所在地财政 50%、省级财政 50% 「各承担50%」
"""

CASE = """
案卷: 甲厂2021年度
申报日期: 2021年5月1日
核算年度: 2021年
企业:
  名称: 甲厂
  规模以上: 是
  配套采购额: {2021年: 8000万元}
  合同:
    - {名称: 甲合同, 金额: 1.2亿元}
    - {名称: 乙合同, 金额: 980万元}
  采购:
    - {名称: 一号线, 台数: 60台, 发票总价: 3000万元}
"""


@cache
def small_policy() -> tuple[Plan, Case]:
    """The policy above, and a case with a cap, a near miss, a missing determination and an open payer."""
    plan = compile_rules(_rules({"small.rule": RULES}))
    return plan, read("case.yaml", CASE, plan)


@cache
def fujian() -> tuple[Plan, dict[str, Case]]:
    """The shipped policy with the cases of all its 用例, by title."""
    files = {str(path): path.read_text(encoding="utf-8") for path in sorted(POLICIES.rglob("*.rule"))}
    rules = _rules(files)
    plan = compile_rules(rules)
    cases = (case_of(rules, plan, measure, test)[0] for measure, test in rules.test_cases)
    return plan, {case.name: case for case in cases if case.judged_on is not None}


def read(name: str, text: str, plan: Plan) -> Case:
    """A case file that has to be free of errors."""
    case, problems = read_case(name, text.encode(), plan)
    assert case is not None, problems
    return case


def _rules(files: dict[str, str]) -> RuleSet:
    rules, problems = build(files)
    assert problems == ()
    return rules
