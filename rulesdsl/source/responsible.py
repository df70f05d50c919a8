"""Which 责任单位 line speaks for a unit, and where it stands."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.source.units import Responsibility, SourceText, Unit


@frozen
class Responsible:
    """A 责任单位 line and the id of the unit it stands in; `own`: that is the unit asked about."""

    line: Responsibility
    unit: str
    own: bool


def responsible_for(source: SourceText, unit: Unit) -> Responsible | None:
    """The line that speaks for a unit: its own, else the next one at a later sibling, else that of its upper unit.

    In 闽政〔2017〕13号 one line at the end of a point speaks for all its items. None where the document names no one.
    """
    if unit.responsibility:
        return Responsible(unit.responsibility[0], unit.id, own=True)
    if unit.parent is None:
        return _first_after(source.children.get(unit.id, ()), 0)
    siblings = source.children[unit.parent]
    later = _first_after(siblings, siblings.index(unit) + 1)
    if later is not None:
        return later
    upper = source.by_id[unit.parent]
    return Responsible(upper.responsibility[0], upper.id, own=False) if upper.responsibility else None


def _first_after(units: tuple[Unit, ...], start: int) -> Responsible | None:
    return next(
        (Responsible(one.responsibility[0], one.id, own=False) for one in units[start:] if one.responsibility), None
    )
