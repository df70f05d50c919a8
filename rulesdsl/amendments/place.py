"""A place in a text that a sentence names, and the text that belongs to it."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.source.locate import cite
from rulesdsl.source.units import SourceText, Unit


@frozen
class Place:
    """One place.

    `unit` is the id of the unit whose text it is, "" for the whole document. `span` is what is meant: the unit with all
    below it, or the paragraph, sentence or part. `paragraph` and `sentence` count from 1: the paragraph in the unit's
    own `body`; the sentence in that paragraph, or without one in all of `body`. `part` is the word of the locator.
    """

    unit: str
    span: Span
    paragraph: int | None = None
    sentence: int | None = None
    part: str = ""

    @property
    def is_unit(self) -> bool:
        """Whether it is a whole unit or the whole document, and not a piece of its text."""
        return self.paragraph is None and self.sentence is None and not self.part


NOT_FOUND = "RD550"
AMBIGUOUS = "RD551"
CHECK_DIFFERS = "RD552"
NO_PART = "RD553"


def whole(source: SourceText) -> Place:
    """The whole document."""
    return Place("", source.span)


def name_of(source: SourceText, place: Place) -> str:
    """How messages name a place: 第五条 第二款, 文本."""
    return cite(source, source.by_id[place.unit]) if place.unit else "文本"


def own_text(source: SourceText, unit: Unit | None) -> tuple[Unit, ...]:
    """The units that hold the text of a unit itself: that unit, its lead paragraph, or each 款 of an article.

    For the whole document (None) the preamble.
    """
    if unit is None:
        return source.by_kind.get("preamble", ())
    if unit.body:
        return (unit,)
    return tuple(child for child in source.children.get(unit.id, ()) if child.kind in ("lead", "paragraph"))
