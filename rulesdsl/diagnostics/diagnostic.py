"""What went wrong, as a value: code, one sentence, where, and what to do about it.

User mistakes are never exceptions. Every stage returns its diagnostics beside its result; renderers turn them into text,
JSON, one-line or SARIF form. The values are NamedTuples because they are also made on the warm path, where importing attrs
would cost a quarter of the time budget (docs/decisions/0002).
"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A piece of one file: code-point offsets `[start, end)` into its decoded text (BOM removed, line ends as they are)."""

    file: str
    start: int
    end: int


class Label(NamedTuple):
    """A further place that matters, with a few words on why."""

    span: Span
    text: str


class Fix(NamedTuple):
    """An edit that would mend the mistake; `safe` only when it can't change what the file means."""

    span: Span
    replacement: str
    safe: bool


class Diagnostic(NamedTuple):
    """One mistake.

    `code` is a key of `codes.CODES`; `message` is one Chinese sentence without a full stop that states the fact, user text in
    「」; `label` goes under the caret; `help` is an action the reader can take; `citation` names the clause of the source.
    """

    code: str
    message: str
    span: Span | None = None
    label: str = ""
    secondary: tuple[Label, ...] = ()
    help: str = ""
    fix: Fix | None = None
    citation: str = ""
