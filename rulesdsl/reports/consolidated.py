"""The consolidated text of a document: word for word as txt; with a note under its title, as md, html, docx and json.

The note says what a consolidated text has to say of itself: number, day of issue, the acts that amended it. The words are those of
the official text; only soft line breaks are joined.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from rulesdsl.amendments.on_day import DocumentVersion
from rulesdsl.model.force import day_of_force
from rulesdsl.reports.acts import act_day, act_name
from rulesdsl.source.locate import cite, unit_at
from rulesdsl.source.paragraphs import Paragraph, read_paragraphs
from rulesdsl.source.units import RANKS, SourceText, Unit

_SOFT_BREAK = re.compile(r"\s*[\r\n]\s*")

Kind = Literal["title", "note", "heading", "text", "signature"]


class Line(NamedTuple):
    """One paragraph: its label with its title, if it has one (`strong`), and the rest."""

    kind: Kind
    strong: str
    text: str


def consolidated(version: DocumentVersion) -> tuple[Line, ...]:
    """The paragraphs of a version, with the note behind the title."""
    text = version.text
    lines: list[Line] = []
    statute = "article" in text.by_kind
    for paragraph in read_paragraphs(text.text, text.span.start, text.span.end, statute=statute):
        lines.append(_line(text, paragraph))
        if lines[-1].kind == "title":
            lines.append(Line("note", "", note(version)))
    if not any(line.kind == "title" for line in lines):
        lines.insert(0, Line("note", "", note(version)))
    return tuple(lines)


def note(version: DocumentVersion) -> str:
    """`（闽政〔2017〕13号，2017年成文。根据2020年12月4日《…》第四条修改）`."""
    document = version.document
    issued = day_of_force(None, document.signed, document.published)
    said = [f"{document.number}" + (f"，{issued.text}{'成文' if document.signed else '公布'}" if issued else "")]
    said += [f"根据{act_name(act)}修改" for act in version.acts if not act.repealed]
    if version.repealed is not None:
        said.append(f"{act_day(version.repealed)}起由{act_name(version.repealed)}废止")
    return f"（{'。'.join(said)}）"


def _line(text: SourceText, paragraph: Paragraph) -> Line:
    unit = unit_at(text, paragraph.start)
    words = text.text[paragraph.start : paragraph.end]
    if unit is None or unit.kind in ("title", "signature"):
        kind: Kind = "text" if unit is None else "title" if unit.kind == "title" else "signature"
        return Line(kind, "", joined(words))
    title = unit.title_span
    if paragraph.kind != "label" or title is None or not paragraph.start <= title.start < paragraph.end:
        return Line("text", "", joined(words))
    strong = title.end - paragraph.start
    return Line(
        "heading" if RANKS[unit.kind] <= RANKS["point"] else "text", joined(words[:strong]), joined(words[strong:])
    )


def joined(words: str) -> str:
    """A paragraph without its soft line breaks."""
    return _SOFT_BREAK.sub("", words.strip())


def render_consolidated(version: DocumentVersion, form: str) -> str:
    """The text in one of the forms txt, md, html and json."""
    if form == "txt":
        return version.text.slice(version.text.span).strip("\n") + "\n"
    if form == "json":
        return json.dumps(consolidated_data(version), ensure_ascii=False, indent=2) + "\n"
    lines = consolidated(version)
    return _html(version, lines) if form == "html" else "\n\n".join(_markdown(lines)) + "\n"


def consolidated_data(version: DocumentVersion) -> dict[str, Any]:
    """The version for programs; its shape is `docs/schema/consolidate.schema.json`."""
    text = version.text
    return {
        "document": version.document.number,
        "title": version.title,
        "note": note(version),
        "amended_by": [act_name(act) for act in version.acts],
        "repealed": version.repealed is not None,
        "units": [
            {"id": unit.id, "citation": cite(text, unit), "label": unit.label, "title": unit.title, "text": own}
            for unit in text.units
            if (own := _own_text(text, unit)) or unit.label
        ],
        "text": text.slice(text.span),
    }


def _own_text(text: SourceText, unit: Unit) -> list[str]:
    """The paragraphs of a unit without its label and title, 责任单位 lines last."""
    spans = [*unit.body, *(line.span for line in unit.responsibility)]
    return [joined(text.slice(span)) for span in spans]


def _markdown(lines: tuple[Line, ...]) -> Iterator[str]:
    from rulesdsl.reports.markdown import escape

    for line in lines:
        strong, text = escape(line.strong), escape(line.text)
        if line.kind in ("title", "heading"):
            mark = "#" if line.kind == "title" else "##"
            yield f"{mark} {strong}{text}" if not (strong and text) else f"{mark} {strong}\n\n{text.removeprefix('。')}"
        else:
            yield (f"**{strong}**" if strong else "") + text


_STYLE = (
    "h1 { text-align: center; } h1, h2 { border: 0; color: inherit; } p { text-indent: 2em; margin: .2rem 0; }\n"
    "p.note { text-align: center; text-indent: 0; color: #555; margin: 0 2rem 1rem; } p.signature { text-align: right; }\n"
)


def _html(version: DocumentVersion, lines: tuple[Line, ...]) -> str:
    from rulesdsl.reports.html import page

    return page(version.title, "\n".join(map(_html_line, lines)), _STYLE)


def _html_line(line: Line) -> str:
    from rulesdsl.reports.html import escape

    strong, text = escape(line.strong), escape(line.text)
    if line.kind == "title":
        return f"<h1>{text}</h1>"
    if line.kind == "heading":
        return f"<h2>{strong}</h2>" + (f"\n<p>{text.removeprefix('。')}</p>" if text else "")
    shown = (f"<strong>{strong}</strong>" if strong else "") + text
    return f'<p class="{line.kind}">{shown}</p>'
