"""Edits of a rule text: what replaces `[start, end)`; and what has to go along with a line or a member of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_LIST_MARK = re.compile(r"\s*[、，]\s*")
_BEFORE_LIST_MARK = re.compile(r"\s*[、，]\s*\Z")
_CONNECTIVE = re.compile(r"\s*(?:并且|或者)\s*\Z")


class TextEdit(NamedTuple):
    """`[start, end)` of a rule text gives way to `text`."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[TextEdit]) -> str:
    """The edited text. An edit inside a longer one is part of it; the same edit twice is one."""
    shown: list[str] = []
    at = 0
    for edit in sorted(set(edits), key=lambda item: (item.start, -item.end)):
        if edit.start < at:
            # Inside a longer one, or running on from one that was cut off: only what is left over still goes.
            at = max(at, edit.end)
            continue
        shown += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*shown, text[at:]])


def without_lines(text: str, start: int, end: int) -> TextEdit:
    """The physical lines of a construct go, with the comment behind it."""
    begin = text.rfind("\n", 0, start) + 1
    finish = text.find("\n", end)
    return TextEdit(begin, finish + 1 if finish >= 0 else len(text), "")


def without_member(text: str, start: int, end: int) -> TextEdit:
    """A member of a list goes with the mark before it; the first one with the mark behind it."""
    before = _BEFORE_LIST_MARK.search(text, 0, start)
    if before is not None and before.end() == start:
        return TextEdit(before.start(), end, "")
    behind = _LIST_MARK.match(text, end)
    return TextEdit(start, behind.end() if behind is not None else end, "")


def without_quote(text: str, start: int, end: int) -> TextEdit:
    """A quote goes with its marks and the space before them; the span is that of the words."""
    begin = start - 1
    while begin > 0 and text[begin - 1] in " \t\u3000":
        begin -= 1
    return TextEdit(begin, end + 1, "")


def connective_before(text: str, start: int) -> int:
    """Where the 并且 or 或者 before an offset begins, with the space around it; the offset itself without one."""
    found = _CONNECTIVE.search(text, 0, start)
    return found.start() if found is not None else start


def with_parentheses(text: str, start: int) -> int:
    """An offset moved left over the （ that belong to what begins there."""
    while (before := text[:start].rstrip())[-1:] in ("（", "("):
        start = len(before) - 1
    return start
