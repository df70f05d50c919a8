"""`rulesdsl amend parse`, and the sentences of a rule file under `check`."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest

from rulesdsl.cli.main import main
from support.snippets import diagnose

ROOT = Path(__file__).parents[2]


def test_json_is_a_list_of_operations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notice.txt"
    file.write_text("一、对《甲》作出修改\n（一）删去第七条。\n", encoding="utf-8")
    assert main(["amend", "parse", str(file), "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown == [{"op": "delete_unit", "locator": {"doc": "甲", "units": [["条:7"]]}}]
    schema = json.loads((ROOT / "docs" / "schema" / "operations.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(shown, schema)


def test_standard_input_and_path(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("删去第二款。".encode())))
    assert main(["修改", "parse", "-", "--path", "第二十四条", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["locator"]["units"] == [["条:24", "款:2"]]


def test_a_refused_sentence_is_shown_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "notice.txt"
    file.write_text("删去第三条。\n将第四条中的“甲”修该为“乙”。\n", encoding="utf-8")
    assert main(["amend", "parse", str(file)]) == 1
    shown = capsys.readouterr()
    assert "删除第三条" in shown.out
    assert "RD540" in shown.err
    assert "notice.txt:2:10" in shown.err
    assert "此处应为 修改为" in shown.err


def test_what_cannot_be_read_or_is_no_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "parse", str(tmp_path / "none.txt")]) == 2
    (tmp_path / "a.txt").write_text("删去第二款。", encoding="utf-8")
    assert main(["amend", "parse", str(tmp_path / "a.txt"), "--path", "那里"]) == 2
    assert "那里" in capsys.readouterr().err


def test_check_reads_every_sentence_of_an_amendment() -> None:
    rule = (
        "修改 示政〔2020〕1号\n成文 2020年12月4日\n施行 未规定\n\n"
        "（一）删除第一项中“最高不超过250万元”的表述。\n（二）将第二项中的“甲”修该为“乙”。\n"
    )
    (found,) = [item for item in diagnose({"item.rule": rule}) if item.code.startswith("RD54")]
    assert found.span is not None
    assert rule[found.span.start : found.span.end] == "修"
