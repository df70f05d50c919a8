"""How a sentence names a unit of the old text, and how often words stand there."""

from __future__ import annotations

from functools import cached_property

from attrs import field, frozen

from rulesdsl.amendments.locator import RANKS, Locator, Path, Step
from rulesdsl.source.fold import fold
from rulesdsl.source.units import SourceText


@frozen(slots=False)
class Address:
    """A place that a sentence can name: the path of a unit, empty for the whole text; `text` is what stands there, folded."""

    unit: str
    path: Path
    text: str

    @cached_property
    def locator(self) -> Locator:
        """The place of a sentence."""
        return Locator(units=(self.path,)) if self.path else Locator(scope="全文")

    def count(self, words: str) -> int:
        """How often words stand there."""
        wanted = fold(words).text
        return self.text.count(wanted) if wanted else 0


@frozen(slots=False, eq=False)
class Addresses:
    """The addresses of one text.

    `full`: items of a series that runs through the points are named with their point, 第五点第十七项. A sentence that has named a point
    would otherwise lend it to the items named after it.
    """

    source: SourceText
    full: bool = False
    _known: dict[str, Address] = field(factory=dict, init=False)

    @cached_property
    def whole(self) -> Address:
        """The whole text."""
        return Address("", (), self._folded(self.source.span.start, self.source.span.end))

    def path(self, unit: str) -> Path:
        """The path by which sentences name a unit; empty where they can't."""
        own = path_of(unit)
        if not (self.full and self.source.running and own and own[0].unit == "项"):
            return own
        above = path_of(self.source.by_id[unit].parent or "")
        return (*above, *own)

    def of(self, unit: str) -> Address:
        """The closest place around a unit that has a name: itself, a unit above it, the whole text."""
        while unit and (not self.path(unit) or self._is_lone_paragraph(unit)):
            unit = self.source.by_id[unit].parent or ""
        if not unit:
            return self.whole
        if unit not in self._known:
            span = self.source.by_id[unit].span
            self._known[unit] = Address(unit, self.path(unit), self._folded(span.start, span.end))
        return self._known[unit]

    def _is_lone_paragraph(self, unit: str) -> bool:
        """Whether a 款 is the only one of its article: 第四条 says enough then."""
        above = self.source.by_id[unit].parent or ""
        return self.path(unit)[-1].unit == "款" and len(self.source.children.get(above, ())) == 1

    def _folded(self, start: int, end: int) -> str:
        folded = self.source.folded
        return folded.text[folded.position(start) : folded.position(end)]


def path_of(unit: str) -> Path:
    """The path that an id is written as: 点:4/项:1 is 第四点第一项; empty where no sentence can name it."""
    if not unit or "~" in unit:
        return ()
    steps = tuple(Step(name, number) for name, _, number in (step.partition(":") for step in unit.split("/")))
    known = all(step.unit in RANKS and (step.number or step.unit in ("前言", "附件")) for step in steps)
    return steps if known else ()
