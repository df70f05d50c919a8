"""New units and old ones whose labels they take: sources of a renumbering are labels before the act."""

from __future__ import annotations

from rulesdsl.amendments.act import parse_act
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.source.parse import parse

TEXT = "关于甲的通知\n一、总则\n（一）甲。\n（二）乙。\n（三）丙。\n二、分则\n正文。\n"


def amended(sentences: str) -> str:
    """The text after some sentences, which must succeed."""
    source, _ = parse("text.txt", TEXT)
    act = parse_act(sentences)
    assert act.diagnostics == ()
    execution = execute(source, act.sentences)
    assert execution.diagnostics == ()
    return execution.text.text


def test_an_item_is_put_in_and_the_old_one_of_that_number_moves_on() -> None:
    found = amended("第一点第二项后增加一项，作为第三项：“新。”\n原第一点第三项改为第四项。")
    assert found == TEXT.replace("（三）丙。\n", "（三）新。\n（四）丙。\n")


def test_a_first_item_is_put_in_before_all_others() -> None:
    found = amended("第一点第一项前增加一项，作为第一项：“新。”\n第一点第一项至第三项相应改为第二项至第四项。")
    assert found == TEXT.replace(
        "（一）甲。\n（二）乙。\n（三）丙。\n", "（一）新。\n（二）甲。\n（三）乙。\n（四）丙。\n"
    )


def test_a_point_with_items_is_put_in() -> None:
    found = amended("第一点后增加一点，作为第二点：“新则\n“（一）新。”\n将第二点改为第三点。")
    assert found == TEXT.replace("二、分则", "二、新则\n（一）新。\n三、分则")


def test_a_neighbour_is_an_old_unit_unless_the_same_sentence_put_it_in() -> None:
    found = amended(
        "第一点第一项后增加一项，作为第二项：“新。”\n第一点第二项后增加一项，作为第四项：“再新。”\n"
        "原第一点第二项改为第三项。\n原第一点第三项改为第五项。"
    )
    assert found == TEXT.replace("（二）乙。\n（三）丙。\n", "（二）新。\n（三）乙。\n（四）再新。\n（五）丙。\n")
