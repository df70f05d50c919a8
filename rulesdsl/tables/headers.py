"""The headings of a table: `设备投资额（万元）`, `产值[2016年]（元）` → fact, period, unit; and back.

    >>> split("产值［2016年］(万元)")
    Heading(name='产值', period='2016年', unit='万元')

Width variants are equal, as everywhere. A unit in the heading is that of the plain numbers below it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rulesdsl.cases.case import Period
from rulesdsl.cases.names import fold
from rulesdsl.cases.periods import HIGHEST


class Heading(NamedTuple):
    """A heading taken apart; period and unit are "" where it has none."""

    name: str
    period: str
    unit: str


_HEADING = re.compile(r"(?P<name>[^\[\]]+?)\s*(?:\[(?P<period>[^\[\]]+)\])?\s*(?:\((?P<unit>[^()]+)\))?")


def split(text: str) -> Heading:
    """Take a heading apart; one of another form is all name."""
    match = _HEADING.fullmatch(fold(text).strip())
    if match is None:
        return Heading(fold(text).strip(), "", "")
    return Heading(match["name"].strip(), (match["period"] or "").strip(), (match["unit"] or "").strip())


def column_name(fact: str, period: Period) -> str:
    """The canonical column of a fact: `产值`, `产值[2016年]`, `产值[历年最高]`, or with a window of hours."""
    if not period:
        return fact
    shown = {"fixed": f"{period[-1]}年", "highest": HIGHEST}.get(period[0], period[-1])
    return f"{fact}[{shown}]"


def fact_of(column: str) -> str:
    """The fact that a canonical column holds."""
    return column.partition("[")[0]


def with_unit(column: str, unit: str) -> str:
    """A heading that says the unit of its numbers."""
    return f"{column}（{unit}）" if unit else column
