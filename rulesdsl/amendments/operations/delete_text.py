"""P05: 删除L中“A”的表述."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_locator


@frozen
class DeleteText:
    """The words `find`, as they stand in the sentence, are struck."""

    locator: Locator
    find: str

    def to_json(self) -> Json:
        """The JSON form."""
        return with_locator("delete_text", self.locator, find=self.find)
