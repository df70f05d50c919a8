"""P19: 废止《X》."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_locator


@frozen
class Repeal:
    """A document ends: on `date` (ISO) if the sentence has one, else when the act takes effect."""

    locator: Locator
    date: str = ""

    def to_json(self) -> Json:
        """The JSON form."""
        return with_locator("repeal", self.locator, date=self.date)
