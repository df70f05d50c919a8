"""Two conditions are disjoint only where that can be shown, and then whatever the order."""

from __future__ import annotations

import pytest

from rulesdsl.check.disjoint import Guarded, disjoint
from rulesdsl.inputs import build
from rulesdsl.model.stipulation import Guard

VOCABULARY = (
    "词汇 示例\n对象 企业\n    产值 金额 每年\n    规模以上 是否\n    台数 数量 台\n    类 之一 甲、乙、丙\n单位 台\n"
)
CLAUSE = "措施 示政〔2020〕1号 第一项\n条款 某条\n当 {}\n"


def guarded(condition: str) -> Guarded:
    rules, problems = build({"vocabulary.rule": VOCABULARY, "item.rule": CLAUSE.format(condition)})
    assert problems == ()
    line = rules.homes[0].clause.one(Guard)
    assert line is not None
    return Guarded(line.condition, {})


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("企业.规模以上", "非 企业.规模以上", True),
        ("企业.规模以上", "企业.规模以上", False),
        ("企业.台数 不超过 10台", "企业.台数 达到 11台", True),
        ("企业.台数 不超过 10台", "企业.台数 超过 10台", True),
        ("企业.台数 不超过 10台", "企业.台数 达到 10台", False),
        ("企业.台数 低于 10台", "企业.台数 等于 10台", True),
        ("企业.台数 在 1台 至 9台", "企业.台数 在 10台 至 20台", True),
        ("企业.产值[本年] 低于 1亿元", "企业.产值[上年] 超过 2亿元", False),
        ("企业.类 是 甲", "企业.类 是 乙、丙 之一", True),
        ("企业.类 是 甲、乙 之一", "企业.类 是 乙、丙 之一", False),
        ("企业.类 是 甲", "非 企业.类 是 甲、乙 之一", True),
        ("企业.规模以上 并且 企业.类 是 甲", "企业.类 是 乙", True),
        ("企业.规模以上 或者 企业.类 是 甲", "企业.类 是 乙", False),
        ("企业.类 是 丙 或者 企业.类 是 甲", "企业.类 是 乙", True),
        ("非 （企业.规模以上 或者 企业.类 是 甲）", "企业.规模以上 并且 企业.类 是 乙", True),
    ],
)
def test_only_what_can_be_shown(first: str, second: str, apart: bool) -> None:
    one, other = guarded(first), guarded(second)
    assert disjoint(one, other) is apart
    assert disjoint(other, one) is apart
