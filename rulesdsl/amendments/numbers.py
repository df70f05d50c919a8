"""Numbers of labels, to and from the short form of a step: 一百六十二条之一 is `162之1`, 第27.573条 is `27.573`.

>>> read_number("一百六十二之一")
'162之1'
>>> write_number("162")
'一百六十二'
"""

from __future__ import annotations

import re
from functools import lru_cache

from rulesdsl.model.numerals import chinese_number
from rulesdsl.source.numerals import LARGEST, to_chinese

_DIGITS = "零一二三四五六七八九"
_POSITIONAL = {mark: str(value) for value, mark in enumerate(_DIGITS)} | {"〇": "0"}
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


def read_number(text: str) -> str | None:
    """The short form of a label's number; None for what is no number from 1 to 9999."""
    if "." in text.translate(_WIDE):
        plain = text.translate(_WIDE)
        return plain if re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}", plain) else None
    parts = [read_int(part) for part in text.split("之")]
    return None if None in parts else "之".join(map(str, parts))


@lru_cache(maxsize=4096)
def read_int(text: str) -> int | None:
    """A plain number from 1 to 9999 in Arabic digits or Chinese numerals (一百零五, 一〇五)."""
    plain = text.translate(_WIDE)
    if len(plain) > 9:
        return None
    if not (plain.isascii() and plain.isdigit()):
        if len(plain) > 1 and all(mark in _POSITIONAL for mark in plain):
            plain = "".join(_POSITIONAL[mark] for mark in plain)
        else:
            plain = str(chinese_number(plain) or 0)
    value = int(plain)
    return value if 1 <= value <= LARGEST else None


def write_number(number: str) -> str:
    """The number of a label as documents write it; a decimal number keeps its digits."""
    return number if "." in number else "之".join(to_chinese(int(part)) for part in number.split("之"))
