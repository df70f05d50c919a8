"""The marks that go with struck words: only the seam is touched.

对A、B适用 without A   →  对B适用          a member goes with the separator before it, the first with the one behind it
X。A。Y without A      →  X。Y             of two marks that meet the stronger stays
责任单位：A、B         →  责任单位：B      nothing that parts follows an opening mark or the start of a unit
奖励，A               →  奖励              nor does it end a unit
补助（含A）。          →  补助。           a pair of marks with nothing left between them goes
"""

from __future__ import annotations

_STRENGTH = {"、": 1, "，": 2, ",": 2, "；": 4, ";": 4, "。": 5, "！": 5, "？": 5}
_OPENING = "：:（(《“‘「【"
BETWEEN = "、，,；;。！？ \t\r\n\u3000\xa0\u2009"
"""Marks and spaces that part what is struck from its neighbours."""
_PAIRS = frozenset(("（）", "()", "“”", "‘’", "「」", "【】", "《》"))
_SPACES = " \t\r\n\u3000\xa0\u2009"


def seam(text: str, start: int, end: int, floor: int = 0) -> tuple[int, int]:
    """The range to strike with the marks that go with it; it leaves a struck last mark where a weaker one would end the unit.

    Args:
        floor: where the unit's text begins, behind its label.
    """
    left, right = _before(text, start, floor), _after(text, end)
    before = text[left] if left >= floor else ""
    after = text[right] if right < len(text) else ""
    if before + after in _PAIRS:
        return left, right + 1
    if not before or before in _OPENING:
        return (start, right + 1) if after in _STRENGTH else (start, end)
    if before == "、":
        return left, end
    if before in "，,；;" and _ends(text, right):
        return left, end - (text[end - 1] in _STRENGTH)
    if before in _STRENGTH and after in _STRENGTH:
        return (left, end) if _STRENGTH[after] > _STRENGTH[before] else (start, right + 1)
    return (start, right + 1) if after == "、" else (start, end)


def _ends(text: str, at: int) -> bool:
    """Whether nothing of the unit's own text follows: no comma is left hanging there."""
    return at == len(text) or text.startswith("责任单位", at)


def _before(text: str, start: int, floor: int) -> int:
    at = start - 1
    while at >= floor and text[at] in _SPACES:
        at -= 1
    return at


def _after(text: str, end: int) -> int:
    at = end
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at
