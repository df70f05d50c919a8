"""`rulesdsl show rule`: a measure or clause as it stands in its file, or as it reads on a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulesdsl.cli.main import main

ROOT = Path(__file__).parents[2]


def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    monkeypatch.chdir(ROOT)
    code = main(["show", "rule", *words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_clause_as_first_issued_and_after_the_notice(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before, _ = shown(capsys, monkeypatch, "技改完工增量奖励", "--as-of", "2020年12月3日")
    _, after, _ = shown(capsys, monkeypatch, "技改完工增量奖励", "--as-of", "2020年12月4日")
    assert "企业.独立核算" in before
    assert "企业.独立核算" not in after
    assert "对符合国家产业政策要求，并完成技术改造投资项目备案" in after


def test_a_struck_clause_is_not_there_any_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, said = shown(capsys, monkeypatch, "首购首用风险补偿", "--as-of", "2021年1月1日")
    assert (code, said) == (2, "rulesdsl show rule: 2021年1月1日 时没有「首购首用风险补偿」\n")


def test_before_the_document_there_is_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, said = shown(capsys, monkeypatch, "技改完工增量奖励", "--as-of", "2010年1月1日")
    assert code == 2
    assert "2010年1月1日 时没有" in said


def test_a_day_that_is_none_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, said = shown(capsys, monkeypatch, "第八项", "--as-of", "2021年13月1日")
    assert code == 2
    assert "--as-of" in said
