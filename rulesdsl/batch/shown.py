"""Answers as tables to read: one long table of clauses and instances, or one wide table a subject; totals by owner."""

from __future__ import annotations

import polars as pl

from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import OUTCOMES, Column
from rulesdsl.run.columnar.kernel import Results
from rulesdsl.run.columnar.polars_long import cap_name
from rulesdsl.run.results import OUTCOME_WORDS
from rulesdsl.tables.facts import KEY

CLAUSE, SUBJECT, YEAR, OUTCOME = "条款", "对象", "年度", "结果"
LOW, HIGH = "应付下限（分）", "应付上限（分）"
IF_LOW, IF_HIGH = "条件成立时下限（分）", "条件成立时上限（分）"
DECIDING, CAPPED, PAYERS = "决定结果的条件", "限额", "承担"
TOTAL_LOW, TOTAL_HIGH = "合计下限（分）", "合计上限（分）"
LONG = {
    CLAUSE: pl.String, SUBJECT: pl.String, KEY: pl.String, YEAR: pl.Int64, OUTCOME: pl.String, LOW: pl.Int64, HIGH: pl.Int64,
    IF_LOW: pl.Int64, IF_HIGH: pl.Int64, DECIDING: pl.String, CAPPED: pl.String, PAYERS: pl.String,
}  # fmt: skip
"""The long table. An upper end that is missing beside a lower one: without limit. No amount: the clause grants no money."""
TOTALS = {SUBJECT: pl.String, KEY: pl.String, TOTAL_LOW: pl.Int64, TOTAL_HIGH: pl.Int64}

_WORDS = {code: OUTCOME_WORDS[outcome] for code, outcome in enumerate(OUTCOMES)}
_NUMBERS = {
    "year": YEAR, "amount.low": LOW, "amount.high": HIGH, "if_eligible.low": IF_LOW, "if_eligible.high": IF_HIGH,
}  # fmt: skip


def by_clause(results: Results) -> dict[int, list[Column]]:
    """The columns of each clause, in the order of the clauses."""
    found: dict[int, list[Column]] = {}
    for columns in results.columns.values():
        for column in columns:
            if column.clause >= 0:
                found.setdefault(column.clause, []).append(column)
    return dict(sorted(found.items()))


def long_table(plan: Plan, results: Results) -> pl.DataFrame:
    """A row for every clause and instance."""
    parts = [
        _clause_rows(plan, results.wide[plan.clauses[number].subject], number, columns)
        for number, columns in by_clause(results).items()
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema=LONG)


def _clause_rows(plan: Plan, frame: pl.DataFrame, number: int, columns: list[Column]) -> pl.DataFrame:
    clause = plan.clauses[number]
    there = frame[_code(columns)].is_not_null()
    rows = frame if there.all() else frame.filter(there)
    shown = {
        CLAUSE: pl.lit(clause.id),
        SUBJECT: pl.lit(clause.subject),
        KEY: pl.col(KEY),
        **_cells(plan, number, columns),
    }
    payers = [_payer(rows, item) for item in columns if item.what == "payer.low"]
    if payers:
        shown[PAYERS] = _joined([pl.lit(part) for part in payers], "；")
    return rows.select(shown.get(name, pl.lit(None)).cast(kind).alias(name) for name, kind in LONG.items())


def _code(columns: list[Column]) -> str:
    return next(item.name for item in columns if item.what == "outcome")


def _cells(plan: Plan, number: int, columns: list[Column]) -> dict[str, pl.Expr]:
    """What is told of one clause, by the headings of the long table."""
    clause, names = plan.clauses[number], {item.what: item.name for item in columns}
    found = {
        OUTCOME: pl.col(_code(columns)).cast(pl.Int64).replace_strict(_WORDS, default=None, return_dtype=pl.String)
    }
    found |= {heading: pl.col(names[what]) for what, heading in _NUMBERS.items() if what in names}
    conditions = {place: reason.text for place, reason in enumerate(clause.reasons)}
    if conditions and "deciding" in names:
        place = pl.col(names["deciding"]).cast(pl.Int64)
        found[DECIDING] = place.replace_strict(conditions, default=None, return_dtype=pl.String)
    caps = sorted((cap_name(plan, clause.id, item.detail), item.name) for item in columns if item.what == "capped_by")
    if caps:
        found[CAPPED] = _joined([pl.when(pl.col(column)).then(pl.lit(name)) for name, column in caps], "、")
    return found


