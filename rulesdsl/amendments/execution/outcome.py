"""What came of executing an act: the new text, the origin of its characters, and what each operation did."""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from rulesdsl.amendments.act import Sentence
from rulesdsl.amendments.execution.spanmap import SpanMap
from rulesdsl.amendments.operations import Operation
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.source.units import SourceText


class Place(NamedTuple):
    """A place an operation worked on: the unit it began in, and the words that stood there with a little around them."""

    unit: str
    words: str
    around: str


@frozen
class Done:
    """One operation and what it did. `asked` are the citations of its units, each with the number of hits there.

    `skipped` are hits in the names of other acts, `municipal` hits in the names of lower bodies (changed all the same),
    `contained` hits that a longer change of the same sentence took.
    """

    sentence: int
    operation: Operation
    places: tuple[Place, ...] = ()
    asked: tuple[tuple[str, int], ...] = ()
    skipped: tuple[Place, ...] = ()
    municipal: tuple[Place, ...] = ()
    contained: tuple[Place, ...] = ()


class NearMiss(NamedTuple):
    """A stem that survives the act although a name with it was renamed: 经信 in 经信部门."""

    stem: str
    renamed: str
    place: Place


class Customary(NamedTuple):
    """A change that no sentence commands but custom makes: a label taken off or moved up after a unit has gone."""

    unit: str
    text: str
    sentence: int


class OrderSensitive(NamedTuple):
    """Two sentences whose order matters, and why."""

    sentence: int
    other: int
    why: str


@frozen
class Execution:
    """An act executed on one document, whole or (with errors) not at all: then `text` is the text before it."""

    before: SourceText
    text: SourceText
    spans: SpanMap
    sentences: tuple[Sentence, ...]
    done: tuple[Done, ...]
    near_misses: tuple[NearMiss, ...]
    customary: tuple[Customary, ...]
    moved_references: tuple[Place, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        """Whether nothing was executed."""
        from rulesdsl.diagnostics import severity_of

        return any(severity_of(item.code) == "error" for item in self.diagnostics)
