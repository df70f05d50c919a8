"""Sharing fen exactly: the only rounding besides `round` (semantics: limits)."""

from __future__ import annotations

from rulesdsl.run.results import Interval


def apportion(amount: int, weights: list[int]) -> list[int]:
    """Share an amount by weights: the running sum is rounded down, so the shares add up to it exactly.

    >>> apportion(101, [30, 30, 40])
    [30, 30, 41]
    """
    whole = sum(weights)
    if whole == 0:
        return [0 for _ in weights]
    shares, before, running = [], 0, 0
    for weight in weights:
        running += weight
        up_to = amount * running // whole
        shares.append(up_to - before)
        before = up_to
    return shares


def limited(amounts: list[Interval], bound: Interval) -> list[Interval]:
    """Each grant's interval under a joint bound; points are apportioned, intervals bounded against the others' ends."""
    points = [item.low for item in amounts if item.is_point]
    if len(points) == len(amounts) and bound.is_point:
        if sum(points) <= bound.low:
            return amounts
        return [Interval(share, share) for share in apportion(bound.low, points)]
    lows = sum(item.low for item in amounts)
    highs = [item.high for item in amounts]
    unbounded = sum(high is None for high in highs)
    finite = sum(high for high in highs if high is not None)
    result = []
    for item in amounts:
        others_high = None if unbounded - (item.high is None) else finite - (item.high or 0)
        result.append(Interval(_low(item.low, others_high, bound.low), _high(item.high, lows - item.low, bound.high)))
    return result


def _low(low: int, others_high: int | None, bound: int) -> int:
    """What is left at least, when the others take as much as they can."""
    if others_high is None:
        return 0 if low else low
    if low + others_high <= bound:
        return low
    return bound * low // (low + others_high)


def _high(high: int | None, others_low: int, bound: int | None) -> int | None:
    """What is left at most, when the others take as little as they can."""
    if bound is None:
        return high
    if high is None:
        return bound
    if high + others_low <= bound:
        return high
    return -(-bound * high // (high + others_low))
