"""P13, P14: 将第二十一条改为第二十二条; P17: 条文顺序作相应调整."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator, Path, path_to_json
from rulesdsl.amendments.operations.base import Json, with_document


@frozen
class Renumber:
    """One unit gets another label, or another place; `source` in the old numbering, `target` in the new one."""

    locator: Locator
    source: Path
    target: Path

    def to_json(self) -> Json:
        """The JSON form."""
        there = {"from": path_to_json(self.source), "to": path_to_json(self.target)}
        return with_document("renumber", self.locator, **there)


@frozen
class AutoRenumber:
    """All labels close up; in JSON a `renumber` with `auto`. `locator.part` is 目录 where the table of contents follows."""

    locator: Locator

    def to_json(self) -> Json:
        """The JSON form."""
        return with_document("renumber", self.locator, auto=True)
