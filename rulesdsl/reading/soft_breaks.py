"""Phrases broken over lines: the break and the indent behind it are no part of the wording.

>>> unbroken("最高不超\\n　　过500万元")
('最高不超过500万元', (0, 1, 2, 3, 7, 8, 9, 10, 11, 12))
"""

from __future__ import annotations

import re

_BREAK = re.compile(r"[ \t\u3000]{0,20}[\r\n]+[ \t\u3000]{0,20}")


def unbroken(phrase: str) -> tuple[str, tuple[int, ...] | None]:
    """The phrase in one line, and for each of its characters the offset in the phrase; None if nothing was removed."""
    if "\n" not in phrase and "\r" not in phrase:
        return phrase, None
    kept: list[int] = []
    at = 0
    for found in _BREAK.finditer(phrase):
        kept.extend(range(at, found.start()))
        at = found.end()
    kept.extend(range(at, len(phrase)))
    return "".join(phrase[i] for i in kept), tuple(kept)


def span_in_phrase(start: int, end: int, kept: tuple[int, ...] | None) -> tuple[int, int]:
    """A non-empty span of the unbroken text as a span of the phrase."""
    return (start, end) if kept is None else (kept[start], kept[end - 1] + 1)
