"""What a batch comes to: by clause, by place, by payer; added up in integers of any size, a partition at a time.

The sums of clauses and payers are sums of rows. Where amounts are open and share a limit, the upper ends of rows can't all be had at once;
totals of owners take that into account, sums of rows don't.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from rulesdsl.batch.shown import by_clause
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import OUTCOMES
from rulesdsl.run.columnar.kernel import Results
from rulesdsl.tables.facts import CITY

NOWHERE = "（没有写）"


class Sum(NamedTuple):
    """How many rows or owners, their lower ends, their upper ends, and how many have no upper end. Fen."""

    rows: int = 0
    low: int = 0
    high: int = 0
    unlimited: int = 0

    def __add__(self, other: Sum) -> Sum:  # type: ignore[override]
        return Sum(*(one + more for one, more in zip(self, other, strict=True)))


class Sums(NamedTuple):
    """Sums by clause id, place and payer; rows of each outcome by clause id; of all cash grants together."""

    clauses: dict[str, Sum]
    outcomes: dict[str, dict[str, int]]
    places: dict[str, Sum]
    payers: dict[str, Sum]
    total: Sum

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return self._asdict()


NOTHING = Sums({}, {}, {}, {}, Sum())


def sums_from_json(data: Mapping[str, Any]) -> Sums:
    """The inverse of `to_json`; raises KeyError or TypeError on anything else."""
    clauses, places, payers = (
        {name: Sum(*item) for name, item in data[kind].items()} for kind in ("clauses", "places", "payers")
    )
    return Sums(clauses, dict(data["outcomes"]), places, payers, Sum(*data["total"]))


def added(one: Sums, other: Sums) -> Sums:
    """Two partitions together."""
    outcomes = {
        name: {
            outcome: one.outcomes.get(name, {}).get(outcome, 0) + other.outcomes.get(name, {}).get(outcome, 0)
            for outcome in OUTCOMES
        }
        for name in {**one.outcomes, **other.outcomes}
    }
    return Sums(
        _both(one.clauses, other.clauses),
        outcomes,
        _both(one.places, other.places),
        _both(one.payers, other.payers),
        one.total + other.total,
    )


def _both(one: dict[str, Sum], other: dict[str, Sum]) -> dict[str, Sum]:
    return {name: one.get(name, Sum()) + other.get(name, Sum()) for name in {**one, **other}}


def sums_of(plan: Plan, results: Results, tables: Mapping[str, pl.DataFrame]) -> Sums:
    """The sums of one partition."""
    clauses: dict[str, Sum] = {}
    outcomes: dict[str, dict[str, int]] = {}
    payers: dict[str, Sum] = {}
    for number, columns in by_clause(results).items():
        clause, names = plan.clauses[number], {item.what: item.name for item in columns}
        frame = results.wide[clause.subject]
        counts = dict(frame[names["outcome"]].drop_nulls().cast(pl.Int64).value_counts().iter_rows())
        known = outcomes.setdefault(clause.id, dict.fromkeys(OUTCOMES, 0))
        for code, count in counts.items():
            known[OUTCOMES[code]] += count
        if "amount.low" in names:
            one = _sum(frame, names["amount.low"], names["amount.high"])
            clauses[clause.id] = clauses.get(clause.id, Sum()) + one
        for item in columns:
            if item.what == "payer.low" and clause.cash:
                one = _sum(frame, item.name, item.name.removesuffix("low") + "high")
                payers[item.detail] = payers.get(item.detail, Sum()) + one
    return Sums(clauses, outcomes, _by_place(results, tables), payers, _whole(results))


def _whole(results: Results) -> Sum:
    total = results.total
    if total is None:
        return Sum()
    return Sum(1, total.low, total.high or 0, int(total.high is None))


def _sum(frame: pl.DataFrame, low: str, high: str) -> Sum:
    """The sum of an amount over the rows where it is not nothing; an upper end that is missing beside a lower one is none."""
    row = frame.select(
        rows=(pl.col(low).is_not_null() & (pl.col(high).is_null() | (pl.col(high) > 0))).sum(),
        low=pl.col(low).cast(pl.Int128).sum(),
        high=pl.col(high).cast(pl.Int128).sum(),
        unlimited=(pl.col(low).is_not_null() & pl.col(high).is_null()).sum(),
    ).row(0)
    return Sum(*(int(value or 0) for value in row))


def _by_place(results: Results, tables: Mapping[str, pl.DataFrame]) -> dict[str, Sum]:
    """Totals of owners by 所在设区市, of the subject that has it."""
    found: dict[str, Sum] = {}
    for subject, frame in results.wide.items():
        if "total.low" in frame.columns and CITY in tables[subject].columns:
            placed = frame.with_columns(tables[subject][CITY].fill_null(NOWHERE))
            for (place,), rows in placed.partition_by(CITY, as_dict=True).items():
                one = _sum(rows, "total.low", "total.high")._replace(rows=len(rows))
                found[str(place)] = found.get(str(place), Sum()) + one
    return found
