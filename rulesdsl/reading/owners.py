"""Whose a limit or an amount is, and per what time: the words 单家企业, 每个平台, 集团内企业; 每年, 年度.

>>> owner_in("单家企业年度奖励不超过"), period_in("单家企业年度奖励不超过")
('单家企业', '年度')
"""

from __future__ import annotations

import re

_NOUNS = "企业|项目|平台|专项|单位|示范工程|工程|合同|产品|系统|机构|个人|团队|基地|园区|公司|集团|活动"
_OWNER = re.compile(
    rf"(?:单个|单家|单户|每个|每家|每户|同一个?|单一)(?:{_NOUNS})?|集团内(?:企业)?|单项|单户|每项|每人|每名|每台|每家"
)
_PERIOD = re.compile("每季度|每年度?|每月|年度(?=奖励|补助|补贴|资助|最高|累计|合计|不超)|累计|上述期限内|期内")


def owner_in(before: str) -> str:
    """The nearest owner word in the text before a number, or ""."""
    return _last(_OWNER, before)


def period_in(before: str) -> str:
    """The nearest word for a span of time in the text before a number, or ""."""
    return _last(_PERIOD, before)


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = ""
    for match in pattern.finditer(text):
        found = match[0]
    return found
