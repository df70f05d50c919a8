"""The forms for editors and programs: concise, JSON, SARIF."""

import json
from typing import Any

import pytest

from rulesdsl.diagnostics import CODES, Diagnostic, Fix, Label, Span
from rulesdsl.diagnostics.arrange import summary
from rulesdsl.diagnostics.pages import page
from rulesdsl.diagnostics.render_concise import render_concise
from rulesdsl.diagnostics.render_json import render_json
from rulesdsl.diagnostics.render_sarif import render_sarif

SOURCES = {"政策/八.rule": "条款 𠮷\r\n奖励 5％\r\n", "b.rule": "条款 甲"}
RATE = Span("政策/八.rule", 9, 11)
DIAGNOSTIC = Diagnostic(
    "RD107",
    "数值写法不对",
    RATE,
    "这里",
    (Label(Span("b.rule", 3, 4), "先见于此"),),
    "改用半角",
    Fix(RATE, "5%", safe=True),
    "第八项",
)


def test_concise_is_one_line_each_whatever_the_message_holds() -> None:
    assert render_concise([DIAGNOSTIC, Diagnostic("RD005", "甲\n乙")], SOURCES) == (
        "错误[RD005] 甲␊乙\n政策/八.rule:2:4: 错误[RD107] 数值写法不对\n"
    )
    assert (
        render_concise([Diagnostic("RD004", "无法读取", Span("c.rule", 0, 0))], SOURCES)
        == "c.rule: 错误[RD004] 无法读取\n"
    )
    assert render_concise([], SOURCES) == ""


def test_json_has_places_and_counts() -> None:
    place = {
        "file": "政策/八.rule",
        "start": {"offset": 9, "line": 2, "column": 4},
        "end": {"offset": 11, "line": 2, "column": 6},
    }
    other = {
        "file": "b.rule",
        "start": {"offset": 3, "line": 1, "column": 4},
        "end": {"offset": 4, "line": 1, "column": 5},
    }
    assert json.loads(render_json([DIAGNOSTIC], SOURCES)) == {
        "diagnostics": [
            {
                "code": "RD107",
                "slug": "bad-literal",
                "severity": "error",
                "message": "数值写法不对",
                "place": place,
                "label": "这里",
                "secondary": [{"place": other, "text": "先见于此"}],
                "help": "改用半角",
                "fix": {"place": place, "replacement": "5%", "safe": True},
                "citation": "第八项",
            }
        ],
        "counts": {"error": 1, "warning": 0, "note": 0},
    }


def test_json_of_a_diagnostic_without_a_place_or_text() -> None:
    first, second = json.loads(
        render_json([Diagnostic("RD005", "甲"), Diagnostic("RD004", "乙", Span("c.rule", 0, 0))], SOURCES)
    )["diagnostics"]
    assert first["place"] is None
    assert second["place"] == {"file": "c.rule", "start": None, "end": None}


def test_a_file_name_that_is_not_unicode_can_be_written() -> None:
    name = "\udcff.rule"
    for render in (render_json, render_sarif, render_concise):
        render([Diagnostic("RD004", "乙", Span(name, 0, 0))], {}).encode("utf-8")


def sarif(*diagnostics: Diagnostic) -> dict[str, Any]:
    log = json.loads(render_sarif(diagnostics, SOURCES))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def test_sarif_counts_code_points_and_gives_uris() -> None:
    run = sarif(DIAGNOSTIC)
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "RD107"
    assert result["level"] == "error"
    assert result["message"]["text"].splitlines() == ["数值写法不对", "帮助: 改用半角", "依据: 第八项"]
    (location,) = result["locations"]
    region = {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 6}
    assert location["physicalLocation"]["region"] == region
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "%E6%94%BF%E7%AD%96/%E5%85%AB.rule"
    assert result["relatedLocations"][0]["message"]["text"] == "先见于此"
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {"deletedRegion": region, "insertedContent": {"text": "5%"}}


def test_sarif_of_a_diagnostic_without_a_place() -> None:
    (result,) = sarif(Diagnostic("RD005", "甲"))["results"]
    assert "locations" not in result


def test_the_summary_names_what_there_is() -> None:
    assert summary([DIAGNOSTIC] * 3) == "3 个错误"
    assert summary([]) == "没有发现问题"


@pytest.mark.parametrize("name", ["RD999", "", "../codes", "不存在"])
def test_only_known_codes_have_a_page(name: str) -> None:
    assert page(name) is None


def test_a_page_is_found_by_code_and_by_slug() -> None:
    code, entry = next(iter(CODES.items()))
    assert page(code) == page(code.lower()) == page(entry.slug)
    assert str(page(code)).startswith(f"# {code} ")
