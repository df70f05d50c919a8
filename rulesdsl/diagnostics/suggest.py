"""The declared name someone probably meant.

>>> nearest("设备总投资额", ["设备投资额", "合同金额"])
'设备投资额'
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate closest to a mistyped name, or None when none is close enough to be worth a suggestion.

    Made for short Chinese words, where each character carries meaning: about one edit for every three characters, two
    neighbours in the wrong order count as one edit, the same characters in another order (投资设备额) as one, and a
    name that lies whole inside the other (投资额 in 设备投资额) is half price. Width and letter case don't count.
    Among equals the one that sorts first is taken, so the answer doesn't depend on the order of a set.
    """
    wanted = _fold(name)
    best: tuple[float, str] | None = None
    for candidate in candidates:
        cost = _cost(wanted, _fold(candidate))
        if candidate != name and cost is not None and (best is None or (cost, candidate) < best):
            best = (cost, candidate)
    return best[1] if best else None


def _fold(name: str) -> str:
    return normalize("NFKC", name).casefold()


def _cost(name: str, candidate: str) -> float | None:
    """How far apart two names are; None when too far."""
    if name == candidate:
        return 0
    shorter, longer = sorted((name, candidate), key=len)
    if len(shorter) < 2:
        return None
    if sorted(name) == sorted(candidate):
        return 1
    if shorter in longer and len(shorter) * 2 >= len(longer):
        return (len(longer) - len(shorter)) / 2
    limit = max(1, len(longer) // 3)
    if sum(char in longer for char in shorter) < len(longer) - limit:
        return None
    distance = _distance(name, candidate, limit)
    return distance if distance <= limit else None


def _distance(a: str, b: str, limit: int) -> int:
    """Edits that turn one into the other: insert, delete, replace, swap neighbours; gives up above the limit."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        previous, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            edits = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                edits = min(edits, previous[j - 2] + 1)
            row.append(edits)
        if min(row) > limit:
            return limit + 1
    return row[-1]
