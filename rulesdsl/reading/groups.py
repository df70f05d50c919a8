"""How 分别 pairs a list with the list before it: both get the same group number.

In `购买10台以内、11～50台的，…分别按…20%、15%予以补贴` the bands and the rates form one group, matched by place. The list before
may be words (国际标准、国家标准和行业标准); then the group is the numbers alone.
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
    """Number the lists that a 分别 of the same sentence pairs; single numbers are not lists."""
    grouped = list(readings)
    group = 0
    at = flat.find("分别")
    while at >= 0:
        right = _list_after(flat, at, grouped, lists)
        if right is not None:
            for place in (_list_before(flat, at, grouped, lists), right):
                for i in range(*place) if place else ():
                    grouped[i] = grouped[i]._replace(group=group)
            group += 1
        at = flat.find("分别", at + 2)
    return grouped


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


def _list_after(
    flat: str, at: int, readings: Sequence[Reading], lists: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The first list behind `at` in the same sentence, if it has at least two members."""
    for first, last in lists:
        if readings[first].start > at:
            gap = flat[at : readings[first].start]
            return (first, last) if last - first > 1 and not any(mark in gap for mark in "。；") else None
    return None


def _list_before(
    flat: str, at: int, readings: Sequence[Reading], lists: Sequence[tuple[int, int]]
) -> tuple[int, int] | None:
    """The last list in front of `at`, in the same comma segment or the one before."""
    for first, last in reversed(lists):
        if readings[last - 1].end <= at:
            gap = flat[readings[last - 1].end : at]
            near = last - first > 1 and gap.count("，") <= 1 and not any(mark in gap for mark in "。；")
            return (first, last) if near else None
    return None
