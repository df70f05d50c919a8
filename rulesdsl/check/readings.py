"""Is every 口径 a real choice: two readings or more, at most one adopted, each of lines that can be a reading?"""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.check.places import word
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.measure import Measure, Option, Reading
from rulesdsl.model.program import Said
from rulesdsl.model.quotation import Excuse, Quoted
from rulesdsl.model.relation import ExceptionTo
from rulesdsl.model.stipulation import ConditionChange, Define

NO_READING = (Quoted, Excuse, Said, ExceptionTo, Define, ConditionChange)
"""Lines that say what a clause is or where it stands: they can't depend on how it is read."""


def check_readings(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD408 no reason, RD411 no real choice. The readings of a document (成文, 过渡) need no lines and no second option."""
    found = [*matter.in_each_measure(_in_measure)]
    for document in matter.rules.documents.values():
        for reading in document.readings:
            found += _adopted(matter, reading)
    return tuple(found)


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    return (problem for clause in measure.clauses for item in clause.readings for problem in _one(matter, item))


def _one(matter: Matter, reading: Reading) -> Iterator[Diagnostic]:
    place = word(matter, reading.span, reading.name, 2)
    if not reading.reason.strip():
        message = f"口径「{reading.name}」没有写理由"
        yield Diagnostic("RD408", message, place, help="加一行 理由 “…”，写明为什么采用这种读法")
    if len(reading.options) < 2:
        message = f"口径「{reading.name}」只有一种读法"
        yield Diagnostic("RD411", message, place, help="再写一行 备选，或者把这一行直接写进条款")
    yield from _adopted(matter, reading)
    for option in reading.options:
        yield from _lines(option)


def _adopted(matter: Matter, reading: Reading) -> Iterator[Diagnostic]:
    adopted = [option for option in reading.options if option.adopted]
    for option in adopted[1:]:
        label = Label(_name(matter, adopted[0]), "已经采用这一种")
        message = f"口径「{reading.name}」采用了不止一种读法"
        yield Diagnostic("RD411", message, _name(matter, option), secondary=(label,), help="其余的改为 备选")


def _name(matter: Matter, option: Option) -> Span:
    return word(matter, option.span, option.name, 2)


def _lines(option: Option) -> Iterator[Diagnostic]:
    for line in option.lines:
        if isinstance(line, NO_READING):
            message = f"读法「{option.name}」里的这一行不随口径而变"
            yield Diagnostic("RD411", message, line.span, help="把这一行写进条款，或者另立一个条款")
