"""P24: “A”“B”合并修改为“C”."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_locator


@frozen
class MergeNames:
    """Several names become one; where they stand in one list, one entry is left."""

    locator: Locator
    find: tuple[str, ...]
    replace: str

    def to_json(self) -> Json:
        """The JSON form."""
        return with_locator("merge_names", self.locator, find=list(self.find), replace=self.replace)
