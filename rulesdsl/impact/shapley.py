"""Shares of a change among those who make it together: Shapley values, exactly, and in whole fen that sum to the change.

The Shapley value of a player is what it adds to those before it, averaged over all orders.

>>> values = {frozenset(): 0, frozenset({0}): 10, frozenset({1}): 0, frozenset({0, 1}): 30}
>>> shapley((0, 1), values)
{0: Fraction(20, 1), 1: Fraction(10, 1)}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial

Players = frozenset[int]


def shapley(players: Sequence[int], values: Mapping[Players, int]) -> dict[int, Fraction]:
    """The Shapley value of each player; `values` has every subset of them."""
    count = len(players)
    weights = [Fraction(factorial(size) * factorial(count - size - 1), factorial(count)) for size in range(count)]
    return {
        player: sum(
            (
                weights[len(others)] * (values[others | {player}] - values[others])
                for others in _without(players, player)
            ),
            Fraction(0),
        )
        for player in players
    }


def subsets(players: Sequence[int]) -> Iterator[Players]:
    """All subsets, the smaller first."""
    for size in range(len(players) + 1):
        yield from map(frozenset, combinations(players, size))


def _without(players: Sequence[int], player: int) -> Iterator[Players]:
    return subsets([other for other in players if other != player])


def prefixes(players: Sequence[int]) -> Iterator[Players]:
    """Nobody, the first, the first two, … all."""
    return (frozenset(players[:size]) for size in range(len(players) + 1))


def in_order(players: Sequence[int], values: Mapping[Players, int]) -> dict[int, int]:
    """What each player adds to those before it, in the order they are given in; `values` has every prefix."""
    totals = [values[prefix] for prefix in prefixes(players)]
    return {player: after - before for player, before, after in zip(players, totals, totals[1:], strict=False)}


def whole(shares: Mapping[int, Fraction]) -> dict[int, int]:
    """Shares that sum to a whole number, in whole numbers with the same sum: each rounded down, what is left goes to the largest
    remainders, of equal ones to the first.

    >>> whole({0: Fraction(1, 3), 1: Fraction(1, 3), 2: Fraction(1, 3)})
    {0: 1, 1: 0, 2: 0}
    """
    down = {player: share.numerator // share.denominator for player, share in shares.items()}
    left = int(sum(shares.values(), Fraction(0))) - sum(down.values())
    by_remainder = sorted(shares, key=lambda player: down[player] - shares[player])
    return down | {player: down[player] + 1 for player in by_remainder[:left]}
