"""The marks that go with struck words: only the seam is touched.

对A、B适用 without A   →  对B适用          a member goes with the separator before it, the first with the one behind it
X。A。Y without A      →  X。Y             of two marks that meet the stronger stays
责任单位：A、B         →  责任单位：B      nothing that parts follows an opening mark or the start of a unit
"""

from __future__ import annotations

_STRENGTH = {"、": 1, "，": 2, ",": 2, "；": 4, ";": 4, "。": 5, "！": 5, "？": 5}
_OPENING = "：:（(《“‘「【"
_SPACES = " \t\r\n\u3000\xa0\u2009"


def seam(text: str, start: int, end: int, floor: int = 0) -> tuple[int, int]:
    """The range to strike with the marks that go with it.

    Args:
        floor: where the unit's text begins, behind its label.
    """
    left, right = _before(text, start, floor), _after(text, end)
    before = text[left] if left >= floor else ""
    after = text[right] if right < len(text) else ""
    if not before or before in _OPENING:
        return (start, right + 1) if after in _STRENGTH else (start, end)
    if before == "、":
        return left, end
    if before in _STRENGTH and after in _STRENGTH:
        return (left, end) if _STRENGTH[after] > _STRENGTH[before] else (start, right + 1)
    return (start, right + 1) if after == "、" else (start, end)


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
