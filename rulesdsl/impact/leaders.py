"""The owners that gain or lose most, judged one by one by the interpreter in both worlds."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from rulesdsl.batch.compare import judged
from rulesdsl.cases.case import Case
from rulesdsl.impact.worlds import World
from rulesdsl.run.results import INELIGIBLE, NOT_IN_FORCE, CaseResult, ClauseResult, Interval
from rulesdsl.tables.find import Place, find
from rulesdsl.tables.partitions import Cut, read_part


class Leader(NamedTuple):
    """An owner with its totals as the columns give them, and the interpreter's answers in both worlds.

    `agrees`: the interpreter's totals are those of the columns.
    """

    subject: str
    key: str
    city: str
    totals: tuple[Interval, Interval]
    change: int
    worlds: tuple[World, World]
    cases: tuple[Case, Case]
    results: tuple[CaseResult, CaseResult]

    @property
    def agrees(self) -> bool:
        """Whether both engines give the same totals."""
        return self.totals == tuple(result.total for result in self.results)

    @property
    def pairs(self) -> tuple[tuple[ClauseResult | None, ClauseResult | None], ...]:
        """Answers of both worlds for one clause and instance, where they differ."""
        sides = [
            {(item.id, item.subject, item.key): item for item in result.clauses if item.row >= 0}
            for result in self.results
        ]
        keys = dict.fromkeys((*sides[0], *sides[1]))
        pairs = ((sides[0].get(key), sides[1].get(key)) for key in keys)
        return tuple(pair for pair in pairs if _told(pair[0]) != _told(pair[1]))


def _told(item: ClauseResult | None) -> object:
    """What of an answer counts as a difference; who grants nothing may say so in several ways."""
    if item is None or item.outcome in (INELIGIBLE, NOT_IN_FORCE):
        return None
    return item.outcome, item.amount, tuple(payer for payer in item.payers if payer[1] != Interval(0, 0))


def explain_leaders(whole: Cut, worlds: tuple[World, World], found: pl.DataFrame) -> tuple[Leader, ...]:
    """Judge each of `found` (`compare.LEADER`) with what belongs to it, on the clauses that differ."""
    leaders = []
    for row in found.iter_rows(named=True):
        place = find(whole, f"{row['subject']}/{row['key']}")
        if isinstance(place, Place):
            family = read_part(whole, place.part, place.family).tables
            answers = [judged(world.plan, family, place, world.own_readings, world.setting) for world in worlds]
            totals = (Interval(row["low0"], row["high0"]), Interval(row["low1"], row["high1"]))
            (case0, result0), (case1, result1) = answers
            own = (row["subject"], row["key"], row["city"], totals, row["change"])
            leaders.append(Leader(*own, worlds, (case0, case1), (result0, result1)))
    return tuple(leaders)
