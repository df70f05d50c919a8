"""`rulesdsl amend blame`: which sentence put each phrase where it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from wcwidth import wcswidth

from rulesdsl.cli.main import main
from rulesdsl.reports import render
from rulesdsl.reports.blame import Phrase, blame, blame_data, blame_report
from rulesdsl.reports.schemas import schema_of
from support.amended import history_of, little, shipped, version_of

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("闽政〔2015〕36号", "闽政〔2016〕60号", "闽政办〔2017〕29号", "闽政〔2017〕13号")


def phrases_of(number: str, place: str) -> tuple[Phrase, ...]:
    return next(item.phrases for item in blame(version_of(shipped(), number)) if item.place == place)


def test_every_phrase_has_its_source() -> None:
    told = [(phrase.text, phrase.source) for phrase in phrases_of("闽政〔2016〕60号", "第八点")]
    assert told[0] == ("八、充分发挥专项基金作用", "首次印发")
    assert told[2:4] == [("省", "首次印发"), ("工信厅", "第（二）句")]
    assert told[4][0].startswith("牵头会同省财政厅等省直相关部门")


def test_a_reworded_item_of_13() -> None:
    told = [(phrase.text, phrase.source) for phrase in phrases_of("闽政〔2017〕13号", "第七点 第四项")]
    # 各地经信部门 was restored; sentence （七） changed one character of it.
    assert ("工", "第（七）句") in told
    assert any(source == "首次印发（还原）" for _, source in told)


def test_several_acts_are_told_apart_by_their_day() -> None:
    items = blame(version_of(history_of(little())))
    found = [phrase for item in items for phrase in item.phrases if phrase.sentence]
    assert {phrase.sentence for phrase in found} == {"2019年6月1日 （二）"}
    assert {phrase.act for phrase in found} == {"2019年6月1日《关于修改〈示例办法〉的通知》第一条"}


@pytest.mark.parametrize("number", DOCUMENTS)
def test_the_phrases_together_are_the_text(number: str) -> None:
    version = version_of(shipped(), number)
    words = "".join(phrase.text for item in blame(version) for phrase in item.phrases)
    assert "".join(words.split()) == "".join(version.text.text.split())


@pytest.mark.parametrize("number", DOCUMENTS)
def test_json_as_published(number: str) -> None:
    schema = schema_of("blame")
    Draft202012Validator(schema).validate(blame_data(version_of(shipped(), number)))


def test_no_line_is_wider_than_the_screen() -> None:
    shown = render(blame_report(version_of(shipped(), "闽政〔2015〕36号")), "text", 80)
    assert max(map(wcswidth, shown.split("\n"))) <= 80


def test_before_any_act_all_of_it_is_the_first_issue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["amend", "blame", "60号", "--as-of", "2020年12月3日", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["acts"] == []
    assert {phrase["origin"] for item in data["items"] for phrase in item["phrases"]} == {"issued", "restored"}
