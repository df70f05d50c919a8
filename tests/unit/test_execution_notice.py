"""The notice of 2020 on the four documents as first issued, against the texts published with it."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from rulesdsl.amendments.execution.execute import execute
from rulesdsl.source.fold import fold
from support.acts import assert_sound
from support.fujian import NO_13, NO_29, NO_36, NO_60, amended, annex

ALL = (NO_36, NO_60, NO_29, NO_13)


def differences(computed: str, published: str) -> list[tuple[str, str]]:
    """Where two texts differ, spaces and line ends aside: the words of each."""
    one, other = fold(computed).text, fold(published).text
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(one[a:b], other[c:d]) for op, a, b, c, d in codes if op != "equal"]


@pytest.mark.parametrize("number", [NO_36, NO_60, NO_29])
def test_three_computed_texts_are_those_published(number: str) -> None:
    assert differences(amended(number).execution.text.text, annex(number)) == []


def test_three_changes_of_no_13_stand_in_the_annex_without_a_sentence() -> None:
    assert differences(amended(NO_13).execution.text.text, annex(NO_13)) == [
        # 一（一）: a whole 责任单位 line has gone; the sentence renames a body in it and strikes another
        ("责任单位:省工信厅、财政厅,福建能源监管办,省电力公司", ""),
        # 一（二）: 物价局 is struck by the sentence, 发改委 has come in its place
        ("", "、发改委"),
        # 一（三）: 各级经信部门; a sentence changes 经信部门 in 第七点第四项 only
        ("经", "工"),
    ]


@pytest.mark.parametrize("number", ALL)
def test_every_character_is_accounted_for(number: str) -> None:
    found = amended(number).execution
    assert found.diagnostics == ()
    assert_sound(found)


@pytest.mark.parametrize("number", ALL)
def test_the_notice_works_once(number: str) -> None:
    found = amended(number).execution
    again = execute(found.text, found.sentences)
    assert again.failed
    assert {item.code for item in again.diagnostics} <= {"RD560", "RD564"}


def test_the_surviving_stems_are_known() -> None:
    survived = {number: {item.place.words for item in amended(number).execution.near_misses} for number in ALL}
    # 各级经信部门 in 一（三）, 环保 and 检验检疫 as ordinary words
    assert "经信" in survived[NO_13]
    assert survived[NO_60] == set()


def test_what_custom_did_to_no_60() -> None:
    # 六、拓展市场 has one item left, which loses its label without a command.
    assert [(item.unit, item.text, item.sentence) for item in amended(NO_60).execution.customary] == [
        ("点:6/项:2", "去掉编号（二）", 0)
    ]
    assert [amended(number).execution.customary for number in (NO_36, NO_29, NO_13)] == [(), (), ()]


def test_a_struck_phrase_that_moves_is_one_that_stays() -> None:
    # 13号（四）: 加大服务协调工作力度 stood behind, and stands in front now.
    found = amended(NO_13).execution
    words = "加大服务协调工作力度"
    assert found.before.text.count(words) == found.text.text.count(words) == 1
