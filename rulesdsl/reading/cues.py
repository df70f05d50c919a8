"""Which bound the words around a number put on it.

    >>> bound_of("最高不超过", "")
    ('≤', ())
    >>> bound_of("超过", "以上")
    ('?', ('>', '≥'))

`before` is the text of the same comma segment back to the last number that took a cue; `after` begins right behind the
number. See docs/language/quantities.md.
"""

from __future__ import annotations

import re


def _table(**words: str) -> dict[str, str]:
    """Cue word → bound."""
    marks = {"at_most": "≤", "at_least": "≥", "above": ">", "below": "<", "about": "≈"}
    return {word: marks[name] for name, listed in words.items() for word in listed.split()}


_FAR = _table(
    at_most="不超过 不得超过 不超 未超过 最高 至多 最多 不高于 不得高于 不大于 不多于 上限为 上限 封顶",
    at_least="不低于 不得低于 至少 最少 不少于 不得少于 不小于 最低",
    above="超过 高于 大于 多于",
    below="低于 少于 小于 未达到 达不到",
)
"""Cues that reach over a few words: 不超过近三年投资额的5%."""

_NEAR = _table(
    at_most="可达 可达到",
    at_least="达到 达 满",
    above="超 突破",
    below="不满 不足 不到",
    about="约 近 大约",
)
"""Cues only right before the number: 达500万元, but not 技术水平达到国内领先."""


def _alternatives(*tables: dict[str, str]) -> str:
    return "|".join(sorted({word for table in tables for word in table}, key=len, reverse=True))


_BEFORE_CUE = re.compile(
    rf"(?P<near>{_alternatives(_FAR, _NEAR)})(?=\s{{0,3}}$)"
    rf"|(?P<far>{_alternatives(_FAR)})(?!的|人民|级|\s{{0,3}}[法院])"
)
_ACTION = re.compile("给予|予以|奖励|补助|补贴|资助|安排|的企业|的项目")
_CROSSES_ACTION = frozenset({"最高", "至多", "最多", "最低", "最少", "至少"})
_HISTORY = re.compile("(?:历年|历史|国内|国际|全省|全国)$")

_AFTER_CUE = re.compile(
    r"\s{0,2}奖?\s{0,2}(?:（含[^（）]{0,6}）|（[^（）]{1,4}）)?(?:及|或|和|含)?"
    r"(?P<cue>以上|以下|以内|之内|以外|左右|上下|为上限|为限|封顶)"
)
_AFTER = _table(at_most="以下 以内 之内 为上限 为限 封顶", at_least="以上", above="以外", about="左右 上下")

_DAY_AFTER = re.compile(r"\s{0,2}(?:年底|底|末)?(?:(?P<ge>起|以来|以后|之后)|(?P<le>前|以前|之前|止|截止))")


def bound_of(before: str, after: str) -> tuple[str, tuple[str, ...]]:
    """The bound of a number, and, when it is `?`, the cues that disagree."""
    left, right = _cue_before(before), _cue_after(after)
    if not left or not right or left == right:
        return left or right or "=", ()
    return "?", (left, right)


def duration_bound(before: str, after: str) -> tuple[str, tuple[str, ...]]:
    """As `bound_of`, and 内 is ≤ (三年内)."""
    if after.startswith("内") and after[1:2] not in ("部", "外", "容"):
        return "≤", ()
    return bound_of(before, after)


def day_bound(after: str) -> str:
    """≥ for 起, ≤ for 前 and 止, else =."""
    found = _DAY_AFTER.match(after)
    if found is None:
        return "="
    return "≥" if found["ge"] else "≤"


def _cue_before(before: str) -> str:
    """The nearest cue before the number; 最高 … 可达 stays a cap."""
    cues = [
        (word, found.end())
        for found in _BEFORE_CUE.finditer(before)
        if not _out_of_reach(before, word := found[0], found.start(), found.end())
    ]
    if not cues:
        return ""
    word = cues[-1][0]
    bound = _FAR.get(word) or _NEAR[word]
    if bound == "≥" and word in ("达", "达到") and any(w in ("最高", "至多", "最多") for w, _ in cues):
        return "≤"
    return bound


def _out_of_reach(before: str, word: str, start: int, end: int) -> bool:
    """Whether an action stands between the cue and the number, or 最高 is a superlative (历年最高)."""
    if word in ("最高", "最低"):
        return _HISTORY.search(before, max(0, start - 2), start) is not None
    return word not in _CROSSES_ACTION and _ACTION.search(before, end) is not None


def _cue_after(after: str) -> str:
    found = _AFTER_CUE.match(after)
    return _AFTER[found["cue"]] if found else ""
