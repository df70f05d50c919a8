"""The rule files of one document in a later version.

Where an act changed nothing the text of the file stays as it is. 用例 are left out: they speak of the first issue. What is written is
read again and compared with the amended model, so no file is printed that says something else.
"""

from __future__ import annotations

from typing import Any

from attrs import fields, has

from rulesdsl.amendments.history import Version
from rulesdsl.amendments.rewriting.changes import changes, moved_references
from rulesdsl.amendments.rewriting.edits import TextEdit, apply_edits, without_lines
from rulesdsl.diagnostics import Span
from rulesdsl.model.build import FileModel, build_file
from rulesdsl.model.document import Document
from rulesdsl.model.measure import Clause, Measure
from rulesdsl.syntax.format import format_text
from rulesdsl.syntax.parse import parse_file
from rulesdsl.syntax.pieces import Extent, cut


class UnprintableError(Exception):
    """The files that would be printed don't say what the amended rules say: a mistake of the program."""


def rule_files(first: Version, later: Version, number: str, files: dict[str, str]) -> dict[str, str]:
    """The rule files and the text of a document by name, as they would be written for the later version.

    Args:
        files: what the versions were made from.
    Raises:
        UnprintableError: never, unless the program is wrong.
    """
    found: dict[str, str] = {}
    after = {file.file: file for file in later.rules.files}
    moved = {item.locator: item.standing for item in later.rules.measures if item.document == number and item.standing}
    for before in first.rules.files:
        numbers = [item.number for item in before.documents] + [item.document for item in before.measures]
        if number in numbers:
            written = _file(files, before, after[before.file], moved)
            if written:
                _prove(before.file, written, after[before.file], number)
                found[before.file] = written
    text = later.texts[number]
    found[text.file] = text.slice(text.span)
    return found


def _file(files: dict[str, str], before: FileModel, after: FileModel, moved: dict[str, str]) -> str:
    """The edited and formatted text of one file; "" where nothing of it is left."""
    text = files[before.file]
    extents = cut(text)
    edits = [_without_piece(extent) for extent in extents if extent.keyword == "用例"]
    documents = {item.number: item for item in after.documents}
    for document in before.documents:
        edits += _document(text, document, documents[document.number])
    measures = {item.id: item for item in after.measures}
    for measure in before.measures:
        if measure.id in measures:
            edits += _measure(files, extents, measure, measures[measure.id])
            edits += moved_references(measures[measure.id], measure.document, moved)
        else:
            spans = (measure.span, *(clause.span for clause in measure.clauses))
            edits += [_without_piece(_extent(extents, span)) for span in spans]
    if not (before.documents or measures.keys() & {item.id for item in before.measures}):
        return ""
    return format_text(before.file, apply_edits(text, edits))[0]


def _without_piece(extent: Extent) -> TextEdit:
    return TextEdit(extent.start, extent.end, "")


def _extent(extents: tuple[Extent, ...], span: Span) -> Extent:
    return next(extent for extent in extents if extent.start <= span.start < extent.end)


def _document(text: str, before: Document, after: Document) -> list[TextEdit]:
    kept = {item.quote.span for item in after.restored}
    gone = [item.quote.span for item in before.restored if item.quote.span not in kept]
    return changes(text, before.title, after.title) + [without_lines(text, span.start, span.end) for span in gone]


def _measure(files: dict[str, str], extents: tuple[Extent, ...], before: Measure, after: Measure) -> list[TextEdit]:
    text = files[before.file]
    edits = _head(text, before, after)
    clauses = {item.name.text: item for item in after.clauses}
    for clause in before.clauses:
        extent = _extent(extents, clause.span)
        later = clauses.pop(clause.name.text, None)
        if later is None:
            edits.append(_without_piece(extent))
        elif later.span.file == clause.span.file:
            edits += changes(text, clause, later)
        else:
            edits.append(TextEdit(extent.start, extent.end, _restated(files, later)))
    last = _extent(extents, (before.clauses[-1] if before.clauses else before).span)
    return edits + [TextEdit(last.end, last.end, "\n" + _restated(files, later)) for later in clauses.values()]


def _restated(files: dict[str, str], clause: Clause) -> str:
    """A clause that the amendment file writes anew: 改写 第十四项/X … becomes 条款 X …."""
    text = files[clause.span.file][clause.span.start : clause.span.end]
    _, _, lines = text.partition("\n")
    return f"条款 {clause.name.text}\n{lines.rstrip()}\n\n"


def _head(text: str, before: Measure, after: Measure) -> list[TextEdit]:
    """Place, title and 责任单位 of an item."""
    edits = []
    if after.standing:
        header_end = text.find("\n", before.span.start)
        edits.append(TextEdit(before.span.start, header_end, f"措施 {before.document} {after.standing}"))
    if before.title is not None and after.title is None:
        edits.append(without_lines(text, before.title.span.start, before.title.span.end))
    elif before.title is not None:
        edits += changes(text, before.title, after.title)
    if before.responsible and not after.responsible:
        start, end = before.responsible[0].span.start, before.responsible[-1].span.end
        return [*edits, TextEdit(start - 1, end + 1, "未规定")]
    return edits + changes(text, before.responsible, after.responsible)


def _prove(file: str, text: str, after: FileModel, number: str) -> None:
    """The written file read again says what the amended model says, places apart."""
    pieces, problems = parse_file(file, text)
    model = build_file(file, text, pieces)
    wanted = [_said(item) for item in after.measures if item.document == number]
    if problems or model.problems or [_said(item) for item in model.measures] != wanted:
        raise UnprintableError(file)


_PLACES = {"file", "standing", "locator"}


def _said(value: Any) -> Any:
    """A model without its places."""
    if isinstance(value, Span):
        return None
    if isinstance(value, tuple):
        return tuple(map(_said, value))
    if has(type(value)):
        return (
            type(value).__name__,
            *(_said(getattr(value, item.name)) for item in fields(type(value)) if item.name not in _PLACES),
        )
    return value
