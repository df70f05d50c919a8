"""Columns of values: exactly what case files read, no float on the way, and every wrong cell told."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulesdsl.cases.raw import RawFact
from rulesdsl.cases.typing import value_of
from rulesdsl.plan.plan import FieldPlan
from rulesdsl.tables.layout import Column, unit_worth
from rulesdsl.tables.values import read_column, type_problem

UNITS = {"套": "台"}
MONEY = FieldPlan("金额", "", (), False, False, False, 10**15, "")
COUNT = FieldPlan("数量", "台", (), False, False, False, 10**12, "")
RATIO = FieldPlan("比例", "", (), False, False, False, 10**9, "")
DAY = FieldPlan("日期", "", (), False, False, False, 0, "")
YEAR = FieldPlan("年度", "", (), False, False, False, 0, "")
FLAG = FieldPlan("是否", "", (), False, False, False, 0, "")
PLACE = FieldPlan("之一", "", ("本省", "外省"), False, False, False, 0, "")
DEBT = MONEY._replace(may_be_negative=True)


def column(field: FieldPlan, unit: str = "") -> Column:
    worth = unit_worth(field, unit, UNITS) if unit else 0
    assert worth is not None
    return Column(f"金（{unit}）", "金", field, unit, worth)


def read(field: FieldPlan, values: list[Any], unit: str = "", kind: Any = None) -> tuple[list[Any], list[int]]:
    """The stored values, and the rows that are wrong."""
    found = read_column(pl.Series(values, dtype=kind), column(field, unit), UNITS)
    return found.values.to_list(), found.wrong[0].to_list() if found.wrong else []


@pytest.mark.parametrize(
    ("field", "unit", "text", "stored"),
    [
        (MONEY, "", "6000万元", 6_000_000_000),
        (MONEY, "", " 1.3亿元 ", 13_000_000_000),
        (MONEY, "", "12,345.67元", 1_234_567),
        (MONEY, "", "６０００万元", 6_000_000_000),
        (MONEY, "", "0.1元", 10),
        (MONEY, "", "007元", 700),
        (MONEY, "", "10万亿元", 10**15),
        (MONEY, "万元", "6000", 6_000_000_000),
        (MONEY, "万元", "0.123456", 123_456),
        (MONEY, "万元", "5元", 500),
        (MONEY, "分", "6000", 6000),
        (MONEY, "分", "１２", 12),
        (MONEY, "元", "1,000", 100_000),
        (DEBT, "元", "-3.5", -350),
        (COUNT, "", "12台", 12),
        (COUNT, "", "3套", 3),
        (COUNT, "", "2万台", 20_000),
        (COUNT, "台", "7", 7),
        (RATIO, "", "5%", 50_000),
        (RATIO, "", "5‰", 5_000),
        (RATIO, "%", "12.3456", 123_456),
        (DAY, "", "2017年5月1日", date(2017, 5, 1).toordinal()),
        (DAY, "", "2017-05-01", date(2017, 5, 1).toordinal()),
        (YEAR, "", "2017", 2017),
        (YEAR, "", "2017年", 2017),
        (FLAG, "", "是", True),
        (FLAG, "", "否", False),
        (PLACE, "", " 本省", "本省"),
    ],
)
def test_a_text_is_stored_as(field: FieldPlan, unit: str, text: str, stored: Any) -> None:
    assert read(field, [text, None], unit) == ([stored, None], [])


@pytest.mark.parametrize("missing", ["", "  ", "未知", "　", None])
def test_nothing_and_unknown_are_missing(missing: str | None) -> None:
    assert read(MONEY, ["6000万元", missing]) == ([6_000_000_000, None], [])
    assert read(FLAG, ["是", missing]) == ([True, None], [])


@pytest.mark.parametrize(
    ("field", "unit", "text"),
    [
        (MONEY, "", "6000"),
        (MONEY, "", "六千万元"),
        (MONEY, "", "0.001元"),
        (MONEY, "", "-5元"),
        (MONEY, "", "1,23元"),
        (MONEY, "", "1e5元"),
        (MONEY, "", "约600万元"),
        (MONEY, "", "10.000001万亿元"),
        (MONEY, "万元", "1.2345678"),
        (MONEY, "元", "100000000000000000000"),
        (MONEY, "分", "1.5"),
        (COUNT, "", "3家"),
        (COUNT, "台", "1.5"),
        (RATIO, "", "0.05"),
        (RATIO, "", "1.23456%"),
        (DAY, "", "2017年5月"),
        (DAY, "", "2017年2月30日"),
        (YEAR, "", "17年"),
        (FLAG, "", "√"),
        (PLACE, "", "外国"),
    ],
)
def test_a_wrong_text_is_told_and_not_stored(field: FieldPlan, unit: str, text: str) -> None:
    assert read(field, [None, text], unit) == ([None, None], [1])


def test_the_reason_is_that_of_case_files() -> None:
    found = read_column(pl.Series(["六千万元"]), column(MONEY), UNITS)
    assert found.wrong is not None
    assert found.wrong[1].to_list() == ["「金」的值「六千万元」读不懂：数值用阿拉伯数字写（写成 6000万元）"]


# ---------- numbers that are no text


def test_integers_are_multiplied_and_bounded() -> None:
    assert read(MONEY, [6000, 0, None], "万元") == ([6_000_000_000, 0, None], [])
    assert read(MONEY, [10**9, 10**9 + 1, -1, 2**62], "万元") == ([10**15, None, None, None], [1, 2, 3])
    assert read(MONEY, [2**63 + 5, 7], "元", pl.UInt64) == ([None, 700], [0])
    assert read(DEBT, [-3], "元") == ([-300], [])
    assert read(MONEY, [100], "万元", pl.Int8) == ([100_000_000], [])


def test_a_float_counts_only_where_it_is_a_whole_number_of_fen() -> None:
    # 617.28 × 100 并不恰是 61728，但没有别的分数离它更近
    assert read(MONEY, [617.28, 0.01, 12345678.91, 0.3], "元") == ([61728, 1, 1_234_567_891, 30], [])
    assert read(MONEY, [0.1 + 0.2, 0.005, 1e17, float("nan"), float("inf"), -1.0], "元") == ([None] * 6, [*range(6)])
    assert read(MONEY, [0.000001, 0.0000001], "万元") == ([1, None], [1])
    assert read(MONEY, [617.28], "元", pl.Float32) == ([None], [0])


def test_beyond_two_to_the_53rd_a_float_is_not_trusted() -> None:
    wide = MONEY._replace(maximum=10**18)
    assert read(wide, [float(2**53), float(2**53 + 2)], "分") == ([2**53, None], [1])


def test_decimals_are_exact() -> None:
    values = [Decimal("6000.123456"), Decimal("0.01")]
    assert read(MONEY, values, "万元", pl.Decimal(20, 6)) == ([6_000_123_456, 10_000], [])


def test_days_and_moments() -> None:
    day = date(2017, 5, 1)
    assert read(DAY, [day, None]) == ([day.toordinal(), None], [])
    assert read(DAY, [datetime(2017, 5, 1), datetime(2017, 5, 1, 8)]) == ([day.toordinal(), None], [1])


@pytest.mark.parametrize(
    ("field", "unit", "kind"),
    [
        (MONEY, "", pl.Int64()),
        (MONEY, "", pl.Float64()),
        (RATIO, "", pl.Float64()),
        (COUNT, "", pl.Int32()),
        (MONEY, "元", pl.Boolean()),
        (FLAG, "", pl.Int64()),
        (DAY, "", pl.Int64()),
        (PLACE, "", pl.Int64()),
        (YEAR, "", pl.Float64()),
        (MONEY, "", pl.List(pl.Int64)),
    ],
)
def test_a_type_that_cannot_be_the_fact_is_one_mistake_of_the_column(field: FieldPlan, unit: str, kind: Any) -> None:
    problem = type_problem(column(field, unit), kind, "表.parquet")
    assert problem is not None
    assert problem.code == "RD742"


# ---------- the quick way and the case reader

written = st.from_regex(
    r"[ ]?-?[0-9]{0,3}(,[0-9]{3}){0,2}[0-9]{0,14}(\.[0-9]{0,5})? ?(万|亿|千|百万|)(元|台|套|)", fullmatch=True
)


@given(written, st.sampled_from((MONEY, COUNT)))
def test_the_quick_way_says_what_the_case_reader_says(text: str, field: FieldPlan) -> None:
    problems: list[Any] = []
    bare = text.strip()
    wanted = value_of(RawFact("金", (), bare or None, None, None), field, UNITS, problems)
    values, wrong = read(field, [text])
    assert (values, bool(wrong)) == ([wanted], bool(problems))


@given(st.integers(0, 10**15))
def test_yuan_and_fen_are_the_same_money(fen: int) -> None:
    text = f"{fen // 100}.{fen % 100:02d}"
    assert read(MONEY, [text], "元") == read(MONEY, [fen], "分") == read(MONEY, [str(fen)], "分") == ([fen], [])
    if fen < 2**53:
        assert read(MONEY, [float(text)], "元") == ([fen], [])
