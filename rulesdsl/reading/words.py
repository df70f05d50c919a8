"""The words of a phrase that carry meaning beyond its numbers: 一次性, 每年, 可, 择优, 优先, 视同, 除外 …

    >>> [(w.kind, w.text) for w in read_words("择优按不超过投资额的5%予以一次性补助")]
    [('select', '择优'), ('once', '一次性')]

`check` demands them of the rule in both directions. Bounds (最高, 至多) belong to `read_quantities`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rulesdsl.model.numerals import prose
from rulesdsl.reading.masks import blank_names
from rulesdsl.reading.soft_breaks import span_in_phrase, unbroken


class Word(NamedTuple):
    """A word that carries meaning, its kind and its `[start, end)` in the phrase."""

    kind: str
    text: str
    start: int
    end: int


_PATTERNS = {
    "exclude": "不再享受|不叠加|不重复享受|不得重复|不得同时享受|就高不重复|从高不重复",
    "deem": "视同",
    "except": "除外|除[^，。；外]{1,20}外",
    "by_rule": "按照?(?:相关|有关)?规定|依照?规定|按(?:相关|有关)规定",
    "vague": "适当|一定比例|按比例",
    "once": "一次性|[只仅](?:奖励|补助|补贴|享受)一次",
    "run": "连续[一二三四五六七八九十0-9]{1,2}年",
    "per": "每年度?|每季度|每月|年度(?=奖励|补助|补贴|资助|最高|累计|合计)",
    "daily": "每日|次日",
    "total": "累计|合计|(?<!资产)(?<!标的物)总额(?=不|最|超)",
    "each": "单个(?:项目|企业|平台|单位)|单家(?:企业)?|单户|单项(?=补助|奖励|不|最|资助)"
    "|每个(?:平台|专项|单位|项目|企业|示范工程)?|每项|每家|每人|同一个(?:项目|产品|系统)|同一企业|集团内(?:企业)?",
    "select": "择优|选择一批|选择|选取|遴选|选定",
    "priority": "优先",
    "first": "首次|初次",
    "determine": "经[^，。；经]{0,12}(?:认定|评定|审定)(?!为)|核定|审定",
    "status": "认定为?|评定",
    "may": "允许|(?<!最高)(?<![认许不宁适尚未])可(?!持续|靠|行|控|再生|用性|视化|见|达|研|能|穿戴)以?",
}

_WORD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()))


@lru_cache(maxsize=4096)
def read_words(phrase: str) -> tuple[Word, ...]:
    """The meaning-carrying words of a phrase, in order; names in 《》 and “” are passed over."""
    line, kept = unbroken(phrase)
    return tuple(
        Word(found.lastgroup or "", line[found.start() : found.end()], *span_in_phrase(*found.span(), kept))
        for found in _WORD.finditer(blank_names(prose(line)))
    )
