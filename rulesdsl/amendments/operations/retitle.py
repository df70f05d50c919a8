"""P18: 将名称修改为：“X”, 将第一部分标题修改为：“X”."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_locator


@frozen
class Retitle:
    """The name of the document (`locator.part` 名称) or the heading of a unit (标题, 章名) reads `text`."""

    locator: Locator
    text: str

    def to_json(self) -> Json:
        """The JSON form."""
        return with_locator("retitle", self.locator, text=self.text)
