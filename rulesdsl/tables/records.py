"""The tables 已兑现 and 择一: payments made before and choices made, whose rows name clauses and keys."""

from __future__ import annotations

import polars as pl

from rulesdsl.cases.clauses import ClauseNames
from rulesdsl.cases.names import Names
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.plan.plan import FieldPlan, Plan
from rulesdsl.tables.facts import KEY
from rulesdsl.tables.files import Source
from rulesdsl.tables.headers import split
from rulesdsl.tables.layout import Column, unit_worth
from rulesdsl.tables.links import ASIDE
from rulesdsl.tables.values import EPOCH, read_column, type_problem, without_unit

CLAUSE, WHOM, DAY, YEAR, AMOUNT = "条款", "对象", "日期", "年度", "金额"
PAID, CHOICES = "已兑现", "择一"
WANTED = {PAID: (CLAUSE, AMOUNT), CHOICES: (CLAUSE,)}
STORED: dict[str, dict[str, type[pl.DataType]]] = {
    PAID: {CLAUSE: pl.String, KEY: pl.String, YEAR: pl.Int64, AMOUNT: pl.Int64},
    CHOICES: {CLAUSE: pl.String, KEY: pl.String},
}
"""Columns as kernels read them; an empty key means whoever it is."""

_FIELDS = {
    DAY: FieldPlan("日期", "", (), False, False, False, 0, ""),
    YEAR: FieldPlan("年度", "", (), False, False, False, 0, ""),
    AMOUNT: FieldPlan("金额", "", (), False, False, False, 10**15, ""),
}


def record_columns(source: Source) -> tuple[dict[str, Column], tuple[Diagnostic, ...]]:
    """The columns of a record table by their words; the key may be called 键 or 对象.

    Diagnostics:
        RD741 a column missing; RD742 one of another type, or numbers without a unit; RD745 one of no meaning.
    """
    file, found, problems = source.path.name, dict[str, Column](), list[Diagnostic]()
    names = Names((CLAUSE, WHOM, KEY, *(_FIELDS if source.subject == PAID else ())))
    schema = source.frame.collect_schema()
    for heading, kind in schema.items():
        part = split(heading)
        word = names.find(part.name)
        if word is None:
            advice = names.advice(part.name, "不需要的列可以删去；没有读它")
            problems.append(Diagnostic("RD745", f"{file}：不认得列「{heading}」", help=advice))
            continue
        field = _FIELDS.get(word, FieldPlan("文字", "", (), False, False, False, 0, ""))
        worth = unit_worth(field, part.unit, {}) if part.unit else 0
        column = Column(heading, KEY if word == WHOM else word, field, part.unit, worth or 0)
        found[column.name] = column
        problem = type_problem(column, kind, file) if word in _FIELDS else None
        if worth is None:
            problem = without_unit(column, file)
        problems += [problem] if problem is not None else []
    missing = [word for word in WANTED[source.subject] if word not in found]
    if source.subject == PAID and not {DAY, YEAR} & set(found):
        missing.append(f"{DAY}或{YEAR}")
    problems += [
        Diagnostic(
            "RD741", f"{file}：没有列「{word}」", help=f"表「{source.subject}」要有{'、'.join(WANTED[source.subject])}"
        )
        for word in missing
    ]
    return found, tuple(problems)


def read_records(
    plan: Plan, source: Source, columns: dict[str, Column], known: pl.Series
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All records in stored columns, and those set aside (`ASIDE`): an unknown clause or key, a value that can't be read.

    Args:
        known: the keys of all instances.
    """
    given = source.frame.collect()
    wrong = [pl.DataFrame(schema=ASIDE)]
    read = {}
    for name, column in columns.items():
        values = given[column.heading]
        if name in (CLAUSE, KEY):
            read[name] = values.cast(pl.String).str.strip_chars().fill_null("").rename(name)
            continue
        result = read_column(values, column, plan.units)
        read[name] = result.values
        if result.wrong is not None:
            wrong.append(_aside(given, column, result.wrong[0], result.wrong[1]))
    keys = read.get(KEY, pl.Series(KEY, [""] * len(given)))
    clauses, reasons = _clauses(plan, read[CLAUSE])
    wrong.append(_aside(given, columns[CLAUSE], reasons.is_not_null().arg_true(), reasons.drop_nulls()))
    if KEY in columns:
        lost = ((keys != "") & ~keys.is_in(known.implode())).arg_true()
        wrong.append(_aside(given, columns[KEY], lost, pl.Series(["表里没有这个键，不知道记在谁名下"] * len(lost))))
    stored = pl.DataFrame([clauses.rename(CLAUSE), keys.rename(KEY)])
    if source.subject == PAID:
        stored = stored.with_columns(_year(read, len(given)).alias(YEAR), read[AMOUNT].alias(AMOUNT))
        lacking = stored.select(pl.any_horizontal(pl.col(YEAR, AMOUNT).is_null())).to_series().arg_true()
        wrong.append(_aside(given, columns[AMOUNT], lacking, pl.Series(["没有写日期、年度或金额"] * len(lacking))))
    every = pl.concat(wrong).unique("row", keep="first", maintain_order=True)
    good = pl.Series(range(len(given)), dtype=pl.Int64).is_in(every["row"].implode()).not_()
    return stored.filter(good).cast(STORED[source.subject]), every  # type: ignore[arg-type]


def _clauses(plan: Plan, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The clause ids that names mean, and why a name is none."""
    names = ClauseNames(plan)
    ids: dict[str, str | None] = {}
    reasons: dict[str, str | None] = {}
    for text in texts.unique():
        found = names.read(text, Span("", 0, 0))
        ids[text] = found if isinstance(found, str) else None
        reasons[text] = None if isinstance(found, str) else f"{found.message}（{found.help}）"
    return tuple(  # type: ignore[return-value]
        texts.replace_strict(list(table), list(table.values()), return_dtype=pl.String) for table in (ids, reasons)
    )


def _year(read: dict[str, pl.Series], rows: int) -> pl.Series:
    """The year of the day, else the year stated."""
    nothing = pl.Series([None] * rows, dtype=pl.Int64)
    day = (read.get(DAY, nothing) - EPOCH).cast(pl.Int32).cast(pl.Date).dt.year().cast(pl.Int64)
    return pl.select(pl.coalesce(day, read.get(YEAR, nothing))).to_series()


def _aside(given: pl.DataFrame, column: Column, rows: pl.Series, reasons: pl.Series) -> pl.DataFrame:
    values = given[column.heading].gather(rows).cast(pl.String)
    return pl.DataFrame(
        {"row": rows, "column": [column.heading] * len(rows), "value": values, "reason": reasons}, schema=ASIDE
    )
