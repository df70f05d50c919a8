"""The sample rule files from the design of the language: all parse, build, compile, and their 用例 hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.diagnostics.render_text import render_text
from rulesdsl.inputs import build
from rulesdsl.model.kinds import is_executable
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.plan.versions import compile_rules
from rulesdsl.syntax.parse import parse_file
from rulesdsl.worked_cases import run_worked_cases

SAMPLES = sorted(Path(__file__).parent.glob("*.rule"))
FILES = {path.name: path.read_text(encoding="utf-8") for path in SAMPLES}


@cache
def built() -> tuple[RuleSet, tuple[Diagnostic, ...]]:
    return build(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_sample_parses(name: str) -> None:
    pieces, problems = parse_file(name, FILES[name])
    assert problems == (), render_text(problems, FILES)
    assert pieces


def test_there_are_samples_of_all_four_documents_and_of_the_notice() -> None:
    rules, problems = built()
    assert problems == (), render_text(problems, FILES)
    assert sorted(rules.documents) == ["闽政〔2015〕36号", "闽政〔2016〕60号", "闽政〔2017〕13号", "闽政办〔2017〕29号"]
    assert len(rules.measures) == 20
    amendments = [item for model in rules.files for item in model.amendments]
    # The opening of each part, and 5, 2, 2, 9 sentences.
    assert [len(item.sentences) for item in amendments] == [6, 3, 3, 10]


def test_every_executable_clause_of_the_samples_is_compiled() -> None:
    rules, _ = built()
    lowered = {clause.id for clause in compile_rules(rules).clauses}
    assert [home.id for home in rules.homes if is_executable(home.clause) and home.id not in lowered] == []


def test_the_worked_cases_of_the_samples_hold() -> None:
    rules, _ = built()
    tally, problems = run_worked_cases(rules, compile_rules(rules))
    assert problems == (), render_text(problems, FILES)
    assert tally.cases == 9