def _joined(parts: list[pl.Expr], mark: str) -> pl.Expr:
    """Texts that are there, side by side; null for none."""
    if len(parts) == 1:
        return parts[0]
    text = pl.concat_str(parts, separator=mark, ignore_nulls=True)
    return pl.when(text != "").then(text)


def _payer(frame: pl.DataFrame, column: Column) -> pl.Series:
    """省财政 1234.50元, or its two ends; null where it pays nothing."""
    low, high = pl.col(column.name), pl.col(column.name.removesuffix("low") + "high")
    upper = pl.when(high.is_null()).then(pl.lit("不限")).otherwise(yuan(high) + "元")
    pays, one = low.is_not_null() & (high.is_null() | (high > 0)), low.eq_missing(high)
    point = _where(frame, pays & one, pl.lit(f"{column.detail} ") + yuan(low) + "元")
    return point.zip_with(
        point.is_not_null(),
        _where(frame, pays & ~one, pl.lit(f"{column.detail} ") + yuan(low) + pl.lit("元至") + upper),
    )


def _where(frame: pl.DataFrame, condition: pl.Expr, text: pl.Expr) -> pl.Series:
    """A text made only on the rows where it is wanted, null elsewhere: to make texts takes longer than all else."""
    wanted = frame.select(condition).to_series()
    texts = frame.filter(wanted).select(text).to_series()
    places = pl.select(pl.when(wanted).then(wanted.cast(pl.UInt32).cum_sum() - 1)).to_series()
    return texts.gather(places)


def yuan(fen: pl.Expr) -> pl.Expr:
    """Fen as yuan with two decimals, by digits."""
    size = fen.abs()
    digits = (size // 100).cast(pl.String) + "." + (size % 100).cast(pl.String).str.zfill(2)
    return pl.when(fen < 0).then(pl.lit("-") + digits).otherwise(digits)


def wide_tables(plan: Plan, results: Results) -> dict[str, pl.DataFrame]:
    """One table a subject, a row for every instance, and for each clause its outcome, ends, deciding condition and limit.

    Versions of a clause, of which one answers on each row, share their columns.
    """
    labels = clause_labels(plan)
    groups: dict[str, dict[str, list[pl.Expr]]] = {}
    for number, columns in by_clause(results).items():
        cells = _cells(plan, number, columns)
        own = groups.setdefault(plan.clauses[number].subject, {})
        for heading in (OUTCOME, LOW, HIGH, DECIDING, CAPPED):
            if heading in cells:
                own.setdefault(f"{labels[number]} {heading}", []).append(cells[heading].cast(LONG[heading]))
    return {
        subject: results.wide[subject].select(
            KEY, *(pl.coalesce(versions).alias(heading) for heading, versions in own.items())
        )
        for subject, own in groups.items()
    }


def clause_labels(plan: Plan) -> dict[int, str]:
    """The shortest end of a clause's id that names no other; with the year of its schedule, and what brought it to its subject."""
    ends: dict[str, set[str]] = {}
    for clause in plan.clauses:
        parts = clause.id.split("/")
        for start in range(len(parts)):
            ends.setdefault("/".join(parts[start:]), set()).add(clause.id)
    labels = {}
    for number, clause in enumerate(plan.clauses):
        parts = clause.id.split("/")
        tails = ("/".join(parts[start:]) for start in range(len(parts) - 1, -1, -1))
        label = next(tail for tail in tails if len(ends[tail]) == 1)
        label += f"（{clause.deemed.rpartition('/')[2]}）" if clause.deemed else ""
        labels[number] = label + (f"第{clause.year_shift + 1}年" if clause.year >= 0 else "")
    return labels


def totals_table(results: Results) -> pl.DataFrame:
    """What each owner comes to with all below it."""
    parts = [
        frame.select(
            pl.lit(subject).alias(SUBJECT),
            KEY,
            pl.col("total.low").cast(pl.Int64).alias(TOTAL_LOW),
            pl.col("total.high").cast(pl.Int64).alias(TOTAL_HIGH),
        )
        for subject, frame in results.wide.items()
        if "total.low" in frame.columns
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema=TOTALS)
