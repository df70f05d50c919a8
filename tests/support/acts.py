"""Little official texts, sentences on them, and what comes of it; the span map is proved on every one."""

from __future__ import annotations

from rulesdsl.amendments.act import Sentence, parse_act
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.source.parse import parse
from rulesdsl.source.units import SourceText

TEXT, NOTICE = "text.txt", "notice.txt"


def read(text: str) -> SourceText:
    """A text in units."""
    return parse(TEXT, text)[0]


def sentences(*lines: str) -> tuple[Sentence, ...]:
    """Sentences that are all understood, one a line."""
    act = parse_act("\n".join(lines), NOTICE)
    assert act.diagnostics == (), act.diagnostics
    return act.sentences


def executed(text: str, *lines: str) -> Execution:
    """An act on a text, whatever comes of it."""
    found = execute(read(text), sentences(*lines))
    assert_sound(found)
    return found


def amended(text: str, *lines: str) -> str:
    """The text after an act that goes through without a word."""
    found = executed(text, *lines)
    assert found.diagnostics == (), found.diagnostics
    return found.text.text


def said(found: Execution, *lines: str) -> list[tuple[str, str]]:
    """Each finding of an act: its code, and the words of the notice that are underlined."""
    notice = "\n".join(lines)
    return [(item.code, underlined(item, notice)) for item in found.diagnostics]


def underlined(problem: Diagnostic, text: str) -> str:
    """The words a finding points at; "" where it has no place."""
    return text[problem.span.start : problem.span.end] if problem.span is not None else ""


def refused(text: str, *lines: str) -> list[tuple[str, str]]:
    """The findings of an act that is refused: nothing of it is executed."""
    found = executed(text, *lines)
    assert found.failed
    assert found.text.text == text
    return said(found, *lines)


def assert_sound(found: Execution) -> None:
    """Kept runs read the same on both sides; old = kept + struck and new = kept + put in, each character exactly once."""
    if found.failed:
        assert (found.text, found.spans.kept, found.spans.inserted, found.spans.struck) == (found.before, (), (), ())
        return
    old, new, spans = found.before.text, found.text.text, found.spans
    for run in spans.kept:
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
    left = [(run.old, run.old + run.length) for run in spans.kept] + [(run.start, run.end) for run in spans.struck]
    assert _tiles(left, found.before.span.start, found.before.span.end), sorted(left)
    right = [(run.new, run.new + run.length) for run in (*spans.kept, *spans.inserted)]
    assert _tiles(right, 0, len(new)), sorted(right)
    numbers = range(len(found.sentences))
    assert all(run.sentence in numbers for run in (*spans.inserted, *spans.struck))


def _tiles(runs: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether runs cover a stretch without a gap and without overlap."""
    at = start
    for low, high in sorted(runs):
        if low != at or high <= low:
            return False
        at = high
    return at == end
