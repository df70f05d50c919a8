"""P21: 《X》有效期延长至2025年12月31日."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_locator


@frozen
class Extend:
    """The document stays in force to the end of `date` (ISO), or for so many `years` more."""

    locator: Locator
    date: str = ""
    years: int = 0

    def to_json(self) -> Json:
        """The JSON form."""
        return with_locator("extend", self.locator, date=self.date, years=self.years or None)
