"""Number nodes: interval ends at the corners, exact until `round`. The only divisions are here, with arguments ≥ 0."""

from __future__ import annotations

from datetime import date

from rulesdsl.plan.nodes import Node
from rulesdsl.run.frame import Column, Frame
from rulesdsl.run.values import Number, half_up, hull


def add(frame: Frame, node: Node) -> Column:
    """The sum over one scale."""
    factors = [node.scale // frame.plan.nodes[arg].scale for arg in node.args]
    return [sum_of(row, factors) for row in zip(*(frame.columns[arg] for arg in node.args), strict=True)]


def sum_of(row: tuple[Number, ...], factors: list[int]) -> Number:
    """The sum of intervals, each times its factor."""
    low: int | None = 0
    high: int | None = 0
    for (a, b, _), factor in zip(row, factors, strict=True):
        low = None if low is None or a is None else low + a * factor
        high = None if high is None or b is None else high + b * factor
    return low, high, any(value[2] for value in row)


def minus_or_zero(frame: Frame, node: Node) -> Column:
    """超出: max(0, a − b)."""
    up_a, up_b = (node.scale // frame.plan.nodes[arg].scale for arg in node.args)
    whole, base = (frame.columns[arg] for arg in node.args)
    return [excess_of(a, up_a, b, up_b) for a, b in zip(whole, base, strict=True)]


def excess_of(a: Number, up_a: int, b: Number, up_b: int) -> Number:
    """max(0, a − b) at the corners."""
    low = 0 if a[0] is None or b[1] is None else max(0, a[0] * up_a - b[1] * up_b)
    high = None if a[1] is None or b[0] is None else max(0, a[1] * up_a - b[0] * up_b)
    return low, high, a[2] or b[2]


def scale(frame: Frame, node: Node) -> Column:
    """Times p; the q of p/q is in the node's scale."""
    p = node.data[0]
    return [
        (None if low is None else low * p, None if high is None else high * p, fact)
        for low, high, fact in frame.columns[node.args[0]]
    ]


def times(frame: Frame, node: Node) -> Column:
    """The product of two numbers ≥ 0."""
    left, right = (frame.columns[arg] for arg in node.args)
    return [product_of(a, b) for a, b in zip(left, right, strict=True)]


def product_of(a: Number, b: Number) -> Number:
    """The product of two intervals ≥ 0."""
    low = (a[0] or 0) * (b[0] or 0)
    high = 0 if a[1] == 0 or b[1] == 0 else (None if a[1] is None or b[1] is None else a[1] * b[1])
    return low, high, a[2] or b[2]


def at_most(frame: Frame, node: Node) -> Column:
    """至多: from nothing up to the bound."""
    return [(0, high, fact) for _, high, fact in frame.columns[node.args[0]]]


def span(frame: Frame, node: Node) -> Column:
    """A range that the text states."""
    low, high = (frame.columns[arg] for arg in node.args)
    return [(a[0], b[1], a[2] or b[2]) for a, b in zip(low, high, strict=True)]


def rounded(frame: Frame, node: Node) -> Column:
    """To whole fen: half up for what is given, down for an upper bound."""
    divisor = frame.plan.nodes[node.args[0]].scale
    to_whole = round_down if node.data[0] == "down" else round_half_up
    return [to_whole(value, divisor) for value in frame.columns[node.args[0]]]


def round_down(value: Number, divisor: int) -> Number:
    """Both ends down to whole units."""
    low, high, fact = value
    return (low or 0) // divisor, None if high is None else high // divisor, fact


def round_half_up(value: Number, divisor: int) -> Number:
    """Both ends to the nearest whole unit, halves up."""
    low, high, fact = value
    return half_up(low or 0, divisor), None if high is None else half_up(high, divisor), fact


def blend(frame: Frame, node: Node) -> Column:
    """分档方式 累进: each band's amount weighted by the part of the quantity that falls in it."""
    columns = [frame.columns[arg] for arg in node.args]
    scales = [frame.plan.nodes[arg].scale for arg in node.args]
    return [blended(row, scales, node.data) for row in zip(*columns, strict=True)]


def blended(row: tuple[Number, ...], scales: list[int], edges: tuple[tuple[int, int | None], ...]) -> Number:
    """One row of `blend`."""
    (low, high, fact), amounts = row[0], row[1:]
    if low is None or low != high or low == 0:
        whole = [round_half_up(amount, divisor) for amount, divisor in zip(amounts, scales[1:], strict=True)]
        result = whole[0]
        for value in whole[1:]:
            result = hull(result, value)
        return result[0], result[1], result[2] or fact
    parts = [_part(low, scales[0], edge) for edge in edges]
    return _weighted(amounts, scales[1:], parts, low)


def _part(quantity: int, divisor: int, edge: tuple[int, int | None]) -> int:
    """How much of the quantity lies in a band, in the quantity's own scale."""
    below, up_to = edge
    top = quantity if up_to is None else min(quantity, up_to * divisor)
    return max(0, top - below * divisor)


def _weighted(amounts: tuple[Number, ...], scales: list[int], parts: list[int], quantity: int) -> Number:
    from math import lcm

    common = lcm(*scales)
    low, fact = 0, False
    high: int | None = 0
    for (a, b, open_fact), divisor, part in zip(amounts, scales, parts, strict=True):
        factor = part * (common // divisor)
        low += (a or 0) * factor
        high = None if high is None or (b is None and factor) else high + (b or 0) * factor
        fact = fact or (open_fact and factor > 0)
    divisor = common * quantity
    return half_up(low, divisor), None if high is None else half_up(high, divisor), fact


def year_of(frame: Frame, node: Node) -> Column:
    """The year of a date."""
    return [year(value) for value in frame.columns[node.args[0]]]


def year(value: Number) -> Number:
    """The year of a date; open for an open date."""
    low, high, fact = value
    if low is None or low != high:
        return 0, None, fact
    year = date.fromordinal(low).year
    return year, year, fact


HANDLERS = {
    "add": add,
    "minus_or_zero": minus_or_zero,
    "scale": scale,
    "times": times,
    "at_most": at_most,
    "span": span,
    "round": rounded,
    "blend": blend,
    "year_of": year_of,
}
