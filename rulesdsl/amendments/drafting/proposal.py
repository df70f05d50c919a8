"""Sentences that should lead from one text to another: changes of single places in the order of the text, then shared ones.

How coarse the words are is given from outside (`Coarseness`), since only an execution shows whether they are clear.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from attrs import evolve, field, frozen

from rulesdsl.amendments.act import parse_act
from rulesdsl.amendments.drafting.addresses import Addresses
from rulesdsl.amendments.drafting.alignment import Alignment, align
from rulesdsl.amendments.drafting.corresponding import with_corresponding
from rulesdsl.amendments.drafting.layout import layout, rewritten
from rulesdsl.amendments.drafting.origin import Origin
from rulesdsl.amendments.drafting.passages import CLAUSE, PARAGRAPH, PLAIN, SENTENCE, quotable
from rulesdsl.amendments.drafting.shared import Shared, is_body, shared_changes
from rulesdsl.amendments.drafting.wording import Wording, little_is_kept, operations
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.amendments.execution.spanmap import Kept, SpanMap
from rulesdsl.amendments.locator import Locator, Path
from rulesdsl.amendments.operations import (
    DeleteText,
    Operation,
    Renumber,
    ReplaceText,
    Retitle,
)
from rulesdsl.amendments.printing import print_sentence
from rulesdsl.amendments.quotes import as_in_sentence
from rulesdsl.source.units import SourceText

WHOLE = PARAGRAPH + 1
"""The reach of a unit that is rewritten with all below it."""

STEPS = (PLAIN, CLAUSE, SENTENCE, PARAGRAPH, WHOLE)
"""How far a quotation goes, finest first."""

_MOST_LOOKS = 3


@frozen
class Coarseness:
    """How far the quotations of each unit go at least (`STEPS`), by its id; whether changes are shared, and where not."""

    reach: dict[str, int] = field(factory=dict)
    shared: bool = True
    apart: frozenset[Path] = frozenset()

    def of(self, unit: str) -> int:
        """The reach of one unit."""
        return self.reach.get(unit, PLAIN)


class Command(NamedTuple):
    """The operations of one sentence, and the old units whose wording it is; none for a shared change."""

    operations: tuple[Operation, ...]
    units: tuple[str, ...] = ()


@frozen
class Proposal:
    """Sentences in order, the pairing they rest on, and the first place in the new text that none can lead to."""

    commands: tuple[Command, ...]
    alignment: Alignment
    unspeakable: int | None


def propose(old: SourceText, new: SourceText, coarseness: Coarseness) -> Proposal:
    """The sentences in the order of a notice."""
    proposal = _propose(Addresses(old), new, coarseness)
    if old.running and any(_names_point(operation) for item in proposal.commands for operation in item.operations):
        return _propose(Addresses(old, full=True), new, coarseness)
    return proposal


def _propose(addresses: Addresses, new: SourceText, coarseness: Coarseness) -> Proposal:
    shared, now, origin = _shared(addresses, new, coarseness)
    alignment = align(now, new)
    struck = tuple(item.find for item in shared if isinstance(item, DeleteText))
    wordings = [Wording(pair, addresses, origin, struck) for pair in alignment.pairs]
    local, unspeakable = _local(addresses, now, new, alignment, wordings, coarseness)
    return Proposal((*local, *_sentences_of(shared)), alignment, unspeakable)


def _names_point(operation: Operation) -> bool:
    paths = [*operation.locator.units, *(getattr(operation, name, ()) for name in ("as_", "source"))]
    return any(path and path[0].unit == "点" for path in paths)


def _shared(
    addresses: Addresses, new: SourceText, coarseness: Coarseness
) -> tuple[tuple[Shared, ...], SourceText, Origin]:
    """Changes that several places share, and the text after them with the way back.

    One look doesn't find them all: 地税局、物价局 are parted only once the first has its new name.
    """
    old = addresses.source
    now = old
    found: tuple[Shared, ...] = ()
    origin = Origin(SpanMap((Kept(old.span.start, old.span.start, old.span.end - old.span.start),), (), ()))
    for _ in range(_MOST_LOOKS if coarseness.shared else 0):
        more = shared_changes(addresses, now, new, align(now, new), found)
        more = tuple(left for item in more if (left := _named_elsewhere(item, coarseness.apart)) is not None)
        if not more:
            break
        tried = (*found, *more)
        act = parse_act("\n".join(print_sentence(command.operations) for command in _sentences_of(tried)))
        execution = execute(old, act.sentences)
        alike = [unit.id for unit in execution.text.units] == [unit.id for unit in old.units]
        if act.diagnostics or execution.failed or not alike:
            break
        found, now, origin = tried, execution.text, Origin(execution.spans)
    return found, now, origin


def _named_elsewhere(operation: Shared, apart: frozenset[Path]) -> Shared | None:
    """A change of listed places without those that are worded for themselves."""
    units = operation.locator.units
    left = tuple(path for path in units if path not in apart)
    if left == units:
        return operation
    return evolve(operation, locator=evolve(operation.locator, units=left)) if left else None


def _sentences_of(shared: tuple[Shared, ...]) -> list[Command]:
    """One sentence for each change of listed places; one for the whole text, in which what is struck comes last."""
    listed = [Command((item,)) for item in shared if item.locator.units]
    whole = [item for item in shared if not item.locator.units]
    if not whole:
        return listed
    return [*listed, Command(tuple(sorted(whole, key=lambda item: isinstance(item, DeleteText))))]


def _local(
    addresses: Addresses,
    now: SourceText,
    new: SourceText,
    alignment: Alignment,
    wordings: list[Wording],
    coarseness: Coarseness,
) -> tuple[list[Command], int | None]:
    """The sentences of single places in the order of the text, with new labels behind them, and the first place without one."""
    shape = layout(addresses, new, alignment)
    worded = [
        (pair, _words(wording, coarseness.of(pair.old.id)))
        for pair, wording in zip(alignment.pairs, wordings, strict=True)
    ]
    lost = shape.clumsy | {pair.old.id: pair.new.span.start for pair, items in worded if items is None}
    whole = {addresses.of(unit).unit for unit in lost}
    wordless = [place for unit, place in lost.items() if not addresses.of(unit).unit]
    inside = _inside(now, whole)
    places = {unit.id: place for place, unit in enumerate(now.units)}
    found: list[tuple[int, Command]] = []
    for pair, items in worded:
        unit = pair.old
        if unit.id in whole and unit.parent not in inside:
            rewriting = rewritten(addresses, new, pair)
            if rewriting is None:
                wordless.append(pair.new.span.start)
            else:
                found.append((places[unit.id], Command((rewriting,), (unit.id,))))
        elif unit.id not in inside:
            groups = _grouped(addresses, addresses.of(unit.id).unit, items or [])
            found += [(places[unit.id], Command(group, (unit.id,))) for group in groups]
    for above, follows, operation in shape.operations:
        if above not in inside:
            found.append((places.get(follows, 0), Command((operation,), (above,))))
    in_order = [command for _, command in sorted(found, key=lambda item: item[0])]
    labels = [item.operation for item in shape.labels if item.above not in inside]
    return _joined(in_order) + _in_series(labels), min(wordless, default=None)


def _joined(commands: list[Command]) -> list[Command]:
    """One sentence for what changes alike in several places: 将第九项、第十三项中的…."""
    found: dict[object, Command] = {}
    for number, command in enumerate(commands):
        first = command.operations[0]
        alike = len(command.operations) == 1 and isinstance(first, ReplaceText | DeleteText) and first.locator.units
        key = evolve(first, locator=Locator()) if alike else number
        known = found.get(key)
        if known is None:
            found[key] = command
            continue
        units = (*known.operations[0].locator.units, *first.locator.units)
        found[key] = Command((evolve(first, locator=Locator(units=units)),), (*known.units, *command.units))
    return list(found.values())


def _inside(source: SourceText, whole: set[str]) -> set[str]:
    """Units that are rewritten, and all below them."""
    found: set[str] = set()
    for unit in source.units:
        if unit.id in whole or unit.parent in found:
            found.add(unit.id)
    return found


def _words(wording: Wording, reach: int) -> list[Operation] | None:
    """The operations on words of one pair; None where it has to be rewritten."""
    if reach == WHOLE:
        return None
    if wording.old.folded == wording.new.folded:
        return []
    if wording.is_title and reach == PLAIN:
        name = wording.new.words(0, len(wording.new.marks))
        return [Retitle(Locator(part="名称"), as_in_sentence(name))] if quotable(name) else None
    return None if little_is_kept(wording) else operations(wording, reach)


def _grouped(addresses: Addresses, unit: str, items: list[Operation]) -> list[tuple[Operation, ...]]:
    """One sentence for the phrases that are struck, for the names, for all that is replaced, and for each thing put in.

    Names that leave the line of a phrase that is struck go into its sentence.
    """
    struck = [item for item in items if isinstance(item, DeleteText)]
    phrases = [item for item in struck if not is_body(item.find)]
    names = [item for item in struck if is_body(item.find)]
    together = with_corresponding(addresses, unit, phrases, names)
    groups: list[list[Any]] = [together] if together else [phrases, names]
    groups.append([item for item in items if isinstance(item, ReplaceText)])
    others = [(item,) for item in items if not isinstance(item, DeleteText | ReplaceText)]
    return [*(tuple(group) for group in groups if group), *others]


def _in_series(labels: list[Operation]) -> list[Command]:
    """One sentence for the new labels of each series."""
    groups = groupby(labels, key=lambda item: item.source[:-1] if isinstance(item, Renumber) else None)
    return [Command(tuple(group)) for _, group in groups]
