"""Where the locator of a sentence leads in a text.

    第十四项            项:14
    第一点第四项        点:1/项:4
    第五条第一款第二句  the second sentence of 条:5/款:1
    第十四项第二款      in a 公文 the second paragraph of the item

Numbered units are found as citations are (`source.locate`), by the shape of the labels and by uniqueness. What is not
there, or there twice, is refused.
"""

from __future__ import annotations

from attrs import evolve

from rulesdsl.amendments.locator import Locator, Path, Step, label
from rulesdsl.amendments.parts import resolve_part
from rulesdsl.amendments.place import AMBIGUOUS, CHECK_DIFFERS, NOT_FOUND, Place, name_of, own_text, whole
from rulesdsl.amendments.quotes import as_in_document
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.source.citation import named_step
from rulesdsl.source.fold import fold, same
from rulesdsl.source.locate import candidates, cite, near
from rulesdsl.source.numerals import parse_number
from rulesdsl.source.sentences import sentences
from rulesdsl.source.units import SourceText, Unit

_MOST_SHOWN = 6
_LONGEST_SHOWN = 30


def resolve_locator(
    source: SourceText, locator: Locator, span: Span
) -> tuple[tuple[Place, ...], tuple[Diagnostic, ...]]:
    """The places of a locator, one for each of its paths in their order; without a path the whole document.

    A part that `refers` to 该内容 is left to the caller, who knows where those words stood (`parts.resolve_part`).

    Args:
        source: the text in whose numbering the locator speaks.
        span: where the notice says it, for the diagnostics.
    Diagnostics:
        RD550 a place the text hasn't, RD551 one it has several times, RD552 a heading or lead-in that differs from what
        the sentence quotes, RD553 a part the place hasn't. A path with a diagnostic has no place.
    """
    places: list[Place] = []
    problems: list[Diagnostic] = []
    for path in ((),) if locator.scope or not locator.units else locator.units:
        found = _checked(source, locator, path)
        if isinstance(found, Place) and locator.part and not locator.refers:
            found = resolve_part(source, found, locator.part)
        if isinstance(found, Place):
            places.append(found)
        else:
            problems.append(found._replace(span=span))
    return tuple(places), tuple(problems)


def resolve_path(source: SourceText, path: Path) -> Place | Diagnostic:
    """The place of one path; the whole document for the empty one.

    Diagnostics:
        RD550 or RD551 for the first step that leads nowhere or to several places, without a span.
    """
    place = whole(source)
    for step in path:
        found = _take(source, place, step)
        if isinstance(found, Diagnostic):
            return found
        place = found
    return place


def _checked(source: SourceText, locator: Locator, path: Path) -> Place | Diagnostic:
    """The place of a path whose quoted headings, 第六点“拓展市场”, are those of the text."""
    for checked, quote in locator.checks:
        upper = resolve_path(source, checked) if checked == path[: len(checked)] else None
        if isinstance(upper, Place) and not _begins(source, upper, as_in_document(quote)):
            return _differs(source, upper, quote)
    return resolve_path(source, path)


def _take(source: SourceText, place: Place, step: Step) -> Place | Diagnostic:
    """One step further down."""
    unit = source.by_id.get(place.unit)
    if step.unit == "句":
        return _sentence(source, place, unit, step)
    if not place.is_unit:
        return _missing(source, place, step, ())
    if step.unit in ("自然段", "段", "款"):
        if unit is None or unit.kind != "article":
            return _paragraph(source, place, unit, step)
        step = Step("款", step.number)
    number = parse_number(step.number) if step.number else ()
    wanted = named_step(label(step), step.unit, number or ())
    if wanted is None or number is None:
        return _missing(source, place, step, ())
    found = candidates(source, unit, wanted)
    if len(found) == 1:
        return Place(found[0].id, found[0].span)
    return _several(source, place, step, found) if found else _missing(source, place, step, near(source, unit, wanted))


