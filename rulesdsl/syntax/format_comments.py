"""What stands between two tokens and the grammar ignores: comments, and blank lines."""

from __future__ import annotations

import re
from typing import NamedTuple

_COMMENT = re.compile(r"#[^\n]*")


class Comment(NamedTuple):
    """One comment that has a line of its own."""

    text: str
    blank_before: bool
    indented: bool


class Gap(NamedTuple):
    """The stretch between two tokens.

    `trailing` is the comment at the end of the first token's line; `own` those with a line of their own; `blank_after` says
    whether a blank line stands before the second token.
    """

    trailing: str = ""
    own: tuple[Comment, ...] = ()
    blank_after: bool = False


NO_GAP = Gap()


def gap(text: str, start: int, end: int) -> Gap:
    """Read the stretch `[start, end)` of a text, which holds nothing but blanks and comments."""
    if text.find("\n", start, end) < 0 and text.find("#", start, end) < 0:
        return NO_GAP
    trailing = ""
    own: list[Comment] = []
    at = start
    for match in _COMMENT.finditer(text, start, end):
        newlines = text.count("\n", at, match.start())
        if newlines or at == 0:
            line = text.rfind("\n", 0, match.start()) + 1
            own.append(Comment(match.group().rstrip(), newlines > 1, match.start() > line))
        else:
            trailing = match.group().rstrip()
        at = match.end()
    return Gap(trailing, tuple(own), text.count("\n", at, end) > 1)
