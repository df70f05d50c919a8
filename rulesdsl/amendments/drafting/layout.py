"""Units struck, put in, rewritten as a whole, and the labels that change with them → operations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from attrs import frozen

from rulesdsl.amendments.drafting.addresses import Addresses, path_of
from rulesdsl.amendments.drafting.alignment import Alignment, Pair
from rulesdsl.amendments.drafting.passages import paragraphs, quotable
from rulesdsl.amendments.execution.labels import UNLABELLED
from rulesdsl.amendments.locator import Locator, Path, Step
from rulesdsl.amendments.operations import AutoRenumber, DeleteUnit, InsertUnit, Operation, Renumber, ReplaceUnit
from rulesdsl.amendments.quotes import as_in_sentence
from rulesdsl.source.units import SourceText, Unit

_ARTICLE = "条"


class Placed(NamedTuple):
    """An operation, the old unit in which it works (empty at the top), and the one whose place in the text it takes."""

    above: str
    follows: str
    operation: Operation


class Layout(NamedTuple):
    """What happens to whole units.

    `clumsy` are old units whose make-up changed in a way that only their whole new text can say, each with the place in the new text.
    """

    operations: tuple[Placed, ...]
    labels: tuple[Placed, ...]
    clumsy: dict[str, int]


def layout(addresses: Addresses, new: SourceText, alignment: Alignment) -> Layout:
    """What happens to whole units.

    Units without a label of their own can't be named, so the unit above them is `clumsy`; the empty id stands for the whole text.
    """
    units = _Units(addresses, new, alignment)
    operations: list[Placed] = []
    clumsy: dict[str, int] = {}
    for group in _side_by_side(alignment.removed):
        paths = tuple(addresses.path(unit.id) for unit in group)
        above = group[0].parent or ""
        if all(paths):
            operations.append(Placed(above, group[0].id, DeleteUnit(Locator(units=paths))))
        else:
            clumsy.setdefault(above, units.start(above))
    for unit in alignment.added:
        placed = _put_in(units, unit)
        if placed is None:
            clumsy.setdefault(units.above(unit), unit.span.start)
        else:
            operations.append(placed)
    return Layout(tuple(operations), tuple(_new_labels(units)), clumsy)


def rewritten(addresses: Addresses, new: SourceText, pair: Pair) -> ReplaceUnit | None:
    """第三项修改为：“…”, with all that is below it; None where the new text can't be quoted."""
    text = paragraphs(new, pair.new)
    if not quotable(*text):
        return None
    return ReplaceUnit(Locator(units=(addresses.path(pair.old.id),)), tuple(map(as_in_sentence, text)))


@frozen(slots=False, eq=False)
class _Units:
    """Both texts with their pairing, and how new units are named."""

    addresses: Addresses
    new: SourceText
    alignment: Alignment

    @cached_property
    def olds(self) -> dict[str, str]:
        """The id of the old unit for that of its new one."""
        return {pair.new.id: pair.old.id for pair in self.alignment.pairs}

    def above(self, unit: Unit) -> str:
        """The old unit that a new one stands in."""
        return self.olds.get(unit.parent or "", "")

    def start(self, old: str) -> int:
        """Where the new unit of an old one begins; the start of the text for none."""
        return next((pair.new.span.start for pair in self.alignment.pairs if pair.old.id == old), self.new.span.start)

    def path(self, unit: Unit) -> Path:
        """The path of a new unit: in the unit above it as that was named before the act, under its own new number."""
        own = path_of(unit.id)
        above = self.addresses.path(self.above(unit)) if self.above(unit) else ()
        return (*above, own[-1]) if above and own and (len(own) > 1 or self.addresses.full) else own

    @cached_property
    def fresh(self) -> set[Path]:
        """The paths of all units that are put in."""
        return {self.path(unit) for unit in self.alignment.added}


