"""An amending notice as pasted: its head and its own labelled sentences, verbatim; and restated clauses (改写)."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.force import InForce, PartialDate
from rulesdsl.model.measure import Clause, Reading
from rulesdsl.model.tree import ClauseRef, Quote


@frozen
class Sentence:
    """One line of the notice, whole, as it stands in the source."""

    text: str
    span: Span


@frozen
class Amendment:
    """The part of an act that amends one document.

    `republished` names the file in which the amended text was published, and the heading it stands under there (附件4).
    """

    document: str
    authority: Quote | None
    locator: str
    signed: PartialDate | None
    published: PartialDate | None
    in_force: InForce | None
    readings: tuple[Reading, ...]
    sentences: tuple[Sentence, ...]
    republished: tuple[str, str] | None
    span: Span

    @property
    def id(self) -> str:
        """`闽政〔2015〕36号/修改 2020年12月4日`."""
        return f"{self.document}/修改 {self.signed.text if self.signed is not None else ''}".rstrip()


@frozen
class Restatement:
    """`改写 第十四项/X …`: the clause as it reads after the amendment above it in the file, whose place `amendment` tells."""

    clause: ClauseRef
    lines: Clause
    span: Span
    amendment: Span | None
