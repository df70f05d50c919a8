"""What isn't understood is refused whole, at its place, and spoils nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rulesdsl.amendments.act import parse_act

DATA = Path(__file__).parents[1] / "amendments"
REFUSALS = yaml.safe_load((DATA / "refusals.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", REFUSALS, ids=[item["sentence"][:24] for item in REFUSALS])
def test_a_sentence_is_refused_at_its_place(case: Any) -> None:
    start, end = case["sentence"].index("【"), case["sentence"].index("】") - 1
    text = case["sentence"].replace("【", "").replace("】", "")
    act = parse_act(text, "notice.txt")
    (problem,) = act.diagnostics
    assert act.operations == ()
    assert problem.span is not None
    assert (problem.code, text[problem.span.start : problem.span.end]) == (case["code"], text[start:end])
    assert problem.span.start == start
    assert case.get("expected", "") in problem.label


def test_the_sentences_around_a_refused_one_are_read() -> None:
    act = parse_act(
        "（一）删去第三条。\n（二）将第四条中的“甲修改为“乙”。\n（三）删去第五条。删去第六条第七条。第八条删去。"
    )
    assert [item.to_json()["locator"]["units"] for item in act.operations] == [[["条:3"]], [["条:5"]], [["条:8"]]]
    assert [problem.code for problem in act.diagnostics] == ["RD541", "RD544"]


def test_nothing_of_a_sentence_is_kept_when_its_end_is_not_understood() -> None:
    act = parse_act("将第三条中的“甲”修改为“乙”，删去第四条，第五条改头换面。")
    assert act.operations == ()
    assert len(act.diagnostics) == 1


def test_what_a_refused_sentence_named_is_not_inherited() -> None:
    act = parse_act("删去第二条。将第三条第一款中的“甲”改头换面。删去第二款。")
    assert [problem.code for problem in act.diagnostics] == ["RD540", "RD543"]
    assert len(act.operations) == 1


def test_a_new_label_does_not_inherit_a_bare_pair() -> None:
    act = parse_act("（一）将全文中的“甲”修改为“乙”。\n（二）删除“丙”。")
    assert [problem.code for problem in act.diagnostics] == ["RD543"]


def test_text_without_marks_ends_where_the_next_sentence_begins() -> None:
    act = parse_act("第三条修改为：\n甲：\n（一）乙；\n（二）丙。\n第四条的罚款改成一千元。\n第五条删去。")
    assert act.operations[0].to_json()["text"] == ["甲：", "（一）乙；", "（二）丙。"]
    assert [problem.code for problem in act.diagnostics] == ["RD540"]


@pytest.mark.parametrize(
    "piece",
    [
        "将第三条中的“甲”修改为“乙”。\n",
        "“",
        "”",
        "《",
        "《甲》（",
        "“甲\n",
        "第三条，",
        "第三、",
        "第 ",
        "一",
        "甲" * 500 + "\n",
        "之一",
        "“‘",
        "第三条中的“甲”",
        "关于修改",
        "按照",
    ],
)
def test_a_hostile_act_is_read_to_its_end(piece: str) -> None:
    text = "删去第" + piece * (16_000 // len(piece))
    act = parse_act(text)
    assert act.operations or act.diagnostics


def test_a_long_act_is_read_whole() -> None:
    act = parse_act("将第三条中的“甲”修改为“乙”。\n" * 5_000)
    assert len(act.operations) == 5_000
