"""P01–P03, P07: 将L中的“A”修改为“B”."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_locator


@frozen
class ReplaceText:
    """Every place of `find` in the locator becomes `replace`; both as they stand in the sentence."""

    locator: Locator
    find: str
    replace: str

    def to_json(self) -> Json:
        """The JSON form."""
        return with_locator("replace_text", self.locator, find=self.find, replace=self.replace)
