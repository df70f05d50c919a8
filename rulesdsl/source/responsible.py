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
    own = _own(source, unit)
    if own is not None:
        return own
    if unit.parent is None:
        return _first_after(source.children.get(unit.id, ()), 0)
    siblings = source.children[unit.parent]
    later = _first_after(siblings, siblings.index(unit) + 1)
    if later is not None:
        return later
    upper = _own(source, source.by_id[unit.parent])
    return Responsible(upper.line, upper.unit, own=False) if upper else None


def _own(source: SourceText, unit: Unit) -> Responsible | None:
    """The line of a unit itself; one before its first numbered part stands in its lead paragraph."""
    leads = (child for child in source.children.get(unit.id, ()) if child.kind == "lead")
    found = next((one for one in (unit, *leads) if one.responsibility), None)
    return Responsible(found.responsibility[0], found.id, own=True) if found else None


def _first_after(units: tuple[Unit, ...], start: int) -> Responsible | None:
    return next(
        (Responsible(one.responsibility[0], one.id, own=False) for one in units[start:] if one.responsibility), None
    )
