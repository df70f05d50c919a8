"""Whole units of a 公文: struck, rewritten, put in, renumbered, merged, split; and what custom does to a series."""

from __future__ import annotations

import pytest

from support.acts import amended, executed, refused, said, underlined

TEXT = """\
一、支持

（一）甲事。

（二）乙事：

1.子事。

2.丑事。

（三）丙事。

责任单位：省财政厅

二、创新

（一）丁事。

（二）戊事。

三、施行。
"""


def without(*pieces: str, text: str = TEXT) -> str:
    """The text without some paragraphs."""
    for piece in pieces:
        assert text.count(piece + "\n\n") == 1, piece
        text = text.replace(piece + "\n\n", "")
    return text


def test_a_struck_unit_takes_all_below_it_along_and_the_series_closes_up() -> None:
    found = executed(TEXT, "删去第一点第二项。")
    assert found.text.text == without("（二）乙事：", "1.子事。", "2.丑事。").replace("（三）丙", "（二）丙")
    # No sentence says so: custom does.
    assert [(item.unit, item.text, item.sentence) for item in found.customary] == [("点:1/项:3", "（三） → （二）", 0)]


def test_a_series_left_with_one_member_has_no_labels() -> None:
    # 闽政〔2016〕60号 第六点, annex 2: 六、拓展市场 lost its （一） and （二） with no command.
    found = executed(TEXT, "删去第二点第一项。")
    assert found.text.text == without("（一）丁事。").replace("（二）戊", "戊")
    assert [item.text for item in found.customary] == ["去掉编号（二）"]


def test_struck_points_close_up_too() -> None:
    after = amended(TEXT, "删去第二点。")
    assert after == without("二、创新", "（一）丁事。", "（二）戊事。").replace("三、施行", "二、施行")


def test_a_series_through_several_points_closes_up_behind_a_struck_point() -> None:
    text = "一、一\n（一）甲事。\n（二）乙事。\n二、二\n（三）丙事。\n（四）丁事。\n三、三\n（五）戊事。\n"
    after = amended(text, "删去第一点。")
    assert after == "一、二\n（一）丙事。\n（二）丁事。\n二、三\n（三）戊事。\n"
    assert amended(text, "删去第三项。") == text.replace("（三）丙事。\n", "").replace("（四）", "（三）").replace(
        "（五）", "（四）"
    )


@pytest.mark.parametrize(
    ("sentence", "after"),
    [
        ("将第一点第一项修改为：“新事。”", TEXT.replace("（一）甲事", "（一）新事")),
        ("将第一点第一项修改为：“（一）新事。”", TEXT.replace("（一）甲事", "（一）新事")),
        # The old final mark stays where the new text has none.
        ("将第一点第一项修改为：“新事”。", TEXT.replace("（一）甲事", "（一）新事")),
        ("将第一点第二项修改为：“新事。”", without("1.子事。", "2.丑事。").replace("乙事：", "新事。")),
        ("将第一点第二项第一目修改为：“新事。”", TEXT.replace("1.子事", "1.新事")),
    ],
)
def test_a_unit_rewritten_keeps_its_label(sentence: str, after: str) -> None:
    assert amended(TEXT, sentence) == after


@pytest.mark.parametrize(
    ("sentence", "before", "new"),
    [
        ("第二点增加一项，作为第三项：“己事。”", "三、施行", "（三）己事。\n\n三、施行"),
        ("第二点增加一项，作为第三项：“（三）己事。”", "三、施行", "（三）己事。\n\n三、施行"),
        (
            "第二点增加一项：“己事。”第二点增加一项：“庚事。”",
            "三、施行",
            "（三）己事。\n\n（四）庚事。\n\n三、施行",
        ),
        # Without a label it is the next of the series.
        ("第二点增加一项：“己事。”", "三、施行", "（三）己事。\n\n三、施行"),
        (
            "第二点增加二项，作为第三项、第四项：“己事。”“庚事。”",
            "三、施行",
            "（三）己事。\n\n（四）庚事。\n\n三、施行",
        ),
        ("增加一点，作为第四点：“附则。”", "三、施行。\n", "三、施行。\n\n四、附则。\n"),
        ("增加一点，作为第四点：“四、附则。”", "三、施行。\n", "三、施行。\n\n四、附则。\n"),
        ("第一点第二项增加一目，作为第三目：“寅事。”", "（三）丙事", "3.寅事。\n\n（三）丙事"),
    ],
)
def test_a_new_unit_stands_where_its_number_says(sentence: str, before: str, new: str) -> None:
    assert amended(TEXT, sentence) == TEXT.replace(before, new)


