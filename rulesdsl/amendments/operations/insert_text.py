"""P11: 在L中的“A”后增加“B”, L末尾增加“B”."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_locator

Position = Literal["after", "before", "start", "end"]


@frozen
class InsertText:
    """`text` is put `after` or `before` the words `find`, or at the `start` or `end` of the unit."""

    locator: Locator
    position: Position
    text: str
    find: str = ""

    def to_json(self) -> Json:
        """The JSON form."""
        return with_locator("insert_text", self.locator, position=self.position, find=self.find, text=self.text)
