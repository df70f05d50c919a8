"""Shapley values: the textbook's examples, and shares in whole fen that sum to the whole."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.impact.shapley import Players, in_order, prefixes, shapley, subsets, whole


def test_a_pair_of_gloves() -> None:
    # Player 0 has a left glove, 1 and 2 a right one each; a pair is worth 1. Known answer: 2/3, 1/6, 1/6.
    values = {members: int(0 in members and bool(members & {1, 2})) for members in subsets((0, 1, 2))}
    assert shapley((0, 1, 2), values) == {0: Fraction(2, 3), 1: Fraction(1, 6), 2: Fraction(1, 6)}


def test_an_airport_whose_costs_are_shared() -> None:
    # Runways of 8, 11, 13: each stretch is shared by those who need it. 8/3; 8/3 + 3/2; 8/3 + 3/2 + 2.
    costs = (8, 11, 13)
    values = {members: max((costs[one] for one in members), default=0) for members in subsets((0, 1, 2))}
    assert shapley((0, 1, 2), values) == {0: Fraction(8, 3), 1: Fraction(25, 6), 2: Fraction(37, 6)}


def test_who_adds_nothing_gets_nothing_and_equals_get_the_same() -> None:
    values = {members: 10 * len(members & {0, 2}) ** 2 for members in subsets((0, 1, 2))}
    assert shapley((0, 1, 2), values) == {0: 20, 1: 0, 2: 20}


def test_in_written_order_each_gets_what_it_adds() -> None:
    values: dict[Players, int] = dict(zip(prefixes((3, 1, 2)), (5, 7, 7, 4), strict=True))
    assert in_order((3, 1, 2), values) == {3: 2, 1: 0, 2: -3}


def test_the_odd_fen_goes_to_the_largest_remainder_then_to_the_first() -> None:
    assert whole({0: Fraction(1, 3), 1: Fraction(2, 3)}) == {0: 0, 1: 1}
    assert whole({0: Fraction(1, 2), 1: Fraction(1, 2)}) == {0: 1, 1: 0}
    assert whole({0: Fraction(-1, 2), 1: Fraction(1, 2)}) == {0: 0, 1: 0}
    assert whole({0: Fraction(-7, 3), 1: Fraction(-2, 3)}) == {0: -2, 1: -1}


games = st.integers(1, 5).flatmap(
    lambda count: st.fixed_dictionaries({m: st.integers(-(10**20), 10**20) for m in subsets(range(count))})
)


@given(games)
def test_shares_sum_to_the_whole_to_the_fen(values: dict[Players, int]) -> None:
    players = max(values, key=len)
    exact = shapley(sorted(players), values)
    assert sum(whole(exact).values()) == values[players] - values[frozenset()]
    assert all(abs(whole(exact)[one] - share) < 1 for one, share in exact.items())


@given(games, st.randoms())
def test_the_order_of_players_changes_no_share(values: dict[Players, int], random: object) -> None:
    players = sorted(max(values, key=len))
    turned = list(players)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert shapley(turned, values) == shapley(players, values)
