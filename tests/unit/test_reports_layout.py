"""Renderers keep what they promise on any case: no line too wide, nothing unescaped, JSON as published."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from wcwidth import wcswidth

from rulesdsl.reports import explain_report, readings_report
from rulesdsl.reports.document import Field, Fields, Note, Report, Section, Table
from rulesdsl.reports.html import render_html
from rulesdsl.reports.json_report import result_schema
from rulesdsl.reports.markdown import render_markdown
from rulesdsl.reports.text import render_text
from rulesdsl.reports.wrap import wrap
from rulesdsl.run.judge import judge
from support.report_policy import fujian, small_policy

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "result.schema.json"
CASES = sorted(fujian()[1])
VALIDATOR = Draft202012Validator(result_schema())
HOSTILE = '<script>alert(1)</script> a|b `c` *d* [e](f) "g" \x1b[31m 后\u202e前 & 完'


def report_of(text: str) -> Report:
    blocks = (Table((text, "二"), ((text, text), ("", text))), Fields((Field("标签", (text, text)),)), Note(text))
    return Report("报告", (Section(text, 1, blocks),))


@pytest.mark.parametrize("name", CASES[::3])
def test_no_line_is_wider_than_the_screen(name: str) -> None:
    plan, cases = fujian()
    result = judge(plan, cases[name])
    for width in (80, 120):
        text, _ = explain_report(plan, result, "text", None, True, width, cases[name])
        assert [line for line in text.split("\n") if not 0 <= wcswidth(line) <= width] == []


@pytest.mark.parametrize("name", CASES[1::3])
def test_json_is_as_published(name: str) -> None:
    plan, cases = fujian()
    text, _ = explain_report(plan, judge(plan, cases[name]), "json", None, True, case=cases[name])
    assert list(VALIDATOR.iter_errors(json.loads(text))) == []


def test_the_published_schema_is_the_one_shipped() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == result_schema()
    Draft202012Validator.check_schema(result_schema())


def test_money_in_json_is_yuan_with_two_places() -> None:
    """12000万 × 5% = 600万, capped to 500万, then 800万 shared 500:400."""
    plan, case = small_policy()
    data = json.loads(explain_report(plan, judge(plan, case), "json", "中标奖励", case=case)[0])
    first = data["clauses"][0]
    assert first["amount"] == {"low": "4444444.44", "high": "4444444.44", "high_open": False}
    assert [cap["after"]["high"] for cap in first["capped_by"]] == ["5000000.00", "4444444.44"]
    assert data["clauses"][1]["reasons"][1]["gap"] == "980万元，差 20万元"
    assert data["totals"]["amount"] == {"low": "8000000.00", "high": "11000000.00", "high_open": False}


def test_no_upper_end_is_null_in_json() -> None:
    plan, cases = fujian()
    case = cases["贯标奖励：数额未规定"]
    data = json.loads(explain_report(plan, judge(plan, case), "json", "贯标奖励", case=case)[0])
    assert data["clauses"][0]["amount"] == {"low": "0.00", "high": None, "high_open": True}


@given(st.text(max_size=200), st.integers(40, 130))
def test_any_text_fits_any_screen(text: str, width: int) -> None:
    lines = render_text(report_of(text), width).split("\n")
    assert [line for line in lines if not 0 <= wcswidth(line) <= width] == []


@given(st.text(alphabet="补助，。「」（）a1 5万元％", max_size=80), st.integers(12, 40))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


def test_lines_do_not_begin_with_a_closing_mark() -> None:
    lines = wrap("对企业（含个体工商户），按发票总价的10%、15%，分别给予补贴。", 12)
    assert [line for line in lines if line[0] in "，。）、" or line[-1] in "（"] == []


def test_markdown_shows_markup_as_text() -> None:
    text = render_markdown(report_of(HOSTILE))
    assert "<script>" not in text
    assert "a\\|b \\`c\\` \\*d\\* \\[e\\](f)" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


class Page(HTMLParser):
    """The tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def test_html_escapes_everything_and_needs_nothing_else() -> None:
    text = render_html(report_of(HOSTILE))
    page = Page()
    page.feed(text)
    assert not {"script", "a", "link", "img", "iframe"} & set(page.tags)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "url(" not in text
    assert '<html lang="zh-CN">' in text


def test_the_forms_hold_the_same_content() -> None:
    plan, case = small_policy()
    result = judge(plan, case)
    html, _ = explain_report(plan, result, "html", case=case)
    markdown, _ = explain_report(plan, result, "md", case=case)
    for said in (
        "980万元，差 20万元",
        "4,444,444.44元",
        "待省经信委认定：企业.成长性较好",
        "分档方式：整批（另有：累进）",
    ):
        assert said in html
        assert said in markdown


def test_readings_as_json_name_their_item() -> None:
    data = json.loads(readings_report(small_policy()[0], "json"))
    assert data["readings"][0]["item"] == "示政〔2020〕1号/第二项"
    assert data["readings"][0]["adopted"] == "整批"
