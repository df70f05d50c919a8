"""Every code has a page, every page a code, and the examples on the pages do what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulesdsl.diagnostics import CODES, severity_of
from support.pages import HEADINGS, Page, read_page
from support.snippets import diagnose

PAGES = Path(__file__).parents[1] / "docs" / "diagnostics"
CODES_WITH_PAGE = sorted(file.stem for file in PAGES.glob("RD*.md"))


def page_of(code: str) -> Page:
    return read_page((PAGES / f"{code}.md").read_text(encoding="utf-8"))


def test_codes_and_pages_are_the_same() -> None:
    assert sorted(CODES) == CODES_WITH_PAGE


@pytest.mark.parametrize("code", CODES_WITH_PAGE)
def test_a_page_is_laid_out_like_all_others(code: str) -> None:
    page = page_of(code)
    assert page.title == f"# {code} {CODES[code].slug}：{CODES[code].title}"
    assert page.headings == HEADINGS
    assert bool(page.wrong) != page.not_run, "an example that runs, or the reason why there is none"
    assert len(page.wrong) == len(page.cure), "each wrong example has its cure"


@pytest.mark.parametrize("code", CODES_WITH_PAGE)
def test_the_wrong_examples_are_reported_under_the_code(code: str) -> None:
    for files in page_of(code).wrong:
        assert code in [found.code for found in diagnose(files)]


@pytest.mark.parametrize("code", CODES_WITH_PAGE)
def test_the_cures_cure(code: str) -> None:
    for files in page_of(code).cure:
        left = [found for found in diagnose(files) if found.code == code or severity_of(found.code) == "error"]
        assert left == []


def test_a_page_is_taken_apart_as_contributing_says() -> None:
    page = read_page(
        "# RD204 slug：题\n\n## 错误示例\n\n```rule\n甲\n```\n```text file=t.txt escapes\n一\\u202e\n```\n"
        "```rule\n乙\n```\n```console\n$ ls\n```\n\n## 改法\n```rule\n丙\n## 不是标题\n```\n```rule\n丁\n```\n"
    )
    assert page.headings == ["错误示例", "改法"]
    assert page.wrong == [{"item.rule": "甲\n", "t.txt": "一\u202e\n"}, {"item.rule": "乙\n"}]
    assert page.cure == [{"item.rule": "丙\n## 不是标题\n", "t.txt": "一\u202e\n"}, {"item.rule": "丁\n"}]
