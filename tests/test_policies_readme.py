"""policies/README.md holds the tables that `rulesdsl coverage` prints today, and they show nothing left undone."""

from __future__ import annotations

import io
from contextlib import chdir, redirect_stdout
from pathlib import Path

import pytest

from rulesdsl.cli.main import main

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def printed() -> str:
    """What the command prints; it ends well only where no kind of 用例 is lacking."""
    with chdir(ROOT), redirect_stdout(io.StringIO()) as out:
        assert main(["coverage", "policies", "--format", "md", "--items", "--cases"]) == 0
    return out.getvalue()


def test_the_tables_are_current(printed: str) -> None:
    page = (ROOT / "policies" / "README.md").read_text(encoding="utf-8")
    assert printed in page, "write the output into the page again"


def test_every_sentence_of_every_document_stands_under_a_clause(printed: str) -> None:
    assert "%" not in printed


def test_no_kind_of_worked_case_is_lacking(printed: str) -> None:
    rows = [line for line in printed.splitlines() if "| 有 |" in line]
    assert len(rows) == 83
    assert [row for row in rows if "缺 |" in row] == []
