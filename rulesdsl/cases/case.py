"""One case as engines read it. Missing facts are absent: never zero, never false."""

from __future__ import annotations

from typing import Any, NamedTuple

Period = tuple[Any, ...]
"""() for a plain fact, ('fixed', 2017) for a year, ('window', text) for hours or days, ('highest',) for 历年最高."""


class Row(NamedTuple):
    """One instance of a subject.

    `owners` maps each subject it belongs to, directly or not, to the row number there. Facts: (field, period) → True/False, int
    (fen, counts, ordinals, years, millionths of 比例) or text. `first_year` is 起始年.
    """

    subject: str
    key: str
    owners: dict[str, int]
    facts: dict[tuple[str, Period], Any]
    first_year: int | None


class PaidRow(NamedTuple):
    """A payment made before: clause id, the instance or owner named ("" any), its year, the ordinal if known, fen."""

    clause: str
    key: str
    year: int
    date: int | None
    amount: int


class ChoiceRow(NamedTuple):
    """择一: in the exclusion of this owner ("" any), the clause it chose."""

    clause: str
    owner: str
    key: str


class Case(NamedTuple):
    """Frame and facts. A subject absent from `rows` is a list not given; an empty tuple is a complete list of none."""

    name: str
    claim_date: int | None
    as_of: int | None
    accounting_year: int | None
    rows: dict[str, tuple[Row, ...]]
    paid: tuple[PaidRow, ...] | None
    choices: tuple[ChoiceRow, ...]
    readings: tuple[tuple[str, str], ...]

    @property
    def judged_on(self) -> int | None:
        """D: as-of if given, else the claim date."""
        return self.as_of if self.as_of is not None else self.claim_date

    @property
    def years(self) -> frozenset[int]:
        """The years for which any fact is given."""
        return frozenset(
            period[1]
            for rows in self.rows.values()
            for row in rows
            for _, period in row.facts
            if period and period[0] == "fixed"
        )
