"""P15: 将第四十一条、第四十二条合并，作为第四十九条，修改为：“T”."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator, Path, path_to_json
from rulesdsl.amendments.operations.base import Json, unquoted_matters, with_document


@frozen
class MergeUnits:
    """Several units become one; without `target` it takes the first one's place, without `text` their texts are joined."""

    locator: Locator
    sources: tuple[Path, ...]
    target: Path
    text: tuple[str, ...] = ()
    unquoted: bool = False

    def to_json(self) -> Json:
        """The JSON form."""
        there = {"from": [path_to_json(path) for path in self.sources], "to": path_to_json(self.target)}
        unquoted = unquoted_matters(self.unquoted, self.text)
        return with_document("merge_units", self.locator, **there, text=list(self.text), unquoted=unquoted)
