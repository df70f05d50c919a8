"""Within a sentence everything happens at once; sentences follow one another, and the whole text comes after its parts."""

from __future__ import annotations

import pytest

from support.acts import amended, executed, refused, said

TEXT = "（一）甲部门管，乙部门管，丙部门管。\n（二）对设备投资额的5%给予补助。\n（三）其他。\n"


@pytest.mark.parametrize(
    ("pairs", "after"),
    [
        ("“甲部门”修改为“乙部门”，“乙部门”修改为“丙部门”", "乙部门管，丙部门管，丙部门管"),
        ("“甲部门”修改为“乙部门”，“乙部门”修改为“甲部门”", "乙部门管，甲部门管，丙部门管"),
        ("“乙部门”修改为“丙部门”，“甲部门”修改为“乙部门”", "乙部门管，丙部门管，丙部门管"),
        ("“甲部门管”修改为“共管”，“甲部门”修改为“乙部门”", "共管，乙部门管，丙部门管"),
        ("“甲部门”修改为“丁部门”；删除“乙部门管”", "丁部门管，丙部门管"),
    ],
)
def test_the_pairs_of_a_sentence_do_not_read_one_another(pairs: str, after: str) -> None:
    assert amended(TEXT, f"将全文中的{pairs}。") == TEXT.replace("甲部门管，乙部门管，丙部门管", after)


def test_a_change_inside_a_longer_one_is_taken_by_it() -> None:
    found = executed(TEXT, "将第二项中的“投资额的5%”修改为“投入的8%”，“5%”修改为“6%”。")
    assert found.text.text == TEXT.replace("投资额的5%", "投入的8%")
    assert [place.words for place in found.done[-1].contained] == ["5%"]


def test_words_put_in_at_the_edge_of_a_change_stand_beside_it() -> None:
    after = amended(TEXT, "将第二项中的“给予补助”修改为“发放奖金”，在“给予”前增加“直接”。")
    assert after == TEXT.replace("给予补助", "直接发放奖金")


@pytest.mark.parametrize(
    ("sentence", "underlined"),
    [
        ("将第二项中的“设备投资额”修改为“投入”，“投资额的5%”修改为“8%”。", "“投资额的5%”"),
        ("将第二项中的“给予补助”修改为“发放奖金”，在“给予”后增加“直接”。", "“给予”"),
        ("将第二项中的“设备投资额”修改为“投入”；删除“投资额的5%”。", "“投资额的5%”"),
    ],
)
def test_changes_that_run_into_each_other_are_refused(sentence: str, underlined: str) -> None:
    assert refused(TEXT, sentence) == [("RD565", underlined)]


def test_a_later_sentence_reads_what_an_earlier_one_has_written() -> None:
    after = amended(
        TEXT, "将第二项中的“补助”修改为“经信委的补助”。", "将第二项中的“经信委的补助”修改为“工信厅的补助”。"
    )
    assert after == TEXT.replace("补助", "工信厅的补助")


def test_a_name_changed_everywhere_is_changed_in_new_text_too() -> None:
    after = amended(TEXT, "将第三项修改为：“由甲部门另定。”", "将全文中的“甲部门”修改为“丁部门”。")
    assert after == TEXT.replace("甲部门", "丁部门").replace("其他。", "由丁部门另定。")


def test_what_an_earlier_sentence_took_from_the_whole_text_is_a_note() -> None:
    lines = ("删除第二项中的“对设备投资额的5%”。", "将全文中的“投资额”修改为“投入”。")
    found = executed(TEXT, *lines)
    assert said(found, *lines) == [("RD563", "“投资额”")]
    assert found.text.text == TEXT.replace("对设备投资额的5%", "")


@pytest.mark.parametrize(
    ("first", "second", "underlined"),
    [
        ("删除第二项中的“对设备投资额的5%”。", "将第二项中的“投资额”修改为“投入”。", "“投资额”"),
        ("删去第二项。", "将第二项中的“投资额”修改为“投入”。", "将第二项中的“投资额”修改为“投入”"),
    ],
)
def test_a_sentence_on_what_an_earlier_one_has_struck_is_refused(first: str, second: str, underlined: str) -> None:
    # In the other order both can be done.
    assert refused(TEXT, first, second) == [("RD560", underlined)]
    assert not executed(TEXT, second, first.replace("投资额", "投入")).failed


@pytest.mark.parametrize(
    ("steps", "refuses"),
    [
        (("“甲部门”修改为“丁部门”", "“丁部门”修改为“甲部门”"), True),
        (("“甲部门”修改为“丁部门”", "“丁部门”修改为“戊部门”", "“戊部门”修改为“甲部门”"), True),
        (("“甲部门”“乙部门”合并修改为“丁部门”", "“丁部门”修改为“乙部门”"), True),
        (("“甲部门”修改为“丁部门”", "“丁部门”修改为“戊部门”"), False),
        (("“甲部门”修改为“乙部门”，“乙部门”修改为“甲部门”",), False),
    ],
)
def test_names_that_come_round_again_are_refused(steps: tuple[str, ...], refuses: bool) -> None:
    lines = [f"将全文中的{step}。" for step in steps]
    assert [item.code for item in executed(TEXT, *lines).diagnostics] == (["RD567"] if refuses else [])


def test_numbers_in_sentences_are_those_of_the_text_before_the_act() -> None:
    text = "一、一\n（一）甲事。\n（二）乙事。\n（三）丙事。\n"
    after = amended(text, "删去第一点第一项。", "将第一点第三项中的“丙事”修改为“丁事”。")
    assert after == "一、一\n（一）乙事。\n（二）丁事。\n"
