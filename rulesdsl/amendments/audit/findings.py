"""Each difference between computed and published text with its class.

setting    排版      spaces, line ends, width; only counted
mark       标点      marks beside words that a sentence took out or put in
custom     惯例      a label, where an act took a unit beside it away
undone     未照改    the published text has the old words, though a sentence changes them
uncommanded 无令之改  no sentence says so
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from rulesdsl.amendments.audit.comparison import Comparison, Pair
from rulesdsl.amendments.lineage import By
from rulesdsl.amendments.on_day import DocumentVersion
from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import same
from rulesdsl.source.locate import cite, unit_at
from rulesdsl.source.units import SourceText, Unit

Kind = Literal["mark", "custom", "undone", "uncommanded"]

_MARKS = frozenset("，、；：。,;:！？!?.()（）“”\"‘’'")
_AROUND = 10


class Difference(NamedTuple):
    """One differing stretch.

    `place` cites its unit in the computed text, `part` says 责任单位 or 标题 where it lies there; `computed` and `published` are the
    words on either side, each perhaps empty, `before` and `after` what stands around them in the computed text. `old` are the
    characters of the first issue that stood there, `span` those of the computed text.
    """

    kind: Kind
    place: str
    part: str
    computed: str
    published: str
    before: str
    after: str
    old: tuple[int, int]
    span: Span


def differences(version: DocumentVersion, published: SourceText, found: Comparison) -> tuple[Difference, ...]:
    """All differences but those of setting, in the order of the text."""
    return tuple(_difference(version, published, found, pair) for pair in found.different)


def _difference(version: DocumentVersion, published: SourceText, found: Comparison, pair: Pair) -> Difference:
    text = version.text
    start, end = _offsets(text, found.one.origins, pair.start, pair.end)
    there, there_end = _offsets(published, found.other.origins, pair.there, pair.there_end)
    computed, standing = "".join(text.text[start:end].split()), "".join(published.text[there:there_end].split())
    old = version.lineage.old_range(start, end)
    unit = _unit(text, start, end)
    return Difference(
        _kind(version, published, unit, (start, end), (there, there_end), old),
        cite(text, unit) if unit is not None else "全文",
        _part(unit, start, end),
        computed,
        standing,
        "".join(text.text[max(0, start - 2 * _AROUND) : start].split())[-_AROUND:],
        "".join(text.text[end : end + 2 * _AROUND].split())[:_AROUND],
        old,
        Span(text.file, start, end),
    )


def _offsets(text: SourceText, origins: object, start: int, end: int) -> tuple[int, int]:
    """Folded marks as offsets of the file; an empty stretch stands right behind the mark before it."""
    begin = text.span.start
    if start < end:
        return begin + origins[start], begin + origins[end - 1] + 1  # type: ignore[index]
    at = begin + (origins[start - 1] + 1 if start else 0)  # type: ignore[index]
    return at, at


def _unit(text: SourceText, start: int, end: int) -> Unit | None:
    return unit_at(text, start) or unit_at(text, max(0, start - 1))


def _part(unit: Unit | None, start: int, end: int) -> str:
    if unit is None:
        return ""
    if unit.title_span is not None and unit.title_span.start <= start < unit.title_span.end:
        return "标题"
    lines = unit.responsibility
    return "责任单位" if any(line.span.start <= start <= line.span.end for line in lines) else ""


def _kind(
    version: DocumentVersion,
    published: SourceText,
    unit: Unit | None,
    here: tuple[int, int],
    there: tuple[int, int],
    old: tuple[int, int],
) -> Kind:
    words, standing = version.text.text[here[0] : here[1]], published.text[there[0] : there[1]]
    if changed_by(version, here, old):
        if not (set("".join((words + standing).split())) - _MARKS):
            return "mark"
        if standing.strip() and same(standing, version.first.text[old[0] : old[1]]):
            return "undone"
    if _is_label(version, published, unit, words.strip(), standing.strip()):
        return "custom"
    return "uncommanded"


def changed_by(version: DocumentVersion, here: tuple[int, int], old: tuple[int, int]) -> tuple[By, ...]:
    """The sentences that took out or put in words at a stretch, or right beside it."""
    found = {run.by for run in version.lineage.part(max(0, here[0] - 1), here[1] + 1) if run.by is not None}
    found |= {gone.by for gone in version.lineage.gone if gone.start <= old[1] and gone.end >= old[0]}
    return tuple(sorted(found))


def _is_label(version: DocumentVersion, published: SourceText, unit: Unit | None, words: str, standing: str) -> bool:
    """Whether only a label comes or goes, in a unit that has lost a member."""
    if unit is None or (words and standing):
        return False
    labels = {item.label for item in (*version.text.units, *published.units) if item.label}
    upper = unit.parent or unit.id
    before, after = version.first.children.get(upper, ()), version.text.children.get(upper, ())
    return (words or standing) in labels and len(after) < len(before)
