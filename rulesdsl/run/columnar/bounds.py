"""How large a column's values can be: proven from the declared maxima, so that no sum or product runs over unseen.

Engines compute in 64 bits where the bounds of a node and of what it reads allow, else in 128; what may need more is refused by
`TooWideError`, which the compiler turns into a diagnostic before anything is computed.
"""

from __future__ import annotations

from datetime import date

Bounds = tuple[int, int]

NARROW = 2**63 - 1
WIDE = 2**127 - 1


class TooWideError(Exception):
    """A value may need more than 128 bits. Caught by the compiler, never seen by a user."""


def checked(ends: Bounds) -> Bounds:
    """The same bounds, if 128 bits hold them."""
    if ends[0] < -WIDE or ends[1] > WIDE:
        raise TooWideError
    return ends


def is_narrow(ends: Bounds) -> bool:
    """Whether 64 bits hold every value."""
    return ends[0] >= -NARROW and ends[1] <= NARROW


def add(a: Bounds, b: Bounds) -> Bounds:
    """Of a sum."""
    return checked((a[0] + b[0], a[1] + b[1]))


def subtract(a: Bounds, b: Bounds) -> Bounds:
    """Of a difference."""
    return checked((a[0] - b[1], a[1] - b[0]))


def multiply(a: Bounds, b: Bounds) -> Bounds:
    """Of a product: at the corners."""
    corners = [x * y for x in a for y in b]
    return checked((min(corners), max(corners)))


def divide(a: Bounds, b: Bounds) -> Bounds:
    """Of a quotient rounded down, by a positive divisor."""
    corners = [x // y for x in a for y in b]
    return min(corners), max(corners)


def smaller(a: Bounds, b: Bounds) -> Bounds:
    """Of the smaller of two."""
    return min(a[0], b[0]), min(a[1], b[1])


def larger(a: Bounds, b: Bounds) -> Bounds:
    """Of the larger of two."""
    return max(a[0], b[0]), max(a[1], b[1])


def hull(a: Bounds, b: Bounds) -> Bounds:
    """Of either."""
    return min(a[0], b[0]), max(a[1], b[1])


def total(a: Bounds, count: int) -> Bounds:
    """Of a sum of up to `count` values, and of every part of it."""
    return checked((min(0, a[0]) * count, max(0, a[1]) * count))


def year(day: int) -> int:
    """The year of an ordinal; 0 of what is no day."""
    return date.fromordinal(day).year if 1 <= day <= date.max.toordinal() else 0
