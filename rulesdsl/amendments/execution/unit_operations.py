"""Whole units: struck, replaced, put in, merged, split, given another label or heading."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from rulesdsl.amendments.act import Place as Spoken
from rulesdsl.amendments.articles import leading_label
from rulesdsl.amendments.execution.changes import Change, rewrite, text_begins
from rulesdsl.amendments.execution.hits import Hit
from rulesdsl.amendments.execution.labels import UNLABELLED, kind_of, number_of, path_number, plain_label, with_number
from rulesdsl.amendments.execution.numbering import siblings_of
from rulesdsl.amendments.execution.outcome import Done
from rulesdsl.amendments.execution.session import NewLabel, NewUnit, Session, Target, place_of, targets
from rulesdsl.amendments.execution.working import Block, Piece, Region
from rulesdsl.amendments.locator import Locator, Path, Step, path_phrase
from rulesdsl.amendments.operations import (
    AutoRenumber,
    DeleteUnit,
    InsertUnit,
    MergeUnits,
    Renumber,
    ReplaceUnit,
    Retitle,
    SplitUnits,
)
from rulesdsl.amendments.quotes import as_in_document
from rulesdsl.amendments.resolve import resolve_locator
from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import fold

_MARKS = "。；;！？：，、"


def delete_unit(session: Session, operation: DeleteUnit, spoken: Spoken) -> None:
    """删去第七条: a whole unit goes with all below it, a paragraph or sentence alone."""
    found = targets(session, operation.locator, spoken)
    session.done.append(Done(session.sentence, operation, tuple(_whole(target) for target in found)))
    for target in found:
        if target.unit:
            session.later.append(partial(_drop, session, target.unit))
        else:
            session.changes.append(Change(Hit((_with_line(target.regions[0]),)), "", session.number))


def _whole(target: Target) -> Any:
    region = target.regions[0]
    return place_of(region.block, region.start, region.end)


def _drop(session: Session, unit: str) -> None:
    blocks = session.working.below(unit)
    if blocks:
        _note_gone(session, blocks)
        session.working.drop(blocks, session.sentence)


def _note_gone(session: Session, blocks: list[Block]) -> None:
    """The series that lose members: that of the unit itself, and where items run through the points theirs too."""
    top = blocks[0]
    session.gone.append((top.above, top.level, session.sentence))
    if session.working.source.running and any(block.level == "项" for block in blocks[1:]):
        session.gone.append((None, "项", session.sentence))


def _with_line(region: Region) -> Region:
    """A paragraph with its line break, where it is a whole line."""
    text = region.block.text
    if (
        region.end < len(text)
        and text[region.end] == "\n"
        and (region.start == 0 or text[region.start - 1] in "\n\u3000 ")
    ):
        return region._replace(end=region.end + 1)
    return region


def replace_unit(session: Session, operation: ReplaceUnit, spoken: Spoken) -> None:
    """L修改为：“T”."""
    text = _in_document(operation.text, operation.unquoted)
    found = targets(session, operation.locator, spoken)
    session.done.append(Done(session.sentence, operation, tuple(_whole(target) for target in found)))
    for target in found:
        session.later.append(partial(_rewrite, session, target, text, spoken.clause))


def _in_document(text: tuple[str, ...], unquoted: bool) -> tuple[str, ...]:
    return text if unquoted else tuple(map(as_in_document, text))


def _rewrite(session: Session, target: Target, text: tuple[str, ...], span: Span) -> None:
    if not target.unit:
        region = target.regions[0]
        words = region.block.text[region.start : region.end]
        inner = region._replace(end=region.start + len(words.rstrip()))
        _rewrite_words(session, inner, session.working.gap.join(text), target.name, span)
        return
    blocks = session.working.below(target.unit)
    if not blocks:
        return
    first = blocks[0]
    text, label = _without_label(first, text)
    body = next((block for block in blocks if _content(session, block)), first)
    start = text_begins(session.working, body) if body is first else 0
    region = _trim(body, start)
    new = _with_mark(body.text[region.start : region.end], _paragraphs(session, first, text))
    _rewrite_words(session, region, new, "" if label or len(blocks) > 1 else target.name, span)
    session.working.drop([block for block in blocks if block not in (first, body)], session.sentence)
    if label:
        session.moves.renumbered.setdefault(first.unit, NewLabel(label, session.sentence, span))


def _rewrite_words(session: Session, region: Region, new: str, name: str, span: Span) -> None:
    """Put new words in place of a stretch; `name` is that of the place, where having them already means that nothing is to be done."""
    if name and fold(region.block.text[region.start : region.end]).text == fold(new).text:
        session.report("RD564", f"{name}已经是这样写的", span, "这一句不要再执行一遍")
    session.working.apply(region.block, rewrite(region, new, session.sentence))


def _content(session: Session, block: Block) -> str:
    return block.text[text_begins(session.working, block) :].strip()


def _trim(block: Block, start: int) -> Region:
    words = block.text[start:]
    begin = start + len(words) - len(words.lstrip())
    return Region(block, begin, max(begin, start + len(words.rstrip())))


def _without_label(block: Block, text: tuple[str, ...]) -> tuple[tuple[str, ...], Path]:
    """New text without the label it begins with, and the path that label gives, if it is another one."""
    if not block.label or not text:
        return text, ()
    for length in range(min(len(text[0]), 16), 0, -1):
        head = text[0][:length]
        if _is_label(head, block.label):
            rest = (text[0][length:].lstrip(" \u3000"), *text[1:])
            found = leading_label(text[0], block.level) or ()
            return rest, () if head == block.label else tuple(found)
    return text, ()


def _is_label(head: str, label: str) -> bool:
    number = number_of(head)
    return bool(number) and with_number(label, number) == head


def _paragraphs(session: Session, block: Block | None, text: tuple[str, ...]) -> str:
    """Paragraphs set as those of the text are."""
    indent = block.text[: len(block.text) - len(block.text.lstrip(" \u3000"))] if block is not None else ""
    return f"{session.working.gap}{indent}".join(text)


def _with_mark(old: str, new: str) -> str:
    """The old final mark stays where the new text has none."""
    return new + old[-1] if old and old[-1] in "。；;" and new and new[-1] not in _MARKS else new


def insert_unit(session: Session, operation: InsertUnit, spoken: Spoken) -> None:
    """L增加一款，作为第三款：“T”."""
    text = _in_document(operation.text, operation.unquoted)
    anchor = operation.after or operation.before
    path = operation.as_ or anchor
    about = operation.locator
    parent = _parent(session, about, path, spoken)
    neighbour = _unit_of(session, about.at(anchor), spoken) if anchor else ""
    if parent is None or neighbour is None or not text:
        return
    sibling = next((block for block in session.working.blocks if block.level == operation.unit and block.label), None)
    after, before = (neighbour, "") if operation.after else ("", neighbour)
    new = operation.as_ or _next_path(session, operation, parent or None, after or before)
    block = _new_block(session, parent or None, operation.unit, new, text, sibling)
    session.moves.new_units.append(NewUnit(block, new, after, before, spoken.clause))
    session.done.append(Done(session.sentence, operation, (place_of(block, 0, len(block.text)),)))


def _next_path(session: Session, operation: InsertUnit, above: str | None, neighbour: str) -> Path:
    """Where the sentence gives no label: that of its own text, the one behind or before the neighbour, or the next of the series."""
    if operation.unit in UNLABELLED:
        return ()
    given = leading_label(operation.text[0], operation.unit)
    if given is not None:
        return tuple(given)
    block = session.working.by_unit.get(neighbour)
    if block is None:
        series = siblings_of(session, operation.unit, above)
        coming = [
            new.block
            for new in session.moves.new_units
            if (new.block.level, new.block.above) == (operation.unit, above)
        ]
        number = max((number_of(item.label) for item in (*series[-1:], *coming)), default=())
    else:
        number = number_of(block.label)
        number = number if operation.after else (number[0] - 1,)
    return (Step(operation.unit, str((number[0] if number else 0) + 1)),)


def _parent(session: Session, about: Locator, path: Path, spoken: Spoken) -> str | None:
    """The unit above a path, "" at the top; None where it isn't there (reported). A path in the new numbering means new labels."""
    if len(path) > 1:
        return _given(session, path[:-1]) or _unit_of(session, about.at(path[:-1]), spoken)
    if about.units:
        return _unit_of(session, about, spoken)
    return ""


