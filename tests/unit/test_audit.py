"""What an audit of 用例 asks of a clause that grants money, and that it looks at results and not at titles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from laws.little import NUMBER, VOCABULARY
from rulesdsl.audit.audit import ClauseAudit, audit
from rulesdsl.cli.main import main
from rulesdsl.inputs import build
from rulesdsl.plan.versions import compile_rules
from rulesdsl.worked_cases import trials

DOCUMENT = f"文件 {NUMBER}\n施行 2015年1月1日\n失效 2018年12月31日\n"

CLAUSE = """\
条款 甲款
对象 企业
条件 企业.资产 达到 1000万元 并且 须认定 企业.有名
奖励 企业.税额[2017年] 的 10%
限额 每项 50万元
"""

NOT_OLD = "申报日期 2018年5月1日\n"
CASES = {
    "平常": NOT_OLD + "企业 资产 3000万元，有名 是，税额[2017年] 70万元\n期望 甲款 符合 7万元",
    "界上": NOT_OLD + "企业 资产 1000万元，有名 否，税额[2017年] 70万元\n期望 甲款 不符合",
    "差一点": NOT_OLD + "企业 资产 999.99万元，有名 是，税额[2017年] 70万元\n期望 甲款 不符合",
    "封顶": NOT_OLD + "企业 资产 3000万元，有名 是，税额[2017年] 900万元\n期望 甲款 符合 50万元",
    "缺税额": NOT_OLD + "企业 资产 3000万元，有名 是\n期望 甲款 符合 0元 至 50万元",
    "缺认定": NOT_OLD + "企业 资产 3000万元，税额[2017年] 70万元\n期望 甲款 待认定",
    "以前": "申报日期 2014年5月1日\n企业 资产 3000万元，有名 是，税额[2017年] 70万元\n期望 甲款 未施行",
    "以后": "申报日期 2019年5月1日\n企业 资产 3000万元，有名 是，税额[2017年] 70万元\n期望 甲款 未施行",
}


def file_of(clause: str, *cases: str, document: str = DOCUMENT) -> str:
    """A whole rule file: vocabulary, document, one measure, its 用例."""
    tests = "\n\n".join(f"用例 「{number}」\n{case}" for number, case in enumerate(cases))
    return f"{VOCABULARY}\n{document}\n措施 {NUMBER} 第一项\n\n{clause}\n\n{tests}\n"


def audited(clause: str, *cases: str, document: str = DOCUMENT) -> ClauseAudit:
    """The audit of the one clause with an amount."""
    rules, problems = build({"a.rule": file_of(clause, *cases, document=document)})
    assert problems == ()
    plan = compile_rules(rules)
    (found,) = audit(rules, plan, trials(rules, plan))
    return found


def test_a_clause_with_a_case_of_each_kind_lacks_none() -> None:
    found = audited(CLAUSE, *CASES.values())
    assert (found.clause, found.word, found.lacking) == ("第一项/甲款", "奖励", ())
    assert set(found.marks.values()) == {"有"}


@pytest.mark.parametrize(
    ("left_out", "lacking"),
    [
        ("平常", "平常：符合，有金额"),
        ("界上", "界限：企业.资产 达到 1000万元，恰在界上"),
        ("差一点", "界限：企业.资产 达到 1000万元，差一点"),
        ("封顶", "上限：达到限额（甲款，每项）"),
        ("缺税额", "缺事实：缺一个事实"),
        ("缺认定", "缺认定：待认定"),
        ("以前", "施行前：施行以前"),
        ("以后", "期满后：有效期（至2018年12月31日）以后"),
    ],
)
def test_the_case_left_out_is_the_one_asked_for(left_out: str, lacking: str) -> None:
    kept = [case for name, case in CASES.items() if name != left_out and not (left_out == "平常" and name == "封顶")]
    assert lacking in audited(CLAUSE, *kept).lacking


def test_a_capped_amount_is_also_a_plain_one() -> None:
    assert audited(CLAUSE, CASES["封顶"]).marks["平常"] == "有"


def test_what_a_clause_cannot_have_is_not_asked_for() -> None:
    found = audited("条款 甲款\n对象 企业\n奖励 10万元", document=f"文件 {NUMBER}\n")
    assert found.marks == {
        "平常": "缺",
        "界限": "不适用",
        "上限": "不适用",
        "缺事实": "不适用",
        "缺认定": "不适用",
        "施行前": "不适用",
        "期满后": "不适用",
    }


@pytest.mark.parametrize("assets", ["900万元", "989.99万元", "1001万元", "1000万元", "未知"])
def test_what_is_far_from_a_line_or_on_its_own_side_is_not_just_off_it(assets: str) -> None:
    case = CASES["差一点"].replace("999.99万元", assets)
    outcome = {"1001万元": "符合", "1000万元": "符合", "未知": "待补充"}.get(assets, "不符合")
    found = audited(CLAUSE, case.replace("不符合", outcome))
    assert "界限：企业.资产 达到 1000万元，差一点" in found.lacking


@pytest.mark.parametrize(
    ("condition", "on", "near"),
    [
        ("企业.资产 超过 1000万元", "资产 1000万元", "资产 1000.01万元"),
        ("企业.家数 不超过 5家", "家数 5家", "家数 6家"),
        ("企业.家数 低于 5家", "家数 5家", "家数 4家"),
        ("企业.资产 超过 0元", "资产 0元", "资产 800万元"),
        ("企业.税额[2017年] 占 企业.产值[2017年] 达到 15%", "税额[2017年] 15万元，产值[2017年] 100万元", "税额[2017年] 14.9万元，产值[2017年] 100万元"),
    ],
)  # fmt: skip
def test_each_relation_has_its_two_sides(condition: str, on: str, near: str) -> None:
    clause = f"条款 甲款\n对象 企业\n条件 {condition}\n奖励 10万元"
    sides = [f"{NOT_OLD}企业 {facts}\n期望 甲款 {{}}" for facts in (on, near)]
    held = ["符合" if word in condition else "不符合" for word in ("不超过", "达到")]
    outcomes = ("符合", "不符合") if "符合" in held else ("不符合", "符合")
    assert (
        audited(clause, *(side.format(word) for side, word in zip(sides, outcomes, strict=True))).marks["界限"] == "有"
    )
    assert audited(clause, sides[0].format(outcomes[0])).marks["界限"] == "缺"
    assert audited(clause, sides[1].format(outcomes[1])).marks["界限"] == "缺"


def test_both_sides_of_every_band_are_asked_for() -> None:
    clause = "条款 甲款\n对象 企业\n奖励 按 企业.家数 分档\n    1家 至 10家    10万元\n    11家 至 50家    20万元"
    wanted = {"达到 1家", "不超过 10家", "达到 11家", "不超过 50家"}
    lacking = audited(clause).lacking
    assert {
        item.removeprefix("界限：企业.家数 ").removesuffix("，恰在界上") for item in lacking if "恰" in item
    } == wanted


@pytest.mark.parametrize(
    ("condition", "line"),
    [
        ("个数 项目 达到 3个", "项目个数 达到 3"),
        ("合计 项目.投资 达到 500万元", "项目.投资 达到 500万元"),
        ("企业.税额[2017年] 超过 企业.税额[2016年]", "企业.税额[2017年] 超过 企业.税额[2016年]"),
    ],
)
def test_lines_of_every_form_have_words(condition: str, line: str) -> None:
    lacking = audited(f"条款 甲款\n对象 企业\n条件 {condition}\n奖励 10万元").lacking
    assert f"界限：{line}，恰在界上" in lacking


def test_a_result_under_another_reading_shows_nothing_of_the_clause() -> None:
    clause = "条款 甲款\n对象 企业\n奖励 10万元\n口径 谁算 “理由”\n    采用 都算：无\n    备选 只有规上：条件 企业.规上"
    case = f"{NOT_OLD}企业 规上 是\n口径 谁算 采用 只有规上\n期望 甲款 符合 10万元"
    assert audited(clause.replace(" “理由”", ""), case).marks["平常"] == "缺"


def test_a_sum_over_instances_shows_nothing_of_any_of_them() -> None:
    assert (
        audited("条款 甲款\n对象 企业\n奖励 10万元", f"{NOT_OLD}企业 无\n期望 甲款 合计 符合 10万元").marks["平常"]
        == "缺"
    )


def test_an_expectation_without_an_amount_is_no_plain_case() -> None:
    assert audited("条款 甲款\n对象 企业\n奖励 10万元", f"{NOT_OLD}企业 无\n期望 甲款 符合").marks["平常"] == "缺"


def test_the_years_of_a_fund_are_an_end() -> None:
    fund = "\n\n条款 安排款\n安排 某资金 2017年 至 2018年 每年 2000万元 用于 奖励\n资金来源 某资金 适用于 甲款"
    clause = "条款 甲款\n对象 企业\n奖励 10万元" + fund
    document = f"词汇 另册\n资金 某资金\n\n文件 {NUMBER}\n"
    assert "期满后：资金期间：某资金（至2018年12月31日）以后" in audited(clause, document=document).lacking
    later = "申报日期 2019年1月1日\n企业 无\n期望 甲款 符合 10万元"
    assert audited(clause, later, document=document).lacking == ()


# ---------- the command


@pytest.mark.parametrize(("left_out", "code"), [("", 0), ("封顶", 1)])
def test_the_command_fails_where_something_is_lacking(
    left_out: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = DOCUMENT + "正文 “text.txt”\n"
    cases = [case for name, case in CASES.items() if name != left_out]
    (tmp_path / "a.rule").write_text(file_of(CLAUSE, *cases, document=document), encoding="utf-8")
    (tmp_path / "text.txt").write_text("一、奖励企业。\n", encoding="utf-8")
    assert main(["coverage", str(tmp_path), "--cases"]) == code
    assert ("第一项/甲款 缺\n- 上限：达到限额（甲款，每项）" in capsys.readouterr().out) == bool(code)
    assert main(["coverage", str(tmp_path), "--cases", "--format", "json"]) == code
    (found,) = json.loads(capsys.readouterr().out)["cases"]
    assert found["marks"]["上限"] == ("缺" if code else "有")
