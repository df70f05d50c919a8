"""P22: 《X》根据本决定作相应修改，重新公布; 修改后的版本见附件."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_document


@frozen
class Republish:
    """The whole amended text is published; where the act itself annexes it, `annex` says under what name (附件, 附件1)."""

    locator: Locator
    annex: str = ""

    def to_json(self) -> Json:
        """The JSON form."""
        return with_document("republish", self.locator, annex=self.annex)
