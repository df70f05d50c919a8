"""What the operations of one act share while it is executed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from attrs import define, field

from rulesdsl.amendments.act import Place as Spoken
from rulesdsl.amendments.execution.changes import Change
from rulesdsl.amendments.execution.outcome import Customary, Done, Place
from rulesdsl.amendments.execution.working import Block, Region, Working, now_at, with_put_in
from rulesdsl.amendments.locator import Locator, Path
from rulesdsl.amendments.parts import resolve_part
from rulesdsl.amendments.place import Place as Resolved
from rulesdsl.amendments.resolve import resolve_locator
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.source.locate import cite

_AROUND = 12


class NewUnit(NamedTuple):
    """A unit to be put in: its block, its path in the new numbering, the old unit it stands right behind or before, if named."""

    block: Block
    path: Path
    behind: str
    before: str
    span: Span


class NewLabel(NamedTuple):
    """The path that a unit has in the new numbering, and the sentence that gives it."""

    path: Path
    sentence: int
    span: Span


@define
class Moves:
    """Labels and places to be given at the end of the act: all at once, from the old numbering to the new one.

    `automatic` is the sentence that has all articles take the number of their place (条文顺序作相应调整), −1 where none has.
    """

    renumbered: dict[str, NewLabel] = field(factory=dict)
    new_units: list[NewUnit] = field(factory=list)
    automatic: int = -1


@define
class Session:
    """One act on one text: the working copy, the sentence at work, what was done and what went wrong.

    `touched` are the units of the last hits with the old offsets nearest to them.
    `later` holds what a sentence does to whole units, which comes after what it does to words; `gone` the (upper unit, kind, sentence)
    of units that were struck.
    """

    working: Working
    sentence: int = 0
    number: int = 0
    changes: list[Change] = field(factory=list)
    done: list[Done] = field(factory=list)
    customary: list[Customary] = field(factory=list)
    moves: Moves = field(factory=Moves)
    problems: list[Diagnostic] = field(factory=list)
    touched: list[tuple[str, int]] = field(factory=list)
    later: list[Callable[[], None]] = field(factory=list)
    gone: list[tuple[str | None, str, int]] = field(factory=list)

    def report(self, code: str, message: str, span: Span, help_text: str = "", labels: tuple[Label, ...] = ()) -> None:
        """Add a finding."""
        self.problems.append(Diagnostic(code, message, span, help=help_text, secondary=labels))


@define
class Target:
    """A place an operation works on, as it now stands: its citation, its stretches, and the unit where it is a whole one."""

    name: str
    regions: list[Region]
    unit: str = ""
    old: Span | None = None
    place: Resolved | None = None


def targets(session: Session, locator: Locator, spoken: Spoken) -> list[Target]:
    """The places of a locator in the working text; what can't be found is reported."""
    working = session.working
    if locator.scope or not (locator.units or locator.part):
        return [Target("全文", [whole(block) for block in working.blocks], old=working.source.span)]
    if locator.refers:
        return _responsible_of_last(session, spoken.clause)
    if locator.numbering == "new":
        return _renamed(session, locator, spoken)
    places, problems = resolve_locator(working.source, locator, spoken.clause)
    session.problems += problems
    return [found for place in places if (found := _target(session, place, spoken.clause)) is not None]


def whole(block: Block) -> Region:
    """All of a block."""
    return Region(block, 0, len(block.text))


def _target(session: Session, place: Resolved, span: Span) -> Target | None:
    working = session.working
    if not place.unit:
        return Target("全文", [whole(block) for block in working.blocks], old=place.span)
    unit = working.source.by_id[place.unit]
    name = cite(working.source, unit) + place.part
    if place.is_unit:
        regions = [whole(block) for block in working.below(place.unit)]
        if regions:
            return Target(name, regions, place.unit, place.span, place)
    else:
        block = working.by_unit.get(place.unit)
        found = now_at(block, place.span.start, place.span.end) if block is not None else None
        if block is not None and found is not None and block in working.blocks:
            return Target(name, [Region(block, *found)], old=place.span, place=place)
    session.report("RD560", f"{name}已被这份通知删去", span, "删去这一句，或把它写在删除的那一句之前")
    return None


def _renamed(session: Session, locator: Locator, spoken: Spoken) -> list[Target]:
    """修改后的第X条: a unit that this act has given that label."""
    known: dict[Path, str] = {label.path: unit for unit, label in session.moves.renumbered.items()}
    known |= {new.path: new.block.unit for new in session.moves.new_units}
    found = []
    for path in locator.units:
        upper = next((path[:size] for size in range(len(path), 0, -1) if path[:size] in known), ())
        unit = known.get(upper)
        if unit is None or len(upper) < len(path):
            session.report("RD560", f"没有修改后的{_shown(path)}", spoken.clause, "写修改前的编号，或先写改号的句子")
            continue
        found.append(Target(_shown(path), [whole(block) for block in session.working.below(unit)], unit))
    return found


def _shown(path: Path) -> str:
    from rulesdsl.amendments.locator import path_phrase

    return path_phrase(path)


def _responsible_of_last(session: Session, span: Span) -> list[Target]:
    """该内容责任单位: the line that speaks for the unit in which the operation before worked."""
    working = session.working
    source = working.source
    if not session.touched or session.touched[-1][0] not in source.by_id:
        session.report("RD560", "「该内容」说的是哪里不清楚", span, "写明是哪一项的责任单位")
        return []
    unit, offset = session.touched[-1]
    line = resolve_part(source, Resolved(unit, Span(source.file, offset, offset)), "责任单位")
    if not isinstance(line, Resolved):
        session.problems.append(line._replace(span=span))
        return []
    block = working.by_unit[line.unit]
    found = now_at(block, line.span.start, line.span.end)
    name = cite(source, source.by_id[line.unit]) + "责任单位"
    return [Target(name, [Region(block, *found)], old=line.span)] if found is not None else []


def edge(session: Session, target: Target, word: str) -> Region | None:
    """The 开始部分 or 末尾 of a place, as it now stands, with what was added to it; None where the text has no such part."""
    working = session.working
    place = target.place or Resolved(target.unit, target.old or working.source.span)
    part = resolve_part(working.source, place, word)
    block = working.by_unit.get(part.unit) if isinstance(part, Resolved) else None
    if not isinstance(part, Resolved) or block is None or block not in working.blocks:
        return None
    found = now_at(block, part.span.start, part.span.end)
    return Region(block, *with_put_in(block, *found)) if found is not None else None


def place_of(block: Block, start: int, end: int) -> Place:
    """A stretch of a block for a report."""
    around = block.text[max(0, start - _AROUND) : end + _AROUND]
    return Place(block.unit, block.text[start:end], " ".join(around.split()))
