"""A joint bound over columns of grants: sums by account, then the corner formulas; points by a running sum in sharing order.

The same as `run/apportion.py`, every account at once.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.columnar.accounts import Account, Part, member_of, start_amounts
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.grants import Amount, is_point, under, where_amount
from rulesdsl.run.columnar.lowering import Lowering


class Sums(NamedTuple):
    """Of one account: sums of low ends and of finite high ends, how many have no high end, whether all are points."""

    low: int
    high: int
    unbounded: int
    points: int


def limited(low: Lowering, account: Account, payable: dict[int, Amount]) -> dict[int, Amount]:
    """What each part of an account pays under its bound, by clause; rows outside pay what they did."""
    g = low.algebra
    amounts = start_amounts(low, account, payable)
    if len(account.parts) == 1 and (account.parts[0].link is None or g.same(account.parts[0].link)):
        after = [under(g, amounts[0], account.left)]
    else:
        after = _shared(low, account, amounts)
    return {
        part.number: where_amount(g, part.inside, new, payable[part.number])
        for part, new in zip(account.parts, after, strict=True)
    }


def gathered(g: Algebra, part: Part, value: int) -> int:
    """The sum of a part's rows by account."""
    return value if part.link is None else g.total(part.link, value)


def held_by(g: Algebra, part: Part, truth: int) -> int:
    """Whether something holds on a row of the part, by account."""
    return truth if part.link is None else g.some(part.link, truth)


def brought(g: Algebra, part: Part, value: int) -> int:
    """An account's value on the rows of a part."""
    return value if part.link is None else g.lift(part.link, value, part.inside)


def _sums(g: Algebra, parts: tuple[Part, ...], amounts: list[Amount]) -> Sums:
    one, zero = g.integer(1), g.integer(0)
    pairs = list(zip(parts, amounts, strict=True))
    return Sums(
        g.sum_of(gathered(g, part, amount.low) for part, amount in pairs),
        g.sum_of(gathered(g, part, g.case(amount.unbounded, zero, amount.high)) for part, amount in pairs),
        g.sum_of(gathered(g, part, g.case(amount.unbounded, one, zero)) for part, amount in pairs),
        g.negation(g.any_of(*(held_by(g, part, g.negation(is_point(g, amount))) for part, amount in pairs))),
    )


def _shared(low: Lowering, account: Account, amounts: list[Amount]) -> list[Amount]:
    g, left = low.algebra, account.left
    sums = _sums(g, account.parts, amounts)
    points = g.all_of(sums.points, is_point(g, left))
    over = g.less(left.low, sums.low)
    before = _running(low, account, amounts, g.all_of(points, over))
    result = []
    for place, (part, amount) in enumerate(zip(account.parts, amounts, strict=True)):
        here = Sums(*(brought(g, part, item) for item in sums))
        bound = Amount(*(brought(g, part, item) for item in left))
        share = _share(g, amount.low, before[place], bound.low, here.low)
        point = g.case(brought(g, part, over), share, amount.low)
        if points == g.true:
            result.append(Amount(point, point, g.false))
            continue
        apart = _apart(g, amount, _others(g, account, amounts, place, here), bound)
        settled = brought(g, part, points)
        result.append(
            Amount(
                g.case(settled, point, apart.low),
                g.case(settled, point, apart.high),
                g.all_of(g.negation(settled), apart.unbounded),
            )
        )
    return result


def _share(g: Algebra, amount: int, before: int, bound: int, whole: int) -> int:
    """⌊C·Wᵢ/W⌋ − ⌊C·Wᵢ₋₁/W⌋."""
    most, divisor = g.smaller(bound, whole), g.larger(whole, g.integer(1))
    # C is at most W here, so no share is larger than the amount it is of.
    running = g.add(before, amount)
    up_to = most if running == whole else _cut(g, most, running, divisor)
    return g.proven(g.subtract(up_to, _cut(g, most, before, divisor)), 0, g.nodes[amount].high)


def _cut(g: Algebra, bound: int, amount: int, whole: int) -> int:
    """⌊bound · amount / whole⌋ where the bound is at most the whole."""
    return g.proven(g.divide(g.multiply(bound, amount), whole), 0, g.nodes[amount].high)


def _others(g: Algebra, account: Account, amounts: list[Amount], place: int, sums: Sums) -> Amount:
    """What the others in a grant's account come to."""
    zero, one, own = g.integer(0), g.integer(1), amounts[place]
    if _one_a_part(g, account):
        rest = [item for number, item in enumerate(zip(account.parts, amounts, strict=True)) if number != place]
        other = _sums(g, tuple(part for part, _ in rest), [amount for _, amount in rest])
        low, high, count, _ = (brought(g, account.parts[place], item) for item in other)
        return Amount(low, high, g.less(zero, count))
    low = g.larger(zero, g.subtract(sums.low, own.low))
    high = g.larger(zero, g.subtract(sums.high, g.case(own.unbounded, zero, own.high)))
    return Amount(low, high, g.less(g.case(own.unbounded, one, zero), sums.unbounded))


def _one_a_part(g: Algebra, account: Account) -> bool:
    """Whether every part has one row at most in each account."""
    return all(part.link is None or g.most(part.link) == 1 for part in account.parts)


def _apart(g: Algebra, amount: Amount, others: Amount, bound: Amount) -> Amount:
    """One interval against the ends of the others."""
    zero, one = g.integer(0), g.integer(1)
    whole = g.add(amount.low, others.high)
    fits = g.at_most(whole, bound.low)
    part = _cut(g, g.smaller(bound.low, whole), amount.low, g.larger(whole, one))
    low = g.case(others.unbounded, zero, g.case(fits, amount.low, part))
    own_high = g.case(amount.unbounded, zero, amount.high)
    whole = g.add(own_high, others.low)
    fits = g.at_most(whole, bound.high)
    divisor = g.larger(whole, one)
    product = g.multiply(g.smaller(bound.high, whole), own_high)
    part = g.proven(g.divide(g.add(product, g.subtract(divisor, one)), divisor), 0, g.nodes[own_high].high)
    high = g.case(fits, own_high, part)
    high = g.case(bound.unbounded, amount.high, g.case(amount.unbounded, bound.high, high))
    return Amount(low, high, g.all_of(bound.unbounded, amount.unbounded))


def _running(low: Lowering, account: Account, amounts: list[Amount], needed: int) -> list[int]:
    """For each part the sum of what stands before its row, in accounts where shares are cut."""
    g, zero = low.algebra, low.algebra.integer(0)
    if needed == g.false:
        return [zero for _ in amounts]
    members = tuple(member_of(low, part, account.owner) for part in account.parts)
    if _one_a_part(g, account) and not any(member.path for member in members):
        return _in_clause_order(g, account.parts, amounts)
    cut = tuple(
        g.case(brought(g, part, needed), amount.low, zero) for part, amount in zip(account.parts, amounts, strict=True)
    )
    return [g.before(place, members, cut) for place in range(len(members))]


def _in_clause_order(g: Algebra, parts: tuple[Part, ...], amounts: list[Amount]) -> list[int]:
    """One row a clause in every account, and no owner between: then the order is that of the clauses."""
    order = sorted(range(len(parts)), key=lambda place: parts[place].number)
    running, found = g.integer(0), [0] * len(parts)
    for place in order:
        found[place] = brought(g, parts[place], running)
        running = g.add(running, gathered(g, parts[place], amounts[place].low))
    return found
