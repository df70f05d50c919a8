"""A small vocabulary, and the way from rule text to answers without any file."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import HealthCheck, settings

from rulesdsl.cases.case import Case, Row
from rulesdsl.cases.from_test_case import case_of
from rulesdsl.inputs import build
from rulesdsl.model.kinds import is_executable
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.versions import compile_rules
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult, ClauseResult, Interval

NUMBER = "试政〔2020〕1号"
YUAN, WAN = 100, 1_000_000

VOCABULARY = """\
词汇 小政策

对象 集团
    名称 文字

对象 企业 属于 集团 可无
    规上 是否
    有名 是否
    曾受 是否
    等级 之一 高、中、低
    家数 数量 家
    资产 金额
    产值 金额 每年
    税额 金额 每年
    起始年 年度

对象 项目 属于 企业
    可行 是否
    重大 是否
    种类 之一 新建、改建、其他
    投资 金额
    价款 金额
    台数 数量 台

对象 租赁 属于 企业
    成套 是否
    总额 金额
    台数 数量 台

# 有发生日期和归属年度的
对象 合同 属于 企业 发生日期 签订日
    签订日 日期
    奖励年 年度
    金额 金额

单位 台
单位 家

机构 省财政 省级
机构 市财政 市级
机构 县财政 县级
"""

NIGHTLY = float(os.environ.get("RULESDSL_NIGHTLY") or 0)
"""Set it to 1 to search far longer, and elsewhere each time; to a part of 1 for that part of a night."""

A_NIGHT = 100
"""How many times as many examples a night is."""


def examples(count: int) -> Callable[[Any], Any]:
    """How many examples a law is tried on: few enough for every push, many more by night."""
    return settings(
        max_examples=max(count, round(count * A_NIGHT * NIGHTLY)),
        derandomize=not NIGHTLY,
        deadline=None,
        database=None,
        print_blob=bool(NIGHTLY),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )


def plan_of(*texts: str, vocabulary: str = VOCABULARY) -> Plan:
    """Compile rule texts, one a file; a clause that could not be lowered is a mistake of the test."""
    files = {"vocabulary.rule": vocabulary} | {f"{place}.rule": text for place, text in enumerate(texts)}
    rules, problems = build(files)
    assert problems == (), problems
    plan = compile_rules(rules)
    lowered = {clause.id for clause in plan.clauses}
    left_out = [home.id for home in rules.homes if is_executable(home.clause) and home.id not in lowered]
    assert left_out == []
    return plan


def item(*clauses: str, locator: str = "第一项") -> str:
    """A 措施 with clauses."""
    return f"措施 {NUMBER} {locator}\n\n" + "\n\n".join(clauses) + "\n"


def answer(rules: str, case: str, vocabulary: str = VOCABULARY) -> CaseResult:
    """Judge a 用例 written without its title, under rules written without their 措施."""
    file = f"措施 {NUMBER} 第一项\n\n{rules}\n\n用例 「一」\n{case}\n"
    built, problems = build({"vocabulary.rule": vocabulary, "item.rule": file})
    assert problems == (), problems
    plan = compile_rules(built)
    ((measure, test),) = built.test_cases
    found, wrong = case_of(built, plan, measure, test)
    assert wrong == (), wrong
    uses = tuple((use.point.text, use.option.text) for one in test.expectations for use in one.readings)
    return judge(plan, found._replace(readings=uses))


def of(result: CaseResult, clause: str, key: str = "") -> ClauseResult:
    """The one answer of a clause, for the instance of that name."""
    (found,) = [item for item in result.clauses if item.id.endswith("/" + clause) and key in ("", item.key)]
    return found


def money(result: CaseResult, clause: str, key: str = "") -> tuple[int, int | None]:
    """What is payable."""
    found = of(result, clause, key).amount
    assert found is not None
    return tuple(found)


def day(year: int, month: int = 1, number: int = 1) -> int:
    """A date as cases hold it."""
    return date(year, month, number).toordinal()


def case(rows: dict[str, tuple[Row, ...]], **frame: Any) -> Case:
    """A case of 2018-05-01, 核算年度 2017, nothing paid before, unless said otherwise."""
    plain = {
        "name": "",
        "claim_date": day(2018, 5),
        "as_of": None,
        "accounting_year": 2017,
        "paid": (),
        "choices": (),
        "readings": (),
    }
    return Case(rows=rows, **(plain | frame))


def inside(inner: Interval | None, outer: Interval | None) -> bool:
    """Whether one interval lies inside another."""
    if inner is None or outer is None:
        return inner is outer
    return outer.low <= inner.low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))
