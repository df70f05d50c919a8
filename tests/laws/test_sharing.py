"""Sharing fen (semantics: limits): the only rounding besides that of an amount."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from laws.little import examples
from rulesdsl.run.apportion import apportion, limited
from rulesdsl.run.results import Interval

WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=8)


@examples(300)
@given(st.integers(0, 10**13), WEIGHTS)
def test_shares_add_up_and_lie_within_a_fen_of_the_exact_share(amount: int, weights: list[int]) -> None:
    shares, whole = apportion(amount, weights), sum(weights)
    assert sum(shares) == (amount if whole else 0)
    for share, weight in zip(shares, weights, strict=True):
        assert share >= 0
        if whole:
            assert abs(share - Fraction(amount * weight, whole)) < 1
        if amount <= whole:
            assert share <= weight


@examples(300)
@given(st.integers(0, 10**13), st.lists(WEIGHTS, min_size=1, max_size=4))
def test_sharing_to_enterprises_first_or_to_grants_at_once_is_the_same(amount: int, groups: list[list[int]]) -> None:
    at_once = apportion(amount, [weight for group in groups for weight in group])
    by_enterprise = apportion(amount, [sum(group) for group in groups])
    place = 0
    for group, share in zip(groups, by_enterprise, strict=True):
        assert sum(at_once[place : place + len(group)]) == share
        place += len(group)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[list[Interval], list[int]]:
    """Amounts of which some are open, and one value of each that they may turn out to have."""
    amounts, values = [], []
    for _ in range(draw(st.integers(1, 5))):
        low = draw(st.integers(0, 1000))
        high = draw(st.one_of(st.none(), st.just(low), st.integers(low, 2000)))
        amounts.append(Interval(low, high))
        values.append(draw(st.integers(low, 3000 if high is None else high)))
    return amounts, values


@examples(500)
@given(intervals(), st.integers(0, 3000), st.integers(0, 1000))
def test_a_joint_limit_on_open_amounts_covers_every_way_they_may_turn_out(
    found: tuple[list[Interval], list[int]], low: int, wider: int
) -> None:
    amounts, values = found
    bound = Interval(low, low + wider)
    open_shares = limited(amounts, bound)
    for left in (low, low + wider // 2, low + wider):
        settled = limited([Interval(value, value) for value in values], Interval(left, left))
        assert sum(share.low for share in settled) == min(left, sum(values))
        for share, cover in zip(settled, open_shares, strict=True):
            assert cover.low <= share.low
            assert cover.high is None or share.high <= cover.high


@examples(300)
@given(intervals(), st.integers(0, 3000))
def test_a_joint_limit_exceeds_neither_the_bound_nor_what_was_there(
    found: tuple[list[Interval], list[int]], left: int
) -> None:
    amounts, _ = found
    for share, before in zip(limited(amounts, Interval(left, left)), amounts, strict=True):
        assert share.high is not None
        assert share.low <= before.low
        assert share.high <= left
        assert before.high is None or share.high <= before.high
