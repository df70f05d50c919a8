"""A case as read from any format, before the vocabulary types it: names and texts with their places."""

from __future__ import annotations

from typing import Any, NamedTuple

from rulesdsl.diagnostics import Span

Period = tuple[Any, ...]


class RawFact(NamedTuple):
    """`text` None is 未知. `period` as in `case.Period`."""

    name: str
    period: Period
    text: str | None
    span: Span | None
    value_span: Span | None


class RawInstance(NamedTuple):
    """`owners` are (subject, who) pairs; `who` is a key as written or, where the file nests them, the place in
    `RawCase.instances`. An owner left out is the only instance of its subject.
    """

    subject: str
    key: str
    owners: tuple[tuple[str, str | int], ...]
    facts: tuple[RawFact, ...]
    span: Span | None


class RawCase(NamedTuple):
    """Instances in file order; `listed` names further subjects whose complete list is empty."""

    instances: tuple[RawInstance, ...]
    listed: tuple[str, ...]
