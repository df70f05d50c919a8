"""A joint bound over columns of grants: sums by account, then the corner formulas; points by a running sum in sharing order.

The same as `run/apportion.py`, every account at once.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.accounts import Account, Part, member_of, start_amounts
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.grants import Amount, is_point, under
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
    if len(account.parts) == 1 and account.parts[0].link is None:
        after = [under(g, amounts[0], account.left)]
    else:
        after = _shared(low, account, amounts)
    return {
        part.number: Amount(
            g.case(part.inside, new.low, payable[part.number].low),
            g.case(part.inside, new.high, payable[part.number].high),
            values.where(g, part.inside, new.unbounded, payable[part.number].unbounded),
        )
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
        apart = _apart(g, amount, here, bound)
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
    up_to = _cut(g, most, g.add(before, amount), divisor)
    return g.proven(g.subtract(up_to, _cut(g, most, before, divisor)), 0, g.nodes[amount].high)


def _cut(g: Algebra, bound: int, amount: int, whole: int) -> int:
    """⌊bound · amount / whole⌋ where the bound is at most the whole."""
    return g.proven(g.divide(g.multiply(bound, amount), whole), 0, g.nodes[amount].high)


def _apart(g: Algebra, amount: Amount, sums: Sums, bound: Amount) -> Amount:
    """One interval against the ends of the others."""
    zero, one = g.integer(0), g.integer(1)
    own_high = g.case(amount.unbounded, zero, amount.high)
    others_open = g.less(g.case(amount.unbounded, one, zero), sums.unbounded)
    others_high = g.larger(zero, g.subtract(sums.high, own_high))
    others_low = g.larger(zero, g.subtract(sums.low, amount.low))
    whole = g.add(amount.low, others_high)
    part = _cut(g, g.smaller(bound.low, whole), amount.low, g.larger(whole, one))
    low = g.case(others_open, zero, g.case(g.at_most(whole, bound.low), amount.low, part))
    whole = g.add(own_high, others_low)
    divisor = g.larger(whole, one)
    product = g.multiply(g.smaller(bound.high, whole), own_high)
    part = g.proven(g.divide(g.add(product, g.subtract(divisor, one)), divisor), 0, g.nodes[own_high].high)
    high = g.case(g.at_most(whole, bound.high), own_high, part)
    high = g.case(bound.unbounded, amount.high, g.case(amount.unbounded, bound.high, high))
    return Amount(low, high, g.all_of(bound.unbounded, amount.unbounded))


def _running(low: Lowering, account: Account, amounts: list[Amount], needed: int) -> list[int]:
    """For each part the sum of what stands before its row, in accounts where shares are cut."""
    g, zero = low.algebra, low.algebra.integer(0)
    if needed == g.false:
        return [zero for _ in amounts]
    members = tuple(member_of(low, part, account.owner) for part in account.parts)
    if all(not member.path and (member.link is None or g.most(member.link) == 1) for member in members):
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
