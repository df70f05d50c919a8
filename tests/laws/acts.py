"""Random little official texts, and sentences that amend them."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from rulesdsl.source.numerals import to_chinese

Draw = Any
WORDS = (
    "对技改项目",
    "给予补助",
    "给予贴息",
    "企业",
    "最高50万元",
    "设备投资额的5%",
    "每年",
    "优先安排",
    "按规定",
    "重点支持",
)
NAMES = ("省经信委", "经信委", "财政厅", "省财政厅", "省地税局", "地税局", "国税局", "省国税局", "发改委", "市经信委")
NEW = (
    "扶持",
    "予以补助",
    "给予补助或者贴息",
    "经信委",
    "工信厅",
    "企",
    "项目企业",
    "10%",
    "甲，乙",
    "丙、丁",
    "戊。己",
)
MARKS = ("，", "、", "；", "。", "")


class Item(NamedTuple):
    """One 项 of a text: the words that name it in a sentence, its own words, and the 责任单位 line below it."""

    path: str
    body: str
    line: str = ""


class Text(NamedTuple):
    """An official text and its items."""

    text: str
    items: tuple[Item, ...]


def number(place: int) -> str:
    """一 of 1."""
    return to_chinese(place)


@st.composite
def bodies(draw: Draw) -> str:
    """The words of an item: phrases and lists of bodies with marks between them, sometimes broken over two lines."""
    pieces = draw(st.lists(st.sampled_from(WORDS + NAMES), min_size=1, max_size=8))
    marks = [draw(st.sampled_from(MARKS)) for _ in pieces[1:]]
    words = "".join(piece + mark for piece, mark in zip(pieces, [*marks, ""], strict=True))
    if draw(st.integers(0, 5)) == 0:
        words = f"{words[:1]}\n{words[1:]}"
    return words + draw(st.sampled_from(("。", "。", "；")))


@st.composite
def texts(draw: Draw, points: int = 3) -> Text:
    """Up to three points with up to four items each; units parted by blank lines or not."""
    gap = draw(st.sampled_from(("\n", "\n\n")))
    lines = ["关于支持企业的通知", "各市人民政府："]
    items: list[Item] = []
    for point in range(1, draw(st.integers(1, points)) + 1):
        lines.append(f"{number(point)}、支持")
        for place in range(1, draw(st.integers(1, 4)) + 1):
            body = draw(bodies())
            lines.append(f"（{number(place)}）{body}")
            items.append(Item(f"第{number(point)}点第{number(place)}项", body))
        if draw(st.booleans()):
            members = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
            lines.append("责任单位：" + "、".join(members))
            items[-1] = items[-1]._replace(line=lines[-1])
    return Text(gap.join(lines) + "\n", tuple(items))


@st.composite
def quotes(draw: Draw, item: Item) -> str:
    """A stretch of an item's words."""
    flat = item.body.replace("\n", "")
    start = draw(st.integers(0, len(flat) - 1))
    return flat[start : draw(st.integers(start + 1, len(flat)))]


@st.composite
def word_sentences(draw: Draw, item: Item) -> str:
    """A sentence that changes words of one item."""
    quote, new = draw(quotes(item)), draw(st.sampled_from(NEW))
    return draw(
        st.sampled_from(
            (
                f"将{item.path}中的“{quote}”修改为“{new}”。",
                f"删除{item.path}中的“{quote}”。",
                f"在{item.path}中的“{quote}”后增加“{new}”。",
                f"在{item.path}中的“{quote}”前增加“{new}”。",
            )
        )
    )


@st.composite
def sentences(draw: Draw, text: Text) -> str:
    """Any sentence that might be meant for a text; most can be executed."""
    item = draw(st.sampled_from(text.items))
    other = draw(st.sampled_from(text.items))
    new, name = draw(st.sampled_from(NEW)), draw(st.sampled_from(NAMES))
    point = item.path.partition("点")[0]
    return draw(
        st.one_of(
            word_sentences(item),
            word_sentences(item),
            st.sampled_from(
                (
                    f"将全文中的“{name}”修改为“{new}”。",
                    f"将全文中的“{name}”修改为“{new}”，“企业”修改为“单位”；删除“财政厅”。",
                    "将全文中的“地税局”“国税局”合并修改为“省税务局”。",
                    f"删去{item.path}。",
                    f"删去{point}点。",
                    f"将{item.path}修改为：“{new}。”",
                    f"{item.path}末尾增加“{new}”。",
                    f"{point}点增加一项，作为第五项：“{new}。”",
                    f"{point}点增加一项：“{new}。”",
                    f"将{item.path}改为{other.path}，{other.path}改为{item.path}。",
                    f"将{item.path}改为{point}点第六项。",
                    f"将{item.path}、{other.path}合并，作为{item.path}。",
                    f"将{item.path}分为两项，作为{item.path}、{point}点第七项，修改为：“{new}。”“己。”",
                )
            ),
        )
    )


@st.composite
def acts(draw: Draw, most: int = 4) -> tuple[Text, tuple[str, ...]]:
    """A text and an act on it."""
    text = draw(texts())
    return text, tuple(draw(st.lists(sentences(text), min_size=1, max_size=most)))
