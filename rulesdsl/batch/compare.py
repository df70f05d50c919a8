"""One instance of the tables judged by the interpreter, and how that differs from what the engine of the batch says of it."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from rulesdsl.batch.cases import case_of
from rulesdsl.batch.engine import Engine
from rulesdsl.batch.reference import below, results_of, rows_below
from rulesdsl.batch.shown import CLAUSE, LONG, SUBJECT, YEAR, long_table
from rulesdsl.cases.case import Case
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.judge import judge
from rulesdsl.run.payers import sum_payers
from rulesdsl.run.results import CaseResult
from rulesdsl.tables.facts import KEY
from rulesdsl.tables.find import Place

_NAMED = [CLAUSE, SUBJECT, KEY, YEAR]


def judged(
    plan: Plan,
    family: Mapping[str, pl.DataFrame],
    place: Place,
    readings: tuple[tuple[str, str], ...],
    setting: Setting,
) -> tuple[Case, CaseResult]:
    """The case of an instance's family, and the answers for the instance and what belongs to it."""
    case = case_of(plan, family, readings, setting, f"{place.subject}/{place.key}")
    row = family[place.subject][KEY].to_list().index(place.key)
    inside = rows_below(case, place.subject, row)
    whole = judge(plan, case)
    own = tuple(item for item in whole.clauses if item.row < 0 or item.row in inside[item.subject])
    cash = [item.payers for item in own if plan.clauses[item.clause].cash]
    total = judge(plan, below(case, place.subject, row)).total
    return case, whole._replace(clauses=own, total=total, payers=sum_payers(cash))


def differences(
    plan: Plan, engine: Engine, part: Mapping[str, pl.DataFrame], case: Case, result: CaseResult
) -> tuple[list[str], int]:
    """The clauses and instances of which the batch says something else, and of how many both speak."""
    answers, _ = engine.answer(part)
    if answers is None:
        return ["（成批计算没有结果）"], 0
    keys = {subject: [row.key for row in rows] for subject, rows in case.rows.items()}
    mine = _sorted(long_table(plan, results_of(plan, keys, result)))
    theirs = _sorted(
        long_table(engine.plan, answers).join(mine.select(_NAMED), on=_NAMED, how="semi", nulls_equal=True)
    )
    every = pl.concat([mine, theirs])
    odd = every.filter(every.is_unique()) if mine.height == theirs.height else every
    shown = odd.select(pl.col(CLAUSE) + "（" + pl.col(KEY) + "）").to_series().unique(maintain_order=True)
    return (shown.to_list() if not mine.equals(theirs) else []), mine.height


def _sorted(table: pl.DataFrame) -> pl.DataFrame:
    return table.select(*LONG).sort(_NAMED)
