"""Words replaced, struck and put in: where they are looked for, and how often they may stand there."""

from __future__ import annotations

import pytest

from support.acts import amended, executed, refused

TEXT = """\
关于支持企业的通知
各市人民政府：
一、支持技改
（一）对技改项目给予补助，最高50万元。
（二）对首台设备给予奖励。
责任单位：省经信委、财政厅
二、支持创新
对专利给予资助。
对标准给予资助，由省经信委负责。
"""


def line(old: str, new: str) -> str:
    """The text with one line changed."""
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("sentence", "old", "new"),
    [
        ("将第一点第一项中的“技改项目”修改为“技术改造项目”。", "对技改项目", "对技术改造项目"),
        ("将第一点中的“首台设备”修改为“首套设备”。", "首台设备", "首套设备"),
        ("将第二点中的“对专利给予资助。对标准”修改为“对专利和标准”。", "对专利给予资助。\n对标准", "对专利和标准"),
        ("在第一点第一项中的“补助”后增加“或者贴息”。", "给予补助", "给予补助或者贴息"),
        ("在第一点第一项中的“技改项目”前增加“重点”。", "对技改", "对重点技改"),
        # The end of its text, not of the 责任单位 line below.
        ("第一点第二项末尾增加“具体办法另定。”", "给予奖励。\n", "给予奖励。具体办法另定。\n"),
        ("在第一点第二项开始部分增加规定：“从2021年起，”", "（二）对", "（二）从2021年起，对"),
        ("将第一点第一项中的“50万元”修改为“80万元”。", "最高50", "最高80"),
    ],
)
def test_a_sentence_changes_its_place_and_nothing_else(sentence: str, old: str, new: str) -> None:
    assert amended(TEXT, sentence) == line(old, new)


def test_every_place_in_the_whole_text_is_changed() -> None:
    assert amended(TEXT, "将全文中的“经信委”修改为“工信厅”。") == TEXT.replace("经信委", "工信厅")


def test_each_listed_place_is_changed() -> None:
    after = amended(TEXT, "将第一点、第二点中的“经信委”修改为“工信厅”。")
    assert after == TEXT.replace("经信委", "工信厅")


def test_words_are_found_across_width_spaces_and_line_ends() -> None:
    text = "（一）支持高成长企\n业发展，按设备投资额的 5％补助。\n（二）其他。\n"
    after = amended(text, "将第一项中的“高成长企业”修改为“领军企业”，“投资额的5%”修改为“投资额的8%”。")
    assert after == "（一）支持领军企业发展，按设备投资额的8%补助。\n（二）其他。\n"


def test_words_that_run_over_two_units_are_changed_as_one() -> None:
    text = "一、支持\n（一）给予补助。\n（二）给予奖励。\n（三）其他。\n"
    after = amended(text, "将第一点中的“给予补助。（二）给予奖励”修改为“给予补助和奖励”。")
    assert after == "一、支持\n（一）给予补助和奖励。\n（二）其他。\n"


def test_inner_quotation_marks_are_those_of_the_document() -> None:
    # 闽政〔2017〕13号 第二点第一项
    text = "（一）举办各种“手拉手”活动。\n（二）其他。\n"
    after = amended(text, "将第一项中的“各种‘手拉手’活动”修改为“‘面对面’活动”。")
    assert after == "（一）举办“面对面”活动。\n（二）其他。\n"


@pytest.mark.parametrize(
    ("old", "find", "new", "after"),
    [
        ("市环卫局、市市容环卫局负责", "市环卫局", "市市容环卫局", "市市容环卫局、市市容环卫局负责"),
        ("注册申请人、申请人负责", "注册申请人", "申请人", "申请人、申请人负责"),
        (
            "工商部门、工商部门或者其他部门",
            "工商部门",
            "工商部门或者其他部门",
            "工商部门或者其他部门、工商部门或者其他部门",
        ),
    ],
)
def test_a_hit_inside_the_new_words_is_no_hit(old: str, find: str, new: str, after: str) -> None:
    text = "（一）由{}。\n（二）其他。\n"
    found = amended(text.format(old), f"将第一项中的“{find}”修改为“{new}”。")
    assert found == text.format(after)


def test_a_long_quote_that_stands_twice_is_changed_twice_and_reported() -> None:
    text = "（一）对技术改造项目补助，对技术改造项目补助。\n（二）其他。\n"
    found = executed(text, "将第一项中的“对技术改造项目补助”修改为“予以补助”。")
    assert [item.code for item in found.diagnostics] == ["RD562"]
    assert found.text.text == "（一）予以补助，予以补助。\n（二）其他。\n"


def test_how_often_each_place_was_hit_is_written_down() -> None:
    found = executed(TEXT, "将全文中的“经信委”修改为“工信厅”。", "删除第一点第一项中的“最高50万元”。")
    assert [item.asked for item in found.done] == [(("全文", 2),), (("第一点 第一项", 1),)]


def test_a_replacement_by_its_own_words_is_refused() -> None:
    assert refused(TEXT, "将第一点中的“技改项目”修改为“技改项目”。") == [("RD564", "“技改项目”")]


def test_what_is_added_at_an_edge_goes_beyond_what_was_added_before() -> None:
    after = executed(TEXT, "第一点第一项末尾增加规定：“甲类除外。”", "第一点第一项末尾增加规定：“乙类除外。”")
    assert "甲类除外。乙类除外。" in after.text.text
    before = executed(TEXT, "第一点第一项开始部分增加规定：“甲类除外，”", "第一点第一项开始部分增加规定：“乙类除外，”")
    assert "（一）乙类除外，甲类除外，" in before.text.text
