"""One source line as it fits into a terminal, with marks under the right characters.

>>> line = "    设备总投资 达到 500万元"
>>> print(*excerpt(line, [Mark(1, 4, 9, "没有声明过", "^", "red")], 40, 1, Paint(False)), sep="\\n")
    设备总投资 达到 500万元
    ^^^^^^^^^^ 没有声明过
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from rulesdsl.diagnostics.cells import show_line
from rulesdsl.diagnostics.diagnostic import Span
from rulesdsl.diagnostics.paint import Paint
from rulesdsl.diagnostics.positions import Lines

_CUT = "..."
_CONTEXT = 12


class Mark(NamedTuple):
    """What to underline on one line: code points `[start, end)` of the line, the words beside it, sign and colour."""

    line: int
    start: int
    end: int
    text: str
    sign: str
    colour: str


def marks_of(lines: Lines, span: Span, text: str, sign: str, colour: str) -> list[Mark]:
    """The marks of a span: one, or for a span over several lines one on its first and one on its last line.

    The words stand with the last mark, as the reader comes to them after the whole.
    """
    first, last = lines.at(span.start), lines.last(span.start, span.end)
    if first.line == last.line:
        return [Mark(first.line, first.column - 1, last.column - 1, text, sign, colour)]
    head, tail = lines.text(first.line), lines.text(last.line)
    indent = min(len(tail) - len(tail.lstrip()), last.column - 1)
    return [
        Mark(first.line, first.column - 1, len(head.rstrip()), "从这里", sign, colour),
        Mark(last.line, indent, last.column - 1, f"到这里 {text}".rstrip(), sign, colour),
    ]


def excerpt(line: str, marks: list[Mark], width: int, ambiguous: int, paint: Paint) -> list[str]:
    """The line, cut to the width around its marks, and below it one row for each mark, from left to right.

    Args:
        line: the source line without its end.
        marks: at least one; all of this line.
    """
    shown = show_line(line, ambiguous)
    edges = [0, *accumulate(char.cells for char in shown)]
    marks = sorted(marks, key=lambda mark: (mark.start, mark.end))
    first, last = _window(edges, marks, width)
    before = _CUT if first else ""
    after = _CUT if last < len(shown) else ""
    rows = [before + "".join(char.text for char in shown[first:last]) + after]
    for mark in marks:
        if first <= mark.start <= last:
            start, end = (min(max(place, first), last) for place in (mark.start, mark.end))
            margin = " " * (len(before) + edges[start] - edges[first])
            underline = mark.sign * max(edges[end] - edges[start], 1)
            rows.append(margin + paint(mark.colour, f"{underline} {mark.text}".rstrip()))
    return rows


def _window(edges: list[int], marks: list[Mark], width: int) -> tuple[int, int]:
    """The code points to show: all, or as many as fit, with the main mark in sight and a little before it."""
    length = len(edges) - 1
    if edges[-1] <= width:
        return 0, length
    main = next((mark for mark in marks if mark.sign == "^"), marks[0])
    room = width - 2 * len(_CUT)
    start, end = edges[min(main.start, length)], edges[min(main.end, length)]
    spare = max(room - (end - start), 0)
    left = max(start - max(spare // 2, min(_CONTEXT, room // 4)), 0)
    left = min(left, max(edges[-1] - room, 0))
    first = next(place for place, edge in enumerate(edges) if edge >= left)
    last = max(place for place, edge in enumerate(edges) if edge <= edges[first] + room)
    return first, max(last, first)
