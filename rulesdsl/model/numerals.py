"""How numbers are written: width variants, digit groups, 万/亿 multipliers and Chinese numerals.

    >>> plain("２５　万元")
    '25 万元'
    >>> chinese_number("六千万")
    60000000

Offsets into `plain(text)` are offsets into `text`: the table maps one character to one character.
"""

from __future__ import annotations

from typing import NamedTuple

MAX_DIGITS = 18

_WIDE = "０１２３４５６７８９％／：︰．，－−＋　\u00a0(),"
_NARROW = "0123456789%/::.,--+  （）,"
_TABLE = str.maketrans(_WIDE, _NARROW)
_PROSE_TABLE = {wide: narrow for wide, narrow in _TABLE.items() if chr(wide) != "，"}

DIGITS = frozenset("0123456789")

MULTIPLIERS: tuple[tuple[str, int], ...] = (
    ("万亿", 10**12),
    ("千亿", 10**11),
    ("百亿", 10**10),
    ("千万", 10**7),
    ("百万", 10**6),
    ("亿", 10**8),
    ("万", 10**4),
    ("千", 10**3),
    ("百", 10**2),
)
"""Longest first; what follows a number and precedes its unit."""

UNITS_LIKE_MULTIPLIERS = ("千瓦", "千克", "千米", "千伏", "百分点")
"""How units begin whose first character is also a multiplier."""

_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = (("亿", 10**8), ("万", 10**4))
CHINESE_NUMERALS = frozenset(_CHINESE_DIGITS) | frozenset(_SMALL) | frozenset("万亿")


def plain(text: str) -> str:
    """The text with full-width digits, marks and spaces replaced by their half-width twins; same length."""
    return text.translate(_TABLE)


def prose(text: str) -> str:
    """Like `plain`, but the comma of running text stays `，`: it ends a segment and never groups digits."""
    return text.translate(_PROSE_TABLE)


class Digits(NamedTuple):
    """A decimal number as written: the digits without separators, how many of them are decimals, and where it ends."""

    digits: str
    decimals: int
    end: int
    grouped_well: bool

    @property
    def scaled(self) -> int:
        """The number times `10 ** decimals`."""
        return int(self.digits)


def scan_digits(text: str, start: int) -> Digits | None:
    """Read `1234`, `1,234.56` or `0.2` at `start` of a `plain` text; None if there is no digit.

    A comma belongs to the number only when a digit follows it; `grouped_well` is False when the groups are not of three.
    """
    end = start
    groups = [0]
    while end < len(text):
        if text[end] in DIGITS:
            groups[-1] += 1
        elif text[end] == "," and end > start and text[end + 1 : end + 2] in DIGITS:
            groups.append(0)
        else:
            break
        end += 1
    if end == start:
        return None
    well = len(groups) == 1 or (groups[0] <= 3 and all(size == 3 for size in groups[1:]))
    whole = text[start:end].replace(",", "")
    if text[end : end + 1] == "." and text[end + 1 : end + 2] in DIGITS:
        stop = end + 1
        while stop < len(text) and text[stop] in DIGITS:
            stop += 1
        return Digits(whole + text[end + 1 : stop], stop - end - 1, stop, well)
    return Digits(whole, 0, end, well)


def skip_spaces(text: str, start: int) -> int:
    """The offset of the first character at or after `start` that is not a space."""
    while start < len(text) and text[start] == " ":
        start += 1
    return start


def scan_multiplier(text: str, start: int) -> tuple[int, int]:
    """The 万/亿/千/… at `start` as `(factor, end)`, `(1, start)` if there is none; a unit such as 千瓦时 is left whole."""
    if text.startswith(UNITS_LIKE_MULTIPLIERS, start):
        return 1, start
    for mark, factor in MULTIPLIERS:
        if text.startswith(mark, start):
            return factor, start + len(mark)
    return 1, start


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral such as 三, 二十五, 六千万, 两千零五, 千亿; None if it is not well formed."""
    return _numeral(text, _LARGE)


def _numeral(text: str, marks: tuple[tuple[str, int], ...]) -> int | None:
    """A numeral whose large marks are among `marks`, largest first; a mark without a number before it counts once."""
    if not marks:
        return _section(text)
    (mark, factor), *smaller = marks
    head, found, tail = text.rpartition(mark)
    if not found:
        return _numeral(text, tuple(smaller))
    count = _numeral(head, marks) if head else 1
    rest = _numeral(tail.removeprefix("零"), tuple(smaller)) if tail else 0
    if count is None or rest is None or not 0 < count < factor:
        return None
    return count * factor + rest


def _section(text: str) -> int | None:
    """A numeral below ten thousand; 十, 百, 千 fall, and only the first of them may stand without its digit."""
    total, limit = 0, 10**4
    digit: int | None = None
    for at, c in enumerate(text):
        if c in _CHINESE_DIGITS:
            if digit:
                return None
            digit = _CHINESE_DIGITS[c]
        elif c not in _SMALL or _SMALL[c] >= limit or (not digit and at):
            return None
        else:
            limit = _SMALL[c]
            total += (digit or 1) * limit
            digit = None
    return total + (digit or 0) if text else None
