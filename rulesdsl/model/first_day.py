"""From which day a document or an act works, as its text and the readings chosen for it have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rulesdsl.model.amendment import Amendment
from rulesdsl.model.document import Document
from rulesdsl.model.force import InForce, PartialDate, day_of_force, day_on_publication
from rulesdsl.model.measure import Option, Reading

Chosen = Mapping[str, str]
"""Readings by name: the option that is chosen. One that is not named keeps its adopted option."""

NO_CHOICE: Chosen = {}


def first_day(item: Document | Amendment, chosen: Chosen = NO_CHOICE) -> PartialDate | None:
    """The first day; where neither a line nor a reading decides, the day of signature (semantics: time)."""
    reading = deciding(item.readings, start=True)
    name = chosen.get(reading.name) if reading is not None else None
    options = reading.options if reading is not None else ()
    option = next(
        (option for option in options if option.name == name), reading.default if reading is not None else None
    )
    stated = day_of_option(option, item) if option is not None else None
    return stated or day_of_force(item.in_force, item.signed, item.published)


def deciding(readings: Sequence[Reading], *, start: bool) -> Reading | None:
    """The reading whose options name the first day, or the last one."""
    return next((reading for reading in readings if _names_days(reading, start=start)), None)


def _names_days(reading: Reading, *, start: bool) -> bool:
    return any(option.days is not None and isinstance(option.days, InForce) == start for option in reading.options)


def day_of_option(option: Option, item: Document | Amendment) -> PartialDate | None:
    """The first day under one option; None where the option says nothing of it."""
    line = option.days
    if not isinstance(line, InForce):
        return None
    if line.how == "on_publication":
        return day_on_publication(item.signed, item.published)
    return item.signed if line.how == "on_signing" else line.date
