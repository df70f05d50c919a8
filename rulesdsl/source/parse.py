"""Paragraphs of an official text to numbered units.

    >>> source, _ = parse("t", "一、总体要求\\n（一）目标。到2020年完成。")
    >>> [unit.id for unit in source.units]
    ['点:1', '点:1/项:1']

What stands before the first label is title, imprint, addressee and preamble; what stands after the last numbered part
is the closing paragraph and the signature.
"""

from __future__ import annotations

import re

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.source.drafts import Draft, point_of
from rulesdsl.source.identify import identify, runs_through
from rulesdsl.source.numbering import check_numbering
from rulesdsl.source.paragraphs import Paragraph, is_imprint, read_paragraphs
from rulesdsl.source.text import decode
from rulesdsl.source.titles import find_titles
from rulesdsl.source.units import LEVELS, Kind, Responsibility, SourceText, Unit

_FORCE_CLAUSE = re.compile(r"(?:以上|本)[^，。；]{1,10}自")
_ADDRESSEE = re.compile(r"(?!为|根据|按照)(?!.*(?:如下|现将|现就)).*[：:]\Z", re.DOTALL)
_LONGEST_SIGNATURE = 60
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
    paragraphs = read_paragraphs(text, span.start, span.end)
    first = next((i for i, paragraph in enumerate(paragraphs) if paragraph.kind == "label"), len(paragraphs))
    numbered = _numbered(text, paragraphs[first:])
    find_titles(text, numbered)
    drafts = _head(text, paragraphs[:first]) + _split_leads(numbered)
    running = runs_through(drafts)
    source = SourceText(file, text, _units(file, text, drafts, identify(drafts, running=running)), span, running)
    return source, check_numbering(source)


def _head(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Draft]:
    """The drafts before the first label."""
    drafts: dict[Kind, Draft] = {}
    for position, paragraph in enumerate(paragraphs):
        kind = _head_kind(text[paragraph.start : paragraph.end], position, drafts)
        draft = drafts.setdefault(kind, Draft(kind))
        draft.body.append((paragraph.start, paragraph.end))
    return sorted(drafts.values(), key=lambda draft: draft.body[0])


def _head_kind(content: str, position: int, drafts: dict[Kind, Draft]) -> Kind:
    if is_imprint(content):
        return "imprint"
    if position == 0 and not content.endswith(("。", "：", ":", "；")):
        return "title"
    if "addressee" not in drafts and "preamble" not in drafts and _ADDRESSEE.match(content):
        return "addressee"
    return "preamble"


def _numbered(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Draft]:
    """The drafts from the first label on."""
    drafts: list[Draft] = []
    last_label = max((i for i, paragraph in enumerate(paragraphs) if paragraph.kind == "label"), default=-1)
    for position, paragraph in enumerate(paragraphs):
        if paragraph.kind == "label":
            drafts.append(_labelled(drafts, paragraph))
        elif paragraph.kind == "responsibility":
            drafts[-1].responsibility.append(paragraph)
        else:
            _add_plain(text, drafts, paragraph, after_last=position > last_label)
    if drafts:
        _sign(text, drafts)
    return drafts


def _labelled(drafts: list[Draft], paragraph: Paragraph) -> Draft:
    above = drafts[-1] if drafts else None
    while above is not None and (above.label is None or above.level >= paragraph.level):
        above = above.parent
    draft = Draft(LEVELS[paragraph.level], above, paragraph)
    if paragraph.content < paragraph.end and not paragraph.heading:
        draft.body.append((paragraph.content, paragraph.end))
    return draft


def _add_plain(text: str, drafts: list[Draft], paragraph: Paragraph, *, after_last: bool) -> None:
    """Put a paragraph without a label where it belongs: to the unit it follows, or into a closing paragraph.

    A 责任单位 line ends the item it stands in, so what follows it speaks for the point, after the last label for the
    document.
    """
    last = drafts[-1]
    force = after_last and bool(last.body) and _FORCE_CLAUSE.match(text, paragraph.start, paragraph.end) is not None
    if last.label is not None and (force or (last.responsibility and (after_last or last.parent is not None))):
        last = Draft("closing", None if after_last else point_of(last))
        drafts.append(last)
    last.body.append((paragraph.start, paragraph.end))


def _sign(text: str, drafts: list[Draft]) -> None:
    """Cut a signature off the end: a last paragraph, not the only one of its unit, short and without a full stop."""
    last = drafts[-1]
    start, end = last.body[-1] if last.body else (0, 0)
    own = len(last.body) > 1 or last.kind == "closing"
    if own and 0 < end - start <= _LONGEST_SIGNATURE and "。" not in text[start:end]:
        last.body.pop()
        if not last.body and last.kind == "closing":
            drafts.pop()
        drafts.append(Draft("signature", body=[(start, end)]))


def _split_leads(drafts: list[Draft]) -> list[Draft]:
    """Give the text between a label and the first numbered part below it a draft of its own, the lead paragraph."""
    upper = {id(draft.parent) for draft in drafts if draft.label is not None}
    found: list[Draft] = []
    for draft in drafts:
        found.append(draft)
        if id(draft) in upper and draft.body:
            found.append(Draft("lead", draft, body=draft.body))
            draft.body = []
    return found


def _units(file: str, text: str, drafts: list[Draft], ids: dict[Draft, str]) -> tuple[Unit, ...]:
    ends: dict[Draft, int] = {}
    for draft in reversed(drafts):
        ends[draft] = max(ends.get(draft, 0), _own_end(draft))
        if draft.parent is not None:
            ends[draft.parent] = max(ends.get(draft.parent, 0), ends[draft])
    return tuple(_unit(file, text, draft, ids, ends[draft]) for draft in drafts)


def _own_end(draft: Draft) -> int:
    ends = [end for _, end in draft.body] + [line.end for line in draft.responsibility]
    return max([*ends, draft.label.end if draft.label else 0])


def _unit(file: str, text: str, draft: Draft, ids: dict[Draft, str], end: int) -> Unit:
    label = draft.label
    start = label.start if label else draft.body[0][0]
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
