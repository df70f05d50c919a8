"""Rows → lines of text: columns by display width, where a wide character takes two cells."""

from __future__ import annotations

from collections.abc import Iterable

from rulesdsl.diagnostics.cells import cells
from rulesdsl.syntax.format_rows import Row
from rulesdsl.syntax.format_tokens import spaced

ANCHOR_COLUMNS = (48, 52, 56, 60)
"""Where the anchors of one clause may begin: the first column that all its lines leave free; a longer line takes one space."""
_KEY_GAP, _KEY_LIMIT = 4, 36
_FIELD_COLUMNS = ((24, 28, 32, 36), (16, 20))
"""A subject's types begin at one column from its names, its phrases at one column from its types."""


def lines(rows: Iterable[Row]) -> list[str]:
    """The text of each row. Anchors are aligned among all the rows given: one clause."""
    rows = list(rows)
    texts = [[spaced(cell) for cell in row.cells] for row in rows]
    _set_tables(rows, texts)
    lefts = [" " * row.indent + found[0] for row, found in zip(rows, texts, strict=True)]
    anchors = [found[1] if len(found) > 1 else "" for found in texts]
    column = _column((left for left, anchor in zip(lefts, anchors, strict=True) if anchor), ANCHOR_COLUMNS)
    return [_padded(left, anchor, column) for left, anchor in zip(lefts, anchors, strict=True)]


def _set_tables(rows: list[Row], texts: list[list[str]]) -> None:
    """Join the first columns of each table in place, so that every row is left with what is said and its anchor."""
    tables: dict[tuple[str, int], list[list[str]]] = {}
    for row, found in zip(rows, texts, strict=True):
        if row.kind in ("band", "field"):
            tables.setdefault((row.kind, row.table), []).append(found)
    for (kind, _), table in tables.items():
        if kind == "band":
            _join_first(table, _key_column(table), _KEY_GAP)
        else:
            _set_fields(table)


def _set_fields(table: list[list[str]]) -> None:
    names, types = _FIELD_COLUMNS
    first = _column((found[0] for found in table), names)
    second = _column((found[1] for found in table if found[2]), types)
    for found in table:
        tail = _padded(found[1], found[2], second)
        found[:] = [_padded(found[0], tail, first)]


def _key_column(table: list[list[str]]) -> int:
    fitting = [width for width in (cells(found[0]) for found in table) if width <= _KEY_LIMIT]
    return max(fitting, default=0) + _KEY_GAP


def _join_first(table: list[list[str]], column: int, gap: int) -> None:
    for found in table:
        found[:2] = [_padded(found[0], found[1], column, gap)]


def _column(lefts: Iterable[str], columns: tuple[int, ...]) -> int:
    """The first column that leaves two cells free after every text that fits at all."""
    fitting = [width for width in map(_width, lefts) if width + 2 <= columns[-1]]
    need = max(fitting, default=0) + 2
    return next(column for column in columns if column >= need)


def _padded(left: str, right: str, column: int, gap: int = 1) -> str:
    if not right:
        return left
    return left + " " * max(column - _width(left), gap) + right


def _width(text: str) -> int:
    """Cells of a text; one that goes on on a second line is wider than any column."""
    return cells(text) if "\n" not in text else 1 << 16
