"""How 分别 pairs a list with the list before it: both get the same group number.

In `购买10台以内、11～50台的，…分别按…20%、15%予以补贴` the bands and the rates form one group, matched by
place. The list before may be words (国际标准、国家标准和行业标准); then the group is the numbers alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rulesdsl.reading.quantities import Reading


class Pairing(NamedTuple):
    """One 分别: the list in front of it, empty if it is words, and the list behind it, as indexes into the readings."""

    group: int
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def uneven(self) -> bool:
        """Whether two lists of numbers differ in length, which is an error of the text or of its reading."""
        return bool(self.left) and len(self.left) != len(self.right)


def group_lists(flat: str, readings: Sequence[Reading], lists: Sequence[tuple[int, int]]) -> list[Reading]:
    """Number the lists that a 分别 of the same sentence pairs; one number is no list, and dates are passed over."""
    grouped = list(readings)
    previous: tuple[int, int] | None = None
    group = 0
    for first, last in lists:
        if readings[first].slot in ("period", "date", "time"):
            continue
        low = readings[previous[1] - 1].end if previous else 0
        at = flat.rfind("分别", low, readings[first].start)
        if at >= 0 and last - first > 1 and not _crosses(flat, at, readings[first].start):
            for place in (_list_before(flat, at, readings, previous), (first, last)):
                for i in range(*place) if place else ():
                    grouped[i] = grouped[i]._replace(group=group)
            group += 1
        previous = (first, last)
    return grouped


def _crosses(flat: str, start: int, end: int) -> bool:
    return flat.find("。", start, end) >= 0 or flat.find("；", start, end) >= 0


def _list_before(
    flat: str, at: int, readings: Sequence[Reading], previous: tuple[int, int] | None
) -> tuple[int, int] | None:
    """The list in front of 分别, when it ends in the same comma segment or the one before."""
    if previous is None or previous[1] - previous[0] < 2:
        return None
    end = readings[previous[1] - 1].end
    return None if flat.count("，", end, at) > 1 or _crosses(flat, end, at) else previous


def pairings(readings: Iterable[Reading]) -> tuple[Pairing, ...]:
    """The groups of a phrase; check `uneven`, and pair `left[i]` with `right[i]`."""
    found: dict[int, list[tuple[int, Reading]]] = {}
    for i, reading in enumerate(readings):
        if reading.group is not None:
            found.setdefault(reading.group, []).append((i, reading))
    return tuple(_pairing(group, members) for group, members in sorted(found.items()))


def _pairing(group: int, members: list[tuple[int, Reading]]) -> Pairing:
    last = members[-1][1]
    right = tuple(i for i, r in members if (r.kind, r.unit, r.slot) == (last.kind, last.unit, last.slot))
    return Pairing(group, tuple(i for i, _ in members if i not in right), right)
