"""修改前后对照表 as an Excel workbook: one sheet of texts with marked words, one of meaning."""

from __future__ import annotations

import io
from typing import Any

from rulesdsl.amendments.side_by_side import Segment
from rulesdsl.diagnostics.cells import visible
from rulesdsl.reports.diff import GONE, MEANING_COLUMNS, NEW, Diff, meaning_row, place_text, sentences_of
from rulesdsl.reports.office import FONT, fill_sheet, new_workbook

RED = "00C00000"


def diff_excel(diff: Diff) -> bytes:
    """The file.

    Raises:
        MissingOfficeError: openpyxl is not installed.
    """
    book = new_workbook()
    texts = book.active
    texts.title = "对照表"
    rows = [
        (
            place_text(row),
            _rich(row.before) or NEW,
            _rich(row.after) or GONE,
            sentences_of(diff, row),
        )
        for row in diff.rows
    ]
    fill_sheet(texts, diff.columns, rows, (16, 60, 60, 12))
    fill_sheet(
        book.create_sheet("含义"),
        MEANING_COLUMNS,
        [meaning_row(diff, item) for item in diff.meanings],
        (30, 50, 12, 50),
    )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rich(segments: tuple[Segment, ...]) -> Any:
    """One cell with differently marked words; None for no words."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    if not segments:
        return None
    fonts = {
        "same": InlineFont(rFont=FONT),
        "struck": InlineFont(rFont=FONT, strike=True, color=RED),
        "added": InlineFont(rFont=FONT, u="single", color=RED),
    }
    return CellRichText(
        *(TextBlock(fonts[item.mark], "\n".join(map(visible, item.text.split("\n")))) for item in segments)
    )
