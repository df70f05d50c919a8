"""What a fact of an instance is: one distribution for each type, with rates and shares that depend on words in its name.

The figures are assumptions made for trying rules, not statistics; docs/synth.md lists them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from rulesdsl.plan.plan import FieldPlan
from rulesdsl.synth.draws import Draws, Integers
from rulesdsl.synth.population import Rows

FIRST_DAY, LAST_DAY = date(2016, 1, 1).toordinal(), date(2021, 12, 31).toordinal()

CITIES = {
    "泉州市": 28, "福州市": 20, "厦门市": 14, "漳州市": 12, "宁德市": 6, "莆田市": 6, "龙岩市": 5, "三明市": 4, "南平市": 4,
    "平潭综合实验区": 1,
}  # fmt: skip
"""Place → hundredths."""

RATES = (
    (("龙头", "领军", "总部企业", "国家级", "列入", "小巨人"), 30_000),
    (("未", "不", "已享受", "已获", "改变", "较大", "困难"), 100_000),
    (("符合", "合格", "完成", "执行", "独立核算", "省内注册", "明确"), 850_000),
    (("企业", "省级", "规模以上", "成长性"), 400_000),
)
"""Words in the name of a flag → millionths that are 是; the first that fits."""
OTHER_RATE = 500_000

SHARES = (
    (("产值", "收入"), 1000),
    (("税", "财政贡献", "加计"), 30),
    (("投资额", "价格", "价款", "总价", "总额", "成本"), 100),
    (("合同", "采购", "完成金额"), 150),
    (("保费", "加工费", "版费", "租金"), 5),
)
"""Words in the name of an amount → thousandths of the owner's revenue at the median; the first that fits."""
OTHER_SHARE = 50

MEDIANS = {"千瓦时": 2_000_000, "台": 12}
"""Median of a count by its unit."""
OTHER_MEDIAN = 5


def draw(draws: Draws, stream: str, name: str, field: FieldPlan, rows: Rows) -> Any:
    """Canonical values of a fact: truths, integers, or (codes, words) for texts."""
    if field.kind == "是否":
        return draws.chance(stream, rows.numbers, _first(RATES, name, OTHER_RATE))
    if field.kind == "之一":
        return draws.below(stream, rows.numbers, len(field.choices)), list(field.choices)
    if field.kind == "地区":
        bounds = np.cumsum(list(CITIES.values()))
        return np.searchsorted(bounds, draws.below(stream, rows.numbers, 100), side="right"), list(CITIES)
    if field.kind == "文字":
        return draws.below(stream, rows.numbers, 26), [f"{name}{chr(65 + place)}" for place in range(26)]
    return _integers(draws, stream, name, field, rows)


def _integers(draws: Draws, stream: str, name: str, field: FieldPlan, rows: Rows) -> Integers:
    numbers = rows.numbers
    if field.kind == "日期":
        return FIRST_DAY + draws.below(stream, numbers, LAST_DAY - FIRST_DAY + 1)
    if field.kind == "年度":
        return 2016 + draws.below(stream, numbers, 6)
    if field.kind == "时段":
        return draws.below(stream, numbers, 24 * 60)
    if field.kind == "比例":
        return draws.below(stream, numbers, 1001) * 1000
    if field.kind == "金额":
        base = rows.size // 1000 * _first(SHARES, name, OTHER_SHARE)
    elif field.kind == "单价":
        base = np.full(len(numbers), 50, dtype=np.int64)
    else:
        base = np.full(len(numbers), MEDIANS.get(field.unit, OTHER_MEDIAN), dtype=np.int64)
    return _capped(base * draws.spread(stream, numbers) // 1000, field)


def grown(draws: Draws, stream: str, before: Integers, rows: Rows, field: FieldPlan) -> Integers:
    """The next year's value: from 10 % less to 30 % more."""
    return _capped(before * (900 + draws.below(stream, rows.numbers, 401)) // 1000, field)


def topped(draws: Draws, stream: str, highest: Integers, rows: Rows, field: FieldPlan) -> Integers:
    """历年最高: up to half more than the highest of the years that are given."""
    return _capped(highest * (1000 + draws.below(stream, rows.numbers, 501)) // 1000, field)


def first_year(draws: Draws, stream: str, rows: Rows, earliest: int) -> Integers:
    """起始年: three in five begin with the first year there is data of, the others up to fifteen years before."""
    later = draws.chance(stream, rows.numbers, 600_000)
    return np.where(later, earliest, earliest - 1 - draws.below(stream + "/早", rows.numbers, 15))


def _capped(values: Integers, field: FieldPlan) -> Integers:
    return np.minimum(values, field.maximum) if field.maximum else values


def _first(table: tuple[tuple[tuple[str, ...], int], ...], name: str, otherwise: int) -> int:
    return next((value for words, value in table if any(word in name for word in words)), otherwise)
