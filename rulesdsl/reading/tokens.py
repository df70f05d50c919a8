"""The numbers of a phrase with their units, before anything is said about bound or use.

`25 万～200万元` is one token with two ends; `2017、2018年` are two. A missing unit is taken from the right across
a range or list mark, a missing year from the left; a multiplier never. See docs/language/quantities.md.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from rulesdsl.model.numerals import MULTIPLIERS, chinese_number

Amount = int | Fraction


class Token(NamedTuple):
    """A number or a range of two: kind, ends (`high` None for one number), unit, span, and the bound 余 or 数 imply."""

    kind: str
    low: Amount | tuple[int, int]
    high: Amount | None
    unit: str
    start: int
    end: int
    vague: str = ""


_UNITS = (
    "台（套） 台（批） 套（台） 台套 台 套 家 户 个百分点 百分点 个工作日 个月 个 项 名 人次 人 位 强 等 级 "
    "件 条 次 倍 亩 平方米 平方公里 公里 吨 千克 公斤 千瓦时 千瓦 兆瓦时 兆瓦 度 米 辆 艘 座 所 间 批 "
    "期 天 日 工作日 小时 分钟 年 季度 美元 欧元 港元 日元 元 份 种 类 张 款 门 分 支 场 片 月"
)
_CHINESE_UNITS = "台（套） 台 套 家 户 个工作日 个月 个 项 名 人 位 强 等奖 倍 天 日 小时 年 元 亩 平方米 吨 千瓦时"
_CANONICAL = {"台（套）": "台", "台（批）": "台", "套（台）": "台", "台套": "台"} | {
    "等奖": "等",
    "工作日": "个工作日",
    "位": "名",
}

_SPACE = r"\s{0,3}"
_MULTIPLIER = "|".join(mark for mark, _ in MULTIPLIERS)
_UNIT = "|".join(sorted(_UNITS.split(), key=len, reverse=True))
_CHINESE_UNIT = "|".join(sorted(_CHINESE_UNITS.split(), key=len, reverse=True))

_TOKEN = re.compile(
    rf"(?P<year>(?:19|20|21)[0-9]{{2}}){_SPACE}年(?!以[上下内])"
    rf"(?:{_SPACE}(?P<month>[0-9]{{1,2}}){_SPACE}月(?:{_SPACE}(?P<day>[0-9]{{1,2}}){_SPACE}日)?)?"
    rf"|(?P<month2>[0-9]{{1,2}}){_SPACE}月{_SPACE}(?P<day2>[0-9]{{1,2}}){_SPACE}日"
    r"|(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?![0-9])"
    rf"|(?P<digits>[0-9]{{1,18}}(?:,[0-9]{{3}}){{0,5}}(?:\.[0-9]{{1,18}})?){_SPACE}"
    rf"(?P<more>[余多])?(?P<mult>(?:{_MULTIPLIER})(?!瓦|克|分点))?{_SPACE}(?P<more2>[余多])?"
    rf"(?:(?P<mark>[%‰])|(?P<unit>{_UNIT})(?:{_SPACE}[/每]{_SPACE}(?P<per>{_UNIT}))?)?"
    r"|(?P<per_hundred>[百千万])分之(?P<parts>[0-9]{1,8}|[零一二两三四五六七八九十百]{1,6})"
    rf"|(?P<few>[数几]|(?<!以)上)?(?P<chinese>[零一二两三四五六七八九十百千万亿]{{1,12}})(?P<unit2>{_CHINESE_UNIT})"
)

_FACTORS = dict(MULTIPLIERS)
_PARTS = {"%": 100, "百": 100, "百分点": 100, "‰": 1000, "千": 1000, "万": 10000}
_RANGE = re.compile(r"\s{0,3}(?:（含）)?(?:起?[至到]|[～~—–―-]{1,2})\s{0,3}(?P<next>次日)?\s{0,3}")
_LIST = re.compile(r"\s{0,2}(?:（含）|及|或)?(?:以上|以下|以内)?\s{0,2}(?:、|和|与|或者|或|及|以及)\s{0,2}")


def read_tokens(flat: str) -> list[Token]:
    """The tokens of a blanked phrase, left to right, ranges joined and missing units filled in."""
    singles = [token for found in _TOKEN.finditer(flat) if (token := _single(found)) is not None]
    return _join_ranges(flat, _fill_units(flat, singles))


def is_list_gap(gap: str) -> bool:
    """Whether the text between two tokens only lists them: 、 和 与 或, after 以内 or 以上 if need be."""
    return len(gap) <= 12 and _LIST.fullmatch(gap) is not None


def _single(found: re.Match[str]) -> Token | None:
    span = found.span()
    if found["year"]:
        return _calendar(found, *span)
    if found["month2"]:
        return Token("monthday", (int(found["month2"]), int(found["day2"])), None, "日", *span)
    if found["hour"]:
        return Token("time", int(found["hour"]) * 60 + int(found["minute"]), None, "", *span)
    if found["digits"]:
        return _measured(found, *span)
    if found["parts"]:
        return _parts_of(found["per_hundred"], found["parts"], *span)
    value = chinese_number(found["chinese"])
    few = "≈" if found["few"] else ""
    return None if value is None else _with_unit((value, 1), found["unit2"], *span, few)


def _calendar(found: re.Match[str], start: int, end: int) -> Token | None:
    year = int(found["year"])
    if not found["month"]:
        return Token("year", year, None, "年", start, end)
    if not found["day"]:
        return Token("month", (year, int(found["month"])), None, "月", start, end)
    day = _ordinal(year, int(found["month"]), int(found["day"]))
    return None if day is None else Token("date", day, None, "日", start, end)


def _ordinal(year: int, month: int, day: int) -> int | None:
    from datetime import date

    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _measured(found: re.Match[str], start: int, end: int) -> Token:
    whole, _, decimals = found["digits"].replace(",", "").partition(".")
    number = (int(whole + decimals) * _FACTORS.get(found["mult"] or "", 1), 10 ** len(decimals))
    vague = ">" if found["more"] or found["more2"] else ""
    end -= len(found[0]) - len(found[0].rstrip())
    if found["mark"]:
        return Token("ratio", _over(number, _PARTS[found["mark"]]), None, found["mark"], start, end, vague)
    if found["per"] and found["unit"] == "元":
        return Token("unit_price", Fraction(number[0] * 100, number[1]), None, found["per"], start, end, vague)
    unit, close = found["unit"] or "", found.end("unit") if found["per"] else end
    return _with_unit(number, unit, start, close, vague)


def _parts_of(whole: str, parts: str, start: int, end: int) -> Token | None:
    """百分之五, 千分之5."""
    number = int(parts) if parts.isdecimal() else chinese_number(parts)
    mark = "‰" if whole == "千" else "%"
    return None if number is None else Token("ratio", Fraction(number, _PARTS[whole]), None, mark, start, end)


def _with_unit(number: tuple[int, int], unit: str, start: int, end: int, vague: str = "") -> Token:
    """Money in fen, percentage points as a ratio, all else a count; integers as int."""
    if unit == "元":
        return Token("money", _exact(number[0] * 100, number[1]), None, unit, start, end, vague)
    if unit.endswith("百分点"):
        return Token("ratio", _over(number, 100), None, "百分点", start, end, vague)
    return Token("quantity", _exact(*number), None, _CANONICAL.get(unit, unit), start, end, vague)


def _exact(numerator: int, denominator: int) -> Amount:
    value, rest = divmod(numerator, denominator)
    return Fraction(numerator, denominator) if rest else value


def _over(number: tuple[int, int], parts: int) -> Fraction:
    return Fraction(number[0], number[1] * parts)


def _fill_units(flat: str, tokens: list[Token]) -> list[Token]:
    """Give a number without a unit the unit of its right neighbour, and a month and day the year on their left."""
    filled = list(tokens)
    for i in range(len(tokens) - 2, -1, -1):
        here, right = filled[i], filled[i + 1]
        if here.unit or here.kind != "quantity" or not _linked(flat, here, right):
            continue
        filled[i] = _take_unit(here, right)
    for i in range(1, len(filled)):
        left, here = filled[i - 1], filled[i]
        if (
            here.kind == "monthday"
            and left.kind == "date"
            and isinstance(left.low, int)
            and isinstance(here.low, tuple)
        ):
            day = _ordinal(_year_of(left.low), *here.low)
            filled[i] = here if day is None else here._replace(kind="date", low=day)
    return filled


def _linked(flat: str, left: Token, right: Token) -> bool:
    gap = flat[left.end : right.start]
    return len(gap) <= 12 and (is_list_gap(gap) or _RANGE.fullmatch(gap) is not None)


def _take_unit(here: Token, right: Token) -> Token:
    assert not isinstance(here.low, tuple)
    number = here.low.numerator, here.low.denominator
    if right.kind == "ratio":
        return here._replace(kind="ratio", low=_over(number, _PARTS[right.unit]), unit=right.unit)
    if right.kind == "year":
        return here._replace(kind="year", unit="年")
    if right.kind in ("money", "quantity") and right.unit:
        return _with_unit(number, right.unit, here.start, here.end, here.vague)
    return here


def _year_of(ordinal: int) -> int:
    from datetime import date

    return date.fromordinal(ordinal).year


def _join_ranges(flat: str, tokens: list[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        merged = _range(flat, last, token) if last is not None else None
        if merged is None:
            joined.append(token)
        else:
            joined[-1] = merged
    return joined


def _range(flat: str, left: Token, right: Token) -> Token | None:
    """The two tokens as one range, if a range mark alone stands between two of a kind."""
    if left.high is not None or (left.kind, left.unit) != (right.kind, right.unit) or right.start - left.end > 10:
        return None
    mark = _RANGE.fullmatch(flat, left.end, right.start)
    if mark is None or isinstance(left.low, tuple) or isinstance(right.low, tuple):
        return None
    high = right.low + 24 * 60 if mark["next"] and right.kind == "time" else right.low
    return None if high < left.low else left._replace(high=high, end=right.end)
