"""Official sentences → operations: the examples of the issue, 37 real sentences, the notice's 18, and variants."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from rulesdsl.amendments.act import parse_act, parse_path
from rulesdsl.amendments.printing import print_sentence
from rulesdsl.amendments.quotes import as_in_document, as_in_sentence

DATA = Path(__file__).parents[1] / "amendments"
NOTICE = Path(__file__).parents[2] / "policies" / "fujian" / "mzb-2020-notice" / "text.txt"


def outermost(sentence: str) -> list[str]:
    """The outermost “…” of a sentence, found by counting marks."""
    found, depth, start = [], 0, 0
    for offset, mark in enumerate(sentence):
        if mark == "“":
            depth += 1
            start = offset + 1 if depth == 1 else start
        elif mark == "”":
            depth -= 1
            if depth == 0:
                found.append(sentence[start:offset])
    return found


def filled(value: Any, quotes: list[str]) -> Any:
    """The expectation with <2> replaced by the second quote."""
    if isinstance(value, dict):
        return {key: filled(item, quotes) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, quotes) for item in value]
    hit = re.fullmatch(r"<(\d)>", value) if isinstance(value, str) else None
    return quotes[int(hit[1]) - 1] if hit else value


def cases(name: str) -> list[Any]:
    rows: list[Any] = []
    for case in yaml.safe_load((DATA / name).read_text(encoding="utf-8")):
        given = case["sentence"]
        for index, sentence in enumerate(given if isinstance(given, list) else [given]):
            operations = filled(case["operations"], outermost(sentence))
            rows.append(pytest.param(sentence, operations, case, id=f"{case['name']}-{index}"))
    return rows


def read(text: str, path: str = "") -> list[dict[str, Any]]:
    act = parse_act(text, path=(parse_path(path) or ()) if path else ())
    assert [problem for problem in act.diagnostics if problem.code != "RD546"] == []
    return [operation.to_json() for operation in act.operations]


ISSUE = [
    (
        "将第九项、第十三项中的“A”修改为“B”。",
        '[{"op":"replace_text","locator":{"units":[["项:9"],["项:13"]]},"find":"A","replace":"B"}]',
    ),
    ("删去《X规定》第七条。", '[{"op":"delete_unit","locator":{"doc":"X规定","units":[["条:7"]]}}]'),
    ("第五条增加一款，作为第三款：“T”", '[{"op":"insert_unit","unit":"款","as":["条:5","款:3"],"text":["T"]}]'),
    (
        "将第二十一条改为第二十二条，其中的“A”修改为“B”。",
        '[{"op":"renumber","from":["条:21"],"to":["条:22"]},{"op":"replace_text","locator":{"units":[["条:21"]],"numbering":"original"},"find":"A","replace":"B"}]',
    ),
    (
        "将全文中的“A”“B”合并修改为“C”",
        '[{"op":"merge_names","locator":{"units":[],"scope":"全文"},"find":["A","B"],"replace":"C"}]',
    ),
    (
        "将第四十一条、第四十二条合并，作为第四十九条，修改为：“T”",
        '[{"op":"merge_units","from":[["条:41"],["条:42"]],"to":["条:49"],"text":["T"]}]',
    ),
    (
        "第一条第二款开始部分增加规定：“T”",
        '[{"op":"insert_text","locator":{"units":[["条:1","款:2"]]},"position":"start","text":"T"}]',
    ),
    ("本决定自2014年3月15日起施行。", '[{"op":"effective","date":"2014-03-15"}]'),
]


@pytest.mark.parametrize(("sentence", "operations"), ISSUE)
def test_the_examples_of_the_issue(sentence: str, operations: str) -> None:
    assert read(sentence) == json.loads(operations)


@pytest.mark.parametrize(("sentence", "operations", "case"), cases("sample.yaml"))
def test_the_37_real_sentences(sentence: str, operations: list[Any], case: Any) -> None:
    assert read(sentence) == operations


@pytest.mark.parametrize(("sentence", "operations", "case"), cases("variants.yaml"))
def test_the_same_patterns_in_other_words(sentence: str, operations: list[Any], case: Any) -> None:
    assert read(sentence) == operations


@pytest.mark.parametrize(("sentence", "operations", "case"), cases("notice-2020.yaml"))
def test_a_sentence_of_the_notice_under_its_heading(sentence: str, operations: list[Any], case: Any) -> None:
    document = {"doc": case["document"], "number": case["number"]}
    wanted = [item | {"locator": document | item["locator"]} for item in operations]
    assert read(f"一、对《{case['document']}》（{case['number']}）作出修改\n{sentence}") == wanted


def test_the_whole_notice_has_eighteen_sentences_and_its_annexes() -> None:
    act = parse_act(NOTICE.read_text(encoding="utf-8"))
    assert act.diagnostics == ()
    counts: dict[str, int] = {}
    for sentence in act.sentences[:-1]:
        number = sentence.operations[0].locator.number
        counts[number] = counts.get(number, 0) + 1
    assert counts == {"闽政〔2015〕36号": 5, "闽政〔2016〕60号": 2, "闽政办〔2017〕29号": 2, "闽政〔2017〕13号": 9}
    assert [item.to_json() for item in act.sentences[-1].operations] == [{"op": "republish", "annex": "附件"}]


@pytest.mark.parametrize(
    ("sentence", "case"), [pytest.param(*row.values[::2], id=str(row.id)) for row in cases("notice-2020.yaml")]
)
def test_the_notice_is_printed_as_it_was_written(sentence: str, case: Any) -> None:
    (read_sentence,) = parse_act(sentence).sentences
    assert read_sentence.label + print_sentence(read_sentence.operations) == sentence


@pytest.mark.parametrize(
    "sentence",
    [row.values[0] for name in ("sample.yaml", "variants.yaml", "notice-2020.yaml") for row in cases(name)],
)
def test_what_is_printed_reads_as_the_same(sentence: str) -> None:  # type: ignore[misc]
    for part in parse_act(sentence).sentences:
        assert parse_act(print_sentence(part.operations)).operations == part.operations


def test_a_path_given_from_outside_is_inherited() -> None:
    assert read("删去第二款。", "第二十四条") == [{"op": "delete_unit", "locator": {"units": [["条:24", "款:2"]]}}]
    assert read("将“甲”修改为“乙”。", "第四点第一项")[0]["locator"] == {"units": [["点:4", "项:1"]]}
    assert parse_path("第二十四") is None


def test_places_are_those_of_the_text() -> None:
    text = "（一）将第三条中的“甲”修改为“乙”，“丙”修改为“丁”。"
    (sentence,) = parse_act(text, "notice.txt").sentences
    first, second = sentence.places
    assert first.find is not None
    assert second.find is not None
    assert text[first.find.start : first.find.end] == "“甲”"
    assert text[second.clause.start : second.clause.end] == "“丙”修改为“丁”"
    assert first.clause.file == "notice.txt"


def test_inner_quotes_stand_one_level_further_out_in_the_document() -> None:
    assert as_in_document("各种‘手拉手’活动") == "各种“手拉手”活动"
    assert as_in_sentence(as_in_document("‘甲“乙”’")) == "‘甲“乙”’"


PAGES = Path(__file__).parents[2] / "docs" / "amendments"
EXAMPLES = re.findall(
    r"^```text sentence\n(.*?)^```$", (PAGES / "sentences.md").read_text(encoding="utf-8"), re.M | re.S
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_page_reads_as_it_says(example: str) -> None:
    lines = example.splitlines()
    operations = [json.loads(line) for line in lines if line.startswith("{")]
    assert read("\n".join(line for line in lines if not line.startswith("{"))) == operations


def test_every_operation_is_on_the_page_and_in_the_schema() -> None:
    page = (PAGES / "operations.md").read_text(encoding="utf-8")
    schema = json.loads((PAGES.parent / "schema" / "operations.schema.json").read_text(encoding="utf-8"))
    named = set(re.findall(r"^\| `([a-z_]+)`", page, re.M)) - {"op"}
    assert named == {name for name in schema["$defs"] if name not in ("step", "date", "locator")}
    seen = {item["op"] for name in ("sample.yaml", "variants.yaml") for row in cases(name) for item in row.values[1]}
    assert seen == named
