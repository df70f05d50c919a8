"""The 18 worked examples of the semantics, as 用例: one file a row, every number worked out by hand in it.

Rows 1–12 are judged under 闽政〔2015〕36号 as shipped, 13–17 under the clauses in `no_13`, 18 under its own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rulesdsl.cases.from_test_case import case_of
from rulesdsl.diagnostics.render_text import render_text
from rulesdsl.inputs import build
from rulesdsl.plan.versions import compile_rules
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult, ClauseResult, Interval
from rulesdsl.worked_cases import run_worked_cases
from support.policies import NO_36, files_of

HERE = Path(__file__).parent
ROWS = sorted(HERE.glob("row_*.rule"))
WAN = 1_000_000
STRUCK = "    企业.福建省内注册 并且 企业.独立核算\n    并且 企业.符合国家产业政策\n"


def files_under(row: int) -> dict[str, str]:
    """The rules that a row is judged under."""
    if row <= 12:
        return {name: text for name, text in files_of(NO_36).items() if name.endswith(".rule")}
    if row <= 17:
        return {path.name: path.read_text(encoding="utf-8") for path in sorted((HERE / "no_13").glob("*.rule"))}
    return {}


@pytest.mark.parametrize("path", ROWS, ids=lambda path: path.stem)
def test_row(path: Path) -> None:
    files = files_under(int(path.stem[-2:])) | {path.name: path.read_text(encoding="utf-8")}
    rules, problems = build(files)
    assert problems == (), render_text(problems, files)
    tally, wrong = run_worked_cases(rules, compile_rules(rules))
    assert wrong == (), render_text(wrong, files)
    assert tally.expectations >= 1


def test_there_are_eighteen() -> None:
    assert [path.stem for path in ROWS] == [f"row_{number:02}" for number in range(1, 19)]


# ---------- what 期望 can't say


@cache
def results(row: int) -> tuple[CaseResult, ...]:
    """The answers to a row's 用例 in order."""
    files = files_under(row) | {"row.rule": (HERE / f"row_{row:02}.rule").read_text(encoding="utf-8")}
    rules, _ = build(files)
    plan = compile_rules(rules)
    return tuple(judge(plan, case_of(rules, plan, measure, test)[0]) for measure, test in rules.test_cases)


def of(result: CaseResult, clause: str, key: str = "") -> ClauseResult:
    (found,) = [
        item for item in result.clauses if item.id.endswith("/" + clause) and key in ("", item.key) and item.row >= 0
    ]
    return found


def test_row_1_names_the_authority_and_the_missing_base() -> None:
    _, without_determination, without_base = (of(result, "成长性企业技改补助") for result in results(1))
    assert [(item.kind, item.authorities) for item in without_determination.missing] == [
        ("determination", ("省经信委",))
    ]
    assert without_base.missing == ()
    assert [item.name for item in without_base.amount_missing] == ["技改项目.设备投资额"]


def test_row_4_tells_how_far_it_was() -> None:
    missed = of(results(4)[0], "省外中标奖励", "小")
    assert missed.reasons[missed.deciding].gap == "980万元，差 20万元"
    assert [cap.after for cap in of(results(4)[0], "省外中标奖励", "大").capped_by] == [Interval(500 * WAN, 500 * WAN)]


def test_row_6_totals_the_account_and_not_the_printed_ends() -> None:
    kept = {name: text for name, text in files_under(6).items() if name.endswith(("vocabulary.rule", "item-14.rule"))}
    rules, problems = build(kept | {"row.rule": (HERE / "row_06.rule").read_text(encoding="utf-8")})
    assert problems == ()
    plan = compile_rules(rules)
    (measure, test), *_ = rules.test_cases
    result = judge(plan, case_of(rules, plan, measure, test)[0])
    assert result.total == Interval(500 * WAN, 800 * WAN)


def test_row_11_asks_for_the_earlier_years() -> None:
    assert [item.name for item in of(results(11)[1], "产值首次跨档奖励").to_qualify] == ["企业.产值[历年最高]"]


def test_row_13_keeps_the_order_of_names_when_fen_are_left() -> None:
    paid = {item.key: item.amount for item in results(13)[1].clauses if item.amount and item.amount.low}
    assert sum(amount.low for amount in paid.values()) == 1500 * WAN
    assert paid["一厂"] == Interval(416_666_666, 416_666_666)  # 一 comes first in UTF-8, then 三, 二, 四


def test_row_15_says_that_the_choice_is_open() -> None:
    undecided, chosen, other = (of(result, "直供区调峰用电奖励") for result in results(15))
    assert any("择一未定" in note for note in undecided.notes)
    assert not any("择一未定" in note for found in (chosen, other) for note in found.notes)


def test_row_17_after_the_deleting_sentence_the_condition_is_struck() -> None:
    files = files_under(17) | {"row.rule": (HERE / "row_17.rule").read_text(encoding="utf-8")}
    assert STRUCK in files["item-4.rule"]
    files["item-4.rule"] = files["item-4.rule"].replace(STRUCK, "    企业.符合国家产业政策\n")
    files["row.rule"] = files["row.rule"].replace("“线/2018年” 不符合", "“线/2018年” 符合 120万元")
    rules, problems = build(files)
    assert problems == ()
    assert run_worked_cases(rules, compile_rules(rules))[1] == ()
