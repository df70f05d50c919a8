"""A column as given → canonical integers, truths or texts; and what is wrong with which cells. Exactly as case files read values.

Whole columns at a time: numbers written in the common way are read by their digits, never through a float. Every other text is read by
the case reader, once for each different text.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from rulesdsl.cases.raw import RawFact
from rulesdsl.cases.typing import value_of
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import FieldPlan
from rulesdsl.tables.layout import FEN, Column
from rulesdsl.tables.numbers import exact_floats, exact_integers, written_numbers

EPOCH = 719_163
"""The ordinal of 1970-01-01, from which days are counted in files."""
UNKNOWN = "未知"
TEXT_KINDS = ("之一", "文字", "地区")
WITH_UNITS = ("金额", "数量", "比例")


class Read(NamedTuple):
    """A column read: values, null where missing or wrong; and for each wrong cell its row in the column and the reason."""

    values: pl.Series
    wrong: tuple[pl.Series, pl.Series] | None


def stored_type(field: FieldPlan) -> type[pl.DataType]:
    """How values of a fact are stored."""
    if field.kind == "是否":
        return pl.Boolean
    return pl.String if field.kind in TEXT_KINDS else pl.Int64


def type_problem(column: Column, kind: pl.DataType, file: str) -> Diagnostic | None:
    """RD742 where a column's type can't hold such facts, or holds numbers without a unit."""
    field, said = column.field, f"{file}：列「{column.heading}」"
    if kind in (pl.String, pl.Null) or isinstance(kind, pl.Categorical | pl.Enum):
        return None
    fits = {
        "是否": kind == pl.Boolean,
        "日期": kind == pl.Date or isinstance(kind, pl.Datetime),
        "年度": kind.is_integer(),
    }.get(field.kind, kind.is_numeric() and field.kind in WITH_UNITS)
    if not fits:
        return Diagnostic("RD742", f"{said}的类型是 {kind}，不能表示「{field.kind}」", help=_type_advice(field))
    return without_unit(column, file) if field.kind in WITH_UNITS and not column.worth else None


def key_problem(heading: str, kind: pl.DataType, file: str) -> Diagnostic | None:
    """RD742 where keys are of a type in which the same key may be written in more than one way: 1 and 1.0."""
    if kind.is_integer() or kind in (pl.String, pl.Null) or isinstance(kind, pl.Categorical | pl.Enum):
        return None
    advice = "在导出前把这一列改为文字；带小数点的键对不上别的表"
    return Diagnostic("RD742", f"{file}：列「{heading}」的类型是 {kind}，不能作键", help=advice)


def without_unit(column: Column, file: str) -> Diagnostic:
    """RD742 for a column of plain numbers whose heading says no unit."""
    example = {"金额": "万元", "比例": "%"}.get(column.field.kind, column.field.unit)
    text = f"{file}：列「{column.heading}」是数字，没有写单位"
    return Diagnostic("RD742", text, help=f"列名写成 {column.name}（{example}），或在每一格写明单位")


def _type_advice(field: FieldPlan) -> str:
    return {"是否": "写 是、否", "日期": "写成日期，或 2017-01-01 这样的文字", "年度": "写四位数字"}.get(
        field.kind, "写成文字" if field.kind in TEXT_KINDS else "写成数字并在列名里写单位"
    )


def read_column(given: pl.Series, column: Column, units: dict[str, str]) -> Read:
    """Read a column whose type was found fit."""
    if given.dtype == pl.Null:
        return Read(pl.Series(column.name, [None] * len(given), dtype=stored_type(column.field)), None)
    if given.dtype == pl.String or isinstance(given.dtype, pl.Categorical | pl.Enum | pl.Decimal):
        return _texts(given.cast(pl.String).rename(column.name), column, units)
    if given.dtype == pl.Boolean:
        return Read(given.rename(column.name), None)
    if isinstance(given.dtype, pl.Datetime):
        return _moments(given.rename(column.name))
    if given.dtype == pl.Date:
        return Read(given.cast(pl.Int32).cast(pl.Int64).rename(column.name) + EPOCH, None)
    largest = column.field.maximum or 10**18 - 1
    if column.field.kind == "年度":
        return _judged(given, exact_integers(given, 1, 1900, 2199), "年份写四位数字")
    least = -largest if column.field.may_be_negative else 0
    exact = exact_integers if given.dtype.is_integer() else exact_floats
    reason = f"不是整数、太大或是负数（以「{column.unit}」为单位，至多 {largest // column.worth}）"
    if column.field.kind == "金额":
        reason = f"不是整数分、太大或是负数（以「{column.unit}」为单位，至多 {largest // column.worth}）"
    return _judged(given.rename(column.name), exact(given, column.worth, least, largest), reason)


def _judged(given: pl.Series, values: pl.Series, reason: str) -> Read:
    """What became null without having been so is wrong."""
    values = values.rename(given.name)
    if values.null_count() == given.null_count():
        return Read(values, None)
    rows = (values.is_null() & given.is_not_null()).arg_true()
    shown = "「" + given.gather(rows).cast(pl.String) + f"」{reason}"
    return Read(values, (rows, shown))


def _moments(given: pl.Series) -> Read:
    days = given.dt.date()
    at_midnight = days.cast(given.dtype) == given
    values = days.cast(pl.Int32).cast(pl.Int64) + EPOCH
    whole = pl.select(pl.when(at_midnight).then(values)).to_series()
    return _judged(given, whole, "带有时刻，这里应是日期")


def _texts(given: pl.Series, column: Column, units: dict[str, str]) -> Read:
    """Texts: quickly where they have the common form, else by the case reader."""
    bare = given.str.strip_chars()
    bare = pl.select(pl.when(~bare.is_in(["", UNKNOWN])).then(bare)).to_series().rename(column.name)
    field = column.field
    if field.kind in ("文字", "地区"):
        return Read(bare, None)
    values = pl.Series(column.name, [None] * len(bare), dtype=stored_type(field))
    if field.kind in ("金额", "数量"):
        values = written_numbers(bare, field, column.unit, units).rename(column.name)
    left = bare.is_not_null() & values.is_null()
    return _slowly(bare, values, left, column, units) if left.any() else Read(values, None)


def _slowly(bare: pl.Series, values: pl.Series, left: pl.Series, column: Column, units: dict[str, str]) -> Read:
    """Read each different text that is left."""
    texts = bare.filter(left).unique()
    read = [read_text(text, column, units) for text in texts]
    table = pl.DataFrame(
        {
            "text": texts,
            "value": pl.Series([value for value, _ in read], dtype=stored_type(column.field)),
            "reason": pl.Series([reason for _, reason in read], dtype=pl.String),
        }
    )
    found = pl.DataFrame({"text": bare}).join(table, on="text", how="left", maintain_order="left")
    rows = found["reason"].is_not_null().arg_true()
    merged = pl.select(pl.when(left).then(found["value"]).otherwise(values)).to_series().rename(column.name)
    return Read(merged, (rows, found["reason"].gather(rows)) if len(rows) else None)


def read_text(text: str, column: Column, units: dict[str, str]) -> tuple[bool | int | str | None, str | None]:
    """One text as a case file would have it, a plain number with the unit of the heading; or why it is wrong."""
    problems: list[Diagnostic] = []
    if column.unit and text[-1].isdecimal():
        text = f"{text}{'元' if column.unit == FEN else column.unit}"
        if column.unit == FEN:
            return _fen(text, column, units)
    value = value_of(RawFact(column.name, (), text, None, None), column.field, units, problems)
    return value, _reason(problems)


def _fen(text: str, column: Column, units: dict[str, str]) -> tuple[int | None, str | None]:
    """A number of fen: read as if it were yuan, then a hundredth of that."""
    problems: list[Diagnostic] = []
    wider = column.field._replace(maximum=column.field.maximum * 100)
    value = value_of(RawFact(column.name, (), text, None, None), wider, units, problems)
    if value is not None and value % 100:
        return None, f"「{text[:-1]}」不是整数分"
    return (value // 100 if value is not None else None), _reason(problems)


def _reason(problems: list[Diagnostic]) -> str | None:
    if not problems:
        return None
    return f"{problems[0].message}（{problems[0].help}）" if problems[0].help else problems[0].message
