"""Acts on a text in articles: holes stay unless the order is adjusted; paragraphs are counted; mentions are listed, never rewritten."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from support.acts import amended, executed, refused

pytestmark = pytest.mark.skipif(
    find_spec("rulesdsl.source.statutes") is None, reason="texts in articles are not read yet"
)

TEXT = """\
某省促进条例

（2010年5月1日通过）

第一章　总则

第一条　为了促进发展，制定本条例。

第二条　本条例适用于本省。法律另有规定的，从其规定。

省人民政府可以另行规定。

第二章　措施

第三条　有下列情形之一的，给予奖励：

（一）技术改造的；

（二）首台设备的；

（三）其他。

依照第五条执行。

第四条　由工商局负责。依照《某法》第五条的规定办理。

第五条　违反第三条的，处一千元罚款。

第六条　本条例自2010年6月1日起施行。
"""
FOURTH = "第四条　由工商局负责。依照《某法》第五条的规定办理。\n\n"
FIFTH = "第五条　违反第三条的，处一千元罚款。\n\n"


def moved(text: str, *steps: tuple[str, str]) -> str:
    """A text with labels changed; each stands once at the start of a line."""
    for old, new in steps:
        assert text.count(f"\n{old}　") == 1
        text = text.replace(f"\n{old}　", f"\n{new}　")
    return text


def test_a_struck_article_leaves_a_hole() -> None:
    found = executed(TEXT, "删去第四条。")
    assert found.text.text == TEXT.replace(FOURTH, "")
    assert [item.code for item in found.diagnostics] == ["RD011"]
    assert found.customary == ()


def test_the_order_of_articles_is_adjusted_where_that_is_commanded() -> None:
    found = executed(TEXT, "删去第四条。", "条文顺序作相应调整。")
    assert found.diagnostics == ()
    assert found.text.text == moved(TEXT.replace(FOURTH, ""), ("第五条", "第四条"), ("第六条", "第五条"))


def test_mentions_of_moved_and_struck_articles_are_listed() -> None:
    found = executed(TEXT, "删去第四条。", "条文顺序作相应调整。")
    # 依照第五条 means what is 第四条 now; that of 《某法》 would mean another act.
    assert [item.around for item in found.moved_references] == ["依照第五条执行。"]
    gone = executed(TEXT, "删去第三条。")
    assert [item.words for item in gone.moved_references] == ["第三条"]


NEW = "增加一条，作为第四条：“由省工信厅负责。”"


@pytest.mark.parametrize(
    "act",
    [
        (NEW, "将第四条改为第五条，第五条改为第六条，第六条改为第七条。"),
        ("将第四条改为第五条，第五条改为第六条，第六条改为第七条。", NEW),
        (NEW, "条文顺序作相应调整。"),
    ],
)
def test_a_new_article_and_the_others_moved(act: tuple[str, ...]) -> None:
    after = moved(TEXT, ("第六条", "第七条"), ("第五条", "第六条"), ("第四条", "第五条"))
    assert amended(TEXT, *act) == after.replace("第五条　由工商局", "第四条　由省工信厅负责。\n\n第五条　由工商局")


def test_a_new_article_without_room_is_refused() -> None:
    assert refused(TEXT, NEW) == [("RD566", NEW)]


def test_an_article_between_two_needs_no_room() -> None:
    after = amended(TEXT, "第三条后增加一条，作为第三条之一：“由省工信厅负责。”")
    assert after == TEXT.replace("第四条　", "第三条之一　由省工信厅负责。\n\n第四条　")


@pytest.mark.parametrize(
    ("sentence", "after"),
    [
        (
            "第二条增加一款，作为第三款：“市人民政府也可以。”",
            TEXT.replace("另行规定。\n\n", "另行规定。\n\n市人民政府也可以。\n\n"),
        ),
        (
            "第二条增加一款，作为第二款：“市人民政府也可以。”",
            TEXT.replace("省人民政府", "市人民政府也可以。\n\n省人民政府"),
        ),
        ("删去第二条第二款。", TEXT.replace("省人民政府可以另行规定。\n\n", "")),
        ("将第二条第一款修改为：“本条例适用于全省。”", TEXT.replace("本省。法律另有规定的，从其规定。", "全省。")),
        ("将第二条第一款第二句修改为：“法律另有规定的除外。”", TEXT.replace("，从其规定。", "除外。")),
        ("将第三条第二款中的“依照”修改为“按照”。", TEXT.replace("依照第五条执行", "按照第五条执行")),
        (
            "第三条第一款增加一项，作为第四项：“软件的。”",
            TEXT.replace("（三）其他。\n\n", "（三）其他。\n\n（四）软件的。\n\n"),
        ),
        (
            "第五条修改为：“违反第三条的，处二千元罚款。”",
            TEXT.replace("一千", "二千"),
        ),
        ("将名称修改为：“某省发展条例”。", TEXT.replace("某省促进条例", "某省发展条例")),
        ("将第二章章名修改为：“第二章　奖励”。", TEXT.replace("第二章　措施", "第二章　奖励")),
        ("将第二章章名修改为：“奖励”。", TEXT.replace("第二章　措施", "第二章　奖励")),
    ],
)
def test_paragraphs_items_sentences_and_headings(sentence: str, after: str) -> None:
    assert amended(TEXT, sentence) == after


def test_an_item_put_in_between() -> None:
    after = amended(TEXT, "在第三条第一款第二项后增加一项，作为第三项：“软件的；”", "第三项改为第四项。")
    assert after == TEXT.replace("（三）其他", "（三）软件的；\n\n（四）其他")


def test_an_article_of_two_paragraphs() -> None:
    after = amended(TEXT, "第五条修改为：", "违反第三条的，处二千元罚款。", "情节严重的，处五千元罚款。")
    assert after == TEXT.replace("处一千元罚款。", "处二千元罚款。\n\n情节严重的，处五千元罚款。")


def test_an_article_without_its_items() -> None:
    start, end = TEXT.index("第三条　"), TEXT.index("第四条　")
    after = amended(TEXT, "将第三条修改为：“第三条　给予奖励。”")
    assert after == f"{TEXT[:start]}第三条　给予奖励。\n\n{TEXT[end:]}"


def test_articles_exchanged() -> None:
    after = amended(TEXT, "将第五条改为第四条，第四条改为第五条。")
    assert after == TEXT.replace(
        FOURTH + FIFTH, FIFTH.replace("第五条　", "第四条　") + FOURTH.replace("第四条　", "第五条　")
    )


def test_articles_merged() -> None:
    sentence = "将第一条、第二条合并，作为第一条，修改为：“为了促进发展，适用本条例。”"
    start, end = TEXT.index("第一条　"), TEXT.index("第二章")
    after = amended(TEXT, sentence, "条文顺序作相应调整。")
    steps = (("第三条", "第二条"), ("第四条", "第三条"), ("第五条", "第四条"), ("第六条", "第五条"))
    assert after == moved(f"{TEXT[:start]}第一条　为了促进发展，适用本条例。\n\n{TEXT[end:]}", *steps)


def test_an_article_split() -> None:
    after = amended(
        TEXT,
        "将第五条分为两条，作为第五条、第六条，修改为：“处一千元罚款。”“处二千元罚款。”",
        "将第六条改为第七条。",
    )
    assert after == moved(TEXT, ("第六条", "第七条")).replace(
        "违反第三条的，处一千元罚款。\n\n", "处一千元罚款。\n\n第六条　处二千元罚款。\n\n"
    )


def test_a_paragraph_goes_to_another_article() -> None:
    after = amended(TEXT, "将第二条第二款改为第五条第二款。")
    paragraph = "省人民政府可以另行规定。\n\n"
    assert after == TEXT.replace(paragraph, "").replace(FIFTH, FIFTH + paragraph)


def test_a_chapter_goes_with_its_articles() -> None:
    found = executed(TEXT, "删去第二章。")
    assert found.text.text == TEXT[: TEXT.index("第二章")]
