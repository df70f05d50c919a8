"""P08–P10, P12: L增加一款，作为第三款：“T”."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator, Path, path_to_json
from rulesdsl.amendments.operations.base import Json, unquoted_matters, with_document


@frozen
class InsertUnit:
    """One new unit. `as_` is its path in the new numbering; without it, it stands last in the unit of the locator, or
    `after` or `before` the unit named. An empty `text` follows somewhere else in the act."""

    locator: Locator
    unit: str
    as_: Path
    text: tuple[str, ...]
    after: Path = ()
    before: Path = ()
    unquoted: bool = False

    def to_json(self) -> Json:
        """The JSON form."""
        places = {"as": self.as_, "after": self.after, "before": self.before}
        shown = {name: path_to_json(path) for name, path in places.items() if path}
        unquoted = unquoted_matters(self.unquoted, self.text)
        return with_document(
            "insert_unit", self.locator, unit=self.unit, **shown, text=list(self.text), unquoted=unquoted
        )
