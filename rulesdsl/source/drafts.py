"""Units being put together, before they have ids; used only between `parse` and its helpers."""

from __future__ import annotations

from attrs import Factory, define

from rulesdsl.source.paragraphs import Paragraph
from rulesdsl.source.units import RANKS, Kind

LONGEST_SIGNATURE = 60
"""The longest signature, in marks: the body that issued the text, and the day."""


@define(eq=False)
class Draft:
    """A unit without an id yet; spans are `(start, end)` pairs."""

    kind: Kind
    parent: Draft | None = None
    label: Paragraph | None = None
    number: tuple[int, ...] = ()
    body: list[tuple[int, int]] = Factory(list)
    responsibility: list[Paragraph] = Factory(list)
    title: tuple[int, int] | None = None

    @property
    def numeral(self) -> str:
        """The number as an id has it, 十一之一 as 11之1 and 27.573 as it is; "" where nothing is counted."""
        decimal = self.label is not None and self.label.label is not None and self.label.label.decimal
        return ("." if decimal else "之").join(map(str, self.number))


def labelled(drafts: list[Draft], paragraph: Paragraph, kind: Kind, number: tuple[int, ...]) -> Draft:
    """A draft for a label, below the last draft that can hold it; its body is still empty."""
    return Draft(kind, holder(drafts, kind), paragraph, number)


def holder(drafts: list[Draft], kind: Kind) -> Draft | None:
    """The innermost open draft that can have a unit of this kind below it."""
    above = drafts[-1] if drafts else None
    while above is not None and RANKS.get(above.kind, RANKS[kind]) >= RANKS[kind]:
        above = above.parent
    return above


def outermost(draft: Draft) -> Draft:
    """The outermost draft above a draft, or the draft itself."""
    while draft.parent is not None:
        draft = draft.parent
    return draft


def split_leads(drafts: list[Draft]) -> list[Draft]:
    """Give the text between a label and the first numbered part below it a draft of its own, the lead paragraph.

    A paragraph of an article stays whole: it has no label to tell it from its lead.
    """
    upper = {id(draft.parent) for draft in drafts if draft.number}
    found: list[Draft] = []
    for draft in drafts:
        found.append(draft)
        if id(draft) in upper and draft.body and draft.kind != "paragraph":
            found.append(Draft("lead", draft, body=draft.body, responsibility=draft.responsibility))
            draft.body, draft.responsibility = [], []
    return found


def cut_signature(text: str, drafts: list[Draft], *, own: bool) -> None:
    """Cut a signature off the end: a last paragraph, short and without a full stop.

    Args:
        own: whether the last paragraph is one that could be something else than the text of its unit.
    """
    last = drafts[-1]
    start, end = last.body[-1] if last.body else (0, 0)
    # A 责任单位 line behind it makes it text: a signature is the last thing there is.
    own = own and all(line.start < start for line in last.responsibility)
    if own and 0 < end - start <= LONGEST_SIGNATURE and "。" not in text[start:end]:
        last.body.pop()
        if not last.body and last.label is None and not last.responsibility:
            drafts.pop()
        drafts.append(Draft("signature", body=[(start, end)]))
