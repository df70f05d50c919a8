"""Where the quotes of clauses stand in the official text: 原文 in its item, 参据 there or in the lead paragraphs above it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.memo import Memo
from rulesdsl.model.measure import Measure
from rulesdsl.model.program import Said
from rulesdsl.model.quotation import Quoted
from rulesdsl.model.ruleset import Home
from rulesdsl.model.tree import Quote
from rulesdsl.source.fold import Folded, fold
from rulesdsl.source.locate import Unresolved, resolve
from rulesdsl.source.units import SourceText, Unit


@frozen
class Placed:
    """A quote of a clause. `places` are its occurrences in the item, one for a good primary quote; `said` marks 职责 and the like."""

    quote: Quote
    borrowed: bool
    said: bool
    places: tuple[Span, ...]
    folded: Folded


def unit_of(text: SourceText | None, measure: Measure) -> Unit | None:
    """The unit of the text that a measure stands for."""
    found = resolve(text, measure.place) if text is not None else None
    return None if isinstance(found, Unresolved) else found


def known_unit(memo: Memo, text: SourceText | None, measure: Measure) -> Unit | None:
    """The same, found once for all who ask under one memo."""
    return memo.recall((unit_of, measure.file, measure.id), (text, measure), lambda: unit_of(text, measure))


def clause_quotes(home: Home) -> Iterator[tuple[Quote, bool, bool]]:
    """The quotes of a clause: (quote, borrowed, said)."""
    for line in home.clause.lines:
        if isinstance(line, Quoted):
            yield line.quote, line.borrowed, False
        elif isinstance(line, Said):
            yield from ((quote, False, True) for quote in line.quotes)


def placed_quotes(text: SourceText | None, unit: Unit | None, home: Home) -> tuple[Placed, ...]:
    """All quotes of a clause in written order."""
    return tuple(placed_quote(text, unit, *item) for item in clause_quotes(home))


def placed_quote(text: SourceText | None, unit: Unit | None, quote: Quote, borrowed: bool, said: bool) -> Placed:
    """A quote of a clause with its places."""
    folded = fold(quote.text)
    if text is None or unit is None:
        return Placed(quote, borrowed, said, (), folded)
    places = occurrences(text, unit.span, folded)
    if borrowed and not places:
        places = tuple(place for scope in borrowing_scopes(text, unit) for place in occurrences(text, scope, folded))
    if quote.nth is not None:
        places = places[quote.nth - 1 : quote.nth]
    return Placed(quote, borrowed, said, places, folded)


def occurrences(text: SourceText, scope: Span, folded: Folded) -> tuple[Span, ...]:
    """Every place of a folded quote in a part of a text."""
    if not folded.text:
        return ()
    start, end = text.folded.position(scope.start), text.folded.position(scope.end)
    found: list[Span] = []
    hit = text.folded.text.find(folded.text, start, end)
    while hit >= 0:
        found.append(Span(text.file, *text.folded.span(hit, hit + len(folded.text))))
        hit = text.folded.text.find(folded.text, hit + 1, end)
    return tuple(found)


def borrowing_scopes(text: SourceText, unit: Unit) -> tuple[Span, ...]:
    """Where 参据 may stand: in the item, or in the lead paragraph of any unit above it."""
    found = [unit.span]
    above = unit.parent
    while above is not None:
        found += [child.span for child in text.children.get(above, ()) if child.kind == "lead"]
        found += text.by_id[above].body
        above = text.by_id[above].parent
    return tuple(found)


def inside_quotes(text: SourceText | None, quotes: tuple[Placed, ...], anchor: Quote) -> tuple[Span, ...]:
    """Where an anchor stands inside the quotes of its clause: spans of the official text, or of the rule file without one."""
    found: list[Span] = []
    wanted = fold(anchor.text).text
    for placed in quotes:
        at = placed.folded.text.find(wanted) if wanted else -1
        while at >= 0:
            found.append(_inside(text, placed, at, at + len(wanted)))
            at = placed.folded.text.find(wanted, at + 1)
    return tuple(found)


def _inside(text: SourceText | None, placed: Placed, start: int, end: int) -> Span:
    if text is None or not placed.places:
        low, high = placed.folded.span(start, end)
        return Span(placed.quote.span.file, placed.quote.span.start + low, placed.quote.span.start + high)
    first = text.folded.position(placed.places[0].start)
    return Span(text.file, *text.folded.span(first + start, first + end))
