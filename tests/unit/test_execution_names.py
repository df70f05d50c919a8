"""“A”“B”合并修改为“C”: one member of each list is left, under the new name, and written with one prefix."""

from __future__ import annotations

import pytest

from support.acts import amended, executed

MERGE = "将全文中的“地税局”“国税局”合并修改为“省税务局”。"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # 闽政〔2015〕36号 第十九项
        ("责任单位：省地税局、国税局、财政厅，各设区市人民政府", "责任单位：省税务局、财政厅，各设区市人民政府"),
        ("责任单位：省财政厅、地税局、国税局", "责任单位：省财政厅、省税务局"),
        # 闽政〔2017〕13号: bare under the 省 of its list, and once more with a 省 of its own
        ("责任单位：省发改委、地税局，省国税局，各设区市人民政府", "责任单位：省发改委，省税务局，各设区市人民政府"),
        ("责任单位：省国税局，省发改委、地税局", "责任单位：省税务局，省发改委"),
        ("由省国税局、地税局梳理名单，财政厅拨付。", "由省税务局梳理名单，财政厅拨付。"),
        ("由省财政厅、地税局、国税局梳理名单。", "由省财政厅、省税务局梳理名单。"),
        ("由地税局、国税局、地税局办理。", "由省税务局办理。"),
        ("由省地税局、省国税局办理。", "由省税务局办理。"),
        ("由省地税局、财政厅办理。省国税局、发改委配合。", "由省税务局、财政厅办理。省税务局、发改委配合。"),
        # one of them alone
        ("由省地税局办理。", "由省税务局办理。"),
        ("由国税局办理。", "由省税务局办理。"),
        # joined by a word instead of a mark
        ("由地税局和国税局办理。", "由省税务局办理。"),
        ("由省地税局和省国税局办理。", "由省税务局办理。"),
        ("由省财政厅、地税局和国税局办理。", "由省财政厅、省税务局办理。"),
        # the new name stands there already
        ("责任单位：省税务局、地税局、国税局", "责任单位：省税务局"),
        ("由省地税局、省税务局办理。", "由省税务局办理。"),
        ("责任单位：省财政厅、省税务局，国税局", "责任单位：省财政厅、省税务局"),
        # words of their own: both stay
        ("由省地税局牵头、国税局配合。", "由省税务局牵头、省税务局配合。"),
        ("由地税局梳理国税局名单。", "由省税务局梳理省税务局名单。"),
        ("由省地税局牵头，会同国税局办理。", "由省税务局牵头，会同省税务局办理。"),
    ],
)
def test_of_each_list_one_member_is_left(before: str, after: str) -> None:
    other = "（二）地税局管，国税局也管。"
    changed = "（二）省税务局管，省税务局也管。"
    assert amended(f"（一）{before}\n{other}\n", MERGE) == f"（一）{after}\n{changed}\n"


def test_three_names_become_one() -> None:
    text = "（一）责任单位：省质监局、工商局、食药监局，各市人民政府\n（二）其他。\n"
    after = amended(text, "将全文中的“质监局”“工商局”“食药监局”合并修改为“市场监管局”。")
    assert after == "（一）责任单位：省市场监管局，各市人民政府\n（二）其他。\n"


def test_a_municipal_body_is_renamed_and_listed() -> None:
    found = executed("（一）各市经信委、设区市经信委、省经信委。\n（二）其他。\n", "将全文中的“经信委”修改为“工信厅”。")
    assert found.text.text == "（一）各市工信厅、设区市工信厅、省工信厅。\n（二）其他。\n"
    assert len(found.done[0].municipal) == 2


def test_a_stem_that_survives_is_reported_and_not_changed() -> None:
    found = executed("（一）经信委、各级经信部门负责。\n（二）其他。\n", "将全文中的“经信委”修改为“工信厅”。")
    assert found.text.text == "（一）工信厅、各级经信部门负责。\n（二）其他。\n"
    assert [(item.stem, item.renamed, item.place.words) for item in found.near_misses] == [("经信", "经信委", "经信")]


def test_the_name_of_another_act_is_a_fact_and_not_a_mention() -> None:
    text = "（一）执行《省经信委办法》（闽经信委〔2015〕1号），由省经信委负责。\n（二）其他。\n"
    found = executed(text, "将全文中的“经信委”修改为“工信厅”。")
    assert found.text.text == text.replace("由省经信委", "由省工信厅")
    assert len(found.done[0].skipped) == 2


def test_a_sentence_that_names_the_title_changes_it() -> None:
    text = "（一）执行《省经信委办法》。\n（二）其他。\n"
    after = amended(text, "将第一项中的“《省经信委办法》”修改为“《省工信厅办法》”。")
    assert after == "（一）执行《省工信厅办法》。\n（二）其他。\n"
