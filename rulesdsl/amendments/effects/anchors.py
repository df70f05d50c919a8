"""What an act makes of a quoted passage (semantics: text, anchors, agreement)."""

from __future__ import annotations

from typing import Literal, NamedTuple

from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.amendments.execution.spanmap import SpanMap
from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import fold

State = Literal["kept", "moved", "gone", "touched"]
_SHORTEST_MOVED = 4
_MARKS = "，、；：。,;:"
_SPACES = " \t\r\n\u3000\xa0"


class Anchor(NamedTuple):
    """A passage after an act: its words now ("" where it is gone), its place in the new text, and the sentences that changed it."""

    state: State
    text: str
    place: Span | None
    sentences: tuple[int, ...]


def anchor(execution: Execution, span: Span) -> Anchor:
    """The state of a passage of the old text."""
    spans, old, new = execution.spans, execution.before, execution.text
    struck = [run for run in spans.struck_in(span.start, span.end) if run.kind != "consequential"]
    image = spans.image(span.start, span.end)
    words = old.slice(span)
    if image is None:
        found = _moved(execution, words)
        sentences = tuple(sorted({run.sentence for run in struck}))
        return Anchor("moved", words, found, sentences) if found is not None else Anchor("gone", "", None, sentences)
    inside = [run for run in spans.inserted_in(*image) if _strictly(run.new, run.length, image) or run.instead[0] >= 0]
    if not struck and not inside:
        text, place = _trimmed(new.text, image, words)
        return Anchor("kept", text, Span(new.file, *place), ())
    sentences = tuple(sorted({run.sentence for run in struck} | {run.sentence for run in inside}))
    if not _content(execution, spans, span):
        found = _moved(execution, words)
        return Anchor("moved", words, found, sentences) if found is not None else Anchor("gone", "", None, sentences)
    text, place = _trimmed(new.text, image, words)
    return Anchor("touched", text, Span(new.file, *place), sentences)


def _strictly(new: int, length: int, image: tuple[int, int]) -> bool:
    return image[0] < new and new + length < image[1]


def _content(execution: Execution, spans: SpanMap, span: Span) -> bool:
    """Whether anything but marks is left of a passage, or was put in its place."""
    left = "".join(execution.before.text[run.old : run.old + run.length] for run in spans.kept_in(span.start, span.end))
    return bool(left.strip(_MARKS + _SPACES)) or bool(spans.instead_of(span.start, span.end))


def _moved(execution: Execution, words: str) -> Span | None:
    """Where the words stand now, if they are long enough and stand exactly once in both texts."""
    wanted = fold(words).text
    if len(wanted) < _SHORTEST_MOVED or execution.before.folded.text.count(wanted) != 1:
        return None
    folded = execution.text.folded
    if folded.text.count(wanted) != 1:
        return None
    at = folded.text.index(wanted)
    return Span(execution.text.file, *folded.span(at, at + len(wanted)))


def _trimmed(text: str, image: tuple[int, int], words: str) -> tuple[str, tuple[int, int]]:
    """The image without marks at its ends that the passage did not have there."""
    start, end = image
    if not words[:1] or words[0] not in _MARKS:
        while start < end and text[start] in _MARKS + _SPACES:
            start += 1
    if not words[-1:] or words[-1] not in _MARKS:
        while end > start and text[end - 1] in _MARKS + _SPACES:
            end -= 1
    return "".join(text[start:end].split()) if "\n" in text[start:end] else text[start:end], (start, end)
