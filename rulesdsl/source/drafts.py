"""Units being put together, before they have ids; used only between `parse` and its helpers."""

from __future__ import annotations

from attrs import Factory, define

from rulesdsl.source.paragraphs import Paragraph
from rulesdsl.source.units import Kind


@define(eq=False)
class Draft:
    """A unit without an id yet; spans are `(start, end)` pairs."""

    kind: Kind
    parent: Draft | None = None
    label: Paragraph | None = None
    body: list[tuple[int, int]] = Factory(list)
    responsibility: list[Paragraph] = Factory(list)
    title: tuple[int, int] | None = None

    @property
    def level(self) -> int:
        """The level of the label, 0 for 一、 to 3 for （1）, -1 without one."""
        return self.label.level if self.label else -1

    @property
    def number(self) -> tuple[int, ...]:
        """The number of the label, () without one."""
        return self.label.number if self.label else ()


def point_of(draft: Draft) -> Draft:
    """The outermost draft above a draft, or the draft itself."""
    while draft.parent is not None:
        draft = draft.parent
    return draft
