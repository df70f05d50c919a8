"""A document: number, title, dates as far as the sources give them, and where its text is."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.force import InForce, PartialDate
from rulesdsl.model.measure import Reading
from rulesdsl.model.tree import Quote


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
