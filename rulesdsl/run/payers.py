"""Who pays how much of a grant, after all limits (semantics: payers)."""

from __future__ import annotations

from math import lcm

from rulesdsl.plan.nodes import FALSE, TRUE
from rulesdsl.plan.plan import PayerSet
from rulesdsl.run.apportion import apportion
from rulesdsl.run.frame import Frame
from rulesdsl.run.results import Interval

Shares = dict[str, Interval]


def payer_amounts(
    frame: Frame, sets: tuple[PayerSet, ...], row: int, amount: Interval
) -> tuple[tuple[str, Interval], ...]:
    """Each payer's part. Where it is open which payers are meant, the hull of both."""
    found = _under(frame, sets, row, amount)
    order = dict.fromkeys(name for item in sets for name, _, _ in item.shares)
    return tuple((name, found[name]) for name in order if name in found)


def _under(frame: Frame, sets: tuple[PayerSet, ...], row: int, amount: Interval) -> Shares:
    if not sets:
        return {}
    first, rest = sets[0], sets[1:]
    truth = TRUE if first.guard < 0 else frame.value(first.guard, row)
    if truth == TRUE:
        return _split(amount, first.shares)
    if truth == FALSE:
        return _under(frame, rest, row, amount)
    return _hull(_split(amount, first.shares), _under(frame, rest, row, amount))


def _hull(left: Shares, right: Shares) -> Shares:
    nothing = Interval(0, 0)
    result = {}
    for name in {**left, **right}:
        a, b = left.get(name, nothing), right.get(name, nothing)
        high = None if a.high is None or b.high is None else max(a.high, b.high)
        result[name] = Interval(min(a.low, b.low), high)
    return result


def _split(amount: Interval, shares: tuple[tuple[str, int, int], ...]) -> Shares:
    if any(q == 0 for _, _, q in shares):
        return {name: Interval(0, amount.high) for name, _, _ in shares}
    if amount.is_point:
        common = lcm(*(q for _, _, q in shares))
        parts = apportion(amount.low, [p * (common // q) for _, p, q in shares])
        return {name: Interval(part, part) for (name, _, _), part in zip(shares, parts, strict=True)}
    return {
        name: Interval(amount.low * p // q, None if amount.high is None else -(-amount.high * p // q))
        for name, p, q in shares
    }


def sum_payers(all_shares: list[tuple[tuple[str, Interval], ...]]) -> tuple[tuple[str, Interval], ...]:
    """Per-payer totals over grants, in order of first mention."""
    totals: Shares = {}
    for shares in all_shares:
        for name, amount in shares:
            known = totals.get(name, Interval(0, 0))
            high = None if known.high is None or amount.high is None else known.high + amount.high
            totals[name] = Interval(known.low + amount.low, high)
    return tuple(totals.items())
