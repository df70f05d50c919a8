"""A document: number, title, dates as far as the sources give them, and where its text is."""

from __future__ import annotations

from typing import Literal as Of

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.literals import Literal
from rulesdsl.model.measure import Reading
from rulesdsl.model.tree import Quote


@frozen
class PartialDate:
    """A date as the source gives it: a day, a month or a year, as `[first, last]` ordinals."""

    first: int
    last: int
    text: str


@frozen
class InForce:
    """`施行 自发布之日`, a date, or `未规定`."""

    how: Of["stated", "on_publication", "unstated"]
    date: PartialDate | None
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Restored:
    """`还原 「…」 “why”`: words of the base text that no independent copy shows."""

    quote: Quote
    reason: str


@frozen
class Document:
    """One document as first issued."""

    number: str
    title: Quote | None
    issuer: Quote | None
    addressees: Quote | None
    signed: PartialDate | None
    published: PartialDate | None
    in_force: InForce | None
    expires: PartialDate | None
    text_path: str
    restored: tuple[Restored, ...]
    readings: tuple[Reading, ...]
    file: str
    span: Span


def partial_date(value: Literal, text: str) -> PartialDate:
    """The interval of days that a date, month or year stands for."""
    from datetime import date

    if value.kind == "date":
        day = int(str(value.value))
        return PartialDate(day, day, text)
    if value.kind == "month" and isinstance(value.value, tuple):
        year, month = value.value
        after = date(year + month // 12, month % 12 + 1, 1)
        return PartialDate(date(year, month, 1).toordinal(), after.toordinal() - 1, text)
    year = int(str(value.value))
    return PartialDate(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), text)
