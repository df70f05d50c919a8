"""P04: L修改为：“T”."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, unquoted_matters, with_locator


@frozen
class ReplaceUnit:
    """A whole unit, or a part of it (引言), reads as the paragraphs of `text`.

    `unquoted`: the text stood as paragraphs of its own, so its quotation marks are already those of the document.
    """

    locator: Locator
    text: tuple[str, ...]
    unquoted: bool = False

    def to_json(self) -> Json:
        """The JSON form."""
        unquoted = unquoted_matters(self.unquoted, self.text)
        return with_locator("replace_unit", self.locator, text=list(self.text), unquoted=unquoted)
