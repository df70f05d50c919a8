"""One literal of the language: text in, exact value or one sentence of complaint out.

    >>> parse_literal("2.5亿元").value
    25000000000
    >>> parse_literal("六千万元").suggestion
    '6000万元'

Money is int fen, a ratio or unit price a Fraction, a date a proleptic ordinal; there are no floats. Width variants are
equal (see `numerals.plain`). See docs/language/quantities.md.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from rulesdsl.model.literal_text import (
    date_text,
    minutes_text,
    money_text,
    quantity_text,
    ratio_text,
    unit_price_text,
)
from rulesdsl.model.numerals import (
    CHINESE_NUMERALS,
    DIGITS,
    MAX_DIGITS,
    UNITS_LIKE_MULTIPLIERS,
    Digits,
    chinese_number,
    plain,
    scan_digits,
    scan_multiplier,
    skip_spaces,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Value = int | Fraction | str | tuple[int, ...]

FIRST_YEAR, LAST_YEAR = 1900, 2199


class Literal(NamedTuple):
    """A literal read.

    Kinds and values: `money` int fen, unit 元 · `unit_price` Fraction fen per unit · `ratio` Fraction · `quantity` int ·
    `date` ordinal · `year` int · `month` (year, month) · `time` minutes of the day · `bool` True or False.
    """

    kind: str
    value: Value
    unit: str


class LiteralError(NamedTuple):
    """Why a text is no literal: one sentence, the offending `[start, end)` of it, and what to write instead (or "")."""

    reason: str
    start: int
    end: int
    suggestion: str


def parse_literal(text: str, *, allow_negative: bool = False) -> Literal | LiteralError:
    """Read one literal; the whole text must be it, spaces around and before the unit aside.

    Args:
        allow_negative: accept a leading minus (facts declared 可为负).
    """
    flat = plain(text).rstrip(" ")
    start = skip_spaces(flat, 0)
    if start == len(flat):
        return LiteralError("这里缺少数值", 0, len(text), "")
    if flat[start:] in ("是", "否"):
        return Literal("bool", flat[start:] == "是", "")
    negative = flat[start] == "-"
    if negative and not allow_negative:
        return LiteralError("数值不能是负数", start, len(flat), flat[start + 1 :].strip())
    found = _parse_unsigned(flat, skip_spaces(flat, start + 1) if negative else start)
    if not negative or isinstance(found, LiteralError):
        return found
    if found.kind in ("date", "year", "month", "time", "bool") or isinstance(found.value, str | tuple):
        return LiteralError("日期和时刻不带负号", start, len(flat), flat[start + 1 :].strip())
    return found._replace(value=-found.value)


def _parse_unsigned(flat: str, start: int) -> Literal | LiteralError:
    number = scan_digits(flat, start)
    if number is None:
        return _no_number(flat, start)
    if len(number.digits) > MAX_DIGITS:
        return LiteralError(f"数字超过 {MAX_DIGITS} 位", start, number.end, "")
    if not number.grouped_well:
        return LiteralError("千位分隔符应每三位一个", start, number.end, flat[start:].replace(",", ""))
    if flat[number.end : number.end + 1] in ("年", ":", ".", "-"):
        calendar = _calendar(flat, start, number)
        if calendar is not None:
            return calendar
    return _measured(flat, start, number)


def _no_number(flat: str, start: int) -> LiteralError:
    end = start
    while end < len(flat) and flat[end] in CHINESE_NUMERALS:
        end += 1
    for words, mark in (("百分之", "%"), ("千分之", "‰")):
        value = chinese_number(flat[start + 3 :])
        if flat.startswith(words, start) and value is not None:
            return LiteralError("比例用阿拉伯数字写", start, len(flat), f"{value}{mark}")
    value = chinese_number(flat[start:end])
    if value is None:
        return LiteralError("这不是数值", start, len(flat), "")
    unit = flat[end:]
    shown = quantity_text(value, unit) if unit and unit != "元" else money_text(value * 100)
    return LiteralError("数值用阿拉伯数字写", start, end, shown)


def _calendar(flat: str, start: int, number: Digits) -> Literal | LiteralError | None:
    """A year, month, date or time of day at `start`; None when it is something else, such as 3年."""
    mark = flat[number.end]
    if mark == ":":
        return _time(flat, start, number)
    year = number.scaled
    if mark != "年":
        parts = flat[start:].split(mark)
        if len(parts) == 3 and all(part.isdecimal() for part in parts):
            return LiteralError("日期写成年月日", start, len(flat), "{}年{}月{}日".format(*map(int, parts)))
        return None
    if number.decimals or number.end - start != 4 or not FIRST_YEAR <= year <= LAST_YEAR:
        rest = skip_spaces(flat, number.end + 1)
        return LiteralError("年份写四位数字", start, number.end, "") if flat[rest : rest + 1] in DIGITS else None
    found = _month_and_day(flat, number.end + 1)
    if found is None:
        return LiteralError("这个日期写得不完整", start, len(flat), "2017年1月1日")
    month, day = found
    if not month:
        return Literal("year", year, "年")
    return _date(year, month, day, start, len(flat))


def _month_and_day(flat: str, at: int) -> tuple[int, int] | None:
    """`(month, day)` after a 年, zeros for what is not written; None when something else stands there."""
    at = skip_spaces(flat, at)
    if at == len(flat):
        return 0, 0
    parts = [0, 0]
    for place, mark in enumerate("月日"):
        number = scan_digits(flat, at)
        if number is None or number.decimals or flat[number.end : number.end + 1] != mark or number.end - at > 2:
            return None
        parts[place] = number.scaled or -1
        at = skip_spaces(flat, number.end + 1)
        if at == len(flat):
            return parts[0], parts[1]
    return None


def _date(year: int, month: int, day: int, start: int, end: int) -> Literal | LiteralError:
    if not 1 <= month <= 12:
        return LiteralError("月份在1月至12月之间", start, end, "")
    if not day:
        return Literal("month", (year, month), "月")
    from datetime import date

    try:
        return Literal("date", date(year, month, day).toordinal(), "日")
    except ValueError:
        last = 28 + (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 28)).days - 1
        return LiteralError(f"{year}年{month}月没有{max(day, 0)}日", start, end, f"{year}年{month}月{last}日")


def _time(flat: str, start: int, number: Digits) -> Literal | LiteralError:
    minutes = flat[number.end + 1 :]
    if number.decimals or len(minutes) != 2 or not minutes.isdecimal() or number.end - start > 2:
        return LiteralError("时刻写成 7:00", start, len(flat), "")
    value = number.scaled * 60 + int(minutes)
    if int(minutes) > 59 or value > 24 * 60:
        return LiteralError("时刻在0:00至24:00之间", start, len(flat), "")
    return Literal("time", value, "")


def _measured(flat: str, start: int, number: Digits) -> Literal | LiteralError:
    """Money, ratio, unit price or count: what follows the digits decides."""
    at = skip_spaces(flat, number.end)
    factor, at = scan_multiplier(flat, at)
    at = skip_spaces(flat, at)
    unit = flat[at:]
    scale = 10**number.decimals
    if unit in ("%", "‰") and factor == 1:
        return Literal("ratio", Fraction(number.scaled, scale * (100 if unit == "%" else 1000)), unit)
    problem = _unit_problem(flat, start, at)
    if problem is not None:
        return problem
    if unit.startswith("元/"):
        return Literal("unit_price", Fraction(number.scaled * factor * 100, scale), unit[2:].strip(" "))
    value, rest = divmod(number.scaled * factor * (100 if unit == "元" else 1), scale)
    if rest:
        reason = "金额最小到分" if unit == "元" else f"「{unit}」只能是整数"
        return LiteralError(reason, start, len(flat), "")
    if value >= 10**MAX_DIGITS:
        return LiteralError(f"数字超过 {MAX_DIGITS} 位", start, len(flat), "")
    return Literal("money" if unit == "元" else "quantity", value, unit)


_BOUND_WORDS = ("以上", "以下", "以内", "左右", "以外", "之间")


def _unit_problem(flat: str, start: int, at: int) -> LiteralError | None:
    """What is wrong with `flat[at:]` as a unit, if anything."""
    unit = flat[at:]
    body = unit.removeprefix("元/").strip(" ")
    if not unit:
        return LiteralError("缺少单位", start, len(flat), f"{flat[start:]}元")
    if unit[0] in "eE" and unit[1:].lstrip("+-")[:1] in DIGITS:
        return LiteralError("不用科学记数法", start, len(flat), "")
    if body.endswith(_BOUND_WORDS):
        return LiteralError("界限另写，不写在数值里", at + len(unit) - 2, len(flat), flat[start : len(flat) - 2])
    if (body.startswith("元") and unit != "元") or body.endswith(("美元", "欧元", "港元", "日元")):
        return LiteralError("金额只用人民币元", at, len(flat), flat[start:at] + "元")
    if "百分点" in body:
        return LiteralError("百分点写成比例", at, len(flat), "5%")
    if body == "月":
        return LiteralError("几个月写“个月”，月份写明年份", at, len(flat), f"{flat[start:at]}个月")
    if not _is_unit(body) or (body[0] in CHINESE_NUMERALS and not body.startswith(UNITS_LIKE_MULTIPLIERS)):
        return LiteralError("数值后面有多余的文字", at, len(flat), "")
    return None


def _is_unit(body: str) -> bool:
    """Letters only, with at most one closed （…）; ten characters at most."""
    if body.endswith("）") and body.count("（") == 1 and body.count("）") == 1:
        head, _, tail = body[:-1].partition("（")
        return _is_unit(head) and _is_unit(tail)
    return 0 < len(body) <= 10 and all(c.isalpha() for c in body)


def literal_text(literal: Literal) -> str:
    """The canonical writing of a literal, as the formatter prints it."""
    kind, value, unit = literal
    if isinstance(value, tuple):
        return f"{value[0]}年{value[1]}月"
    if isinstance(value, str):
        return value
    if isinstance(value, Fraction):
        return ratio_text(value) if kind == "ratio" else unit_price_text(value, unit)
    if kind == "quantity":
        return quantity_text(value, unit)
    return _INTEGER_TEXT[kind](value)


_INTEGER_TEXT: dict[str, Callable[[int], str]] = {
    "money": money_text,
    "date": date_text,
    "year": lambda value: f"{value}年",
    "time": minutes_text,
    "bool": lambda value: "是" if value else "否",
}
