"""The shipped cases and the examples of docs/cases.md, against the shipped policy; the schema of case files.

The amounts are worked out by hand from the four documents, beside each of them.
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
from rulesdsl.inputs import build
from rulesdsl.model.literals import date_text, money_text
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
    return compile_rules(build(files)[0])


@cache
def answer(name: str, *readings: tuple[str, str]) -> CaseResult:
    path = POLICY / "examples" / f"{name}.yaml"
    case, problems = read_case(path.name, path.read_bytes(), plan())
    assert problems == ()
    assert case is not None
    return judge(plan(), case._replace(readings=readings))


def of(name: str, clause: str, key: str, *readings: tuple[str, str]) -> ClauseResult:
    found = answer(name, *readings).clauses
    (wanted,) = [item for item in found if item.id.endswith("/" + clause) and item.key == key]
    return wanted


# ---------- the shipped cases


def test_four_cases_are_shipped() -> None:
    assert [path.stem for path in EXAMPLES] == ["all-four", "equipment-maker", "leasing", "tech-upgrade"]


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


COMPANY = "福建某智能装备公司"

# 一家企业，四份文件。None 是不限。
ALL_FOUR = [
    # 36号：6000万 × 5% = 300万 → 250万；4000万 × 8% = 320万，待认定；1030万 × 30%；1480万 × 15%
    ("成长性企业技改补助", "一号线", "eligible", (250 * WAN, 250 * WAN)),
    ("龙头企业与样板工厂补助", "样板工厂", "needs_determination", (0, 320 * WAN)),
    ("关键重大装备补助", "五轴加工中心", "eligible", (309 * WAN, 309 * WAN)),
    ("采购省产装备补贴", "数控机床", "eligible", (222 * WAN, 222 * WAN)),
    # 1.2亿 × 5% = 600万 → 500万；980万不到1000万
    ("省外中标奖励", "浙江项目", "eligible", (500 * WAN, 500 * WAN)),
    ("省外中标奖励", "江西项目", "ineligible", (0, 0)),
    # 1.3亿到2.4亿，跨2亿一档；至多 480万 × 60%；430万 × 25%；占比15.7%不到20%
    ("产值首次跨档奖励", COMPANY, "eligible", (100 * WAN, 100 * WAN)),
    ("国内首台套补助", "六轴机器人", "eligible", (0, 288 * WAN)),
    ("加计扣除奖励", COMPANY, "eligible", (1_075_000 * YUAN, 1_075_000 * YUAN)),
    ("服务型制造首次达标奖励", COMPANY, "ineligible", (0, 0)),
    # 60号：1270万 × 3% = 38.1万；499万不到500万；每人至多20万，待认定
    ("软件省外中标奖励", "湖南合同", "eligible", (381_000 * YUAN, 381_000 * YUAN)),
    ("软件省外中标奖励", "江西合同", "ineligible", (0, 0)),
    ("引进人才补助", "林某", "needs_determination", (0, 20 * WAN)),
    # 29号：收入首次到470万、6家；资产恰500万，没有超过；投资额没有给出；收入过3000万、占比首次过15%
    ("首次达到规模奖励", "维保公司", "eligible", (0, None)),
    ("剥离启动资金补助", "维保公司", "ineligible", (0, 0)),
    ("信息化项目补助", "远程运维系统", "needs_facts", (0, None)),
    ("服务收入首次跨档奖励", COMPANY, "eligible", (0, None)),
    ("省级示范企业奖励", COMPANY, "eligible", (0, None)),
    # 13号：(6000 + 500 + 300)万 × 5% = 340万，4000万 × 5% = 200万，合计540万 → 500万，按 340:200 分
    ("设备更新技改补助", "一号线", "eligible", (314_814_814, 314_814_814)),
    ("设备更新技改补助", "样板工厂", "eligible", (185_185_186, 185_185_186)),
    # (1230万 − 1000万) × 40% = 92万；样板工厂早一天完工
    ("技改完工增量奖励", "一号线/2017年", "eligible", (92 * WAN, 92 * WAN)),
    ("技改完工增量奖励", "样板工厂/2017年", "ineligible", (0, 0)),
    # 635万 × 0.2元；64.5万以60万为上限；1990万不到2000万千瓦时
    ("直供区调峰用电奖励", COMPANY, "eligible", (127 * WAN, 127 * WAN)),
    ("加计扣除同量奖励", COMPANY, "eligible", (60 * WAN, 60 * WAN)),
    ("大用户直接交易准入", COMPANY, "ineligible", None),
    ("省外中标企业奖励", "江西项目", "eligible", (0, None)),
    ("省外中标企业奖励", "浙江项目", "needs_determination", (0, None)),
]


@pytest.mark.parametrize(("clause", "key", "outcome", "amount"), ALL_FOUR)
def test_one_company_under_four_documents(
    clause: str, key: str, outcome: str, amount: tuple[int, int | None] | None
) -> None:
    found = of("all-four", clause, key)
    assert (found.outcome, found.amount) == (outcome, None if amount is None else Interval(*amount))


def test_what_one_company_gets_at_least() -> None:
    # 36号 250 + 309 + 222 + 500 + 100 + 107.5，60号 38.1，13号 500 + 92 + 127 + 60
    assert answer("all-four").total.low == 23_056_000 * YUAN


def test_what_is_just_missed_is_told() -> None:
    def gap(clause: str, key: str) -> str:
        found = of("all-four", clause, key)
        return found.reasons[found.deciding].gap

    assert gap("省外中标奖励", "江西项目") == "980万元，差 20万元"
    assert gap("软件省外中标奖励", "江西合同") == "499万元，差 1万元"
    assert gap("剥离启动资金补助", "维保公司") == "500万元，须超过此数"


# 一号线：13号文按上限摊得3148148.14元，比36号文的250万元多。样板工厂：36号文还要认定，谁多不能断定。
def test_one_upgrade_may_have_the_grant_of_only_one_document() -> None:
    only_one = ("与智能制造技改补助的关系", "同一项目不重复")
    assert of("all-four", "成长性企业技改补助", "一号线", only_one).amount == Interval(0, 0)
    assert of("all-four", "设备更新技改补助", "一号线", only_one).amount == Interval(314_814_814, 314_814_814)
    assert of("all-four", "龙头企业与样板工厂补助", "样板工厂", only_one).amount == Interval(0, 320 * WAN)
    assert of("all-four", "设备更新技改补助", "样板工厂", only_one).amount == Interval(0, 185_185_186)


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