def _given(session: Session, path: Path) -> str:
    """The unit to which this act gives a path; "" where there is none."""
    moves = session.moves
    known = {label.path: unit for unit, label in moves.renumbered.items()}
    known |= {new.path: new.block.unit for new in moves.new_units}
    return known.get(path, "")


def _unit_of(session: Session, locator: Locator, spoken: Spoken) -> str | None:
    """The unit that a path means in the text before the act; one that the act has put in where the old text has none of that label."""
    places, problems = resolve_locator(session.working.source, locator, spoken.clause)
    if not places and locator.units and (new := _given(session, locator.units[0])):
        return new
    session.problems += problems
    return places[0].unit if places else None


def _new_block(
    session: Session, above: str | None, kind: str, path: Path, text: tuple[str, ...], sibling: Block | None
) -> Block:
    number = path_number(path) if path else ()
    label = "" if kind in UNLABELLED else plain_label(kind, number)
    if sibling is not None and number:
        label = with_number(sibling.label, number)
    given = leading_label(text[0], kind)
    if given is None and label and not text[0].startswith(label):
        gap = "\u3000" if label.startswith("第") else ""
        text = (label + gap + text[0], *text[1:])
    elif given is not None:
        label = plain_label(kind, path_number(given))
    indent = sibling.text[: len(sibling.text) - len(sibling.text.lstrip(" \u3000"))] if sibling is not None else ""
    whole = indent + _paragraphs(session, sibling, text) + session.working.gap
    name = f"+{session.sentence}.{len(session.moves.new_units)}"
    block = Block(name, above, kind, label, whole, [Piece(len(whole), -1, session.sentence)])
    session.working.by_unit[name] = block
    return block


