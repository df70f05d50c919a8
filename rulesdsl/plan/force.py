"""From when to when: the days of documents and acts as boundaries, with the readings that decide them."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.model.amendment import Amendment
from rulesdsl.model.document import Document
from rulesdsl.model.first_day import day_of_option, deciding
from rulesdsl.model.force import InForce, PartialDate, day_of_force
from rulesdsl.model.measure import Option, Reading
from rulesdsl.plan.plan import ALWAYS, NEVER, Boundary, Days, PeriodOfForce
from rulesdsl.plan.variants import point_id


def document_force(document: Document) -> PeriodOfForce:
    """The period of a document: from its 施行 to its 失效, as its readings have them."""
    start = beginning(document.number, document)
    known = document.expires
    end: Days = (known.first, known.last, known.text) if known is not None else NEVER
    reading = deciding(document.readings, start=False)
    if reading is None:
        return PeriodOfForce(start, Boundary(end, "expired") if end != NEVER else None)
    options = tuple((option.name, _last(option, end)) for option in reading.options)
    return PeriodOfForce(start, _deciding(point_id(document.number, reading), reading, options, "expired"))


def beginning(owner: str, item: Document | Amendment, cause: str = "issued") -> Boundary:
    """The first day of a document or act."""
    found = _days(day_of_force(item.in_force, item.signed, item.published))
    reading = deciding(item.readings, start=True)
    if reading is None:
        return Boundary(found if found is not None else ALWAYS.start.days, cause)
    otherwise = found or ALWAYS.start.days
    options = tuple((option.name, _days(day_of_option(option, item)) or otherwise) for option in reading.options)
    return _deciding(point_id(owner, reading), reading, options, cause)


def _deciding(point: str, reading: Reading, options: tuple[tuple[str, Days], ...], cause: str) -> Boundary:
    """A boundary under a reading: by default the adopted option's days, the hull of all where none is adopted."""
    adopted = reading.default
    days = next((days for name, days in options if adopted is not None and name == adopted.name), None)
    if days is None:
        first, last = min(item[0] for _, item in options), max(item[1] for _, item in options)
        days = (first, last, f"口径「{reading.name}」未定")
    return Boundary(days, cause, point, options)


def _last(option: Option, otherwise: Days) -> Days:
    line = option.days
    return _days(line.date) or otherwise if line is not None and not isinstance(line, InForce) else otherwise


def _days(date: PartialDate | None) -> Days | None:
    return (date.first, date.last, date.text) if date is not None else None


@frozen
class Change:
    """The day on which an act makes one version of a document the next."""

    document: str
    first: Boundary

    def ends(self, cause: str) -> Boundary:
        """The last day of the version before; its words are those of the act's day."""
        days = tuple((name, _before(item)) for name, item in self.first.options)
        return Boundary(_before(self.first.days), cause, self.first.point, days)


def _before(days: Days) -> Days:
    return days[0] - 1, days[1] - 1, days[2]
