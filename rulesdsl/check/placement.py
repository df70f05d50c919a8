"""Where the quotes of every clause stand in the official text, and what is read there.

    >>> placed = placements(matter)[home.id]
    >>> [figure.written for figure in placed.figures if figure.primary]
    ['5%', '250万元']

Numbers and words are read from whole paragraphs of the text, so that what a phrase means does not depend on where a quote
begins. A quote that has no place (no text, or RD501) is read by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from attrs import frozen

from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Span
from rulesdsl.model.measure import Measure
from rulesdsl.model.ruleset import Home
from rulesdsl.model.tree import Quote
from rulesdsl.reading.places import Placed, inside_quotes, known_unit, placed_quotes
from rulesdsl.reading.quantities import Reading, read_quantities
from rulesdsl.reading.words import Word, read_words
from rulesdsl.source.fold import fold
from rulesdsl.source.units import SourceText, Unit

_CONTEXT = 12


@frozen
class Figure:
    """A quantity read in a quote: its `place` in the official text, its `span` in the rule file, the text before it."""

    reading: Reading
    place: Span
    span: Span
    written: str
    before: str
    paragraph: int
    primary: bool
    said: bool


@frozen
class Weighty:
    """A word that carries meaning (一次性, 择优 …), with its two places as for `Figure`."""

    word: Word
    place: Span
    span: Span
    after: str
    primary: bool
    said: bool


@frozen
class PlacedClause:
    """A clause with its quotes in place and what they say, in the order of its quotes."""

    home: Home
    unit: Unit | None
    quotes: tuple[Placed, ...]
    figures: tuple[Figure, ...]
    words: tuple[Weighty, ...]

    def holds(self, phrase: str) -> bool:
        """Whether a phrase stands in one of the clause's quotes."""
        wanted = fold(phrase).text
        return bool(wanted) and any(wanted in placed.folded.text for placed in self.quotes)


def placements(matter: Matter) -> dict[str, PlacedClause]:
    """Every clause by id, in file order."""
    return {clause.home.id: clause for measure in matter.rules.measures for clause in placed_in(matter, measure)}


def placed_in(matter: Matter, measure: Measure) -> tuple[PlacedClause, ...]:
    """The clauses of one measure."""
    text = matter.texts.get(measure.document)
    page = matter.memo.recall(("page", measure.document), (text,), lambda: _Page(text) if text is not None else None)

    def place() -> tuple[PlacedClause, ...]:
        unit = known_unit(matter.memo, text, measure)
        homes = (Home(measure, clause) for clause in measure.clauses)
        return tuple({home.id: _placed_clause(page, unit, home) for home in homes}.values())

    return matter.memo.recall(("placed", measure.file, measure.id), (measure, text), place)


class _Page:
    """One text; a paragraph is read when the first quote in it is placed."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        self.bodies = sorted(body for unit in text.units for body in unit.body)
        self.starts = [body.start for body in self.bodies]
        self.read: dict[Span, tuple[tuple[Reading, ...], tuple[Word, ...]]] = {}

    def readings_in(self, place: Span) -> Iterator[tuple[Span, Span, Reading]]:
        """The quantities wholly inside a place: (paragraph, where, reading)."""
        for body in self._bodies_in(place):
            for reading in self._read(body)[0]:
                at = _shifted(body, reading.start, reading.end)
                if inside(at, place):
                    yield body, at, reading

    def words_in(self, place: Span) -> Iterator[tuple[Span, Word]]:
        """The words wholly inside a place."""
        for body in self._bodies_in(place):
            for word in self._read(body)[1]:
                at = _shifted(body, word.start, word.end)
                if inside(at, place):
                    yield at, word

    def _bodies_in(self, place: Span) -> list[Span]:
        first = max(0, bisect_right(self.starts, place.start) - 1)
        return self.bodies[first : bisect_left(self.starts, place.end)]

    def _read(self, body: Span) -> tuple[tuple[Reading, ...], tuple[Word, ...]]:
        if body not in self.read:
            paragraph = self.text.slice(body)
            self.read[body] = read_quantities(paragraph), read_words(paragraph)
        return self.read[body]


def _placed_clause(page: _Page | None, unit: Unit | None, home: Home) -> PlacedClause:
    quotes = placed_quotes(page.text if page is not None else None, unit, home)
    figures = tuple(figure for placed in quotes for figure in _figures(page, placed))
    words = tuple(word for placed in quotes for word in _words(page, placed))
    return PlacedClause(home, unit, quotes, figures, words)


def _figures(page: _Page | None, placed: Placed) -> Iterator[Figure]:
    primary, said = not placed.borrowed, placed.said
    if page is None or not placed.places:
        line = placed.quote.text
        for reading in read_quantities(line):
            span = _shifted(placed.quote.span, reading.start, reading.end)
            before = line[max(0, reading.start - _CONTEXT) : reading.start]
            yield Figure(
                reading, span, span, line[reading.start : reading.end], before, placed.quote.span.start, primary, said
            )
        return
    place = placed.places[0]
    for paragraph, at, reading in page.readings_in(place):
        before = page.text.text[max(paragraph.start, at.start - _CONTEXT) : at.start]
        yield Figure(
            reading, at, in_quote(page.text, placed, at), page.text.slice(at), before, paragraph.start, primary, said
        )


def _words(page: _Page | None, placed: Placed) -> Iterator[Weighty]:
    primary, said = not placed.borrowed, placed.said
    if page is None or not placed.places:
        line = placed.quote.text
        for word in read_words(line):
            span = _shifted(placed.quote.span, word.start, word.end)
            yield Weighty(word, span, span, line[word.end : word.end + _CONTEXT], primary, said)
        return
    for at, word in page.words_in(placed.places[0]):
        after = page.text.text[at.end : at.end + _CONTEXT]
        yield Weighty(word, at, in_quote(page.text, placed, at), after, primary, said)


def _shifted(span: Span, start: int, end: int) -> Span:
    return Span(span.file, span.start + start, span.start + end)


def in_quote(text: SourceText, placed: Placed, at: Span) -> Span:
    """A place of the official text inside a quote, as a span of the rule file."""
    first = text.folded.position(placed.places[0].start)
    start, end = text.folded.position(at.start) - first, text.folded.position(at.end) - first
    return _shifted(placed.quote.span, *placed.folded.span(start, end))


def regions(text: SourceText | None, clause: PlacedClause, anchors: tuple[Quote, ...]) -> tuple[Span, ...]:
    """Where anchors stand inside the quotes of their clause: spans of the official text, or of the rule file without one."""
    return tuple(span for anchor in anchors for span in inside_quotes(text, clause.quotes, anchor))


def inside(inner: Span, outer: Span) -> bool:
    """Whether a span lies within another."""
    return inner.file == outer.file and outer.start <= inner.start and inner.end <= outer.end
