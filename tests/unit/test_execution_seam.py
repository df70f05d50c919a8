"""Struck words take one mark along, and never more: the member of a list its separator, a sentence its full stop."""

from __future__ import annotations

import pytest

from support.acts import amended

OTHER = "（二）其他。\n"


@pytest.mark.parametrize(
    ("before", "struck", "after"),
    [
        ("对甲类、乙类、丙类企业补助。", "甲类", "对乙类、丙类企业补助。"),
        ("对甲类、乙类、丙类企业补助。", "乙类", "对甲类、丙类企业补助。"),
        ("支持甲类、乙类、丙类。", "丙类", "支持甲类、乙类。"),
        ("支持甲类、乙类，最高5万元。", "乙类", "支持甲类，最高5万元。"),
        ("责任单位：省财政厅、省发改委", "省财政厅", "责任单位：省发改委"),
        ("责任单位：省财政厅，各市人民政府", "省财政厅", "责任单位：各市人民政府"),
        ("给予奖励，并给予贴息，最高5万元。", "并给予贴息", "给予奖励，最高5万元。"),
        ("给予奖励；给予贴息。", "给予贴息", "给予奖励。"),
        ("给予奖励。给予贴息；再议。", "给予贴息", "给予奖励。再议。"),
        ("给予奖励，给予贴息；再议。", "给予贴息", "给予奖励；再议。"),
        ("给予奖励。给予贴息。", "给予贴息", "给予奖励。"),
        ("给予奖励。给予贴息。", "给予贴息。", "给予奖励。"),
        ("给予奖励。给予贴息，最高5万元。", "给予奖励。", "给予贴息，最高5万元。"),
        ("给予奖励。给予贴息。", "给予奖励", "给予贴息。"),
        ("给予奖励（含贴息、贷款）。", "含贴息", "给予奖励（贷款）。"),
        ("给予奖励（含贴息）。", "含贴息", "给予奖励。"),
        ("实行“直通车”服务。", "直通车", "实行服务。"),
        ("责任单位：省财政厅，省发改委", "省发改委", "责任单位：省财政厅"),
        ("支持甲类，支持乙类。责任单位：省财政厅", "支持乙类。", "支持甲类。责任单位：省财政厅"),
        ("支持甲类、\n乙类、丙类。", "乙类", "支持甲类、丙类。"),
        ("对甲类和丙类企业补助。", "和丙类", "对甲类企业补助。"),
        ("对符合条件的企业补助。", "符合条件的", "对企业补助。"),
    ],
)
def test_one_mark_goes_with_what_is_struck(before: str, struck: str, after: str) -> None:
    assert amended(f"（一）{before}\n{OTHER}", f"删除第一项中的“{struck}”。") == f"（一）{after}\n{OTHER}"


@pytest.mark.parametrize(
    ("struck", "after"),
    [
        ("“甲”“乙”", "支持丙、丁。"),
        ("“乙”“丙”", "支持甲、丁。"),
        ("“丙”“丁”", "支持甲、乙。"),
        ("“甲”“丙”", "支持乙、丁。"),
        ("“丁”“甲”", "支持乙、丙。"),
        ("“乙”“丙”“丁”", "支持甲。"),
    ],
)
def test_members_struck_together_go_together(struck: str, after: str) -> None:
    text = f"（一）支持甲、乙、丙、丁。\n{OTHER}"
    # Names of one mark stand once each, so that none of them is too short to be found.
    assert amended(text, f"删除第一项中的{struck}。") == f"（一）{after}\n{OTHER}"


def test_a_struck_member_takes_the_prefix_that_belongs_to_it_alone() -> None:
    text = f"（一）责任单位：省财政厅、省物价局，各市人民政府\n{OTHER}"
    assert amended(text, "删除第一项中的“物价局”。") == f"（一）责任单位：省财政厅，各市人民政府\n{OTHER}"
    shared = f"（一）责任单位：省财政厅、物价局，各市人民政府\n{OTHER}"
    assert amended(shared, "删除第一项中的“物价局”。") == f"（一）责任单位：省财政厅，各市人民政府\n{OTHER}"


def test_a_unit_of_which_nothing_is_left_is_gone() -> None:
    text = "一、支持\n（一）给予奖励。\n（二）给予贴息。\n（三）其他。\n二、施行。\n"
    after = amended(text, "删除第一点第二项中的“给予贴息”。")
    assert after == "一、支持\n（一）给予奖励。\n（二）其他。\n二、施行。\n"
