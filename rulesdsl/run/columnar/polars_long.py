"""Answers as one long table: a row for every clause and instance, in the order of the clauses."""

from __future__ import annotations

import polars as pl

from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import OUTCOMES, Column
from rulesdsl.run.columnar.kernel import Results
from rulesdsl.run.columnar.schema import KEY

_SHOWN = {
    "point": pl.Int64,
    "amount.low": pl.Int64,
    "amount.high": pl.Int64,
    "if_eligible.low": pl.Int64,
    "if_eligible.high": pl.Int64,
    "deciding": pl.Int64,
    "year": pl.Int64,
}


def long_table(plan: Plan, results: Results) -> pl.DataFrame:
    """条款, 对象, 键, outcome, and of the rest what was asked for; capped_by as ids joined by 、.

    Args:
        plan: the kernel's own.
        results: of a run that asked for the outcome.
    """
    columns = {item.clause: items for items in results.columns.values() for item in items}
    parts = []
    for number in sorted(columns):
        if number >= 0:
            own = [item for item in columns[number] if item.clause == number]
            parts.append(_of_clause(plan, results.wide[plan.clauses[number].subject], number, own))
    return pl.concat(parts, how="diagonal") if parts else pl.DataFrame()


def _of_clause(plan: Plan, frame: pl.DataFrame, number: int, columns: list[Column]) -> pl.DataFrame:
    clause, names = plan.clauses[number], {item.what: item.name for item in columns}
    code = pl.col(names["outcome"])
    shown = [pl.col(names[what]).cast(kind).alias(what) for what, kind in _SHOWN.items() if what in names]
    caps = [
        pl.when(pl.col(item.name)).then(pl.lit(cap_name(plan, clause.id, item.detail)))
        for item in columns
        if item.what == "capped_by"
    ]
    if caps:
        shown.append(pl.concat_str(caps, separator="、", ignore_nulls=True).alias("capped_by"))
    return frame.filter(code.is_not_null()).select(
        pl.lit(clause.id).alias("条款"),
        pl.lit(clause.subject).alias("对象"),
        KEY,
        code.cast(pl.Int64).replace_strict(dict(enumerate(OUTCOMES)), return_dtype=pl.String).alias("outcome"),
        *shown,
    )


def cap_name(plan: Plan, clause: str, detail: str) -> str:
    """What an adjustment is called: the limit's or exclusion's id, the clause of an open reading, the clause's own for 一次性."""
    kind, _, index = detail.partition(" ")
    if kind == "limit":
        return plan.limits[int(index)].id
    if kind == "exclusion":
        return plan.exclusions[int(index)].id
    return list(plan.points)[int(index)].rpartition("/")[0] if kind == "reading" else clause
