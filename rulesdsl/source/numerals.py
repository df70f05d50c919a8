"""Chinese numerals of labels and citations, to and from whole numbers 1 to 9999.

    >>> to_int("二十五")
    25
    >>> to_chinese(110)
    '一百一十'
    >>> parse_number("十一之一")
    (11, 1)

Official documents write 十一, never 一十一, at the start of a number; both are read, the first is written. Arabic
digits, half and full width, are read too, because notes and citations mix them. Codes have more than a thousand articles.
"""

from __future__ import annotations

import re

LARGEST = 9999
"""The largest number a label may have."""

_DIGITS = "零一二三四五六七八九"
_VALUES = {mark: value for value, mark in enumerate(_DIGITS)}
_PLACES = {"千": 1000, "百": 100, "十": 10}
_LONGEST_NUMERAL = len("九千九百九十九")

DIGIT_CLASS = "零〇" + _DIGITS[1:] + "十百千"
"""Every mark a Chinese numeral is made of, for use inside a character class of a pattern."""

_BETWEEN = re.compile("[之.．]")


def to_int(numeral: str) -> int | None:
    """The value of a numeral, 1 to 9999.

    Returns:
        None for anything else: an empty string, zero, a sequence such as 二三 that is no number, a value above 9999.
    """
    if numeral.isdecimal():
        # Bounded before the conversion: int() of a long run of digits is quadratic.
        value = int(numeral) if len(numeral) <= len(str(LARGEST)) else 0
        return value if 1 <= value <= LARGEST else None
    plain = numeral.replace("〇", "零")
    if len(plain) > _LONGEST_NUMERAL or not all(mark in _VALUES or mark in _PLACES for mark in plain):
        return None
    value = _sum(plain)
    # A sum of digits and places can be had from marks in any order; only what would be written again is a number.
    return value if 1 <= value <= LARGEST and _short(to_chinese(value)) == _short(plain) else None


def _sum(numeral: str) -> int:
    value = digit = 0
    for mark in numeral:
        if mark in _PLACES:
            value += (digit or 1) * _PLACES[mark]
            digit = 0
        else:
            digit = _VALUES[mark]
    return value + digit


def _short(numeral: str) -> str:
    return numeral.replace("一十", "十")


def to_chinese(number: int) -> str:
    """The numeral official documents write for a number: 10 is 十, 105 is 一百零五, 1010 is 一千零一十.

    Raises:
        ValueError: a number outside 1 to 9999, which no label has (our bug, never user input).
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"no label has the number {number}")
    written = ""
    gap = False
    for mark, place in _PLACES.items():
        digit, number = divmod(number, place)
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + mark
        gap = bool(written) and not digit
    written += ("零" if gap and number else "") + (_DIGITS[number] if number else "")
    return written.removeprefix("一") if written.startswith("一十") else written


def parse_number(text: str) -> tuple[int, ...] | None:
    """The number of a label with its insertions: 十一 is (11,), 十一之一 is (11, 1), 27.573 is (27, 573).

    None for what is no numeral.
    """
    parts = [to_int(part) for part in _BETWEEN.split(text)]
    numbers = tuple(part for part in parts if part is not None)
    return numbers if len(numbers) == len(parts) else None
