"""How many terminal cells a text takes, and how characters that can't be seen are shown.

Wide and full-width characters take two cells, combining marks none. What Unicode calls ambiguous (“ ” — … ①) takes
one, as `wcwidth` and most terminals have it; a terminal set to draw them wide needs `ambiguous=2`.
"""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import category, east_asian_width

TAB = 4


class Shown(NamedTuple):
    """One character of a source line as it is shown: the text drawn for it and the cells that takes."""

    text: str
    cells: int


def visible(text: str) -> str:
    """The text on one line with every control, direction and zero-width character spelled out.

    >>> visible("清单\\u202e")
    '清单<U+202E>'
    """
    return text if text.isprintable() else "".join(_spell(char) or char for char in text)


def cells(text: str, ambiguous: int = 1) -> int:
    """The terminal cells a visible text takes."""
    return sum(_width(char, ambiguous) for char in text)


def show_line(line: str, ambiguous: int = 1) -> list[Shown]:
    """Each character of a source line as it is drawn; tabs become spaces up to the next stop."""
    shown: list[Shown] = []
    at = 0
    for char in line:
        if char == "\t":
            text = " " * (TAB - at % TAB)
            width = len(text)
        else:
            text = _spell(char) or char
            width = cells(text, ambiguous)
        shown.append(Shown(text, width))
        at += width
    return shown


def _spell(char: str) -> str:
    """A stand-in for a character that would not show or would move others; empty when it is fine as it is."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    kind = category(char)
    if kind in {"Cc", "Cf", "Cs", "Zl", "Zp"} or (kind == "Cn" and east_asian_width(char) != "W"):
        return f"<U+{code:04X}>"
    return ""


def _width(char: str, ambiguous: int) -> int:
    if char.isascii():
        return 1
    if category(char) in {"Mn", "Me"}:
        return 0
    wide = east_asian_width(char)
    return 2 if wide in {"W", "F"} else ambiguous if wide == "A" else 1
