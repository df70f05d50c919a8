"""policies/README.md holds the table that `rulesdsl coverage` prints today."""

from __future__ import annotations

from pathlib import Path

import pytest

from rulesdsl.cli.main import main

ROOT = Path(__file__).parents[1]


def test_the_table_of_items_is_current(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["coverage", "policies", "--format", "md", "--items"]) == 0
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
