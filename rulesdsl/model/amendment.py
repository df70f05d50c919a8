"""An amending notice as pasted: its head and its own labelled sentences, verbatim; and restated clauses (改写)."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.document import InForce, PartialDate
from rulesdsl.model.measure import Clause, Reading
from rulesdsl.model.tree import ClauseRef, Quote


@frozen
class Sentence:
    """One labelled line of the notice, whole, as it stands in the source."""

    text: str
    span: Span


@frozen
class Amendment:
    """The part of an act that amends one document."""

    document: str
    authority: Quote | None
    locator: str
    signed: PartialDate | None
    published: PartialDate | None
    in_force: InForce | None
    readings: tuple[Reading, ...]
    sentences: tuple[Sentence, ...]
    span: Span


@frozen
class Restatement:
    """`改写 第十四项/X …`: the clause as it reads after the amendment."""

    clause: ClauseRef
    lines: Clause
    span: Span
