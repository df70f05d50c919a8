"""Is every sentence of a document accounted for by the 原文 of some clause; and how much of it is.

Titles, 责任单位 lines and labels are structure: the heads of measures answer for them. A document without any measure is
reported as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from attrs import frozen

from rulesdsl.check.placement import PlacedClause, placed_in, placements
from rulesdsl.check.quote_problems import short
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.document import Document
from rulesdsl.model.kinds import is_executable, kind_of
from rulesdsl.model.measure import Measure
from rulesdsl.model.quotation import Excuse
from rulesdsl.reading.places import occurrences
from rulesdsl.source.coverage import Uncovered, content_spans, uncovered
from rulesdsl.source.fold import fold
from rulesdsl.source.locate import cite
from rulesdsl.source.sentences import sentences
from rulesdsl.source.units import Kind, SourceText, Unit

STRUCTURE: frozenset[Kind] = frozenset({"title", "imprint", "addressee", "contents", "signature"})
"""Kinds of units that the head of the document answers for."""


@frozen
class ItemCoverage:
    """One unit of the text: what of it is covered, by how many clauses, tried by how many 用例."""

    citation: str
    title: str
    sentences: int
    covered_sentences: int
    characters: int
    covered_characters: int
    clauses: int
    kinds: dict[str, int]
    executable: int
    test_cases: int
    readings: int
    open_readings: int


@frozen
class DocumentCoverage:
    """One document. Characters are those of content; `open_readings` are 口径 without an adopted option."""

    number: str
    title: str
    sentences: int
    covered_sentences: int
    characters: int
    covered_characters: int
    restored_characters: int
    kinds: dict[str, int]
    clauses: int
    executable: int
    test_cases: int
    readings: int
    open_readings: int
    excuses: int
    items: tuple[ItemCoverage, ...]


@frozen
class CoverageReport:
    """What `rulesdsl coverage` prints, one entry a document with a text, in file order."""

    documents: tuple[DocumentCoverage, ...]


def check_coverage(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD404, a warning, for every sentence or phrase without a clause; one for a document without any measure."""
    found: list[Diagnostic] = []
    for number, text in matter.texts.items():
        measures = [measure for measure in matter.rules.measures if measure.document == number]
        if measures:
            left = partial(_left_over, matter, text, measures)
            found += matter.memo.recall((check_coverage, number), (text, *measures), left)
        else:
            found.append(_nothing_written(text, number, matter.rules.documents.get(number)))
    return tuple(found)


def _left_over(matter: Matter, text: SourceText, measures: list[Measure]) -> tuple[Diagnostic, ...]:
    covered = _covered(clause for measure in measures for clause in placed_in(matter, measure))
    return tuple(
        _without_clause(text, unit, piece) for unit in _body_units(text) for piece in uncovered(text, unit, covered)
    )


def _nothing_written(text: SourceText, number: str, document: Document | None) -> Diagnostic:
    count = sum(len(sentences(text, unit)) for unit in _body_units(text))
    span = document.span if document is not None else text.span
    return Diagnostic("RD404", f"{number} 的源文有 {count} 句，还没有写任何措施", span, help="逐条写下 措施 和 条款")


def _without_clause(text: SourceText, unit: Unit, piece: Uncovered) -> Diagnostic:
    what = "这句话" if piece.whole else "这些字"
    words = short("".join(text.slice(piece.span).split()))
    return Diagnostic(
        "RD404",
        f"{cite(text, unit)}的「{words}」没有条款",
        piece.span,
        label=f"{what}不在任何原文里",
        help="写一个条款，用 原文、职责、倡导 或 说明 引这句话",
    )


def _covered(clauses: Iterable[PlacedClause]) -> list[Span]:
    return [
        quote.places[0]
        for clause in clauses
        for quote in clause.quotes
        if not quote.borrowed and len(quote.places) == 1
    ]


def _body_units(text: SourceText) -> Iterator[Unit]:
    return (unit for unit in text.units if unit.kind not in STRUCTURE)


def coverage_report(matter: Matter) -> CoverageReport:
    """Count what is covered; pure, and independent of whether anything is wrong."""
    placed = placements(matter)
    return CoverageReport(tuple(_document(matter, placed, number, text) for number, text in matter.texts.items()))


def _document(matter: Matter, placed: Mapping[str, PlacedClause], number: str, text: SourceText) -> DocumentCoverage:
    document = matter.rules.documents.get(number)
    measures = [measure for measure in matter.rules.measures if measure.document == number]
    clauses = [clause for measure in measures for clause in measure.clauses]
    tests = Counter(measure for measure, _ in matter.rules.test_cases)
    covered = _covered(clause for clause in placed.values() if clause.home.measure.document == number)
    items = tuple(_item(text, unit, covered, _measures_of(placed, measures, unit), tests) for unit in _body_units(text))
    readings = [reading for clause in clauses for reading in clause.readings]
    readings += document.readings if document is not None else ()
    return DocumentCoverage(
        number,
        document.title.text if document is not None and document.title is not None else "",
        sum(item.sentences for item in items),
        sum(item.covered_sentences for item in items),
        sum(item.characters for item in items),
        sum(item.covered_characters for item in items),
        _restored(text, document),
        dict(Counter(kind_of(clause) for clause in clauses)),
        len(clauses),
        sum(map(is_executable, clauses)),
        sum(tests[measure.id] for measure in measures) + tests[f"{number}/"],
        len(readings),
        sum(reading.default is None for reading in readings),
        sum(len(clause.everywhere(Excuse)) for clause in clauses),
        tuple(item for item in items if item.sentences),
    )


def _measures_of(placed: Mapping[str, PlacedClause], measures: list[Measure], unit: Unit) -> list[Measure]:
    """The measures that stand for a unit itself."""
    first = {placed[f"{one.id}/{one.clauses[0].name.text}"].unit: one for one in measures if one.clauses}
    return [measure for at, measure in first.items() if at is not None and at.id == unit.id]


def _item(
    text: SourceText, unit: Unit, covered: list[Span], measures: list[Measure], tests: Counter[str]
) -> ItemCoverage:
    left = uncovered(text, unit, covered)
    content = sum(span.end - span.start for span in content_spans(text, unit))
    missing = sum(_overlap(piece.span, span) for piece in left for span in content_spans(text, unit))
    count = len(sentences(text, unit))
    clauses = [clause for measure in measures for clause in measure.clauses]
    return ItemCoverage(
        cite(text, unit),
        unit.title,
        count,
        count - len({piece.sentence.id for piece in left}),
        content,
        content - missing,
        len(clauses),
        dict(Counter(kind_of(clause) for clause in clauses)),
        sum(map(is_executable, clauses)),
        sum(tests[measure.id] for measure in measures),
        sum(len(clause.readings) for clause in clauses),
        sum(reading.default is None for clause in clauses for reading in clause.readings),
    )


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _restored(text: SourceText, document: Document | None) -> int:
    """How many characters stand in 还原 quotes, at every place they occur."""
    if document is None:
        return 0
    spans = [place for item in document.restored for place in occurrences(text, text.span, fold(item.quote.text))]
    return len({offset for span in spans for offset in range(span.start, span.end)})
