"""P06: 删去第七条."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_locator


@frozen
class DeleteUnit:
    """The units of the locator, with all that is below them, are struck."""

    locator: Locator

    def to_json(self) -> Json:
        """The JSON form."""
        return with_locator("delete_unit", self.locator)
