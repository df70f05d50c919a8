"""`rulesdsl amend draft`, and the examples of its page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from rulesdsl.cli.main import main
from rulesdsl.diagnostics import severity_of
from support.snippets import diagnose, with_shared

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "amendments" / "draft.md"
OLD = "示例措施\n（一）给予20万元奖励。\n（二）给予补助。\n"


def files(folder: Path, old: str, new: str) -> list[str]:
    for name, text in (("old.txt", old), ("new.txt", new)):
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / "old.txt"), str(folder / "new.txt")]


def test_text_has_a_heading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = files(tmp_path, OLD, OLD.replace("20万元", "30万元").replace("予补助", "予补贴"))
    assert main(["amend", "draft", *words, "--document", "示政〔2020〕1号"]) == 0
    assert capsys.readouterr().out == (
        "对《示例措施》（示政〔2020〕1号）作出修改\n"
        "（一）将第一项中的“给予20万元奖励”修改为“给予30万元奖励”。\n"
        "（二）将第二项中的“给予补助”修改为“给予补贴”。\n"
    )


def test_a_title_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = files(tmp_path, OLD, OLD.replace("20万元", "30万元"))
    assert main(["修改", "draft", *words, "--document", "《甲措施》"]) == 0
    assert capsys.readouterr().out == "对《甲措施》作出修改\n将第一项中的“给予20万元奖励”修改为“给予30万元奖励”。\n"


def test_json_is_what_parse_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = files(tmp_path, OLD, OLD.replace("20万元", "30万元"))
    assert main(["amend", "draft", *words, "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    schema = json.loads((ROOT / "docs" / "schema" / "operations.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(shown, schema)
    assert [item["find"] for item in shown] == ["给予20万元奖励"]


def test_a_rule_can_be_pasted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shared = with_shared({})["text.txt"]
    words = files(tmp_path, shared, shared.replace("给予补助", "予以补助"))
    given = ["--document", "示政〔2020〕1号", "--date", "2020年12月4日", "--format", "rule"]
    assert main(["amend", "draft", *words, *given]) == 0
    rule = capsys.readouterr().out
    assert rule.startswith("修改 示政〔2020〕1号\n成文 2020年12月4日\n施行 未规定\n\n一、对《")
    assert [item for item in diagnose({"item.rule": rule}) if severity_of(item.code) == "error"] == []


def test_a_rule_needs_a_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = files(tmp_path, OLD, OLD.replace("20万元", "30万元"))
    assert main(["amend", "draft", *words, "--format", "rule"]) == 2
    assert "--document" in capsys.readouterr().err


def test_texts_that_say_the_same_need_no_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "draft", *files(tmp_path, OLD, OLD.replace("20", "２０"))]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "没有不同" in shown.err


def test_a_refusal_shows_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = OLD + "以上措施自发布之日起施行。\n有效期三年。\n"
    assert main(["amend", "draft", *files(tmp_path, old, old.replace("有效", "由省政府解释。\n有效"))]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "RD580" in shown.err
    assert "new.txt:4" in shown.err


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "draft", str(tmp_path / "none.txt"), str(tmp_path / "none.txt")]) == 2
    assert "none.txt" in capsys.readouterr().err


BLOCKS = re.findall(r"^```text (old|new|draft)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
EXAMPLES = [tuple(body for _, body in BLOCKS[at : at + 3]) for at in range(0, len(BLOCKS), 3)]


def test_the_page_shows_old_new_and_draft_in_turn() -> None:
    assert EXAMPLES
    assert [kind for kind, _ in BLOCKS] == ["old", "new", "draft"] * len(EXAMPLES)


@pytest.mark.parametrize(("old", "new", "wanted"), EXAMPLES)
def test_an_example_of_the_page(
    old: str, new: str, wanted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["amend", "draft", *files(tmp_path, old, new)]) == 0
    assert capsys.readouterr().out == wanted
