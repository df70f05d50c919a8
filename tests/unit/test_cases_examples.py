"""The shipped cases and the examples of docs/cases.md, against the shipped policy; the schema of case files.

The amounts are worked out by hand from 闽政〔2015〕36号, beside each of them.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.cases.read import read_case
from rulesdsl.cases.schema import case_schema
from rulesdsl.model.literals import date_text, money_text
from rulesdsl.pipeline import build
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.versions import compile_rules
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult, ClauseResult, Interval

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "fujian"
EXAMPLES = sorted((POLICY / "examples").glob("*.yaml"))
YUAN, WAN = 100, 1_000_000


@cache
def plan() -> Plan:
    files = {path.relative_to(POLICY).as_posix(): path.read_text(encoding="utf-8") for path in POLICY.rglob("*.rule")}
    kept = {name: text for name, text in files.items() if name == "vocabulary.rule" or "mz-2015-36/" in name}
    return compile_rules(build(kept)[0])


@cache
def answer(name: str) -> CaseResult:
    path = POLICY / "examples" / f"{name}.yaml"
    case, problems = read_case(path.name, path.read_bytes(), plan())
    assert problems == ()
    assert case is not None
    return judge(plan(), case)


def of(name: str, clause: str, key: str) -> ClauseResult:
    (found,) = [item for item in answer(name).clauses if item.id.endswith("/" + clause) and item.key == key]
    return found


# ---------- the shipped cases


def test_three_cases_are_shipped() -> None:
    assert [path.stem for path in EXAMPLES] == ["equipment-maker", "leasing", "tech-upgrade"]


SHOWN = [
    # 4600万 × 5% = 230万；7200万 × 5% = 360万 → 250万；3100万 × 5% = 155万
    ("tech-upgrade", "成长性企业技改补助", "一号线", "eligible", (230 * WAN, 230 * WAN)),
    ("tech-upgrade", "成长性企业技改补助", "二号线", "eligible", (250 * WAN, 250 * WAN)),
    ("tech-upgrade", "成长性企业技改补助", "三号线", "needs_facts", (0, 155 * WAN)),
    ("tech-upgrade", "成长性企业技改补助", "四号线", "ineligible", (0, 0)),
    # 1030万 × 30% = 309万
    ("tech-upgrade", "关键重大装备补助", "五轴加工中心", "needs_determination", (0, 309 * WAN)),
    ("tech-upgrade", "产值首次跨档奖励", "福建某机械公司", "ineligible", (0, 0)),
    ("tech-upgrade", "省外中标奖励", "南昌项目", "ineligible", (0, 0)),
    # 1.2亿 × 5% = 600万 → 500万；(1.3亿 − 5000万) × 5% = 400万；合计900万 → 800万，按 5:4 分
    ("equipment-maker", "省外中标奖励", "浙江项目", "eligible", (444_444_444, 444_444_444)),
    ("equipment-maker", "新增配套采购奖励", "泉州某装备公司", "eligible", (355_555_556, 355_555_556)),
    ("equipment-maker", "省外中标奖励", "江西项目", "ineligible", (0, 0)),
    # 由1.3亿到6.2亿，跨2亿、4亿两档
    ("equipment-maker", "产值首次跨档奖励", "泉州某装备公司", "eligible", (200 * WAN, 200 * WAN)),
    # 至多 700万 × 60% = 420万；至多 380万 × 30% = 114万
    ("equipment-maker", "国内首台套补助", "六轴机器人", "eligible", (0, 420 * WAN)),
    ("equipment-maker", "省内首台套补助", "检测单元", "eligible", (0, 114 * WAN)),
    ("equipment-maker", "较大创新装备补贴", "检测单元", "ineligible", (0, 0)),
    # 1700万 × 5% = 85万；1170万 × 5% = 58.5万；1000万 × 15% = 150万；1730万 × 2% = 34.6万
    ("leasing", "成长性企业技改补助", "一号线", "eligible", (85 * WAN, 85 * WAN)),
    ("leasing", "成长性企业技改补助", "二号线", "eligible", (585_000 * YUAN, 585_000 * YUAN)),
    ("leasing", "采购省产装备补贴", "一号线", "ineligible", (0, 0)),
    ("leasing", "采购省产装备补贴", "二号线", "eligible", (150 * WAN, 150 * WAN)),
    ("leasing", "租赁引进装备补助", "一号线", "ineligible", (0, 0)),
    ("leasing", "租赁引进装备补助", "二号线", "ineligible", (0, 0)),
    ("leasing", "租赁引进装备补助", "三号线", "ineligible", (0, 0)),
    ("leasing", "租赁引进装备补助", "四号线", "eligible", (346_000 * YUAN, 346_000 * YUAN)),
]


@pytest.mark.parametrize(("name", "clause", "key", "outcome", "amount"), SHOWN)
def test_a_shipped_case_shows(name: str, clause: str, key: str, outcome: str, amount: tuple[int, int]) -> None:
    found = of(name, clause, key)
    assert (found.outcome, found.amount) == (outcome, Interval(*amount))


def test_the_cap_the_near_miss_and_what_is_missing_are_told() -> None:
    assert [cap.kind for cap in of("tech-upgrade", "成长性企业技改补助", "二号线").capped_by] == ["限额"]
    missed = of("tech-upgrade", "省外中标奖励", "南昌项目")
    assert missed.reasons[missed.deciding].gap == "980万元，差 20万元"
    assert [item.name for item in of("tech-upgrade", "成长性企业技改补助", "三号线").missing] == ["技改项目.类型"]


# ---------- the examples of the page

_BLOCK = re.compile(r"^```yaml(?: wrong (RD\d{3}))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = _BLOCK.findall((ROOT / "docs" / "cases.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("code", "text"), BLOCKS, ids=range(len(BLOCKS)))
def test_the_page_shows_what_the_program_reads(code: str, text: str) -> None:
    case, problems = read_case("case.yaml", text.encode(), plan())
    if code:
        assert {item.code for item in problems} == {code}
    else:
        assert (case is not None, problems) == (True, ())


# ---------- the schema


@cache
def validator() -> Any:
    schema = case_schema(plan())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def loaded(text: str) -> Any:
    """As editors load it: every scalar a text, empty ones null."""
    return _nulls(yaml.load(text, Loader=yaml.BaseLoader))


def _nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nulls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_nulls(item) for item in value]
    return value or None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_shipped_cases_fit_the_schema(path: Path) -> None:
    assert list(validator().iter_errors(loaded(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("text", [text for code, text in BLOCKS if not code], ids=len)
def test_the_examples_of_the_page_fit_the_schema(text: str) -> None:
    assert list(validator().iter_errors(loaded(text))) == []


UNFIT = [
    "企业: {规模以上: 是}",
    "申报日期: 2018年5月",
    "申报日期: 2018年5月1日\n企页: []",
    "申报日期: 2018年5月1日\n企业: {规模以土: 是}",
    "申报日期: 2018年5月1日\n企业: {规模以上: yes}",
    "申报日期: 2018年5月1日\n企业: {产值: 3亿元}",
    "申报日期: 2018年5月1日\n企业: {产值: {今年: 3亿元}}",
    "申报日期: 2018年5月1日\n企业: {产值: {2017年: 3亿}}",
    "申报日期: 2018年5月1日\n企业: 甲公司",
    "申报日期: 2018年5月1日\n企业: {技改项目: {设备投资额: 六千万元}}",
    "申报日期: 2018年5月1日\n企业: {技改项目: {设备投资额: -5万元}}",
    "申报日期: 2018年5月1日\n企业: {采购: {台数: 3家}}",
    "申报日期: 2018年5月1日\n企业: {采购: {产地: 广东}}",
    "申报日期: 2018年5月1日\n企业: {市县: []}",
    "申报日期: 2018年5月1日\n技改项目: {属于: {市县: 甲}}",
    "申报日期: 2018年5月1日\n已兑现: [{条款: 甲, 金额: 3万元}]",
    "申报日期: 2018年5月1日\n口径: {分档方式: 随便}",
]


@pytest.mark.parametrize("text", UNFIT)
def test_what_the_reader_refuses_does_not_fit(text: str) -> None:
    assert read_case("a.yaml", text.encode(), plan())[1] or text.endswith("随便}")
    assert not validator().is_valid(loaded(text))


def test_titles_and_remarks_are_those_of_the_vocabulary() -> None:
    rank = case_schema(plan())["$defs"]["企业"]["properties"]["国内行业排名"]
    assert rank["title"] == "国内行业排名"
    assert "细分领域中的国内名次" in rank["description"]


@given(st.integers(0, 10**15), st.integers(693_596, 803_168))
def test_what_is_printed_fits(fen: int, day: int) -> None:
    projects = {"设备投资额": money_text(fen)}
    assert validator().is_valid({"申报日期": date_text(day), "技改项目": projects})
