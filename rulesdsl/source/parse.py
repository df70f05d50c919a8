"""Paragraphs of an official text to numbered units.

    >>> source, _ = parse("t", "一、总体要求\\n（一）目标。到2020年完成。")
    >>> [unit.id for unit in source.units]
    ['点:1', '点:1/项:1']

A text divided into articles is read by `statutes`, any other by `documents`; `front` reads what stands before the first
label of either.
"""

from __future__ import annotations

import re

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.source.documents import document_drafts
from rulesdsl.source.drafts import Draft
from rulesdsl.source.identify import identify, runs_through
from rulesdsl.source.numbering import check_numbering
from rulesdsl.source.paragraphs import Paragraph
from rulesdsl.source.statutes import statute_drafts
from rulesdsl.source.text import decode
from rulesdsl.source.units import Responsibility, SourceText, Unit

_SOFT_BREAK = re.compile(r"\s*[\r\n]\s*")


def read(file: str, data: bytes) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """Decode and parse the bytes of one file; None when there is no text to work on (see `text.decode`)."""
    text, problems = decode(file, data)
    if text is None:
        return None, problems
    source, more = parse(file, text)
    return source, problems + more


def parse(file: str, text: str, within: Span | None = None) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    """Parse an official text into numbered units.

    Args:
        file: the name all spans carry.
        text: the decoded file.
        within: the part to read, such as one annex; the whole file by default. Offsets count from
            the start of the file.
    Returns:
        The units in the order of the text.
    Diagnostics:
        RD010 a label that occurs twice among its siblings, RD011 a number left out, RD012 no label at all.
    """
    span = within or Span(file, 0, len(text))
    drafts = statute_drafts(text, span.start, span.end)
    running = False
    if drafts is None:
        drafts = document_drafts(text, span.start, span.end)
        running = runs_through(drafts)
    source = SourceText(file, text, _units(file, text, drafts, identify(drafts, running=running)), span, running)
    return source, check_numbering(source)


def _units(file: str, text: str, drafts: list[Draft], ids: dict[Draft, str]) -> tuple[Unit, ...]:
    ends: dict[Draft, int] = {}
    for draft in reversed(drafts):
        ends[draft] = max(ends.get(draft, 0), _own_end(draft))
        if draft.parent is not None:
            ends[draft.parent] = max(ends.get(draft.parent, 0), ends[draft])
    return tuple(_unit(file, text, draft, ids, ends[draft]) for draft in drafts)


def _own_end(draft: Draft) -> int:
    ends = [end for _, end in draft.body] + [line.end for line in draft.responsibility]
    return max([*ends, draft.label.end if draft.label else 0, draft.title[1] if draft.title else 0])


def _unit(file: str, text: str, draft: Draft, ids: dict[Draft, str], end: int) -> Unit:
    label = draft.label
    start = label.start if label else draft.title[0] if draft.title else draft.body[0][0]
    label_end = label.start + len(text[label.start : label.content].rstrip()) if label else start
    title = text[slice(*draft.title)] if draft.title else ""
    return Unit(
        id=ids[draft],
        kind=draft.kind,
        span=Span(file, start, end),
        label=text[start:label_end],
        number=draft.number,
        title=_SOFT_BREAK.sub("", title),
        parent=ids[draft.parent] if draft.parent else None,
        label_span=Span(file, start, label_end) if label else None,
        title_span=Span(file, *draft.title) if draft.title else None,
        body=tuple(Span(file, *piece) for piece in draft.body),
        responsibility=tuple(_responsibility(file, line) for line in draft.responsibility),
    )


def _responsibility(file: str, line: Paragraph) -> Responsibility:
    return Responsibility(Span(file, line.start, line.end), Span(file, min(line.content, line.end), line.end))
