"""When bound and use of a number agree: the table of uses, and how far a bound of the rule may differ from the text's word.

>>> bounds_agree(use, figure)   # 达到 for 以上, 超过 for 超过; 达到 20家 as a target for 形成20家
True
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from attrs import evolve

from rulesdsl.check.agreement_literals import ANY, Role, Use
from rulesdsl.check.placement import Figure

SLOTS: dict[Role, frozenset[str]] = {
    "condition": frozenset({"threshold", "band", "count", "target", "date", "period", "time", "other"}),
    "requirement": frozenset(
        {"threshold", "band", "count", "target", "date", "period", "time", "other", "limit", "rate"}
    ),
    "target": frozenset({"target", "threshold", "count", "rate", "date", "period", "other"}),
    "amount": frozenset({"amount"}),
    "rate": frozenset({"rate"}),
    "limit": frozenset({"limit"}),
    "share": frozenset({"share"}),
    "band": frozenset({"band", "threshold", "count"}),
    "appropriation": frozenset({"amount"}),
    "quota": frozenset({"count", "target", "band"}),
    "year": frozenset({"date", "period"}),
    "period": frozenset({"period", "date", "threshold"}),
    "time": frozenset({"time"}),
}
_LOOSENED = re.compile(r"放宽[至到为]\s*$")


def role_fits(use: Use, figure: Figure) -> bool:
    """Whether a figure could be what a number of the rule stands for, were its value the same."""
    fits = use.role == "part" or figure.reading.slot in SLOTS[use.role]
    return alike(use.kind, figure.reading.kind) and fits


def alike(kind: str, other: str) -> bool:
    """Whether two kinds can be the same number: days and years, an amount for each head and the amount."""
    if {kind, other} == {"unit_price", "money"}:
        return True
    return kind == other or {kind, other} <= {"date", "year", "month"}


def single(use: Use, value: object, relation: str) -> Use:
    """One end of a range as a number of its own."""
    return evolve(use, value=value, relation=relation)


def bounds_agree(use: Use, figure: Figure) -> bool:
    """Whether the bounds agree: equal, or one of two candidates, or a target's 达到 for a bare number, or 放宽至."""
    bound, relation = figure.reading.bound, use.relation
    if relation in (ANY, bound):
        return True
    if bound == "?":
        return relation in figure.reading.candidates
    if figure.reading.unit == "等":
        # 三等奖及以上: a better prize has a smaller number.
        return (relation, bound) == ("≤", "≥")
    if bound == "≈":
        return relation in ("=", "≥") and use.role == "target"
    if bound != "=":
        return False
    if use.role == "target":
        return relation == "≥"
    return relation == "≥" and _LOOSENED.search(figure.before) is not None


def same_days(use: Use, figure: Figure) -> bool:
    """A day of the rule as the first or last day of a year or month of the quote, or the year of a day."""
    reading = figure.reading
    if use.kind == "year" and reading.kind == "date" and isinstance(reading.value, int):
        return date.fromordinal(reading.value).year == use.value
    if use.kind != "date" or reading.kind != "year":
        return False
    first, last = reading.value if isinstance(reading.value, tuple) else (reading.value, reading.value)
    if isinstance(first, Fraction) or isinstance(last, Fraction):
        return False
    days = (date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal())
    return use.value == days if isinstance(use.value, tuple) else use.value in days
