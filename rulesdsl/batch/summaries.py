"""The summaries of a complete batch: by clause, by place, by payer."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from rulesdsl.batch.formats import write_frame
from rulesdsl.batch.sums import Sum, Sums
from rulesdsl.model.literals import decimal_yuan
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import OUTCOMES
from rulesdsl.run.results import OUTCOME_WORDS

LOW, HIGH, UNLIMITED = "下限（元）", "上限（元）", "其中上限未定"


def summary_paths(out: Path) -> list[Path]:
    """Every summary that may be in a folder."""
    return [out / f"汇总-{name}.{kind}" for name in ("条款", "设区市", "承担") for kind in ("csv", "xlsx")]


def write_summaries(out: Path, plan: Plan, sums: Sums, form: str) -> None:
    """Write 汇总-条款, 汇总-设区市, 汇总-承担: CSV, or XLSX where that was asked for.

    Raises:
        OSError: the folder can't be written to.
    """
    kind = "xlsx" if form == "xlsx" else "csv"
    frames = {"条款": clauses_table(plan, sums), "设区市": _table("所在设区市", "户数", sums.places)}
    frames["承担"] = _table("承担", "笔数", sums.payers)
    for name, frame in frames.items():
        write_frame(frame, out / f"汇总-{name}.{kind}", kind)


def clauses_table(plan: Plan, sums: Sums) -> pl.DataFrame:
    """A row for every clause that was asked about, in the order of the documents."""
    order = [name for name in dict.fromkeys(clause.id for clause in plan.clauses) if name in sums.outcomes]
    columns: dict[str, list[int | str | None]] = {"条款": list(order)}
    for outcome in OUTCOMES:
        columns[OUTCOME_WORDS[outcome]] = [sums.outcomes[name].get(outcome, 0) for name in order]
    amounts = [sums.clauses.get(name) for name in order]
    return pl.DataFrame(columns).with_columns(_amounts(amounts))


def _table(heading: str, counted: str, sums: dict[str, Sum]) -> pl.DataFrame:
    names = sorted(sums, key=lambda name: -sums[name].low)
    counts = [sums[name].rows for name in names]
    frame = pl.DataFrame({heading: names, counted: counts}, schema={heading: pl.String, counted: pl.Int64})
    return frame.with_columns(_amounts([sums[name] for name in names]))


def _amounts(sums: list[Sum | None]) -> list[pl.Series]:
    """Both ends, and how many rows have no upper one; nothing where no money is granted."""
    return [
        pl.Series(LOW, [None if item is None else decimal_yuan(item.low) for item in sums], dtype=pl.String),
        pl.Series(HIGH, [None if item is None else decimal_yuan(item.high) for item in sums], dtype=pl.String),
        pl.Series(UNLIMITED, [None if item is None else item.unlimited for item in sums], dtype=pl.Int64),
    ]
