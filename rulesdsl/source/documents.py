"""Paragraphs of a 公文 to drafts: points, items and what stands under, between and behind them.

What stands after the last numbered part is the closing paragraph and the signature.
"""

from __future__ import annotations

import re

from rulesdsl.source.drafts import Draft, cut_signature, labelled, outermost, split_leads
from rulesdsl.source.front import front_drafts
from rulesdsl.source.paragraphs import Paragraph, read_paragraphs
from rulesdsl.source.titles import find_titles

_FORCE_CLAUSE = re.compile(r"(?:以上|本)[^，。；]{1,10}自")


def document_drafts(text: str, start: int, end: int) -> list[Draft]:
    """The drafts of `text[start:end]`, in the order of the text."""
    paragraphs = read_paragraphs(text, start, end, statute=False)
    first = next((i for i, paragraph in enumerate(paragraphs) if paragraph.label), len(paragraphs))
    return front_drafts(text, paragraphs[:first]) + _numbered(text, paragraphs[first:])


def _numbered(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Draft]:
    """The drafts from the first label on."""
    drafts: list[Draft] = []
    last_label = max((i for i, paragraph in enumerate(paragraphs) if paragraph.label), default=-1)
    for position, paragraph in enumerate(paragraphs):
        if paragraph.label:
            draft = labelled(drafts, paragraph, paragraph.label.kind, paragraph.label.number)
            if paragraph.content < paragraph.end and not paragraph.heading:
                draft.body.append((paragraph.content, paragraph.end))
            drafts.append(draft)
        elif paragraph.kind == "responsibility":
            drafts[-1].responsibility.append(paragraph)
        else:
            _add_plain(text, drafts, paragraph, after_last=position > last_label)
    if drafts:
        cut_signature(text, drafts, own=len(drafts[-1].body) > 1 or drafts[-1].kind == "closing")
    find_titles(text, drafts)
    return split_leads(drafts)


def _add_plain(text: str, drafts: list[Draft], paragraph: Paragraph, *, after_last: bool) -> None:
    """Put a paragraph without a label where it belongs: to the unit it follows, or into a closing paragraph.

    A 责任单位 line ends the item it stands in, so what follows it speaks for the point, after the last label for the
    document.
    """
    last = drafts[-1]
    force = after_last and bool(last.body) and _FORCE_CLAUSE.match(text, paragraph.start, paragraph.end) is not None
    if last.label is not None and (force or (last.responsibility and (after_last or last.parent is not None))):
        last = Draft("closing", None if after_last else outermost(last))
        drafts.append(last)
    last.body.append((paragraph.start, paragraph.end))
