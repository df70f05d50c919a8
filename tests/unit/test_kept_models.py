"""Models kept on disk are those that parsing makes, are used only for the same text, and a damaged entry does no harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rulesdsl.inputs import build
from rulesdsl.kept_models import compile_kept, recall_models
from rulesdsl.memo import Memo
from rulesdsl.model.as_json import from_json, to_json
from support.little_policy import DOCUMENT, VOCABULARY
from support.policies import FUJIAN

FILES = {"vocabulary.rule": VOCABULARY, "document.rule": DOCUMENT, "text.txt": "关于支持企业的通知\n"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache: where its entries will lie."""
    monkeypatch.setenv("RULESDSL_CACHE", str(tmp_path))
    return tmp_path / "rulesdsl"


def entry(folder: Path) -> Path:
    """The one entry with models."""
    (found,) = folder.glob("models-*.json")
    return found


def test_every_shipped_rule_file_comes_back_as_it_was() -> None:
    files = {path.as_posix(): path.read_text(encoding="utf-8") for path in sorted(FUJIAN.rglob("*.rule"))}
    models = build(files)[0].files
    assert from_json(json.loads(json.dumps(to_json(models)))) == models


@pytest.mark.usefixtures("folder")
def test_a_second_process_has_the_models_and_says_the_same() -> None:
    first = compile_kept(FILES)
    assert recall_models(FILES, Memo()).keys() == {"vocabulary.rule", "document.rule"}
    second = compile_kept(FILES)
    assert (second.diagnostics, second.plan, second.matter.rules) == (first.diagnostics, first.plan, first.matter.rules)


@pytest.mark.usefixtures("folder")
def test_a_changed_file_is_parsed_and_kept_in_its_turn() -> None:
    compile_kept(FILES)
    changed = FILES | {"vocabulary.rule": VOCABULARY + "单位 套\n"}
    assert recall_models(changed, Memo()).keys() == {"document.rule"}
    assert "套" in compile_kept(changed).plan.units
    assert recall_models(changed, Memo()).keys() == {"vocabulary.rule", "document.rule"}


@pytest.mark.parametrize("damage", ["[]", "{", '{"vocabulary.rule": 1, "document.rule": ["x"]}'])
def test_a_damaged_entry_is_a_miss(folder: Path, damage: str) -> None:
    sound = compile_kept(FILES).diagnostics
    entry(folder).write_text(damage, encoding="utf-8")
    assert recall_models(FILES, Memo()) == {}
    assert compile_kept(FILES).diagnostics == sound


@pytest.mark.parametrize(
    "data", ["", "[9999]", "[2]", "[-1]", "[0,1,2]", "[0,0.5,1]", '["os.system","true"]', '{"a":1}', "[" * 100_000]
)
def test_a_model_that_is_none_is_a_miss(folder: Path, data: str) -> None:
    compile_kept(FILES)
    kept = json.loads(entry(folder).read_text(encoding="utf-8"))
    kept["vocabulary.rule"][1] = data
    entry(folder).write_text(json.dumps(kept), encoding="utf-8")
    assert recall_models(FILES, Memo()).keys() == {"document.rule"}
