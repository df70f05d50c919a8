"""Replacing, deleting, inserting and merging words: an operation → the changes of its sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rulesdsl.amendments.act import Place as Spoken
from rulesdsl.amendments.execution.changes import Change
from rulesdsl.amendments.execution.hits import Hit, find, in_name_of_act, within
from rulesdsl.amendments.execution.missing import not_found
from rulesdsl.amendments.execution.names import merge, with_prefix
from rulesdsl.amendments.execution.outcome import Done, Place
from rulesdsl.amendments.execution.session import Session, Target, edge, place_of, targets
from rulesdsl.amendments.execution.working import Region, now_at, old_offset
from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations import DeleteText, InsertText, MergeNames, ReplaceText
from rulesdsl.amendments.quotes import as_in_document
from rulesdsl.source.fold import fold

_LONG, _SHORT = 8, 2
_MUNICIPAL = ("市", "县", "区", "各级", "各地")


class Search:
    """The hits of one operation, place by place, with what was passed over."""

    def __init__(self, session: Session, locator: Locator, spoken: Spoken, words: str, new: str = "") -> None:
        self.session, self.spoken, self.words, self.new = session, spoken, words, new
        self.targets = targets(session, locator, spoken)
        self.everywhere = bool(locator.scope)
        self.hits: list[Hit] = []
        self.asked: list[tuple[str, int]] = []
        self.skipped: list[Place] = []
        for target in self.targets:
            self._look(target)

    def _look(self, target: Target) -> None:
        found = find(target.regions, self.words)
        if self.new and fold(self.words).text in fold(self.new).text:
            found = [hit for hit in found if not within(hit, self.new)]
        if self.everywhere and "《" not in self.words:
            self.skipped += [_place(hit) for hit in found if in_name_of_act(hit)]
            found = [hit for hit in found if not in_name_of_act(hit)]
        self.asked.append((target.name, len(found)))
        self.hits += found
        if not found:
            not_found(self.session, target, self.spoken, self.words, self.new, everywhere=self.everywhere)
        elif len(found) > 1 and not self.everywhere:
            self._several(target, len(found))

    def _several(self, target: Target, count: int) -> None:
        span = self.spoken.find or self.spoken.clause
        size = len(fold(self.words).text)
        if size <= _SHORT:
            message = f"「{self.words}」在{target.name}有 {count} 处，说不清改哪一处"
            self.session.report("RD561", message, span, "引得长一些，使它只出现一次")
        elif size >= _LONG:
            message = f"「{_short(self.words)}」在{target.name}有 {count} 处，都改"
            self.session.report("RD562", message, span, "核对是否每一处都要改")

    def done(self, operation: ReplaceText | DeleteText | InsertText | MergeNames) -> None:
        """Write down what was found."""
        municipal = tuple(_place(hit) for hit in self.hits if self.everywhere and _of_lower_body(hit))
        self.session.touched += [(hit.block.unit, old_offset(hit.block, hit.start)) for hit in self.hits[-1:]]
        self.session.done.append(
            Done(
                self.session.sentence,
                operation,
                tuple(_place(hit) for hit in self.hits),
                tuple(self.asked),
                tuple(self.skipped),
                municipal,
            )
        )


def _place(hit: Hit) -> Place:
    return place_of(hit.block, hit.start, hit.end)._replace(words=hit.text)


def _of_lower_body(hit: Hit) -> bool:
    return hit.block.text[: hit.start].endswith(_MUNICIPAL)


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:15]}…{words[-14:]}"


def replace_text(session: Session, operation: ReplaceText, spoken: Spoken) -> None:
    """将L中的“A”修改为“B”."""
    old, new = as_in_document(operation.find), as_in_document(operation.replace)
    search = Search(session, operation.locator, spoken, old, new)
    session.changes += [Change(hit, new, session.number) for hit in search.hits]
    search.done(operation)


def delete_text(session: Session, operation: DeleteText, spoken: Spoken) -> None:
    """删除L中的“A”."""
    search = Search(session, operation.locator, spoken, as_in_document(operation.find))
    session.changes += [Change(with_prefix(hit), "", session.number) for hit in search.hits]
    search.done(operation)


def merge_names(session: Session, operation: MergeNames, spoken: Spoken) -> None:
    """“A”“B”合并修改为“C”."""
    new = as_in_document(operation.replace)
    hits: list[Hit] = []
    for name in operation.find:
        search = Search(session, operation.locator, spoken, as_in_document(name), new)
        hits += search.hits
        search.done(operation)
    session.changes += merge(hits, new, session.number)


def insert_text(session: Session, operation: InsertText, spoken: Spoken) -> None:
    """在L中的“A”后增加“B”; L末尾增加“B”."""
    new = as_in_document(operation.text)
    if operation.find:
        search = Search(session, operation.locator, spoken, as_in_document(operation.find))
        if len(search.hits) > len(search.targets):
            span = spoken.find or spoken.clause
            message = f"「{_short(search.words)}」不止一处，说不清加在哪一处"
            session.report("RD561", message, span, "引得长一些，使它只出现一次")
        after = operation.position == "after"
        for hit in search.hits:
            last = hit.parts[-1]
            point = Region(last.block, last.end, last.end) if after else Region(hit.block, hit.start, hit.start)
            _insert(session, point, new, spoken, onward=after)
        search.done(operation)
        return
    places = []
    for target in targets(session, operation.locator, spoken):
        first = operation.position == "start"
        part = edge(session, target, "开始部分" if first else "末尾") or target.regions[0 if first else -1]
        at = _first(session, part) if first else _last(session, part)
        _insert(session, Region(part.block, at, at), new, spoken, onward=first)
        places.append(place_of(part.block, at, at))
    session.done.append(Done(session.sentence, operation, tuple(places)))


def _insert(session: Session, point: Region, new: str, spoken: Spoken, *, onward: bool) -> None:
    """Put words in at a point, unless they stand there: before it, or behind it where the sentence names what comes first."""
    block, at, _ = point
    words = fold(new).text
    stands = fold(block.text[at:]).text.startswith(words) if onward else fold(block.text[:at]).text.endswith(words)
    if stands:
        message = f"要增加的「{_short(new)}」已经在那里"
        session.report("RD564", message, spoken.clause, "这一句不要再执行一遍")
    session.changes.append(Change(Hit((point,)), new, session.number, insert=True))


def _first(session: Session, region: Region) -> int:
    from rulesdsl.amendments.execution.changes import text_begins

    at = max(region.start, text_begins(session.working, region.block))
    while at < region.end and region.block.text[at].isspace():
        at += 1
    return at


def _last(session: Session, region: Region) -> int:
    """The end of a unit's text, above its 责任单位 line."""
    block, start, end = region
    unit = session.working.source.by_id.get(block.unit)
    for line in unit.responsibility if unit is not None else ():
        found = now_at(block, line.span.start, line.span.end)
        end = min(end, found[0]) if found is not None and found[0] > start else end
    return start + len(block.text[start:end].rstrip())


HANDLERS: dict[type, Callable[[Session, Any, Spoken], None]] = {
    ReplaceText: replace_text,
    DeleteText: delete_text,
    MergeNames: merge_names,
    InsertText: insert_text,
}