def renumber(session: Session, operation: Renumber, spoken: Spoken) -> None:
    """将第二十一条改为第二十二条."""
    unit = _unit_of(session, operation.locator.at(operation.source), spoken)
    if unit is None:
        return
    if unit in session.moves.renumbered:
        message = f"{path_phrase(operation.source)}改号两次"
        session.report("RD566", message, spoken.clause, "每个单位只改一次号")
    session.moves.renumbered[unit] = NewLabel(operation.target, session.sentence, spoken.clause)
    session.done.append(Done(session.sentence, operation))


def auto_renumber(session: Session, operation: AutoRenumber, spoken: Spoken) -> None:
    """条文顺序作相应调整."""
    session.moves.automatic = session.sentence
    session.done.append(Done(session.sentence, operation))


def merge_units(session: Session, operation: MergeUnits, spoken: Spoken) -> None:
    """将第X条、第Y条合并，作为第Z条，修改为：“T”."""
    units = [_unit_of(session, operation.locator.at(path), spoken) for path in operation.sources]
    if None in units or not units:
        return
    first, *rest = (unit for unit in units if unit is not None)
    session.done.append(Done(session.sentence, operation))
    text = _in_document(operation.text, operation.unquoted)
    session.later.append(partial(_merge, session, first, rest, text, spoken.clause))
    if operation.target:
        session.moves.renumbered[first] = NewLabel(operation.target, session.sentence, spoken.clause)


def _merge(session: Session, first: str, rest: list[str], text: tuple[str, ...], span: Span) -> None:
    working = session.working
    joined = [_content(session, block) for unit in rest for block in working.below(unit)]
    for unit in rest:
        _drop(session, unit)
    target = Target("", [Region(block, 0, len(block.text)) for block in working.below(first)], first)
    if text:
        _rewrite(session, target, text, span)
    elif target.regions:
        last = target.regions[-1].block
        end = len(last.text.rstrip())
        region = Region(last, end, end)
        words = "".join(working.gap + item for item in joined if item)
        working.apply(last, rewrite(region, words, session.sentence))


def split_units(session: Session, operation: SplitUnits, spoken: Spoken) -> None:
    """将第五条分为两条: the old unit takes the first text, the others are new units behind it."""
    unit = _unit_of(session, operation.locator.at(operation.source), spoken)
    if unit is None:
        return
    session.done.append(Done(session.sentence, operation))
    texts = [_in_document(text, operation.unquoted) for text in operation.texts]
    target = Target("", [Region(block, 0, len(block.text)) for block in session.working.below(unit)], unit)
    session.later.append(partial(_rewrite, session, target, texts[0] if texts else (), spoken.clause))
    old = session.working.by_unit[unit]
    if operation.targets and path_number(operation.targets[0]) != path_number(operation.source):
        session.moves.renumbered[unit] = NewLabel(operation.targets[0], session.sentence, spoken.clause)
    behind = unit
    for path, text in zip(operation.targets[1:], texts[1:], strict=False):
        block = _new_block(session, old.above, path[-1].unit, path, text, old if old.label else None)
        session.moves.new_units.append(NewUnit(block, path, behind, "", spoken.clause))
        behind = block.unit


def retitle(session: Session, operation: Retitle, spoken: Spoken) -> None:
    """将名称修改为：“X”, 将第一部分标题修改为：“一、X”."""
    found = targets(session, operation.locator, spoken)
    session.done.append(Done(session.sentence, operation, tuple(_whole(target) for target in found)))
    for target in found:
        region = target.regions[0]
        text: tuple[str, ...] = (as_in_document(operation.text),)
        if target.old is not None and kind_of(region.block.unit) != "标题":
            text, _ = _without_label(region.block, text)
        session.later.append(partial(_rewrite, session, Target("", [region]), text, spoken.clause))


HANDLERS: dict[type, Callable[[Session, Any, Spoken], None]] = {
    DeleteUnit: delete_unit,
    ReplaceUnit: replace_unit,
    InsertUnit: insert_unit,
    Renumber: renumber,
    AutoRenumber: auto_renumber,
    MergeUnits: merge_units,
    SplitUnits: split_units,
    Retitle: retitle,
}
