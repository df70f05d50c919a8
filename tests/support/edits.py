"""Edits as a drafter makes them in the official texts: a phrase replaced, struck or put in, a word renamed, an item struck or put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from rulesdsl.source.numerals import to_chinese
from rulesdsl.source.parse import parse
from rulesdsl.source.units import SourceText

T = TypeVar("T")
Choose = Callable[[Sequence[T]], T]

PHRASES = (
    "支持企业扩大生产",
    "给予一次性奖励50万元",
    "经省政府同意",
    "“绿色通道”",
    "《示例办法》",
    "符合条件的",
    "鼓励",
)
RENAMES = (
    ("企业", "单位"),
    ("财政厅", "财政局"),
    ("统计局", "数据局"),
    ("支持", "扶持"),
    ("奖励", "奖补"),
    ("人民政府", "政府"),
)
NEW_ITEM = "新增事项。支持企业开展示例，给予补助10万元。"
NEW_SENTENCE = "对示范企业再给予10万元补助。"

_PHRASE = re.compile(r"[^，。；：、（）“”《》\s]{2,}")


def replace_phrase(text: str, choose: Choose) -> str:
    start, end = choose(_phrases(text))
    return text[:start] + choose(PHRASES) + text[end:]


def strike_phrase(text: str, choose: Choose) -> str:
    start, end = choose(_phrases(text))
    return text[:start] + text[end + (text[end : end + 1] in "，、；") :]


def put_in_phrase(text: str, choose: Choose) -> str:
    _, end = choose(_phrases(text))
    return text[:end] + "，" + choose(PHRASES) + text[end:]


def put_in_sentence(text: str, choose: Choose) -> str:
    end = choose([hit.end() for hit in re.finditer("。", text)])
    return text[:end] + NEW_SENTENCE + text[end:]


def rename_everywhere(text: str, choose: Choose) -> str:
    return text.replace(*choose(RENAMES))


def strike_item(text: str, choose: Choose) -> str:
    span = choose(_items(text)).span
    return _numbered_again(text, text[: span.start] + text[span.end :].lstrip("\n"))


def put_in_item(text: str, choose: Choose) -> str:
    end = choose(_items(text)).span.end
    return _numbered_again(text, f"{text[:end]}\n（九百）{NEW_ITEM}{text[end:]}")


EDITS: tuple[Callable[[str, Choose], str], ...] = (
    replace_phrase,
    strike_phrase,
    put_in_phrase,
    put_in_sentence,
    rename_everywhere,
    strike_item,
    put_in_item,
)


def _phrases(text: str) -> list[tuple[int, int]]:
    return [hit.span() for hit in _PHRASE.finditer(text)]


def _read(text: str) -> SourceText:
    return parse("text.txt", text)[0]


def _items(text: str) -> list:  # type: ignore[type-arg]
    return [unit for unit in _read(text).units if unit.kind == "item"]


def _numbered_again(before: str, text: str) -> str:
    """The text with its （一） labels in order, as a drafter would leave it."""
    running = _read(before).running
    counts: dict[str | None, int] = {}
    pieces: list[str] = []
    at = 0
    for unit in _items(text):
        series = None if running else unit.parent
        counts[series] = counts.get(series, 0) + 1
        pieces += [text[at : unit.label_span.start], f"（{to_chinese(counts[series])}）"]
        at = unit.label_span.end
    return "".join((*pieces, text[at:]))
