"""Every fenced example of README.md, docs/language and some pages of docs/amendments does what its info string says (tests/support/doc_examples.py)."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest

from rulesdsl.diagnostics import Diagnostic, severity_of
from rulesdsl.diagnostics.render_concise import render_concise
from rulesdsl.model.build import build_file
from rulesdsl.pipeline import check_sources
from rulesdsl.syntax.format import format_text
from rulesdsl.syntax.parse import parse_file
from support.consoles import lines, prints, runs
from support.doc_examples import ROOT, WITH_TABLES, Example, examples, headed

EXAMPLES = examples()


def of_kind(*kinds: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [pytest.param(example, id=example.name) for example in EXAMPLES if example.kind in kinds]


def errors(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(item for item in found if severity_of(item.code) == "error")


def test_there_are_examples() -> None:
    assert {example.kind for example in EXAMPLES} >= {"rule", "fragment", "wrong"}


@pytest.mark.parametrize("example", of_kind("rule", "text", "yaml"))
def test_an_example_checks_and_its_cases_come_out(example: Example) -> None:
    left = errors(check_sources(example.files))
    assert not left, render_concise(left, example.files)


@pytest.mark.parametrize("example", of_kind("rule"))
def test_an_example_is_laid_out_as_fmt_would(example: Example) -> None:
    assert format_text("item.rule", example.body)[0] == example.body


@pytest.mark.parametrize("example", of_kind("wrong"))
def test_a_wrong_example_is_reported(example: Example) -> None:
    assert example.code in [found.code for found in check_sources(example.files)]


@pytest.mark.parametrize("example", of_kind("fragment"))
def test_a_fragment_parses_and_its_values_can_be_read(example: Example) -> None:
    text = headed(example.body)
    pieces, problems = parse_file("item.rule", text)
    assert not problems, render_concise(problems, {"item.rule": text})
    left = errors(build_file("item.rule", text, pieces).problems)
    assert not left, render_concise(left, {"item.rule": text})


@pytest.mark.parametrize("example", of_kind("console"))
def test_a_console_example_prints_what_it_says(
    example: Example, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    main = pytest.importorskip("rulesdsl.cli.main").main
    monkeypatch.chdir(tmp_path if example.page in WITH_TABLES else ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    for command, wanted in runs(example.body):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
            main(command.split()[1:])
        assert prints(lines(printed.getvalue()), lines(wanted)), f"$ {command}\n{printed.getvalue()}"


@pytest.mark.parametrize(
    ("wanted", "fine"),
    [
        ("a b c", True),
        ("a …… c", True),
        ("a ……", True),
        ("…… b ……", True),
        ("a c", False),
        ("b ……", False),
        ("…… b", False),
        ("…… c …… b ……", False),
    ],
)
def test_lines_may_be_left_out_where_the_page_says_so(wanted: str, fine: bool) -> None:
    assert prints(["a", "b", "c"], wanted.split()) is fine


def test_a_fragment_is_wrapped_as_far_as_it_needs() -> None:
    assert headed("限额 每项 1元\n") == "措施 示政〔2020〕1号 第一项\n条款 例\n限额 每项 1元\n"
    assert headed("# 说明\n用例 「甲」\n") == "# 说明\n用例 「甲」\n"
