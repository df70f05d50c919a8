"""原文 and 参据: each stands in its item, primary ones once and without overlap, and every clause has one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rulesdsl.check.placement import placed_in
from rulesdsl.check.quote_problems import ambiguous, not_in_text, short
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.measure import Measure
from rulesdsl.reading.places import Placed, borrowing_scopes, occurrences
from rulesdsl.source.find import NotFound, find_quote
from rulesdsl.source.units import SourceText, Unit


def check_quotes(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD405, RD406, RD501, RD502."""
    found = [*matter.in_each_measure(_in_measure, text=True)]
    for document, text in matter.texts.items():
        measures = [measure for measure in matter.rules.measures if measure.document == document]
        overlaps = partial(_overlaps, matter, measures)
        found += matter.memo.recall((check_quotes, document), (text, *measures), overlaps)
    return tuple(found)


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    text = matter.texts.get(measure.document)
    for clause in placed_in(matter, measure):
        if not any(not one.borrowed for one in clause.quotes):
            name = clause.home.clause.name
            help_text = "写一行 原文 「…」，引这个条款所说的那句话"
            yield Diagnostic("RD406", f"条款「{name.text}」没有原文", name.span, help=help_text)
        if text is not None and clause.unit is not None:
            yield from (problem for one in clause.quotes for problem in _quote(text, clause.unit, one))


def _quote(text: SourceText, unit: Unit, one: Placed) -> Iterator[Diagnostic]:
    if not one.places:
        asked = occurrences(text, unit.span, one.folded) if one.quote.nth is not None else ()
        yield ambiguous(text, one.quote, asked) if asked else _missing(text, unit, one)
    elif len(one.places) > 1 and not one.borrowed:
        yield ambiguous(text, one.quote, one.places)


def _missing(text: SourceText, unit: Unit, one: Placed) -> Diagnostic:
    failure = find_quote(text, unit, one.quote.text)
    if one.borrowed and isinstance(failure, NotFound) and failure.nearest is None:
        for scope in borrowing_scopes(text, unit)[1:]:
            other = find_quote(text, scope, one.quote.text)
            failure = other if isinstance(other, NotFound) and other.nearest is not None else failure
    return not_in_text(text, unit, one.quote, failure if isinstance(failure, NotFound) else NotFound(None))


def _overlaps(matter: Matter, measures: list[Measure]) -> list[Diagnostic]:
    """Each primary quote that runs into one before it in the text; of the two the one written later is reported."""
    quotes = [one for measure in measures for clause in placed_in(matter, measure) for one in clause.quotes]
    primary = [(one.places[0], one) for one in quotes if not one.borrowed and len(one.places) == 1]
    found: list[Diagnostic] = []
    order = {id(one): index for index, (_, one) in enumerate(primary)}
    reach: tuple[Span, Placed] | None = None
    for place, one in sorted(primary, key=lambda item: (item[0].start, item[0].end)):
        if reach is not None and place.start < reach[0].end:
            first, second = sorted((reach[1], one), key=lambda item: order[id(item)])
            shared = Span(place.file, place.start, min(place.end, reach[0].end))
            found.append(_overlap(first, second, shared))
        if reach is None or place.end > reach[0].end:
            reach = (place, one)
    return found


def _overlap(first: Placed, second: Placed, shared: Span) -> Diagnostic:
    return Diagnostic(
        "RD405",
        f"原文「{short(second.quote.text)}」与另一处原文重叠",
        second.quote.span,
        secondary=(Label(first.quote.span, "另一处原文"), Label(shared, "两处都引了这些字")),
        help="每句话只归一个条款；别的条款要用到它时写 参据",
    )
