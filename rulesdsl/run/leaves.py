"""Leaves: facts, determinations, history. A value that the case does not give is missing."""

from __future__ import annotations

from typing import Any

from rulesdsl.cases.case import Row
from rulesdsl.plan.nodes import FALSE, TRUE, UNKNOWN_DETERMINATION, UNKNOWN_FACT, Node, fact_subject
from rulesdsl.run.frame import Column, Frame
from rulesdsl.run.values import MISSING, UNDETERMINED, UNLIMITED, UNSTATED, Number, ratio


def const(frame: Frame, node: Node) -> Column:
    """The same value on every row."""
    value: Any = node.data[0]
    if node.sort == "number":
        value = (value, value, False)
    return [value] * len(frame.of(node.subject))


def unstated(frame: Frame, node: Node) -> Column:
    """[0, ∞): the text gives no figure."""
    return [UNSTATED] * len(frame.of(node.subject))


def unlimited(frame: Frame, node: Node) -> Column:
    """A bound that never bites."""
    return [UNLIMITED] * len(frame.of(node.subject))


def fact(frame: Frame, node: Node) -> Column:
    """A stated fact; missing for want of the fact."""
    return _given(frame, node, UNKNOWN_FACT, MISSING)


def determination(frame: Frame, node: Node) -> Column:
    """A decision of an authority; missing for want of it."""
    return _given(frame, node, UNKNOWN_DETERMINATION, UNDETERMINED)


def _given(frame: Frame, node: Node, open_truth: int, open_number: Number) -> Column:
    name = node.data[0]
    keys = fact_keys(frame, node)
    rows = [fact_row(frame, node, index) for index in range(len(keys))]
    values = [
        row.facts.get((name, key)) if key is not None and row is not None else None
        for row, key in zip(rows, keys, strict=True)
    ]
    if node.sort == "bool":
        return [open_truth if value is None else (TRUE if value else FALSE) for value in values]
    if node.sort == "key":
        return values
    missing = open_number
    if frame.plan.subjects[fact_subject(node)].fields[name].may_be_negative:
        missing = (None, None, open_number[2])
    return [missing if value is None else (value, value, False) for value in values]


def fact_row(frame: Frame, node: Node, index: int) -> Row | None:
    """The instance whose fact a leaf reads on one row: the row's own, or its owner; None where no owner is named."""
    row, subject = frame.of(node.subject)[index], fact_subject(node)
    if subject == node.subject:
        return row
    return frame.of(subject)[row.owners[subject]] if subject in row.owners else None


def fact_keys(frame: Frame, node: Node) -> list[tuple[Any, ...] | None]:
    """The period of a fact on each row; None where its year is not known."""
    period = node.data[1]
    count = len(frame.of(node.subject))
    if not period or period[0] not in ("year", "shift"):
        return [period] * count
    if period[0] == "year":
        return [("fixed", frame.year + period[1]) if frame.year is not None else None] * count
    years = frame.columns[node.args[0]]
    return [("fixed", low + period[1]) if low is not None and low == high else None for low, high, _ in years]


def history(frame: Frame, node: Node) -> Column:
    """The highest value before 本年: exact if 历年最高 is given or every year since 起始年, else open above."""
    name = node.data[0]
    return [highest_before(frame.year, row, name) for row in frame.of(node.subject)]


def highest_before(this_year: int | None, row: Row, name: str) -> Number:
    """One row of `history`."""
    if this_year is None:
        return MISSING
    earlier = _earlier(this_year, row, name)
    stated = row.facts.get((name, ("highest",)))
    low = max([0, *earlier.values(), *([stated] if stated is not None else [])])
    complete = stated is not None or _complete(this_year, row, earlier)
    return (low, low if complete else None, not complete)


def _earlier(this_year: int, row: Row, name: str) -> dict[int, int]:
    return {
        period[1]: value
        for (field, period), value in row.facts.items()
        if field == name and period and period[0] == "fixed" and period[1] < this_year
    }


def _complete(this_year: int, row: Row, given: dict[int, int]) -> bool:
    if row.first_year is None:
        return False
    return all(year in given for year in range(row.first_year, this_year))


def history_ratio(frame: Frame, node: Node) -> Column:
    """Whether part/whole met the bound in some year before 本年."""
    part, whole, relation, p, q = node.data
    return [held_before(frame.year, row, part, whole, relation, p, q) for row in frame.of(node.subject)]


def held_before(this_year: int | None, row: Row, part: str, whole: str, relation: str, p: int, q: int) -> int:
    """One row of `history_ratio`."""
    if this_year is None:
        return UNKNOWN_FACT
    parts, wholes = _earlier(this_year, row, part), _earlier(this_year, row, whole)
    both = sorted(parts.keys() & wholes.keys())
    for year in both:
        a, b = parts[year], wholes[year]
        if ratio(relation, p, q, (a, a, False), 1, (b, b, False), 1) == TRUE:
            return TRUE
    return FALSE if _complete(this_year, row, dict.fromkeys(both, 0)) else UNKNOWN_FACT


HANDLERS = {
    "const": const,
    "unstated": unstated,
    "unlimited": unlimited,
    "fact": fact,
    "determination": determination,
    "history": history,
    "history_ratio": history_ratio,
}
