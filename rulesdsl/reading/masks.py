"""What of a phrase is a name, a label or an idiom and so never a quantity.

    >>> blank_idioms(blank_names("《中国制造2025》、“6·18”和3D打印，统一"))
    '■■■■■■■■■■、■■■■■■和■■打印，■■'

Blanked characters are replaced one for one, so offsets stay those of the phrase. See docs/language/quantities.md.
"""

from __future__ import annotations

import re

BLANK = "■"

_NUMERAL = "[0-9〇零一二两三四五六七八九十百千万]"

# INVARIANT: every alternative is bounded or stops at its own opening mark, so scanning is linear.
_NAMES = re.compile(
    r"《[^《》]{0,120}》"
    r"|“[^“”]{0,60}”"
    r"|‘[^‘’]{0,60}’"
    r"|〔[0-9]{4}〕\s?(?:第\s?)?[0-9]{1,5}\s?号"
    r"|[0-9]{1,5}号"
    r"|附件\s?[0-9]{1,2}"
    rf"|第\s?{_NUMERAL}{{1,6}}[一-鿿]"
    r"|[A-Za-z]{1,20}[-_]?[0-9]{1,20}(?:\.[0-9]{1,6})?"
    r"|[0-9]{1,6}[A-Za-z]{1,20}"
    r"|[0-9]{1,2}·[0-9]{1,2}"
    rf"|（{_NUMERAL}{{1,3}}）"
    r"|(?:^|(?<=[。；]))\s{0,8}[0-9]{1,2}(?:\.(?![0-9])|、)"
)

_IDIOMS = re.compile(
    "一次性|一批|一定|统一|进一步|一体化|两化|新三板|三板|三维|一代|一系列|一起|一般|一致|唯一"
    "|[同每任某]一[个家项名种]|一元化|二元|[一三五]年行动|百家争鸣|千家万户|一[企人事项厂户年月日]一[一-鿿]"
    "|(?<!少于)(?<!超过)(?<!至少)(?<!达到)(?<!高于)(?<!选择)一个"
)


def blank_names(flat: str) -> str:
    """Blank titles, quoted names, document numbers, 第…条/项/点/批/方, labels, and digits joined to letters."""
    return _NAMES.sub(_blank, flat)


def blank_idioms(flat: str) -> str:
    """Blank words that only look like counts (一次性, 统一, 两化, 同一个)."""
    return _IDIOMS.sub(_blank, flat)


def _blank(found: re.Match[str]) -> str:
    return BLANK * (found.end() - found.start())
