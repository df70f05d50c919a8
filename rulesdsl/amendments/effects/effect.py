"""One effect of an act on a rule, as reported per sentence."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["struck", "condition", "renamed", "unit", "line", "reworded", "stale", "restated", "ended"]

WORDS: dict[Kind, str] = {
    "struck": "整条删去",
    "condition": "条件删去",
    "renamed": "机构改名",
    "unit": "责任单位",
    "line": "一行删去",
    "reworded": "文字改动",
    "stale": "须改写",
    "restated": "已改写",
    "ended": "不再适用",
}


class Effect(NamedTuple):
    """What the `sentences` of an act (by number, from 0) do to a clause, or to a measure's head (then `rule` is its id).

    `text` says it in words; `direction` is 放宽 or 收紧 for a condition.
    """

    kind: Kind
    rule: str
    text: str
    sentences: tuple[int, ...]
    direction: str = ""
