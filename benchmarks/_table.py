"""Workload W as a table: one row an enterprise with one project, complete or with 5 % nulls, the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

WAN = 1_000_000

TRUTHS = {
    "企业": (
        "成长性较好",
        "省级龙头企业",
        "优势企业",
        "智能装备企业",
        "骨干企业",
        "规模以上",
        "智能装备龙头企业",
        "服务占比曾超两成",
    ),
    "项目": ("省内紧缺", "国内领先", "省级重点", "并购成功", "生产成套装备"),
}
MONEY = {
    "企业": (
        "产值[2017年]", "产值[历年最高]", "省内配套采购额[2017年]", "省内配套采购额[2016年]",
        "服务营业收入[2017年]", "主营业务收入[2017年]",
    ),
    "项目": (
        "设备投资额", "购买价格", "近三年投入", "并购金额", "固定资产投资额", "不含税发票总价", "中标金额", "软件中标金额",
        "软件完成金额",
    ),
}  # fmt: skip
CHOICES = {"类型": ("智能化技术改造", "样板工厂", "其他"), "标的所在地": ("海外", "省外", "省内")}
LARGEST = {
    "产值[2017年]": 200_000 * WAN, "产值[历年最高]": 200_000 * WAN, "设备投资额": 20_000 * WAN, "固定资产投资额": 20_000 * WAN,
}  # fmt: skip
"""Money is spread evenly up to this, or up to 1亿元, so that every limit bites on a good part of the rows."""


def table(rows: int, nulls: bool, first: int = 0) -> pl.DataFrame:
    """The wide table from some row on. Bases are never zero, so that an open amount is never known to be nothing."""
    number = pl.int_range(first, first + rows, dtype=pl.UInt64, eager=True)
    seeds = iter(range(1, 1000))

    def spread(most: int) -> pl.Series:
        return (number.hash(next(seeds)) % most).cast(pl.Int64)

    columns = {"键": pl.select(pl.format("E{}", number)).to_series()}
    for name in (*TRUTHS["企业"], *TRUTHS["项目"]):
        columns[name] = spread(2) == 0
    for name in (*MONEY["企业"], *MONEY["项目"]):
        columns[name] = spread(LARGEST.get(name, 10_000 * WAN)) + 1_000
    columns["采购台数"] = spread(121)
    for name, choices in CHOICES.items():
        columns[name] = pl.Series(choices, dtype=pl.Enum(choices)).gather(spread(3))
    frame = pl.DataFrame(columns)
    if nulls:
        facts = [name for name in frame.columns if name != "键"]
        frame = frame.with_columns(pl.when(spread(20) > 0).then(pl.col(name)).alias(name) for name in facts)
    return frame


def as_tables(wide: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The same columns as a kernel takes them: a table a subject, each project under the enterprise of its row."""
    own = {
        subject: [*TRUTHS[subject], *MONEY[subject]] + (["采购台数", *CHOICES] if subject == "项目" else [])
        for subject in TRUTHS
    }
    return {
        "企业": wide.select("键", *own["企业"]),
        "项目": wide.select("键", pl.col("键").alias("企业"), *own["项目"]),
    }


STRETCH = 500_000


def write_tables(folder: Path, rows: int, nulls: bool) -> None:
    """The same tables as Parquet files under the headings that analysts write, a stretch of rows at a time."""
    for subject, shown in _headings().items():

        def stretches(
            columns: list[str] | None,
            predicate: pl.Expr | None,
            most: int | None,
            batch: int | None,
            subject: str = subject,
        ) -> Iterator[pl.DataFrame]:
            for first in range(0, rows, STRETCH):
                wide = table(min(STRETCH, rows - first), nulls, first)
                yield as_tables(wide)[subject].rename(_headings()[subject])

        schema = as_tables(table(1, nulls))[subject].rename(shown).schema
        register_io_source(stretches, schema=schema).sink_parquet(folder / f"{subject}.parquet", compression="lz4")


def _headings() -> dict[str, dict[str, str]]:
    """Money in fen, counts in 台."""
    found = {subject: {name: f"{name}（分）" for name in names} for subject, names in MONEY.items()}
    return {**found, "项目": {**found["项目"], "采购台数": "采购台数（台）"}}
