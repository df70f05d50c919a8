"""Chinese numerals of labels and citations, to and from whole numbers 1 to 999.

    >>> to_int("二十五")
    25
    >>> to_chinese(110)
    '一百一十'
    >>> parse_number("十一之一")
    (11, 1)

Official documents write 十一, never 一十一, at the start of a number; both are read, the first is written. Arabic
digits, half and full width, are read too, because notes and citations mix them.
"""

from __future__ import annotations

LARGEST = 999
"""The largest number a label may have."""

_DIGITS = "零一二三四五六七八九"
_VALUES = {**{mark: value for value, mark in enumerate(_DIGITS)}, "〇": 0}

DIGIT_CLASS = "零〇一二三四五六七八九十百"
"""Every mark a Chinese numeral is made of, for use inside a character class of a pattern."""


def to_int(numeral: str) -> int | None:
    """The value of a numeral, 1 to 999.

    Returns:
        None for anything else: an empty string, zero, a sequence such as 二三 that is no number, a value above 999.
    """
    if numeral.isdecimal():
        # Bounded before the conversion: int() of a long run of digits is quadratic.
        value = int(numeral) if len(numeral) <= len(str(LARGEST)) else 0
        return value if 1 <= value <= LARGEST else None
    hundreds, mark, rest = numeral.rpartition("百")
    base = _VALUES.get(hundreds, 0) * 100 if mark else 0
    if mark and not base:
        return None
    if mark and not rest:
        return base
    below = _below_hundred(rest, after_hundred=bool(mark))
    return None if below is None else base + below


def _below_hundred(numeral: str, *, after_hundred: bool) -> int | None:
    if after_hundred and numeral[:1] in ("零", "〇"):
        # 一百零五: the zero stands for the missing tens, so a ten may not follow.
        return _digit(numeral[1:])
    tens, mark, ones = numeral.partition("十")
    if not mark:
        return None if after_hundred else _digit(numeral)
    ten = 1 if not tens else _digit(tens)
    one = 0 if not ones else _digit(ones)
    return None if ten is None or one is None else ten * 10 + one


def _digit(mark: str) -> int | None:
    return _VALUES.get(mark) or None


def to_chinese(number: int) -> str:
    """The numeral official documents write for a number.

    Raises:
        ValueError: a number outside 1 to 999, which no label has (our bug, never user input).
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"no label has the number {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    tail = _DIGITS[ones] if ones else ""
    if not hundreds:
        return tail if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十" + tail
    head = _DIGITS[hundreds] + "百"
    if tens:
        return head + _DIGITS[tens] + "十" + tail
    return head + ("零" + tail if ones else "")


def parse_number(text: str) -> tuple[int, ...] | None:
    """The number of a label with its insertions: 十一 is (11,), 十一之一 is (11, 1); None for what is no numeral."""
    parts = [to_int(part) for part in text.split("之")]
    numbers = tuple(part for part in parts if part is not None)
    return numbers if len(numbers) == len(parts) else None


def write_number(number: tuple[int, ...]) -> str:
    """The inverse of `parse_number` in Chinese numerals."""
    return "之".join(to_chinese(part) for part in number)
