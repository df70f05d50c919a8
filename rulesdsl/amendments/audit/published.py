"""An officially republished text inside the file that holds it: the annex under its heading (附件4)."""

from __future__ import annotations

import re

from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import fold
from rulesdsl.source.parse import parse
from rulesdsl.source.units import SourceText

_LINE = re.compile(r"[^\r\n]+")
_ANNEX = re.compile(r"附件\d{0,3}")


def published_text(file: str, text: str, heading: str = "") -> SourceText | None:
    """The text that begins behind the line `heading` and ends before the next annex; all of the file without a heading.

    None when there is no such line.
    """
    if not heading:
        return parse(file, text)[0]
    wanted = fold(heading).text
    start = -1
    for line in _LINE.finditer(text):
        words = fold(line[0]).text
        if start >= 0 and _ANNEX.fullmatch(words):
            return parse(file, text, Span(file, start, line.start()))[0]
        if start < 0 and words == wanted:
            start = line.end()
    return parse(file, text, Span(file, start, len(text)))[0] if start >= 0 else None
