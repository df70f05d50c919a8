"""Grants → amount nodes and, for bands, the condition of being in one of them."""

from __future__ import annotations

from rulesdsl.model.condition import Comparison, Membership
from rulesdsl.model.expression import Constant, Expression
from rulesdsl.model.grant import Amount, BandMode, BandRow, Bands, Grant
from rulesdsl.model.literals import Literal
from rulesdsl.model.measure import Clause
from rulesdsl.plan.lower_condition import truth
from rulesdsl.plan.lower_expression import number
from rulesdsl.plan.scope import Scope


def amount(scope: Scope, clause: Clause) -> int:
    """What the clause gives if its condition holds, in whole fen, before limits; −1 if it gives nothing.

    An exact amount is rounded half up, an upper bound (至多) down (docs/decisions/0004).
    """
    grant = clause.one(Grant)
    if grant is None:
        return -1
    if grant.bands is not None:
        mode = clause.one(BandMode)
        return _bands(scope, grant.bands, mode is not None and mode.progressive)
    assert grant.amount is not None
    return _rounded(scope, grant.amount)


def band_condition(scope: Scope, clause: Clause) -> int | None:
    """True in any band; None for a grant without bands."""
    grant = clause.one(Grant)
    if grant is None or grant.bands is None:
        return None
    return scope.builder.any_of(tuple(_in_row(scope, grant.bands, row) for row in grant.bands.rows), scope.rows)


def _rounded(scope: Scope, amount: Amount) -> int:
    build = scope.builder
    if amount.low is None:
        return build.add("unstated", "number", scope.rows)
    low = number(scope, amount.low)
    if amount.up_to:
        return build.add("at_most", "number", scope.rows, (build.rounded(low, "down"),))
    if amount.high is None:
        return build.rounded(low, "half_up")
    high = build.rounded(number(scope, amount.high), "half_up")
    return build.add("span", "number", scope.rows, (build.rounded(low, "half_up"), high))


def _exact(scope: Scope, amount: Amount) -> int:
    """The amount before rounding: for what is still to be weighted or summed."""
    if amount.low is None or amount.up_to or amount.high is not None:
        return _rounded(scope, amount)
    return number(scope, amount.low)


def _bands(scope: Scope, bands: Bands, progressive: bool) -> int:
    if bands.first and progressive:
        return _each_tier(scope, bands)
    if progressive and all(not row.choices for row in bands.rows):
        return _blend(scope, bands)
    return _one_row(scope, bands)


def _one_row(scope: Scope, bands: Bands) -> int:
    """The row that rules: the one the quantity falls in; for tiers the highest one passed."""
    build = scope.builder
    result = build.number(0, scope.rows)
    for row in bands.rows if bands.first else reversed(bands.rows):
        result = build.choose(_in_row(scope, bands, row), _rounded(scope, row.amount), result)
    return result


def _each_tier(scope: Scope, bands: Bands) -> int:
    build = scope.builder
    nothing = build.number(0, scope.rows)
    return build.plus(
        tuple(build.choose(_in_row(scope, bands, row), _rounded(scope, row.amount), nothing) for row in bands.rows)
    )


def _blend(scope: Scope, bands: Bands) -> int:
    quantity = number(scope, bands.measure)
    amounts = tuple(_exact(scope, row.amount) for row in bands.rows)
    edges = tuple(_edges(row) for row in bands.rows)
    return scope.builder.add("blend", "number", scope.rows, (quantity, *amounts), edges)


def _edges(row: BandRow) -> tuple[int, int | None]:
    """(how much lies below the band, how much lies up to its end): 11–50台 is (10, 50)."""
    low, high = _whole(row.low), _whole(row.high)
    below = 0 if low is None else (low if row.above else low - 1)
    return below, high


def _whole(value: Literal | None) -> int | None:
    return int(str(value.value)) if value is not None else None


def _in_row(scope: Scope, bands: Bands, row: BandRow) -> int:
    if row.choices:
        return _chosen(scope, bands.measure, row)
    measure, span = bands.measure, row.key_span
    if bands.first and row.low is not None:
        tier = Comparison(measure, bands.first, Constant(row.low, span), True, (), span)
        return truth(scope, tier)
    build, value = scope.builder, number(scope, measure)
    parts = []
    if row.low is not None:
        relation = ">" if row.above else "≥"
        parts.append(build.compare(relation, value, number(scope, Constant(row.low, span))))
    if row.high is not None:
        parts.append(build.compare("≤", value, number(scope, Constant(row.high, span))))
    return build.all_of(tuple(parts), scope.rows)


def _chosen(scope: Scope, measure: Expression, row: BandRow) -> int:
    return truth(scope, Membership(measure, row.choices, (), row.key_span))
