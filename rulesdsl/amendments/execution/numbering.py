"""Labels at the end of an act: new units find their place, renumberings are made all at once, series close up where custom or the
act says so.

Profiles: a text in articles keeps holes unless 条文顺序作相应调整 is commanded; 公文 with 一、（一） closes its series up, and a series
left with one member loses its label.
"""

from __future__ import annotations

import re

from rulesdsl.amendments.execution.changes import text_begins
from rulesdsl.amendments.execution.labels import (
    UNLABELLED,
    kind_of,
    number_of,
    path_number,
    plain_label,
    with_number,
)
from rulesdsl.amendments.execution.outcome import Customary, Place
from rulesdsl.amendments.execution.session import NewUnit, Session, place_of
from rulesdsl.amendments.execution.working import Block, Edit, now_at
from rulesdsl.amendments.locator import Path
from rulesdsl.source.numerals import DIGIT_CLASS

Number = tuple[int, ...]
_SERIES = ("点", "项", "目", "小目")
_REFERENCE = re.compile(f"第[{DIGIT_CLASS}]+条(?:之[{DIGIT_CLASS}]+)?")


def finish(session: Session) -> tuple[Place, ...]:
    """Give new units their place and every unit its label.

    Returns:
        Mentions of articles whose number has changed or that are gone: they are listed, never rewritten.
    """
    final = {unit: path_number(label.path) for unit, label in session.moves.renumbered.items()}
    for new in sorted(session.moves.new_units, key=lambda item: path_number(item.path) if item.path else ()):
        _place(session, new, final)
    _move(session, final)
    if session.moves.automatic >= 0:
        _close_up(session, final)
    _check(session, final)
    moved = {
        number_of(block.label): number
        for unit, number in final.items()
        if (block := session.working.by_unit.get(unit)) is not None and block.level == "条" and not unit.startswith("+")
    }
    for unit, number in final.items():
        block = session.working.by_unit.get(unit)
        if block is not None and block in session.working.blocks:
            _relabel(session, block, number)
    _custom(session)
    return _references(session, {old for old, new in moved.items() if old != new} | _gone(session))


def _gone(session: Session) -> set[Number]:
    """The old numbers of articles that are no longer there."""
    left = set(map(id, session.working.blocks))
    return {
        number_of(block.label)
        for block in session.working.by_unit.values()
        if block.level == "条" and id(block) not in left
    }


def siblings_of(session: Session, level: str, above: str | None) -> list[Block]:
    """The units of one series: articles run through chapters, everything else stands below one unit."""
    running = session.working.source.running and level == "项"
    return [
        block
        for block in session.working.blocks
        if block.level == level
        and (block.above == above or running or (level == "条" and _annex(block.above) == _annex(above)))
    ]


def _annex(unit: str | None) -> str:
    """The annex a unit stands in, which numbers its own articles; "" for the main text."""
    first = (unit or "").partition("/")[0]
    return first if first.startswith(("附件", "附表", "附录")) else ""


def _number(block: Block, siblings: list[Block], final: dict[str, Number]) -> Number:
    if block.unit in final:
        return final[block.unit]
    if block.label:
        return number_of(block.label)
    return (siblings.index(block) + 1,)


def _place(session: Session, new: NewUnit, final: dict[str, Number]) -> None:
    """Put a new unit behind the one that its number follows, or where the sentence says."""
    working, block = session.working, new.block
    if new.behind or new.before:
        anchor = working.below(new.behind or new.before)
        if anchor:
            block.above = anchor[0].above
            at = working.blocks.index(anchor[0]) + (len(anchor) if new.behind else 0)
            working.blocks.insert(at, block)
            _end_line(session, block)
            return
    siblings = siblings_of(session, block.level, block.above)
    number = path_number(new.path) if new.path else (10**6,)
    if block.level in UNLABELLED or session.moves.automatic >= 0:
        index = number[0] - 1 if len(number) == 1 else len(siblings)
        before = siblings[:index]
    else:
        before = [item for item in siblings if _number(item, siblings, final) < number]
    if before:
        block.above = before[-1].above
        under = working.below(before[-1].unit)
        working.blocks.insert(working.blocks.index(under[-1]) + 1, block)
    elif siblings:
        block.above = siblings[0].above
        working.blocks.insert(working.blocks.index(siblings[0]), block)
    else:
        upper = working.below(block.above) if block.above else working.blocks
        working.blocks.insert(working.blocks.index(upper[-1]) + 1 if upper else 0, block)
    _end_line(session, block)


def _end_line(session: Session, block: Block) -> None:
    """A new unit is parted from its neighbours as units of this text are; the last one ends in a single line break."""
    working, gap = session.working, session.working.gap
    at = working.blocks.index(block)
    if at + 1 == len(working.blocks):
        text = block.text.rstrip("\n") + "\n"
        block.put(text, [block.pieces[0]._replace(length=len(text))])
    before = working.blocks[at - 1] if at else None
    missing = gap[len(before.text) - len(before.text.rstrip("\n")) :] if before is not None else ""
    if before is not None and missing:
        end = len(before.text)
        working.apply(before, [Edit(end, end, missing, block.pieces[0].sentence, "consequential")])


