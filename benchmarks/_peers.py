"""The twelve clauses of `workload/` written by hand for Polars: what `columns.py` measures beside.

It gives, for every clause, whether it applies and the amount after the limits, and the total. Where facts are missing an amount is null
unless it is known, as in `docs/semantics.md`.
"""

from __future__ import annotations

import polars as pl
from _table import WAN

NAMES = (
    "智能化技改", "龙头与样板工厂", "关键重大装备", "两化融合", "产值首次跨档", "并购", "成套装备", "采购省产装备", "省外中标",
    "新增配套采购", "服务业", "软件省外中标",
)  # fmt: skip
JOINT = ("省外中标", "新增配套采购")


def by_polars(wide: pl.DataFrame) -> pl.DataFrame:
    """Kleene truths and nullable integers, as a Polars programmer would write it."""
    c = pl.col
    technical, model = c("类型") == "智能化技术改造", c("类型") == "样板工厂"
    now, before = c("产值[2017年]"), c("产值[历年最高]")
    tiers = [(before <= tier * WAN) & (now > tier * WAN) for tier in (20_000, 40_000, 100_000)]
    place, sets = c("标的所在地"), c("采购台数")
    bought, earlier = c("省内配套采购额[2017年]"), c("省内配套采购额[2016年]")
    more = pl.when(bought > earlier).then(bought - earlier).when(bought <= earlier).then(0)
    service, main = c("服务营业收入[2017年]"), c("主营业务收入[2017年]")
    applies = (
        technical & c("成长性较好"),
        (technical | model) & (c("省级龙头企业") | (c("优势企业") & model)),
        c("省内紧缺") & c("国内领先"),
        c("省级重点"),
        c("智能装备企业") & (tiers[0] | tiers[1] | tiers[2]),
        c("骨干企业") & c("并购成功") & (place != "省内"),
        c("生产成套装备"),
        (sets >= 1) & (sets <= 100),
        c("规模以上") & (c("中标金额") >= 1000 * WAN),
        c("智能装备龙头企业") & (bought >= 1000 * WAN) & (more >= 1000 * WAN),
        (service >= 3000 * WAN) & (service * 5 > main) & ~c("服务占比曾超两成"),
        c("软件中标金额") >= 500 * WAN,
    )
    abroad = (
        pl.when(place == "海外")
        .then(_percent(c("并购金额"), 10))
        .when(place == "省外")
        .then(_percent(c("并购金额"), 5))
    )
    price = c("不含税发票总价")
    band = (
        pl.when(sets <= 10)
        .then(_percent(price, 20))
        .when(sets <= 50)
        .then(_percent(price, 15))
        .when(sets <= 100)
        .then(_percent(price, 10))
    )
    amounts = (
        _at_most(_percent(c("设备投资额"), 5), 250),
        _at_most(_percent(c("设备投资额"), 8), 1000),
        _at_most(_percent(c("购买价格"), 30), 500),
        _at_most(_percent(c("近三年投入"), 5), 200),
        pl.lit(100 * WAN),
        _at_most(abroad, 1000),
        _at_most(_percent(c("固定资产投资额"), 10), 1000),
        _at_most(band, 500),
        _at_most(_percent(c("中标金额"), 5), 500),
        _at_most(_percent(more, 5), 500),
        pl.lit(100 * WAN),
        _at_most(_percent(c("软件完成金额"), 3), 200),
    )
    flags = [flag.alias(f"{name}?") for name, flag in zip(NAMES, applies, strict=True)]
    step = wide.lazy().with_columns(flags)
    step = step.with_columns(
        pl.when(c(f"{name}?")).then(amount).when(~c(f"{name}?")).then(0).alias(name)
        for name, amount in zip(NAMES, amounts, strict=True)
    )
    # An amount that is open leaves the other one known if even its most beside it fits.
    most_linked = amounts[9].fill_null(_at_most(_percent(bought, 5), 500))
    most = {
        name: pl.when(~c(f"{name}?")).then(0).otherwise(amount.fill_null(500 * WAN))
        for name, amount in zip(JOINT, (amounts[8], most_linked), strict=True)
    }
    step = step.with_columns(most[name].alias(f"{name}!") for name in JOINT)
    won, linked, bound = c(JOINT[0]), c(JOINT[1]), 800 * WAN
    whole = won + linked
    first, over = bound * won // whole, whole > bound
    step = step.with_columns(
        pl.when(over).then(first).when(~over | (won + c(f"{JOINT[1]}!") <= bound)).then(won).alias(JOINT[0]),
        pl.when(over)
        .then(bound - first)
        .when(~over | (linked + c(f"{JOINT[0]}!") <= bound))
        .then(linked)
        .alias(JOINT[1]),
    )
    total = sum((c(name) for name in NAMES), start=pl.lit(0)).alias("合计")
    return step.select(*(f"{name}?" for name in NAMES), *NAMES, total).collect()


def _percent(base: pl.Expr, rate: int) -> pl.Expr:
    return (base * rate + 50) // 100


def _at_most(amount: pl.Expr, limit: int) -> pl.Expr:
    """Faster than `clip`, and unlike `min_horizontal` null stays null."""
    return pl.when(amount > limit * WAN).then(limit * WAN).otherwise(amount)
