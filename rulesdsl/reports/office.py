"""What Word and Excel reports have in common: marked words, and the extra that both need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from rulesdsl.diagnostics.cells import visible

FONT = "仿宋"
MONEY = "#,##0.00"

Mark = Literal["same", "struck", "added", "strong"]


class Words(NamedTuple):
    """A run of words and how it is marked."""

    text: str
    mark: Mark = "same"


class MissingOfficeError(Exception):
    """The extra that writes office files is not installed."""

    def __init__(self, form: str) -> None:
        super().__init__(f"{form} 需要 office 组件：pip install 'rulesdsl[office]'")


def new_workbook() -> Any:
    """An empty workbook of openpyxl.

    Raises:
        MissingOfficeError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingOfficeError("xlsx") from None
    return Workbook()


def fill_sheet(sheet: Any, titles: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int]) -> None:
    """Titles and rows, numbers of yuan as money; the columns as wide as told."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.append(list(titles))
    for row in rows:
        sheet.append([_inert(cell) for cell in row])
    for line in sheet.iter_rows():
        for cell in line:
            cell.font = Font(name=FONT, bold=cell.row == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, Decimal):
                cell.number_format = MONEY
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"


def _inert(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    words = "\n".join(map(visible, value.split("\n")))
    return f"'{words}" if words[:1] in ("=", "+", "-", "@") else words
