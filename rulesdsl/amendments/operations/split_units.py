"""P16: 将第五条分为两条，作为第五条、第六条，修改为：“T1”“T2”."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator, Path, path_to_json
from rulesdsl.amendments.operations.base import Json, unquoted_matters, with_document


@frozen
class SplitUnits:
    """One unit becomes several; `texts` has the paragraphs of each, or is empty where the sentence gives no text."""

    locator: Locator
    source: Path
    targets: tuple[Path, ...]
    texts: tuple[tuple[str, ...], ...] = ()
    unquoted: bool = False

    def to_json(self) -> Json:
        """The JSON form; `text` is a list of lists, in step with `to`."""
        there = {"from": path_to_json(self.source), "to": [path_to_json(path) for path in self.targets]}
        unquoted = unquoted_matters(self.unquoted, tuple(item for text in self.texts for item in text))
        texts = [list(text) for text in self.texts]
        return with_document("split_units", self.locator, **there, text=texts, unquoted=unquoted)
