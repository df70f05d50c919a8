"""A clause under its readings: which lines stand under which options, and a part lowered once for each combination."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from rulesdsl.model.grant import Attribution, BandMode, Grant, PeriodLine, Schedule
from rulesdsl.model.measure import Clause, Line, Reading
from rulesdsl.model.payment import Charge
from rulesdsl.model.subject import Beneficiary, SubjectLine
from rulesdsl.plan.nodes import Builder

STANDS_ONCE = (Grant, Charge, SubjectLine, Beneficiary, BandMode, Attribution, PeriodLine, Schedule)
"""Lines of which a clause has one: a reading's line takes the place of the clause's. All others are added."""


def point_id(home_id: str, reading: Reading) -> str:
    """`闽政〔2015〕36号/第十四项/采购省产装备补贴/分档方式`."""
    return f"{home_id}/{reading.name}"


def with_lines(clause: Clause, lines: tuple[Line, ...]) -> Clause:
    """The clause with a reading's lines put in."""
    kept = tuple(
        own
        for own in clause.lines
        if not any(isinstance(own, type(new)) and isinstance(new, STANDS_ONCE) for new in lines)
    )
    return evolve(clause, lines=kept + lines)


def vary(
    builder: Builder, home_id: str, clause: Clause, kinds: tuple[type, ...], lower: Callable[[Clause], int]
) -> int:
    """Lower a part under every combination of the readings that hold a line of `kinds`.

    Returns:
        The node of the part, or reading nodes over its forms. Equal forms leave no reading node behind.
    """
    points = [reading for reading in clause.readings if _touches(reading, kinds)]
    return _vary(builder, home_id, clause, points, lower)


def _vary(builder: Builder, home_id: str, clause: Clause, points: list[Reading], lower: Callable[[Clause], int]) -> int:
    if not points:
        return lower(clause)
    first, *rest = points
    args = tuple(_vary(builder, home_id, with_lines(clause, option.lines), rest, lower) for option in first.options)
    return builder.reading(point_id(home_id, first), tuple(option.name for option in first.options), args)


def _touches(reading: Reading, kinds: tuple[type, ...]) -> bool:
    return any(isinstance(line, kinds) for option in reading.options for line in option.lines)


def adopted(clause: Clause) -> Clause:
    """The clause with the lines of its adopted readings put in: for what is shown, not for what is computed."""
    for reading in clause.readings:
        option = reading.default
        if option is not None:
            clause = with_lines(clause, option.lines)
    return clause
