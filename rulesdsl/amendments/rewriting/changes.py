"""The edits that turn the text of a construct into that of its amended model: every part of a model knows its place in the text."""

from __future__ import annotations

import re
from typing import Any, get_args

from attrs import fields, has

from rulesdsl.amendments.rewriting.edits import (
    TextEdit,
    connective_before,
    with_parentheses,
    without_lines,
    without_member,
    without_quote,
)
from rulesdsl.diagnostics import Span
from rulesdsl.model.condition import Group
from rulesdsl.model.measure import Line, Option
from rulesdsl.model.tree import ClauseRef, Name, Quote

_LINES = get_args(Line)
_NTH = re.compile(r"[」』]?\s*第\s*\d+\s*处")


def changes(text: str, old: Any, new: Any) -> list[TextEdit]:
    """The edits for one construct, its lines, conditions, quotes and names."""
    edits: list[TextEdit] = []
    _walk(text, old, new, edits)
    return edits


def _walk(text: str, old: Any, new: Any, edits: list[TextEdit]) -> None:
    if old == new:
        return
    if isinstance(old, Quote):
        _quote(text, old, new, edits)
    elif isinstance(old, Name):
        edits.append(TextEdit(old.span.start, old.span.end, new.text))
    elif isinstance(old, tuple):
        _tuple(text, old, new, edits)
    elif isinstance(old, Group):
        _group(text, old, new, edits)
    elif isinstance(old, Option) and old.lines and not new.lines:
        edits.append(TextEdit(place_of(old.lines[0]).start, place_of(old.lines[-1]).end, "无"))
    elif has(type(old)):
        for attribute in fields(type(old)):
            _walk(text, getattr(old, attribute.name), getattr(new, attribute.name), edits)


def _quote(text: str, old: Quote, new: Quote, edits: list[TextEdit]) -> None:
    edits.append(TextEdit(old.span.start, old.span.end, new.text))
    if old.nth == new.nth:
        return
    written = _NTH.match(text, old.span.end)
    end = written.end() if written is not None else old.span.end + 1
    edits.append(TextEdit(old.span.end, end, "」" if new.nth is None else f"」 第{new.nth}处"))


def _tuple(text: str, old: tuple[Any, ...], new: tuple[Any, ...], edits: list[TextEdit]) -> None:
    """Members are told by their place in the text; those that are not there any more go."""
    left = {place_of(item).start: item for item in new}
    for item in old:
        place = place_of(item)
        other = next((left[start] for start in left if place.start <= start < max(place.end, place.start + 1)), None)
        if other is not None:
            _walk(text, item, other, edits)
        elif isinstance(item, _LINES):
            edits.append(without_lines(text, place.start, place.end))
        elif isinstance(item, Quote):
            edits.append(without_quote(text, place.start, place.end))
        else:
            edits.append(without_member(text, place.start, place.end))


def _group(text: str, old: Group, new: Any, edits: list[TextEdit]) -> None:
    """Parts of a condition that are struck go with the 并且 or 或者 that joins them."""
    kept = new.parts if isinstance(new, Group) and new.span == old.span else (new,)
    starts = [with_parentheses(text, part.span.start) for part in old.parts]
    end = max([old.span.end, *(quote.span.end + 1 for part in old.parts for quote in part.quotes)])
    left = False
    for number, part in enumerate(old.parts):
        other = next((item for item in kept if part.span.start <= item.span.start < part.span.end), None)
        if other is not None:
            left = True
            _walk(text, part, other, edits)
        elif number + 1 < len(old.parts) and not left:
            edits.append(TextEdit(starts[number], starts[number + 1], ""))
        else:
            begin = connective_before(text, starts[number])
            following = number + 1 < len(old.parts)
            edits.append(TextEdit(begin, connective_before(text, starts[number + 1]) if following else end, ""))


def moved_references(part: Any, number: str, moved: dict[str, str]) -> list[TextEdit]:
    """The edits that give references the new place of the items they name; `moved` is old place → new place in one document."""
    if isinstance(part, ClauseRef):
        if part.locator not in moved or part.document not in ("", number):
            return []
        document = f"{part.document}/" if part.document else ""
        return [TextEdit(part.span.start, part.span.end, f"{document}{moved[part.locator]}/{part.name}")]
    inner = part if isinstance(part, tuple) else ()
    if has(type(part)):
        inner = tuple(getattr(part, attribute.name) for attribute in fields(type(part)))
    return [edit for item in inner for edit in moved_references(item, number, moved)]


def place_of(item: Any) -> Span:
    """Where a part of a model stands."""
    if isinstance(item, tuple):
        return place_of(item[0])._replace(end=place_of(item[-1]).end)
    span = getattr(item, "span", None)
    found: Span = span if span is not None else item.name.span
    return found
