"""policies/README.md holds the tables that `rulesdsl coverage` prints today, and they show nothing left undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rulesdsl.cli.main import main

ROOT = Path(__file__).parents[1]


def test_the_tables_are_current(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["coverage", "policies", "--format", "md", "--items", "--cases"]) == 0
    printed = capsys.readouterr().out
    assert printed in (ROOT / "policies" / "README.md").read_text(encoding="utf-8"), (
        "write the output into the page again"
    )


def test_every_sentence_of_every_document_stands_under_a_clause(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    main(["coverage", "policies"])
    assert "%" not in capsys.readouterr().out


def test_no_kind_of_worked_case_is_lacking(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    main(["coverage", "policies", "--format", "json", "--cases"])
    cases = json.loads(capsys.readouterr().out)["cases"]
    assert len(cases) == 83
    assert {item["clause"]: item["lacking"] for item in cases if item["lacking"]} == {}
