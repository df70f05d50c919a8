"""P26: 第十条不再适用, 暂停执行, 有关职责由…承担."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_document


@frozen
class NonTextual:
    """A legal effect that changes no word: `effect` is what the sentence says (不再适用), `text` the whole clause."""

    locator: Locator
    effect: str
    text: str

    def to_json(self) -> Json:
        """The JSON form."""
        return with_document("non_textual", self.locator, effect=self.effect, text=self.text)
