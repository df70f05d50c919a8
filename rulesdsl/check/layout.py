"""Does each line, row, fact and reading begin its own physical line?

Newlines don't matter to the grammar, so two lines on one would be read alike; for a reader, and for the comparison of two
versions, they would not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Fix, Span
from rulesdsl.model.amendment import Amendment
from rulesdsl.model.build import FileModel
from rulesdsl.model.document import Document
from rulesdsl.model.grant import BandRow
from rulesdsl.model.measure import Clause
from rulesdsl.model.test_case import Choice, Expectation, Paid
from rulesdsl.model.vocabulary import Body, Subject, Unit

BLANK = " \t\u3000\u00a0\u2009"


def check_layout(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD104, with the fix that puts a line break there. Says nothing of files whose text isn't at hand."""
    found: list[Diagnostic] = []
    for file in matter.rules.files:
        text = matter.sources.get(file.file)
        if text is not None:
            found += matter.memo.recall((check_layout, file.file), (file, text), partial(_in_file, file, text))
    return tuple(found)


def _in_file(file: FileModel, text: str) -> tuple[Diagnostic, ...]:
    return tuple(problem for span, what in _starts(file) for problem in _on_its_own(text, span, what))


def _starts(file: FileModel) -> Iterator[tuple[Span, str]]:
    """Everything that begins a line, with what it is called."""
    clauses = [clause for measure in file.measures for clause in measure.clauses]
    restated = [item.lines for item in file.restatements]
    for clause in (*clauses, *restated):
        yield from ((line.span, "这一行") for line in clause.lines)
        yield from ((row.span, "这一档") for row in clause.parts(BandRow))
    heads: list[Document | Clause | Amendment] = [*file.documents, *clauses, *file.amendments, *restated]
    for reading in (reading for head in heads for reading in head.readings):
        yield (reading.span, "这个口径")
        yield from ((option.span, "这种读法") for option in reading.options)
    for vocabulary in file.vocabularies:
        yield from ((item.span, "这个事实") for subject in vocabulary.subjects for item in subject.fields)
    for vocabulary in file.vocabularies:
        declared: tuple[Subject | Unit | Body, ...] = (*vocabulary.subjects, *vocabulary.units, *vocabulary.bodies)
        yield from ((item.span, "这个声明") for item in declared)
    yield from _in_cases(file)


def _in_cases(file: FileModel) -> Iterator[tuple[Span, str]]:
    for _, case in file.test_cases:
        yield from ((instance.span, "这一组事实") for instance in case.instances)
        lines: tuple[Paid | Choice | Expectation, ...] = (*case.paid, *case.choices, *case.expectations)
        yield from ((line.span, "这一行") for line in lines)


def _on_its_own(text: str, span: Span, what: str) -> Iterator[Diagnostic]:
    start = text.rfind("\n", 0, span.start) + 1
    before = text[start : span.start]
    if not before.strip(BLANK):
        return
    indent = before[: len(before) - len(before.lstrip(BLANK))]
    gap = len(before.rstrip(BLANK))
    yield Diagnostic(
        "RD104",
        f"{what}没有另起一行",
        Span(span.file, span.start, min(span.end, span.start + _first_word(text, span))),
        help="在它前面换行",
        fix=Fix(Span(span.file, start + gap, span.start), "\n" + indent, safe=True),
    )


def _first_word(text: str, span: Span) -> int:
    piece = text[span.start : span.end]
    return next((at for at, character in enumerate(piece) if character in BLANK + "\r\n「“"), len(piece)) or 1
