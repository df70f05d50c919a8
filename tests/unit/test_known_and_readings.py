"""Which acts count on a day: by the reading of their first day, and by what had been published."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import rulesdsl
from rulesdsl.amendments.on_day import DocumentVersion, on_day
from rulesdsl.cli.main import main
from support.amended import NUMBER, history_of, little

POLICIES = Path(__file__).parents[2] / "policies"
# The notice was signed on 2020-12-04 and published on 2020-12-16; it does not say from when it works.
SIGNED, BETWEEN, PUBLISHED = "2020年12月4日", "2020年12月10日", "2020年12月16日"

CASE = """\
申报日期: 2020年12月10日
使用单位: [{名称: 医院, 在本省: 是}]
软件首购:
  - {产品首次: 是, 本省软件业企业自主研发: 是, 自主知识产权明确: 是, 自主品牌明确: 是, 种类: 软件产品, 价格: 87万元}
"""


def output_of(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*words, "--policies", str(POLICIES)]) == 0
    return capsys.readouterr().out


def agency(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What 闽政〔2016〕60号 calls the agency of the first item's line."""
    text = output_of(capsys, "amend", "consolidate", "60号", *words)
    assert ("经信委" in text) != ("工信厅" in text)
    return "经信委" if "经信委" in text else "工信厅"


def test_the_reading_of_the_first_day_decides_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert agency(capsys, "--as-of", BETWEEN) == "工信厅"
    assert agency(capsys, "--as-of", BETWEEN, "--reading", "施行日=成文日") == "工信厅"
    assert agency(capsys, "--as-of", BETWEEN, "--reading", "施行日=公布日") == "经信委"
    assert agency(capsys, "--as-of", PUBLISHED, "--reading", "施行日=公布日") == "工信厅"


def test_an_act_that_was_not_yet_published_was_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert agency(capsys, "--as-of", BETWEEN, "--known-on", BETWEEN) == "经信委"
    assert agency(capsys, "--as-of", BETWEEN, "--known-on", "2020年12月15日") == "经信委"
    assert agency(capsys, "--as-of", BETWEEN, "--known-on", PUBLISHED) == "工信厅"


def test_the_comparison_begins_where_the_reading_has_it(capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(output_of(capsys, "amend", "diff", "60号", "--reading", "施行日=公布日", "--format", "json"))
    assert (shown["before"], shown["after"]) == ("2020年12月15日", "2020年12月16日")


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        ("施行日=成立日", "口径「施行日」没有读法「成立日」，是否要写 成文日"),
        ("施行曰=公布日", "文件和修改没有口径「施行曰」，是否要写 施行日"),
        ("公布日", "--reading 写成 口径=读法"),
    ],
)
def test_a_reading_that_there_is_not(capsys: pytest.CaptureFixture[str], reading: str, said: str) -> None:
    assert main(["amend", "consolidate", "60号", "--reading", reading, "--policies", str(POLICIES)]) == 2
    assert said in capsys.readouterr().err


def test_an_adopted_reading_orders_the_versions() -> None:
    """The first act works from its publication, after the second one that was signed later."""
    first = little()["first.rule"].replace(
        "施行 自成文之日\n",
        "公布 2022年1月1日\n施行 未规定\n口径 施行日\n    理由 “没有写”\n    采用 公布日：施行 自发布之日\n    备选 成文日：施行 自成文之日\n",
    )
    second = little()["second.rule"].partition("（一）")[0] + "（一）删除第一点第一项中“获奖”的表述。\n"
    past = history_of(little(first_rule=first, second_rule=second))
    assert [item.amendment.signed.text for item in past.amended if item.amendment.signed] == [
        "2021年1月1日",
        "2019年6月1日",
    ]
    between = on_day(past, NUMBER, date(2021, 6, 1).toordinal())
    assert isinstance(between, DocumentVersion)
    assert "对企业，省经信委认定后" in between.text.text


def answers(*words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str | None]:
    """The outcome of 首购首用风险补偿 for the case, and what was known."""
    case = tmp_path / "case.yaml"
    case.write_text(CASE, encoding="utf-8")
    shown = json.loads(output_of(capsys, "explain", str(case), "--format", "json", "--all", *words))
    found = {item["title"]: item["outcome"] for item in shown["clauses"]}
    return found["首购首用风险补偿"], shown["known_on"]


def test_a_case_is_answered_with_the_acts_known_on_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = answers(tmp_path=tmp_path, capsys=capsys)
    then = answers("--known-on", BETWEEN, tmp_path=tmp_path, capsys=capsys)
    again = answers("--known-on", BETWEEN, tmp_path=tmp_path, capsys=capsys)
    assert now == ("not_in_force", None)
    assert then == again == ("eligible", "2020-12-10")


def test_the_report_says_what_was_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(CASE, encoding="utf-8")
    assert "所知" not in output_of(capsys, "explain", str(case))
    assert "2020年12月10日为止公布的修改" in output_of(capsys, "explain", str(case), "--known-on", BETWEEN)


def test_from_python() -> None:
    book = rulesdsl.load(str(POLICIES), known_on=date(2020, 12, 10).toordinal())
    assert book.plan.known_on == date(2020, 12, 10).toordinal()
    starts = {clause.force.start.days[0] for clause in book.plan.clauses if clause.force.start is not None}
    assert date(2020, 12, 4).toordinal() not in starts


def test_a_rule_and_the_coverage_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    rule = ("show", "rule", "首购首用风险补偿", "--as-of", BETWEEN)
    assert main([*rule, "--policies", str(POLICIES)]) == 2
    capsys.readouterr()
    assert "条款 首购首用风险补偿" in output_of(capsys, *rule, "--reading", "施行日=公布日")
    assert "条款 首购首用风险补偿" in output_of(capsys, *rule, "--known-on", BETWEEN)

    def clauses(*words: str) -> dict[str, int]:
        assert main(["coverage", str(POLICIES), "--format", "json", *words]) == 0
        return {item["number"]: item["clauses"] for item in json.loads(capsys.readouterr().out)["documents"]}

    assert clauses("--as-of", BETWEEN)["闽政〔2016〕60号"] == 53
    assert clauses("--as-of", BETWEEN, "--known-on", BETWEEN)["闽政〔2016〕60号"] == 55
    assert clauses("--as-of", "2016年1月1日") == {"闽政〔2015〕36号": 131, "闽政〔2016〕60号": 55}
    assert clauses("--as-of", SIGNED, "--reading", "施行日=公布日")["闽政〔2015〕36号"] == 131


def test_the_json_of_check_has_what_each_sentence_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(POLICIES), "--format", "json"]) == 0
    effects = {item["document"]: item for item in json.loads(capsys.readouterr().out)["effects"]}
    first = effects["闽政〔2016〕60号"]["sentences"][0]
    assert first["label"] == "（一）"
    assert ("struck", "闽政〔2016〕60号/第六点 第一项/首购首用风险补偿") in {
        (one["kind"], one["rule"]) for one in first["effects"]
    }
