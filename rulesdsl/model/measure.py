"""A measure (one item of the text), its clauses, and the readings of a clause."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar, cast

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.expression import Let
from rulesdsl.model.force import Expiry, InForce
from rulesdsl.model.grant import Attribution, BandMode, Grant, PeriodLine, Schedule
from rulesdsl.model.norm import Norm
from rulesdsl.model.parts import Part, by_kind
from rulesdsl.model.payment import Charge, FundLine, LimitLine
from rulesdsl.model.program import Appropriation, Quota, Said, Target
from rulesdsl.model.quotation import Excuse, Quoted
from rulesdsl.model.relation import CarveOut, ExceptionTo, Exclusion, FactDeeming, Mapping, Precedes, SubjectDeeming
from rulesdsl.model.stipulation import ConditionChange, ConditionLine, Define, Guard, Requirement
from rulesdsl.model.subject import Beneficiary, SubjectLine
from rulesdsl.model.tree import ClauseRef, Name, Quote

Line = (
    Quoted
    | Excuse
    | SubjectLine
    | Beneficiary
    | ConditionLine
    | Guard
    | ConditionChange
    | Define
    | Requirement
    | Let
    | Grant
    | BandMode
    | Attribution
    | PeriodLine
    | Schedule
    | Charge
    | FundLine
    | LimitLine
    | ExceptionTo
    | Precedes
    | Exclusion
    | CarveOut
    | SubjectDeeming
    | FactDeeming
    | Mapping
    | Norm
    | Target
    | Appropriation
    | Quota
    | Said
)
OneLine = TypeVar("OneLine", bound=Line)


@frozen
class Option:
    """One reading of a choice point: its name and the lines it stands for (none: 无); `days` those of a document or act."""

    name: str
    adopted: bool
    lines: tuple[Line, ...]
    span: Span
    days: InForce | Expiry | None = None


@frozen
class Reading:
    """A registered ambiguity 口径. With no adopted option all of them run."""

    name: str
    quotes: tuple[Quote, ...]
    reason: str
    options: tuple[Option, ...]
    span: Span

    @property
    def default(self) -> Option | None:
        """The adopted option, if one is."""
        return next((option for option in self.options if option.adopted), None)


@frozen
class Stood:
    """A line and the reading and option it stands under; both None for a line of the clause itself."""

    line: Line
    reading: Reading | None = None
    option: Option | None = None


@frozen(slots=False)
class Clause:
    """One clause: its own lines and its readings, in written order. `span` is the whole piece, `name.span` the headline."""

    name: Name
    lines: tuple[Line, ...]
    readings: tuple[Reading, ...]
    span: Span

    def all(self, kind: type[OneLine]) -> tuple[OneLine, ...]:
        """The clause's own lines of one kind, without those of readings."""
        return tuple(line for line in self.lines if isinstance(line, kind))

    def one(self, kind: type[OneLine]) -> OneLine | None:
        """The first line of a kind."""
        return next((line for line in self.lines if isinstance(line, kind)), None)

    def everywhere(self, kind: type[OneLine]) -> tuple[OneLine, ...]:
        """The lines of a kind in the clause and in all its readings."""
        return self.parts(kind)

    def parts(self, kind: type[Part]) -> tuple[Part, ...]:
        """Every part of a kind, however deep, in the clause's lines and readings, in written order."""
        return cast("tuple[Part, ...]", self._by_kind.get(kind, ()))

    @cached_property
    def stood(self) -> tuple[Stood, ...]:
        """The clause's own lines, then those of its readings, each in written order."""
        own = tuple(Stood(line) for line in self.lines)
        return own + tuple(
            Stood(line, reading, option)
            for reading in self.readings
            for option in reading.options
            for line in option.lines
        )

    @cached_property
    def _by_kind(self) -> dict[type, tuple[object, ...]]:
        return by_kind((self.lines, self.readings))


@frozen(slots=False)
class Measure:
    """One item of a document with its clauses. `responsible` is None where the line says 未规定 or is missing.

    `standing` is the citation of the item in an amended text, where that is another one; ids go by `locator`.
    """

    document: str
    locator: str
    title: Quote | None
    responsible: tuple[Quote, ...]
    clauses: tuple[Clause, ...]
    file: str
    span: Span
    standing: str = ""

    @property
    def place(self) -> str:
        """Where the item stands in the text of this version."""
        return self.standing or self.locator

    @cached_property
    def refs(self) -> tuple[ClauseRef, ...]:
        """The clauses that it names."""
        return tuple(ref for clause in self.clauses for ref in clause.parts(ClauseRef))

    @cached_property
    def id(self) -> str:
        """`闽政〔2015〕36号/第十四项`."""
        return f"{self.document}/{self.locator}"
