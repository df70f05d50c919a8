"""A report on a terminal: no line wider than the screen, wide characters aligned.

Cells are wrapped here (避头尾, numbers whole) and only laid out by tabulate, which is imported when there is a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rulesdsl.reports.document import Block, Field, Fields, Report, Section, Table
from rulesdsl.reports.wrap import width_of, wrap

if TYPE_CHECKING:
    from tabulate import TableFormat

DEFAULT_WIDTH = 80
NARROWEST = 40
_GAP = 2


def render_text(report: Report, width: int = DEFAULT_WIDTH) -> str:
    """The report as lines of at most `width` cells (at least 40), ending with a line feed."""
    width = max(NARROWEST, width)
    lines: list[str] = []
    for section in report.sections:
        if lines:
            lines.append("")
        lines.extend(_section(section, width))
    return "\n".join(lines) + "\n"


def _section(section: Section, width: int) -> Iterator[str]:
    title = wrap(f"【{section.title}】" if section.level == 1 else section.title, width)
    if section.level > 1:
        yield "-" * width
    yield from title
    blocks = [list(_block(block, width)) for block in section.blocks]
    for number, lines in enumerate(blocks):
        if number and lines and _needs_air(section.blocks[number - 1 : number + 1]):
            yield ""
        yield from lines


def _needs_air(pair: Sequence[Block]) -> bool:
    return any(isinstance(block, Table) for block in pair)


def _block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Table):
        return _table(block, width)
    if isinstance(block, Fields):
        return _fields(block, width)
    return iter(wrap(block.text, width))


def _fields(block: Fields, width: int) -> Iterator[str]:
    """Labels in one column, values beside them, further lines under their value."""
    column = max((width_of(item.label) for item in block.items), default=0) + _GAP
    for item in block.items:
        yield from _field(item, column, width)


def _field(item: Field, column: int, width: int) -> Iterator[str]:
    label = item.label
    for value in item.values:
        for line in wrap(value, width - column):
            yield (label + " " * (column - width_of(label)) + line).rstrip()
            label = ""


def _table(table: Table, width: int) -> Iterator[str]:
    from tabulate import tabulate

    kept = table.kept()
    natural = [max(_widest(row[index]) for row in (table.columns, *table.rows)) for index in kept]
    widths = fit(natural, width - _GAP * (len(kept) - 1))
    titles, *rows = [_lines([row[index] for index in kept], widths) for row in (table.columns, *table.rows)]
    laid = [*titles, ["=" * size for size in widths]]
    for before, row in zip([[], *rows], rows, strict=False):
        if before and len(before) + len(row) > 2:
            laid.append(["-" * size for size in widths])
        laid += row
    text = tabulate(laid, tablefmt=_format(), disable_numparse=True, colalign=["left"] * len(kept))
    return (line.rstrip() for line in text.split("\n"))


def _lines(cells: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    """A row as screen lines, each with its piece of every cell."""
    pieces = [wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    return [
        [piece[number] if number < len(piece) else "" for piece in pieces] for number in range(max(map(len, pieces)))
    ]


def _widest(cell: str) -> int:
    return max(width_of(line) for line in wrap(cell, 10**6))


def fit(natural: Sequence[int], room: int) -> list[int]:
    """Column widths: narrow columns keep theirs, the others share what is left.

    >>> fit([4, 30, 60], 64)
    [4, 30, 30]
    """
    widths = [0] * len(natural)
    for done, index in enumerate(sorted(range(len(natural)), key=lambda index: natural[index])):
        widths[index] = max(2, min(natural[index], room // (len(natural) - done)))
        room -= widths[index]
    return widths


def _format() -> TableFormat:
    """Plain columns. Titles and rules come as rows, because tabulate pads what it takes for a header."""
    from tabulate import DataRow, TableFormat

    row = DataRow("", " " * _GAP, "")
    return TableFormat(None, None, None, None, row, row, 0, None)
