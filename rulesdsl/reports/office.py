"""What Word and Excel reports have in common: marked words, and the extra that both need."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

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