def test_a_new_unit_in_the_middle_needs_the_others_moved() -> None:
    sentence = "增加一点，作为第二点：“附则。”"
    assert refused(TEXT, sentence) == [("RD566", sentence)]
    after = amended(TEXT, sentence, "将第二点改为第三点，第三点改为第四点。")
    assert after == TEXT.replace("三、施行", "四、施行").replace("二、创新", "二、附则。\n\n三、创新")


def test_without_a_label_a_new_unit_behind_another_one_takes_the_next_number() -> None:
    sentence = "第一点第一项后增加一项：“己事。”"
    assert refused(TEXT, sentence) == [("RD566", sentence)]
    after = amended(TEXT, sentence, "将第一点第二项改为第一点第三项，第一点第三项改为第一点第四项。")
    assert after == TEXT.replace("（三）丙", "（四）丙").replace("（二）乙", "（二）己事。\n\n（三）乙")


def test_renumberings_are_made_all_at_once() -> None:
    after = amended(TEXT, "将第一点第二项第一目改为第一点第二项第二目，第一点第二项第二目改为第一点第二项第一目。")
    assert after == TEXT.replace("1.子事。\n\n2.丑事。", "1.丑事。\n\n2.子事。")


def test_a_number_given_twice_is_refused_where_it_is_given() -> None:
    sentence = "将第一点第三项改为第一点第一项。"
    assert refused(TEXT, "将第一点中的“甲事”修改为“己事”。", sentence) == [("RD566", sentence[:-1])]
    twice = "将第一点第三项改为第一点第四项，第一点第三项改为第一点第五项。"
    assert "RD566" in [code for code, _ in refused(TEXT, twice)]


def test_a_struck_number_may_be_given_anew_in_the_same_act() -> None:
    for act in (
        ("删去第一点第二项，将第一点第三项改为第一点第二项。",),
        ("删去第一点第二项。", "将第一点第三项改为第一点第二项。"),
    ):
        found = executed(TEXT, *act)
        assert found.text.text == without("（二）乙事：", "1.子事。", "2.丑事。").replace("（三）丙", "（二）丙")
        assert found.customary == ()


def test_a_label_is_put_there_by_the_sentence_that_gives_it() -> None:
    found = executed(
        TEXT, "将第一点第三项改为第一点第四项。", "将全文中的“丁事”修改为“己事”。", "删除第二点中的“戊事”。"
    )
    at = found.text.text.index("（四）")
    (run,) = found.spans.inserted_in(at, at + 3)
    assert run.sentence == 0


def test_units_merged_close_up_the_series() -> None:
    after = amended(TEXT, "将第一点第一项、第一点第二项合并，作为第一点第一项，修改为：“新事。”")
    assert after == without("（二）乙事：", "1.子事。", "2.丑事。").replace("甲事", "新事").replace("（三）", "（二）")


def test_units_merged_without_a_text_have_both() -> None:
    after = amended(TEXT, "将第二点第一项、第二点第二项合并，作为第二点第一项。")
    assert after == without("（二）戊事。").replace("（一）丁事。", "丁事。\n\n戊事。")


def test_a_unit_split_in_two() -> None:
    sentence = "将第二点第二项分为两项，作为第二点第二项、第二点第三项，修改为：“己事。”“庚事。”"
    assert amended(TEXT, sentence) == TEXT.replace("（二）戊事。", "（二）己事。\n\n（三）庚事。")


def test_what_the_new_text_has_of_faults_is_said() -> None:
    found = executed(TEXT, "将第一点第三项改为第一点第五项。")
    assert said(found) == [("RD011", "")]
    assert not found.failed


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("删去第五点。", "第五点"),
        ("将第一点第九项修改为：“新。”", "将第一点第九项修改为：“新。”"),
        ("将第九点改为第八点。", "将第九点改为第八点"),
        ("第九点增加一项，作为第三项：“己事。”", "第九点增加一项，作为第三项：“己事。”"),
    ],
)
def test_a_unit_that_is_not_there_is_refused(sentence: str, place: str) -> None:
    found = executed(TEXT, sentence)
    assert found.failed
    assert [underlined(item, sentence) for item in found.diagnostics] == [place]