def _side_by_side(units: Iterable[Unit]) -> list[list[Unit]]:
    """Units that follow one another in one series, together."""
    groups: list[list[Unit]] = []
    for unit in units:
        last = groups[-1][-1] if groups else None
        follows = (
            last is not None and (last.parent, last.kind) == (unit.parent, unit.kind) and last.number and unit.number
        )
        if (
            last is not None
            and follows
            and unit.number[:-1] == last.number[:-1]
            and unit.number[-1] == last.number[-1] + 1
        ):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return groups


def _put_in(units: _Units, unit: Unit) -> Placed | None:
    """第三条后增加一条，作为第四条：“…”; behind an old neighbour, before one, or by its number alone."""
    path = units.path(unit)
    words = paragraphs(units.new, unit)
    if not quotable(*words):
        return None
    text = tuple(map(as_in_sentence, words))
    if unit is units.new.units[-1] and unit.parent is None and not path:
        return Placed("", units.addresses.source.units[-1].id, InsertUnit(Locator(), "段", (), text))
    if not path:
        return None
    above = units.above(unit)
    siblings = [item for item in units.new.units if item.parent == unit.parent and item.kind != "lead"]
    place = siblings.index(unit)
    before = units.olds.get(siblings[place - 1].id, "") if place else ""
    behind = units.olds.get(siblings[place + 1].id, "") if place + 1 < len(siblings) else ""
    kind = path[-1].unit
    if _can_name(units, before, path):
        return Placed(above, before, InsertUnit(Locator(), kind, path, text, after=units.addresses.path(before)))
    if _can_name(units, behind, path):
        return Placed(above, behind, InsertUnit(Locator(), kind, path, text, before=units.addresses.path(behind)))
    return Placed(above, before or above, InsertUnit(Locator(), kind, path, text))


def _can_name(units: _Units, neighbour: str, path: Path) -> bool:
    """Whether a neighbour can be named for a new unit: one of its series, whose label no other new unit takes."""
    beside = units.addresses.path(neighbour) if neighbour else ()
    same_series = beside[:-1] == path[:-1] and [step.unit for step in beside] == [step.unit for step in path]
    return same_series and beside not in units.fresh - {path}


def _new_labels(units: _Units) -> list[Placed]:
    """The labels that sentences have to change. In a text without articles a series that has only lost members closes up by itself."""
    alignment, addresses = units.alignment, units.addresses
    grown = {_series(units, units.above(unit), unit) for unit in alignment.added}
    shrunk = {_series(units, unit.parent or "", unit) for unit in alignment.removed}
    closes_up = not any(map(_is_article, addresses.source.units))
    changed = [pair for pair in alignment.pairs if pair.old.number != pair.new.number and pair.inner is None]
    found: list[Placed] = []
    if any(_is_article(pair.old) for pair in changed) and _dense_articles(alignment):
        found.append(Placed("", "", AutoRenumber(Locator())))
        changed = [pair for pair in changed if not _is_article(pair.old)]
    for pair in changed:
        series = _series(units, pair.old.parent or "", pair.old)
        path, number = addresses.path(pair.old.id), path_of(pair.new.id)[-1:]
        if not path or not number or path[-1].unit in UNLABELLED:
            continue
        if closes_up and series in shrunk and series not in grown:
            continue
        target = (*path[:-1], Step(path[-1].unit, number[0].number))
        found.append(Placed(pair.old.parent or "", pair.old.id, Renumber(Locator(), path, target)))
    return found


def _series(units: _Units, above: str, unit: Unit) -> tuple[str, str]:
    """What a unit is counted in: the unit above it, or the whole text for a series that runs through."""
    through = unit.kind == "item" and units.addresses.source.running
    return ("" if through or _is_article(unit) else above, unit.kind)


def _is_article(unit: Unit) -> bool:
    return path_of(unit.id)[-1:] != () and path_of(unit.id)[-1].unit == _ARTICLE


def _dense_articles(alignment: Alignment) -> bool:
    """Whether the articles of the new text are numbered without a gap."""
    new = [*(pair.new for pair in alignment.pairs), *alignment.added]
    articles = sorted(unit.number for unit in new if _is_article(unit))
    return articles == [(place,) for place in range(1, len(articles) + 1)]
