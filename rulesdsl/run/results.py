"""What an evaluation answers, as values that every report reads. Money is int fen; high None = no upper bound."""

from __future__ import annotations

from typing import NamedTuple

Outcome = str
ELIGIBLE, INELIGIBLE = "eligible", "ineligible"
NEEDS_FACTS, NEEDS_DETERMINATION = "needs_facts", "needs_determination"
NOT_IN_FORCE, NOT_APPLICABLE = "not_in_force", "not_applicable"

OUTCOME_WORDS = {
    ELIGIBLE: "符合",
    INELIGIBLE: "不符合",
    NEEDS_FACTS: "待补充",
    NEEDS_DETERMINATION: "待认定",
    NOT_IN_FORCE: "未施行",
    NOT_APPLICABLE: "不适用",
}


class Interval(NamedTuple):
    """`[low, high]` fen."""

    low: int
    high: int | None

    @property
    def is_point(self) -> bool:
        """Whether both ends are the same."""
        return self.low == self.high


class Missing(NamedTuple):
    """An open leaf: a fact not given, a determination not made, or a reading not chosen (`kind`)."""

    kind: str
    name: str
    key: str
    authorities: tuple[str, ...]


class FactValue(NamedTuple):
    """A fact that a condition read, with its value as text; None: missing."""

    name: str
    value: str | None


class ReasonResult(NamedTuple):
    """One condition on one instance. `truth` is 0 false, 1 needs a fact, 2 needs a determination, 3 true; `gap` says how far off."""

    condition: str
    quotes: tuple[str, ...]
    truth: int
    facts: tuple[FactValue, ...]
    missing: tuple[Missing, ...]
    gap: str
    parts: tuple[ReasonResult, ...]


class Cap(NamedTuple):
    """A limit or exclusion that changed what is payable; `step` is its place in the plan's adjustments."""

    id: str
    kind: str
    text: str
    quote: str
    before: Interval
    after: Interval
    step: tuple[str, int] = ("once", -1)


class ClauseResult(NamedTuple):
    """The answer of one clause for one instance (`row`; −1 where the case lists none).

    `deciding` indexes `reasons`, −1 if eligible or for another cause.
    """

    clause: int
    row: int
    id: str
    subject: str
    key: str
    outcome: Outcome
    in_force: str
    if_eligible: Interval | None
    amount: Interval | None
    amount_missing: tuple[Missing, ...]
    capped_by: tuple[Cap, ...]
    payers: tuple[tuple[str, Interval], ...]
    reasons: tuple[ReasonResult, ...]
    deciding: int
    missing: tuple[Missing, ...]
    to_qualify: tuple[Missing, ...]
    approximate: bool
    assumes: tuple[str, ...]
    readings: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


class CaseResult(NamedTuple):
    """All answers of a case, in the order of the documents; the total of cash grants and of each payer."""

    case: str
    as_of: int
    year: int | None
    clauses: tuple[ClauseResult, ...]
    total: Interval
    clause_totals: dict[str, Interval]
    payers: tuple[tuple[str, Interval], ...]
    readings: tuple[tuple[str, str], ...]
