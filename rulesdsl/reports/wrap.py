"""Lines no wider than so many terminal cells, broken where Chinese text may be broken.

    >>> wrap("按合同金额5%给予奖励，不超过500万元", 14)
    ('按合同金额5%给', '予奖励，不超过', '500万元')

A line neither begins with a closing mark nor ends with an opening one (避头尾), and a number is not torn from its digits. All
of it is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rulesdsl.diagnostics.cells import visible

_CLOSERS = "，。；：、！？）」』》〉】〕”’…—～,.;:!?)]}%‰"
_OPENERS = "（「『《〈【〔“‘([{"
_UNIT = re.compile(r"[ \t]+|[0-9A-Za-z][0-9A-Za-z.,_%/+-]*(?:[万亿]?元|[台名家个项年月日人])?|.", re.DOTALL)


def width_of(text: str) -> int:
    """The cells a visible text takes at most."""
    if text.isascii():
        return len(text)
    return sum(1 if char < "\u0300" else _cells(char) for char in text)


@cache
def _cells(char: str) -> int:
    """Never less than a terminal draws: a variation selector counts, because it may widen the character before it."""
    from wcwidth import wcwidth

    return 1 if char == "\ufe0f" else max(0, wcwidth(char))


def wrap(text: str, width: int) -> tuple[str, ...]:
    """The lines of a text that may hold line feeds; control characters are made visible. At least one line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_fill(visible(paragraph), max(2, width)))
    return tuple(lines)


def _fill(text: str, width: int) -> Iterator[str]:
    if width_of(text) <= width:
        yield text
        return
    line, used = "", 0
    for atom in _atoms(text):
        size = width_of(atom)
        if used + width_of(atom.rstrip()) > width and line.strip():
            yield line.rstrip()
            line, used, atom = "", 0, atom.lstrip()
            size = width_of(atom)
        while size > width:
            head, atom = _cut(atom, width)
            yield head
            size = width_of(atom)
        line, used = line + atom, used + size
    yield line.rstrip()


def _atoms(text: str) -> Iterator[str]:
    """Pieces that stay together: closing marks with what comes before them, opening marks with what comes after."""
    atom, opened = "", False
    for match in _UNIT.finditer(text):
        piece = match[0]
        closes = piece[0] in _CLOSERS or piece.isspace()
        if atom and not opened and not closes:
            yield atom
            atom = ""
        atom += piece
        opened = piece in _OPENERS
    if atom:
        yield atom


def _cut(atom: str, width: int) -> tuple[str, str]:
    """An atom too long for any line, cut at the last character that fits."""
    used = 0
    for index, char in enumerate(atom):
        used += width_of(char)
        if used > width:
            return atom[: max(1, index)], atom[max(1, index) :]
    return atom, ""
