"""What an explanation says; the numbers are worked out by hand from the quoted text."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_snapshot.plugin import Snapshot

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.reports import explain_report, readings_report
from rulesdsl.run.judge import judge
from support.report_policy import fujian, small_policy

SNAPSHOTS = Path(__file__).parent / "reports"


def explained(form: str = "text", clause: str | None = None, width: int = 80) -> str:
    plan, case = small_policy()
    text, problems = explain_report(plan, judge(plan, case), form, clause, False, width, case)
    assert problems == ()
    return text


def of_fujian(case: str, clause: str, readings: tuple[tuple[str, str], ...] = ()) -> str:
    plan, cases = fujian()
    asked = cases[case]._replace(readings=readings)
    text, problems = explain_report(plan, judge(plan, asked), "text", clause, False, 120, asked)
    assert problems == ()
    return text


@pytest.mark.parametrize(
    ("form", "width", "name"),
    [
        ("text", 80, "80.txt"),
        ("text", 120, "120.txt"),
        ("md", 80, "report.md"),
        ("html", 80, "report.html"),
        ("json", 80, "report.json"),
    ],
)
def test_the_forms_of_an_explanation(snapshot: Snapshot, form: str, width: int, name: str) -> None:
    snapshot.snapshot_dir = SNAPSHOTS
    snapshot.assert_match(explained(form, width=width), f"explanation.{name}")


def test_the_list_of_readings(snapshot: Snapshot) -> None:
    snapshot.snapshot_dir = SNAPSHOTS
    snapshot.assert_match(readings_report(small_policy()[0]), "readings.txt")


def test_the_answer_is_on_the_first_screen() -> None:
    """1.2亿 × 5% = 600万, at most 500万; 8000万 × 5% = 400万; together 800万 shared 5:4; the purchase at most 300万."""
    screen = "\n".join(explained().split("\n")[:24])
    assert "至少 800万元，至多 1100万元" in screen
    assert "4,444,444.44元" in screen
    assert "3,555,555.56元" in screen
    assert "至多 300万元" in screen


def test_an_amount_says_how_it_came_about() -> None:
    text = explained(clause="中标奖励", width=120)
    assert "合同.金额 1.2亿元 × 5% = 600万元" in text
    assert "每项限额500万元：600万元 → 500万元 「单个项目不超过500万元」" in text
    assert (
        "每个企业每年限额800万元；2项共用（中标奖励、配套奖励），合计900万元，按比例分摊：500万元 → 4,444,444.44元"
        in text
    )


def test_a_failed_threshold_says_how_far_off_it_is() -> None:
    assert "980万元，差 20万元" in explained(width=120)


def test_a_missing_determination_names_the_authority_and_an_open_payer_the_fact() -> None:
    text = explained(clause="采购补贴")
    assert "待省经信委认定：企业.成长性较好" in text
    assert "承担另缺  须提供：企业.列入基地" in text
    assert "条件成立时 300万元" in text


def test_a_reading_is_named_with_its_alternatives() -> None:
    assert "分档方式：整批（另有：累进）" in explained(clause="第二项")


def test_quotes_with_reconstructed_words_are_marked() -> None:
    assert "省经信委按合同金额5%给予奖励」（还原）" in explained(clause="中标奖励", width=120)
    assert "按5%给予奖励」（还原）" not in explained(clause="配套奖励", width=120)


def test_a_clause_that_is_not_there_is_reported_with_a_near_miss() -> None:
    plan, case = small_policy()
    text, problems = explain_report(plan, judge(plan, case), clause="中标奖利", case=case)
    assert text == ""
    assert problems == (Diagnostic("RD203", "没有名为「中标奖利」的可执行条款", help="是否要写「中标奖励」"),)


@pytest.mark.parametrize("clause", ["第十四项", "省外中标奖励", "第十四项/省外中标奖励", "闽政〔2015〕36号 第十四项"])
def test_a_clause_is_called_by_its_item_its_name_or_the_end_of_its_id(clause: str) -> None:
    assert "省外中标奖励（乙合同）：不符合" in of_fujian("中标奖励触及单项上限；980万元差20万元", clause)


def test_what_was_paid_before_is_taken_off_the_limit() -> None:
    """第十四项: 1480万 × 15% = 222万; of the 500万 an enterprise may get in all, 380万 are spent: 120万."""
    text = of_fujian("往年已兑现380万元：累计口径只剩120万元，每年口径不受影响", "采购省产装备补贴")
    assert "每个企业累计限额500万元，已兑现380万元，尚余120万元：222万元 → 120万元" in text


def test_the_loser_of_an_exclusion_sees_the_winner_and_the_difference() -> None:
    """第八项: 6000万 × 5% = 300万, at most 250万; × 8% = 480万, which is 230万 more."""
    text = of_fujian("既是选定企业又是龙头企业", "第八项")
    assert "（另一项是龙头企业与样板工厂补助 480万元，比本项多 230万元）：250万元 → 0元" in text
    assert "只取其一，本项较高（另一项是成长性企业技改补助 250万元，比本项少 230万元）" in text


def test_deeming_names_the_clause_it_rests_on() -> None:
    assert "依 闽政〔2015〕36号 第十九项 融资租赁视同采购" in of_fujian(
        "租来改造生产线：视同技改项目得5%，于是不再得2%", "成长性企业技改补助"
    )


def test_rounding_is_shown() -> None:
    """第二十项: 12,345.50元 × 1% = 123.455元, half up."""
    assert "× 1% = 123.455元，四舍五入到分 123.46元" in of_fujian("尾数四舍五入到分", "第二十项")
