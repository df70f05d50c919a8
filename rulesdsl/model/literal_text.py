"""Exact values back to text: the shortest writing that loses nothing.

    >>> money_text(250_000_000)
    '250万元'
    >>> money_text(444_444_444)
    '4,444,444.44元'

Money is in fen throughout. Whatever `money_text`, `date_text` and `minutes_text` print, `parse_literal` reads back.
"""

from __future__ import annotations

from fractions import Fraction

_YUAN = 100
_WAN = 10**4 * _YUAN
_YI = 10**8 * _YUAN


def money_text(fen: int | Fraction) -> str:
    """Fen as 亿元, 万元 or 元: `1亿元`, `85.5万元`, `617.28元`, `4,444,444.44元`.

    亿 with at most two decimals, else 万 with at most four, else grouped yuan with two. A fraction of a fen is shown in
    full (`617.2835元`), or as `p/q元` when its decimals don't end.
    """
    if isinstance(fen, Fraction) and fen.denominator != 1:
        return f"{_terminating(fen / _YUAN)}元"
    amount = int(fen)
    sign, size = ("-", -amount) if amount < 0 else ("", amount)
    if size >= _YI and size % (_YI // 100) == 0:
        return f"{sign}{_decimal(size, _YI)}亿元"
    if size >= _WAN and size % _YUAN == 0:
        return f"{sign}{_decimal(size, _WAN)}万元"
    whole, rest = divmod(size, _YUAN)
    if not rest:
        return f"{sign}{whole}元"
    return f"{sign}{whole:,}.{rest:02d}元"


def decimal_yuan(fen: int) -> str:
    """Fen as yuan with exactly two decimals and no separators, for JSON: `4444444.44`."""
    whole, rest = divmod(abs(fen), _YUAN)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"


def ratio_text(ratio: Fraction) -> str:
    """A ratio as `5%`, `12.5%`, or, below one per cent and whole per mille, `5‰`; `1/3` when its decimals don't end."""
    percent = ratio * 100
    if percent.denominator != 1 and abs(percent) < 1 and (ratio * 1000).denominator == 1:
        return f"{ratio * 1000}‰"
    text = _terminating(percent)
    return str(ratio) if "/" in text else f"{text}%"


def unit_price_text(fen: Fraction, unit: str) -> str:
    """Fen per unit as `0.2元/千瓦时`."""
    return f"{_terminating(fen / _YUAN)}元/{unit}"


def quantity_text(count: int, unit: str) -> str:
    """A count with its unit: `10台`, `635万千瓦时`, `380亿千瓦时`; 万 from 100,000 on, and only when exact."""
    size = abs(count)
    if size >= 10**8 and size % 10**6 == 0:
        return f"{_signed(count, 10**8)}亿{unit}"
    if size >= 10**5 and size % 10**2 == 0:
        return f"{_signed(count, 10**4)}万{unit}"
    return f"{count}{unit}"


def date_text(ordinal: int) -> str:
    """A proleptic ordinal as `2017年1月1日`."""
    from datetime import date

    day = date.fromordinal(ordinal)
    return f"{day.year}年{day.month}月{day.day}日"


def minutes_text(minutes: int) -> str:
    """Minutes after midnight as `7:00`; the end of the day is `24:00`."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}"


def _signed(number: int, scale: int) -> str:
    return ("-" if number < 0 else "") + _decimal(abs(number), scale)


def _decimal(size: int, scale: int) -> str:
    """`size / scale` in full, for a power of ten."""
    whole, rest = divmod(size, scale)
    if not rest:
        return str(whole)
    return f"{whole}.{rest:0{len(str(scale)) - 1}d}".rstrip("0")


def _terminating(number: Fraction) -> str:
    """The decimal form in full when it ends, else `p/q`."""
    rest, places = number.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest //= 10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5
        places += 1
    if rest != 1:
        return str(number)
    return _signed(int(number * 10**places), 10**places)
