"""Rows set aside, for a person: how many of which table, for what reason, and the first of them."""

from __future__ import annotations

import polars as pl

from rulesdsl.diagnostics import Diagnostic

MOST_SHOWN = 20
_FIRST = 3


def aside_problems(aside: pl.DataFrame) -> tuple[Diagnostic, ...]:
    """RD743 for each table and column that has such rows, the most frequent first."""
    groups = (
        aside.with_columns(pl.col("行").cast(pl.Int64))
        .sort("文件", "行", maintain_order=True)
        .group_by("文件", "列", maintain_order=True)
        .agg(
            pl.col("行").n_unique().alias("count"),
            pl.col("行").unique(maintain_order=True).head(_FIRST).alias("first"),
            pl.col("原因").first().alias("reason"),
        )
        .sort("count", descending=True, maintain_order=True)
    )
    found = []
    for file, column, count, first, reason in groups.head(MOST_SHOWN).iter_rows():
        rows = "、".join(str(row) for row in first) + ("……" if count > len(first) else "")
        text = f"{file}：{count} 行放在一边，列「{column}」有错（第 {rows} 行）"
        found.append(Diagnostic("RD743", text, help=f"第 {first[0]} 行：{reason}"))
    if len(groups) > MOST_SHOWN:
        text = f"另有 {len(groups) - MOST_SHOWN} 列有放在一边的行"
        found.append(Diagnostic("RD743", text, help="全部列在 放在一边.csv"))
    return tuple(found)
