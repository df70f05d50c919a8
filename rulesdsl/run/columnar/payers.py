"""Who pays how much of a grant, as columns."""

from __future__ import annotations

from math import lcm

from rulesdsl.plan.plan import PayerSet
from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.grants import Amount, hull, is_point, nothing
from rulesdsl.run.columnar.lowering import Lowering
from rulesdsl.run.columnar.values import Truth

Shares = dict[str, Amount]


def payer_amounts(low: Lowering, sets: tuple[PayerSet, ...], amount: Amount) -> Shares:
    """Each payer's part on every row; where it is open which payers are meant, the hull of both."""
    g = low.algebra
    if not sets:
        return {}
    first, rest = sets[0], payer_amounts(low, sets[1:], amount)
    guard = values.truth(g, 3) if first.guard < 0 else low.truth(first.guard)
    own = _split(g, amount, first.shares)
    none = nothing(g)
    return {name: _chosen(g, guard, own.get(name, none), rest.get(name, none)) for name in {**own, **rest}}


def _chosen(g: Algebra, guard: Truth, own: Amount, other: Amount) -> Amount:
    around = hull(g, own, other)
    low, high = (g.case(guard.true, own[end], g.case(guard.false, other[end], around[end])) for end in range(2))
    unbounded = g.either(guard.true, own.unbounded, g.either(guard.false, other.unbounded, around.unbounded))
    return Amount(low, high, unbounded)


def _split(g: Algebra, amount: Amount, shares: tuple[tuple[str, int, int], ...]) -> Shares:
    zero = g.integer(0)
    if any(q == 0 for _, _, q in shares):
        return {name: Amount(zero, amount.high, amount.unbounded) for name, _, _ in shares}
    if len(shares) == 1:
        return {shares[0][0]: amount}
    common = lcm(*(q for _, _, q in shares))
    weights = [p * (common // q) for _, p, q in shares]
    point, running, found = is_point(g, amount), 0, {}
    for (name, p, q), weight in zip(shares, weights, strict=True):
        up_to = _part(g, amount.low, running + weight, sum(weights))
        part = g.subtract(up_to, _part(g, amount.low, running, sum(weights)))
        running += weight
        most = g.divide(g.add(g.multiply(amount.high, g.integer(p)), g.integer(q - 1)), g.integer(q))
        apart = Amount(_part(g, amount.low, p, q), most, amount.unbounded)
        found[name] = Amount(
            g.case(point, part, apart.low),
            g.case(point, part, apart.high),
            g.all_of(g.negation(point), apart.unbounded),
        )
    return found


def _part(g: Algebra, amount: int, p: int, q: int) -> int:
    return g.divide(g.multiply(amount, g.integer(p)), g.integer(q))
