"""What a change that no sentence commands resembles: a place to begin asking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rulesdsl.amendments.audit.findings import Difference, changed_by
from rulesdsl.amendments.execution.changes import shared_runs
from rulesdsl.amendments.lineage import By
from rulesdsl.amendments.on_day import DocumentVersion
from rulesdsl.amendments.operations import ReplaceText
from rulesdsl.amendments.quotes import as_in_document
from rulesdsl.source.units import SourceText

Kind = Literal["same_change", "line_gone", "only_deletes", "none"]
_MARKS = "，、；：。,;: \n\r\t\u3000"


class Hint(NamedTuple):
    """Why a difference may have come about.

    same_change: the sentence `by` makes the very change, but elsewhere (`words`: where).
    line_gone: a whole paragraph is not there, in which the sentences `all_by` changed words only.
    only_deletes: at this place the sentence `by` strikes `words` and puts in nothing.
    """

    kind: Kind
    by: By | None = None
    words: str = ""
    all_by: tuple[By, ...] = ()


def hint(version: DocumentVersion, found: Difference) -> Hint:
    """The most telling hint there is."""
    if found.computed and not found.published and _is_paragraph(version.text, found):
        sentences = changed_by(version, (found.span.start, found.span.end), found.old)
        return Hint("line_gone", all_by=sentences)
    for by, words in _same_changes(version, found):
        return Hint("same_change", by, words)
    if found.published and not found.computed:
        for gone in version.lineage.gone:
            if gone.kind == "delete" and gone.start <= found.old[1] and gone.end >= found.old[0]:
                return Hint("only_deletes", gone.by, version.first.text[gone.start : gone.end].strip(_MARKS))
    return Hint("none")


def _is_paragraph(text: SourceText, found: Difference) -> bool:
    """Whether a stretch is all of a paragraph of its unit."""
    spans = [
        span
        for unit in text.units
        if unit.span.start <= found.span.start < unit.span.end
        for span in (*unit.body, *(line.span for line in unit.responsibility))
    ]
    words = text.text[found.span.start : found.span.end].strip(_MARKS)
    return any(text.slice(span).strip(_MARKS) == words for span in spans)


def _same_changes(version: DocumentVersion, found: Difference) -> Iterator[tuple[By, str]]:
    """Sentences that change the same words into the same words, with the places they name."""
    from rulesdsl.amendments.locator import phrase

    for number, act in enumerate(version.acts):
        for place, sentence in enumerate(act.execution.sentences):
            for operation in sentence.operations:
                if isinstance(operation, ReplaceText) and (found.computed, found.published) in _changes(operation):
                    yield By(number, place), phrase(operation.locator)


def _changes(operation: ReplaceText) -> Iterator[tuple[str, str]]:
    """What a replacement changes, without what it keeps."""
    old, new = as_in_document(operation.find), as_in_document(operation.replace)
    a = b = 0
    for start, there, size in [*shared_runs(old, new), (len(old), len(new), 0)]:
        if start > a or there > b:
            yield old[a:start], new[b:there]
        a, b = start + size, there + size
