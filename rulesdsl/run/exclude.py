"""互斥: one member is paid per owner, the larger (semantics: exclusion). Outcomes stay."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.results import Interval


class Verdict(NamedTuple):
    """For each member `wins`, `loses` or `open`; the account's total; whether the owner still has to choose."""

    members: tuple[str, ...]
    total: Interval
    open_choice: bool
    text: str


def choose(members: list[list[Interval | None]], chosen: int | None) -> Verdict:
    """Settle one contest.

    Args:
        members: the payable intervals of each member's grants; None for what has no amount (待遇, 许可).
        chosen: the member that the owner chose, if it did.
    """
    sums = [_sum(grants) for grants in members]
    if chosen is not None:
        return Verdict(
            tuple("wins" if index == chosen else "loses" for index in range(len(members))),
            sums[chosen],
            False,
            "择一：已选另一项",
        )
    unvalued = any(None in grants or total.high is None for grants, total in zip(members, sums, strict=True) if grants)
    if unvalued:
        return Verdict(tuple("open" for _ in members), Interval(0, _highest(sums)), True, "择一未定")
    states = tuple(_state(sums, index) for index in range(len(members)))
    total = Interval(max(item.low for item in sums), _highest(sums))
    return Verdict(states, total, False, "互斥：取较高的一项")


def _state(sums: list[Interval], index: int) -> str:
    low, high = sums[index]
    others = [(other, place < index) for place, other in enumerate(sums) if place != index]
    wins = all(_beats(low, other.high, earlier=earlier) for other, earlier in others)
    can_win = all(high is None or _beats(high, other.low, earlier=earlier) for other, earlier in others)
    return "wins" if wins else ("open" if can_win else "loses")


def _beats(mine: int, other: int | None, *, earlier: bool) -> bool:
    """Ties go to the first written: an earlier member must be exceeded, a later one only reached."""
    if other is None:
        return False
    return mine > other if earlier else mine >= other


def _sum(grants: list[Interval | None]) -> Interval:
    valued = [item for item in grants if item is not None]
    highs = [item.high for item in valued]
    return Interval(sum(item.low for item in valued), None if None in highs else sum(item or 0 for item in highs))


def _highest(sums: list[Interval]) -> int | None:
    highs = [item.high for item in sums]
    return None if None in highs else max(item or 0 for item in highs)