def _paragraph(source: SourceText, place: Place, unit: Unit | None, step: Step) -> Place | Diagnostic:
    """A paragraph of the unit's own text, where paragraphs are no units."""
    holders = own_text(source, unit)
    bodies = [(holder, index) for holder in holders[:1] for index in range(len(holder.body))]
    if len(holders) > 1:
        return _several(source, place, step, holders)
    if not _counts(step, len(bodies)):
        return _missing(source, place, step, (), f"{name_of(source, place)}有 {len(bodies)} 段")
    holder, index = bodies[int(step.number) - 1]
    return Place(holder.id, holder.body[index], paragraph=index + 1)


def _sentence(source: SourceText, place: Place, unit: Unit | None, step: Step) -> Place | Diagnostic:
    holders = own_text(source, unit)
    if place.sentence is not None or place.part:
        return _missing(source, place, step, ())
    if len(holders) > 1:
        return _several(source, place, step, holders)
    found = [
        sentence.span
        for holder in holders
        for sentence in sentences(source, holder)
        if place.paragraph in (None, sentence.paragraph)
    ]
    if not _counts(step, len(found)):
        return _missing(source, place, step, (), f"这里有 {len(found)} 句")
    span = found[int(step.number) - 1]
    return evolve(place, unit=holders[0].id, span=span, sentence=int(step.number))


def _counts(step: Step, most: int) -> bool:
    """Whether the number of a step is plain and not beyond the last."""
    return step.number.isdecimal() and 1 <= int(step.number) <= most


def _begins(source: SourceText, place: Place, quote: str) -> bool:
    """Whether a quote is the title of a unit, or how its text begins where it has none of its own or is an article."""
    unit = source.by_id.get(place.unit)
    if unit is not None and unit.title and same(quote, unit.title):
        return True
    if unit is not None and unit.title and unit.kind not in ("article", "paragraph"):
        return False
    text = _own_beginning(source, place)
    return bool(text) and fold(text).text.startswith(fold(quote).text)


def _own_beginning(source: SourceText, place: Place) -> str:
    if not place.is_unit:
        return source.slice(place.span)
    holder = next(iter(own_text(source, source.by_id.get(place.unit))), None)
    return source.slice(holder.body[0]) if holder else ""


def _differs(source: SourceText, place: Place, quote: str) -> Diagnostic:
    unit = source.by_id.get(place.unit)
    standing = (unit.title if unit else "") or _own_beginning(source, place)
    short = standing if len(standing) <= _LONGEST_SHOWN else standing[:_LONGEST_SHOWN] + "…"
    return Diagnostic(
        CHECK_DIFFERS,
        f"{name_of(source, place)}的标题或开头不是「{as_in_document(quote)}」",
        secondary=(Label((unit.title_span if unit else None) or place.span, "文本在这里"),),
        help=f"文本里是「{short}」；核对编号和标题" if short else "文本里这里没有标题；核对编号",
    )


def _missing(
    source: SourceText, place: Place, step: Step, units: list[Unit] | tuple[Unit, ...], count: str = ""
) -> Diagnostic:
    close = "、".join(f"「{cite(source, unit)}」" for unit in units)
    return Diagnostic(
        NOT_FOUND,
        f"{name_of(source, place)}里没有「{label(step)}」",
        help=count or (f"相近的有{close}" if close else "核对编号；编号以修改之前的文本为准"),
    )


def _several(source: SourceText, place: Place, step: Step, units: list[Unit] | tuple[Unit, ...]) -> Diagnostic:
    shown = units[:_MOST_SHOWN]
    return Diagnostic(
        AMBIGUOUS,
        f"{name_of(source, place)}里「{label(step)}」不止一处",
        secondary=tuple(Label(unit.label_span or unit.span, "可能是这里") for unit in shown),
        help="写明是" + "、".join(f"「{cite(source, unit)}」" for unit in shown) + "中的哪一处",
    )
