"""Every published schema is the one that the program prints, and is a schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from rulesdsl.cli.main import main
from rulesdsl.reports.schemas import REPORTS, schema_of

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"


@pytest.mark.parametrize("name", REPORTS)
def test_the_published_schema_is_the_one_that_is_printed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    Draft202012Validator.check_schema(schema_of(name))
    assert main(["schema", name]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads((PUBLISHED / f"{name}.schema.json").read_text(encoding="utf-8"))
