"""The part of a place that has no number: 责任单位, 标题, 名称, 引言, 开始部分, 末尾, 目录."""

from __future__ import annotations

from collections.abc import Callable

from rulesdsl.amendments.place import NO_PART, Place, name_of, own_text
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.source.responsible import Responsible, responsible_for
from rulesdsl.source.units import Kind, SourceText, Unit


def resolve_part(source: SourceText, place: Place, part: str) -> Place | Diagnostic:
    """A part of a place.

    Args:
        part: `Locator.part`. 引言, 条首部分 and 开始部分 are the text before the first numbered unit below, or where
            there is none the first paragraph; 末尾 is the last paragraph, also where it belongs to the last item; of a
            责任单位 line the bodies it lists are meant. The line is the first behind the start of `place`, so for
            该内容责任单位 the caller gives the place of the words that were struck.
    Diagnostics:
        RD553, without a span.
    """
    find = _PARTS.get(part)
    found = find(source, place) if find else None
    if found is None:
        return Diagnostic(
            NO_PART, f"{name_of(source, place)}没有「{part}」可改", help="核对原文；写明是哪一条、哪一项的"
        )
    unit, span = found
    return Place(unit.id, span, part=part)


Part = tuple[Unit, Span]


def _responsible(source: SourceText, place: Place) -> Part | None:
    unit = source.by_id.get(place.unit)
    found: Responsible | None = None
    while unit is not None and found is None:
        found = responsible_for(source, unit)
        unit = source.by_id[unit.parent] if unit.parent else None
    if found is None:
        return None
    holder = source.by_id[found.unit]
    later = (line for line in holder.responsibility if line.span.start >= place.span.start)
    return holder, next(later, found.line).listed


def _title(source: SourceText, place: Place) -> Part | None:
    if not place.unit:
        return _unit_of(source, "title")
    unit = source.by_id[place.unit]
    return (unit, unit.title_span) if unit.title_span and place.is_unit else None


def _name(source: SourceText, place: Place) -> Part | None:
    return _unit_of(source, "title")


def _contents(source: SourceText, place: Place) -> Part | None:
    return _unit_of(source, "contents")


def _unit_of(source: SourceText, kind: Kind) -> Part | None:
    units = source.by_kind.get(kind, ())
    return (units[0], units[0].span) if units else None


def _lead_in(source: SourceText, place: Place) -> Part | None:
    unit = source.by_id.get(place.unit)
    if unit is not None and not place.is_unit:
        return unit, place.span
    holder = next(iter(own_text(source, unit)), None)
    if holder is None:
        return None
    last = holder.body[-1] if holder is not unit else holder.body[0]
    return holder, Span(source.file, holder.body[0].start, last.end)


def _end(source: SourceText, place: Place) -> Part | None:
    unit = source.by_id.get(place.unit)
    if unit is None:
        return None
    if not place.is_unit:
        return unit, place.span
    return next(((one, one.body[-1]) for one in reversed(source.subtree(unit)) if one.body), None)


_PARTS: dict[str, Callable[[SourceText, Place], Part | None]] = {
    "责任单位": _responsible,
    "标题": _title,
    "章名": _title,
    "节名": _title,
    "条标": _title,
    "名称": _name,
    "目录": _contents,
    "引言": _lead_in,
    "条首部分": _lead_in,
    "开始部分": _lead_in,
    "末尾": _end,
}
