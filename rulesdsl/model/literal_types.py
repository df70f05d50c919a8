"""Values of case files, read by the type the vocabulary declares.

>>> read_as("数量", "台", "10套", synonyms={"套": "台"})
10
>>> read_as("金额", "", "6000")
LiteralError(reason='缺少单位', start=0, end=4, suggestion='写明单位，例如 6000万元')
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rulesdsl.model.literal_parse import Literal, LiteralError, parse_literal
from rulesdsl.model.numerals import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

TypedValue = int | Fraction | str

_EXPECTED = {
    "金额": ("money", "6000万元"),
    "单价": ("unit_price", "0.2元/千瓦时"),
    "比例": ("ratio", "5%"),
    "数量": ("quantity", "10台"),
    "日期": ("date", "2017年1月1日"),
    "年度": ("year", "2017年"),
    "时段": ("time", "7:00"),
    "是否": ("bool", "是"),
}
"""Type → the kind of literal it takes, and an example of one."""

_BOOL_WORDS = {"true": "是", "yes": "是", "y": "是", "1": "是", "√": "是", "有": "是", "对": "是"} | {
    "false": "否", "no": "否", "n": "否", "0": "否", "×": "否", "无": "否", "没有": "否", "不是": "否"
}  # fmt: skip


def read_as(
    kind: str,
    unit: str,
    text: str,
    *,
    synonyms: Mapping[str, str] | None = None,
    choices: Sequence[str] = (),
    allow_negative: bool = False,
) -> TypedValue | LiteralError:
    """Read a value of a declared type.

    Args:
        kind: 金额 单价 比例 数量 日期 年度 时段 是否 之一 文字 地区.
        unit: of 数量 and 单价; else "".
        synonyms: other names of units → the declared one (套 → 台).
        choices: of 之一.
        allow_negative: the fact is declared 可为负.
    Returns:
        int fen, Fraction, int count, ordinal, year, minutes, bool, or the text; dates also as 2017-01-01, years also bare.
    Raises:
        KeyError: a kind that is no type (our bug).
    """
    text = text.strip()
    if kind == "之一":
        return _choice(text, choices)
    if kind in ("文字", "地区"):
        return text if text else LiteralError("这里缺少文字", 0, 0, "")
    wanted, example = _EXPECTED[kind]
    found = parse_literal(text, allow_negative=allow_negative)
    if isinstance(found, LiteralError):
        return _mended(wanted, unit, text, found)
    if found.kind != wanted:
        return LiteralError(f"这里应是{kind}", 0, len(text), f"例如 {_example(wanted, unit) or example}")
    return _with_unit(found, unit, text, synonyms or {})


def _with_unit(found: Literal, unit: str, text: str, synonyms: Mapping[str, str]) -> TypedValue | LiteralError:
    """The value, once its unit is the declared one or a synonym of it."""
    assert not isinstance(found.value, tuple)
    if found.kind in ("quantity", "unit_price") and _canonical(found.unit, synonyms) != _canonical(unit, synonyms):
        start = plain(text).rfind(found.unit)
        return LiteralError(
            f"单位应是「{unit}」，这里是「{found.unit}」", max(start, 0), len(text), text[:start] + unit
        )
    return found.value


def _canonical(unit: str, synonyms: Mapping[str, str]) -> str:
    """The declared name of a unit; 台（套） without a synonym of its own is 台."""
    return synonyms.get(unit) or synonyms.get(unit.split("（")[0], unit.split("（")[0])


def _mended(wanted: str, unit: str, text: str, error: LiteralError) -> TypedValue | LiteralError:
    """Accept what a declared type makes unambiguous; else the error, with advice that fits the type."""
    flat = plain(text)
    if wanted == "year" and flat.isdecimal() and len(flat) == 4:
        year = parse_literal(f"{flat}年")
        if isinstance(year, Literal) and isinstance(year.value, int):
            return year.value
    if wanted == "date" and error.suggestion and error.reason == "日期写成年月日":
        day = parse_literal(error.suggestion)
        return day.value if isinstance(day, Literal) and isinstance(day.value, int) else error
    if wanted == "bool":
        return LiteralError("这里只写是或否", 0, len(text), _BOOL_WORDS.get(flat.lower(), "是"))
    if error.reason == "缺少单位":
        return error._replace(suggestion=f"写明单位，例如 {_UNIT_ADVICE[wanted](flat, unit)}")
    return error


_UNIT_ADVICE: dict[str, Callable[[str, str], str]] = {
    "money": lambda flat, unit: f"{flat}万元",
    "unit_price": lambda flat, unit: f"{flat}元/{unit}",
    "ratio": lambda flat, unit: f"{flat}%",
    "quantity": lambda flat, unit: f"{flat}{unit}",
    "date": lambda flat, unit: "2017年1月1日",
    "year": lambda flat, unit: "2017年",
    "time": lambda flat, unit: "7:00",
}


def _example(wanted: str, unit: str) -> str:
    if wanted == "quantity":
        return f"10{unit}"
    return f"0.2元/{unit}" if wanted == "unit_price" else ""


def _choice(text: str, choices: Sequence[str]) -> str | LiteralError:
    """One of the choices, width variants equal; else the nearest one as advice."""
    for choice in choices:
        if plain(choice) == plain(text):
            return choice
    from difflib import get_close_matches

    near = get_close_matches(text, choices, n=1, cutoff=0.5)
    return LiteralError(f"应是{'、'.join(choices)}之一", 0, len(text), near[0] if near else "")
