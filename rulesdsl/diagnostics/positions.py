r"""Where an offset is: lines and columns of one text, counted as editors count them.

    >>> lines = Lines("措施\r\n条款")
    >>> lines.at(5)
    Position(line=2, column=2)

Lines end at LF, CR LF or a lone CR. Lines and columns begin at 1; columns are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from rulesdsl.diagnostics.diagnostic import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place in a text; both numbers begin at 1."""

    line: int
    column: int


class Lines:
    """The lines of one text, split once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        self._ends: list[int] = []
        for match in _LINE_END.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, offset: int) -> Position:
        """The position of an offset; one inside a line end is the end of its line, one past the text is its end."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset)
        return Position(line, min(offset, self._ends[line - 1]) - self._starts[line - 1] + 1)

    def last(self, start: int, end: int) -> Position:
        """The position just after a span: on the line of its last character, also when that is a line end."""
        if end <= start:
            return self.at(end)
        line = self.at(end - 1).line
        return Position(line, min(end, self._ends[line - 1]) - self._starts[line - 1] + 1)

    def text(self, line: int) -> str:
        """One line without its end."""
        return self._text[self._starts[line - 1] : self._ends[line - 1]]


class Index:
    """The lines of several files, split when first asked for."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._lines: dict[str, Lines] = {}

    def of(self, file: str) -> Lines | None:
        """The lines of a file; None when its text is not at hand, as for a file that can't be read."""
        if file not in self._lines:
            if file not in self._sources:
                return None
            self._lines[file] = Lines(self._sources[file])
        return self._lines[file]

    def cut(self, span: Span) -> str:
        """The text a span covers; empty when its file is not at hand."""
        return self._sources.get(span.file, "")[span.start : span.end]