def _move(session: Session, final: dict[str, Number]) -> None:
    """A renumbered unit whose number no longer follows that of the one before it goes where it belongs."""
    working = session.working
    for unit, (path, *_) in session.moves.renumbered.items():
        block = working.by_unit[unit]
        if block not in working.blocks or (block.level in UNLABELLED and len(path) == 1):
            continue
        upper = _upper(session, path)
        level = path[-1].unit if path[-1].unit in _SERIES + UNLABELLED + ("条",) else block.level
        changed = upper is not None and upper != block.above and block.level != "条"
        siblings = [item for item in siblings_of(session, block.level, block.above) if item is not block]
        at = {id(item): place for place, item in enumerate(working.blocks)}
        earlier = [item for item in siblings if at[id(item)] < at[id(block)]]
        later = [item for item in siblings if at[id(item)] > at[id(block)]]
        number = final[unit]
        in_order = all(_number(item, siblings, final) <= number for item in earlier) and all(
            _number(item, siblings, final) >= number for item in later
        )
        if in_order and not changed:
            continue
        moving = working.below(unit)
        working.blocks = [item for item in working.blocks if item not in moving]
        if changed:
            block.above, block.level = upper, level
        around = siblings_of(session, block.level, block.above)
        before = [item for item in around if _number(item, around, final) < number]
        under = working.below(before[-1].unit) if before else working.below(block.above) if block.above else []
        place = working.blocks.index(under[-1]) + 1 if under else 0
        working.blocks[place:place] = moving


def _upper(session: Session, path: Path) -> str | None:
    if len(path) < 2:
        return None
    wanted = "/".join(f"{step.unit}:{step.number}" for step in path[:-1])
    return wanted if wanted in session.working.by_unit else None


def _close_up(session: Session, final: dict[str, Number]) -> None:
    """条文顺序作相应调整: every article takes the number of its place."""
    articles = siblings_of(session, "条", None)
    for place, block in enumerate(articles, 1):
        if _number(block, articles, final) != (place,):
            final[block.unit] = (place,)


def _check(session: Session, final: dict[str, Number]) -> None:
    """Two units of one series must not end up under one number."""
    seen: dict[tuple[str, str | None, Number], Block] = {}
    spans = {unit: label.span for unit, label in session.moves.renumbered.items()}
    spans |= {new.block.unit: new.span for new in session.moves.new_units}
    for block in session.working.blocks:
        if not block.label:
            continue
        running = block.level == "条" or (session.working.source.running and block.level == "项")
        number = final.get(block.unit) or number_of(block.label)
        place = (block.level, None if running else block.above, number)
        if place in seen and not {block.unit, seen[place].unit}.isdisjoint(spans):
            span = next(spans[unit] for unit in (block.unit, seen[place].unit) if unit in spans)
            label = with_number(block.label, number)
            help_text = "写明原来的那一个改为第几，或写条文顺序作相应调整"
            session.report("RD566", f"修改以后有两个「{label}」", span, help_text)
        seen[place] = block


def _relabel(session: Session, block: Block, number: Number) -> None:
    if not block.label or not number:
        return
    label = with_number(block.label, number)
    level = kind_of(block.unit)
    if level != block.level and not block.unit.startswith("+"):
        label = plain_label(block.level, number)
    if label != block.label:
        start, end = _label_range(session, block)
        kind = "replace" if label else "delete"
        given = session.moves.renumbered.get(block.unit)
        sentence = given.sentence if given is not None else session.moves.automatic
        session.working.apply(block, [Edit(start, end, label, sentence, kind)])
        block.label = label


def _label_range(session: Session, block: Block) -> tuple[int, int]:
    unit = session.working.source.by_id.get(block.unit)
    if unit is not None and unit.label_span is not None:
        found = now_at(block, unit.label_span.start, unit.label_span.end)
        if found is not None:
            return found
    at = block.text.find(block.label)
    return (at, at + len(block.label)) if at >= 0 else (0, 0)


def _custom(session: Session) -> None:
    """What custom makes of a 公文 series that has lost members: numbers close up, a single member has no label."""
    series: dict[tuple[str, str | None], list[Block]] = {}
    for block in session.working.blocks:
        series.setdefault(_series(session, block.level, block.above), []).append(block)
    if any(level == "条" for level, _ in series):
        return
    for above, level, sentence in session.gone:
        siblings = series.get(_series(session, level, above), [])
        if level not in _SERIES or not siblings:
            continue
        if len(siblings) == 1 and level != "点":
            _unwrap(session, siblings[0], sentence)
            continue
        for place, block in enumerate(siblings, 1):
            if block.label and number_of(block.label) != (place,):
                start, end = _label_range(session, block)
                label = with_number(block.label, (place,))
                session.customary.append(Customary(block.unit, f"{block.label} → {label}", sentence))
                session.working.apply(block, [Edit(start, end, label, sentence, "consequential")])
                block.label = label


def _series(session: Session, level: str, above: str | None) -> tuple[str, str | None]:
    """What tells one series of a 公文 from another."""
    return level, None if session.working.source.running and level == "项" else above


def _unwrap(session: Session, block: Block, sentence: int) -> None:
    if not block.label:
        return
    start, _ = _label_range(session, block)
    end = text_begins(session.working, block)
    session.customary.append(Customary(block.unit, f"去掉编号{block.label}", sentence))
    session.working.apply(block, [Edit(start, end, "", sentence, "consequential")])
    block.label = ""


def _references(session: Session, moved: set[Number]) -> tuple[Place, ...]:
    if not moved:
        return ()
    found: list[Place] = []
    for block in session.working.blocks:
        begins = text_begins(session.working, block)
        found += [
            place_of(block, hit.start(), hit.end())
            for hit in _REFERENCE.finditer(block.text, begins)
            if number_of(hit[0]) in moved and not _of_another(block.text, hit.start())
        ]
    return tuple(found)


def _of_another(text: str, at: int) -> bool:
    """《X法》第五条 speaks of another act."""
    return text[:at].endswith("》")
