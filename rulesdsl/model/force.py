"""Days of documents and acts: as far as a source gives them, and from when to when a text is in force."""

from __future__ import annotations

from datetime import date
from typing import Literal as Of

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.literals import Literal
from rulesdsl.model.tree import Quote


@frozen
class PartialDate:
    """A date as the source gives it: a day, a month or a year, as `[first, last]` ordinals."""

    first: int
    last: int
    text: str


@frozen
class InForce:
    """`施行 自发布之日`, `自成文之日`, a date, or `未规定`."""

    how: Of["stated", "on_publication", "on_signing", "unstated"]
    date: PartialDate | None
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Expiry:
    """`失效 2017年12月31日`: the last day."""

    date: PartialDate
    quotes: tuple[Quote, ...]
    span: Span


UNKNOWN_DAY = 3_652_059
"""The last ordinal there is: how late a day may be that no source gives."""


def partial_date(value: Literal, text: str) -> PartialDate:
    """The interval of days that a date, month or year stands for."""
    if value.kind == "date":
        day = int(str(value.value))
        return PartialDate(day, day, text)
    if value.kind == "month" and isinstance(value.value, tuple):
        year, month = value.value
        after = date(year + month // 12, month % 12 + 1, 1)
        return PartialDate(date(year, month, 1).toordinal(), after.toordinal() - 1, text)
    year = int(str(value.value))
    return PartialDate(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal(), text)


def day_of_force(
    in_force: InForce | None, signed: PartialDate | None, published: PartialDate | None
) -> PartialDate | None:
    """The first day: the stated one; 自发布之日 the day of publication, or else of signature; nothing stated the day of signature.

    A text that is silent is in force from the day it was signed: the registered default (semantics: time).
    """
    how = in_force.how if in_force is not None else "unstated"
    if how == "stated" and in_force is not None:
        return in_force.date
    if how == "on_publication":
        return published or signed
    return signed or published


def day_on_publication(signed: PartialDate | None, published: PartialDate | None) -> PartialDate:
    """The day of publication where a reading asks for it; unknown, but not before the signature, where no source gives it."""
    if published is not None:
        return published
    return PartialDate(signed.first if signed is not None else 1, UNKNOWN_DAY, "公布之日（源文没有给出）")
