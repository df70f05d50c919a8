"""The twelve clauses of `workload/` written by hand for numpy and for DuckDB."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from _peers import JOINT, NAMES
from _table import CHOICES, WAN


def arrays(wide: pl.DataFrame) -> dict[str, Any]:
    """The table as numpy arrays; choices by their place."""
    codes = wide.with_columns(pl.col(list(CHOICES)).to_physical().cast(pl.Int64))
    return {name: codes[name].to_numpy() for name in codes.columns if name != "键"}


def by_numpy(f: dict[str, Any]) -> dict[str, Any]:
    """A complete table, whole columns at once."""
    import numpy as np

    def percent(base: Any, rate: int) -> Any:
        return (base * rate + 50) // 100

    def at_most(amount: Any, limit: int) -> Any:
        return np.minimum(amount, limit * WAN)

    technical, model = f["类型"] == 0, f["类型"] == 1
    now, before = f["产值[2017年]"], f["产值[历年最高]"]
    crossed = np.zeros(len(now), dtype=bool)
    for tier in (20_000 * WAN, 40_000 * WAN, 100_000 * WAN):
        crossed |= (before <= tier) & (now > tier)
    more = np.maximum(0, f["省内配套采购额[2017年]"] - f["省内配套采购额[2016年]"])
    place, sets, price = f["标的所在地"], f["采购台数"], f["不含税发票总价"]
    service = f["服务营业收入[2017年]"]
    band = np.where(sets <= 10, percent(price, 20), np.where(sets <= 50, percent(price, 15), percent(price, 10)))
    abroad = np.where(place == 0, percent(f["并购金额"], 10), percent(f["并购金额"], 5))
    found = {
        "智能化技改": (technical & f["成长性较好"], at_most(percent(f["设备投资额"], 5), 250)),
        "龙头与样板工厂": (
            (technical | model) & (f["省级龙头企业"] | (f["优势企业"] & model)),
            at_most(percent(f["设备投资额"], 8), 1000),
        ),
        "关键重大装备": (f["省内紧缺"] & f["国内领先"], at_most(percent(f["购买价格"], 30), 500)),
        "两化融合": (f["省级重点"], at_most(percent(f["近三年投入"], 5), 200)),
        "产值首次跨档": (f["智能装备企业"] & crossed, 100 * WAN),
        "并购": (f["骨干企业"] & f["并购成功"] & (place != 2), at_most(abroad, 1000)),
        "成套装备": (f["生产成套装备"], at_most(percent(f["固定资产投资额"], 10), 1000)),
        "采购省产装备": ((sets >= 1) & (sets <= 100), at_most(band, 500)),
        "省外中标": (f["规模以上"] & (f["中标金额"] >= 1000 * WAN), at_most(percent(f["中标金额"], 5), 500)),
        "新增配套采购": (f["智能装备龙头企业"] & (more >= 1000 * WAN), at_most(percent(more, 5), 500)),
        "服务业": (
            (service >= 3000 * WAN) & (service * 5 > f["主营业务收入[2017年]"]) & ~f["服务占比曾超两成"],
            100 * WAN,
        ),
        "软件省外中标": (f["软件中标金额"] >= 500 * WAN, at_most(percent(f["软件完成金额"], 3), 200)),
    }
    result = {f"{name}?": flag for name, (flag, _) in found.items()}
    result |= {name: np.where(flag, amount, 0) for name, (flag, amount) in found.items()}
    won, linked = (result[name] for name in JOINT)
    whole, bound = won + linked, 800 * WAN
    over, first = whole > bound, bound * won // np.maximum(whole, 1)
    result[JOINT[0]] = np.where(over, first, won)
    result[JOINT[1]] = np.where(over, bound - first, linked)
    result["合计"] = sum(result[name] for name in NAMES)
    return result


def _percent(base: str, rate: int) -> str:
    return f"(({base}) * {rate} + 50) // 100"


def _at_most(amount: str, limit: int) -> str:
    """`least` skips nulls, so a case."""
    return f"CASE WHEN {amount} > {limit * WAN} THEN {limit * WAN} ELSE {amount} END"


_MORE = (
    'CASE WHEN "省内配套采购额[2017年]" > "省内配套采购额[2016年]" THEN "省内配套采购额[2017年]" - "省内配套采购额[2016年]" '
    'WHEN "省内配套采购额[2017年]" <= "省内配套采购额[2016年]" THEN 0 END'
)
_TIERS = " OR ".join(
    f'("产值[历年最高]" <= {tier * WAN} AND "产值[2017年]" > {tier * WAN})' for tier in (20_000, 40_000, 100_000)
)
_ABROAD = f"CASE WHEN 标的所在地 = '海外' THEN {_percent('并购金额', 10)} WHEN 标的所在地 = '省外' THEN {_percent('并购金额', 5)} END"
_BAND = " ".join(
    f"WHEN 采购台数 <= {most} THEN {_percent('不含税发票总价', rate)}" for most, rate in ((10, 20), (50, 15), (100, 10))
)
_CLAUSES = {
    "智能化技改": ("类型 = '智能化技术改造' AND 成长性较好", _at_most(_percent("设备投资额", 5), 250)),
    "龙头与样板工厂": (
        "类型 IN ('智能化技术改造', '样板工厂') AND (省级龙头企业 OR (优势企业 AND 类型 = '样板工厂'))",
        _at_most(_percent("设备投资额", 8), 1000),
    ),
    "关键重大装备": ("省内紧缺 AND 国内领先", _at_most(_percent("购买价格", 30), 500)),
    "两化融合": ("省级重点", _at_most(_percent("近三年投入", 5), 200)),
    "产值首次跨档": (f"智能装备企业 AND ({_TIERS})", str(100 * WAN)),
    "并购": ("骨干企业 AND 并购成功 AND 标的所在地 <> '省内'", _at_most(_ABROAD, 1000)),
    "成套装备": ("生产成套装备", _at_most(_percent("固定资产投资额", 10), 1000)),
    "采购省产装备": ("采购台数 >= 1 AND 采购台数 <= 100", _at_most(f"CASE {_BAND} END", 500)),
    "省外中标": (f"规模以上 AND 中标金额 >= {1000 * WAN}", _at_most(_percent("中标金额", 5), 500)),
    "新增配套采购": (
        f'智能装备龙头企业 AND "省内配套采购额[2017年]" >= {1000 * WAN} AND 新增 >= {1000 * WAN}',
        _at_most(_percent("新增", 5), 500),
    ),
    "服务业": (
        f'"服务营业收入[2017年]" >= {3000 * WAN} AND "服务营业收入[2017年]" * 5 > "主营业务收入[2017年]" AND NOT 服务占比曾超两成',
        str(100 * WAN),
    ),
    "软件省外中标": (f"软件中标金额 >= {500 * WAN}", _at_most(_percent("软件完成金额", 3), 200)),
}


def _query() -> str:
    """BIGINT and three-valued truth throughout; steps so that each expression stands once."""
    flags = ", ".join(f'({flag}) AS "{name}?"' for name, (flag, _) in _CLAUSES.items())
    raw = ", ".join(f'{amount} AS "{name}~"' for name, (_, amount) in _CLAUSES.items())
    paid = ", ".join(f'CASE WHEN "{name}?" THEN "{name}~" WHEN NOT "{name}?" THEN 0 END AS "{name}-"' for name in NAMES)
    most = ", ".join(
        f'CASE WHEN NOT "{name}?" THEN 0 ELSE coalesce("{name}~", {other}, {500 * WAN}) END AS "{name}!"'
        for name, other in zip(JOINT, ("NULL", '"最多"'), strict=True)
    )
    bought = _at_most(_percent('"省内配套采购额[2017年]"', 5), 500)
    won, linked, bound = f'"{JOINT[0]}-"', f'"{JOINT[1]}-"', 800 * WAN
    shared = (
        f"CASE WHEN {won} + {linked} > {bound} THEN {bound} * {won} // ({won} + {linked}) "
        f'WHEN {won} + {linked} <= {bound} OR {won} + "{JOINT[1]}!" <= {bound} THEN {won} END AS "{JOINT[0]}", '
        f"CASE WHEN {won} + {linked} > {bound} THEN {bound} - {bound} * {won} // ({won} + {linked}) "
        f'WHEN {won} + {linked} <= {bound} OR {linked} + "{JOINT[0]}!" <= {bound} THEN {linked} END AS "{JOINT[1]}"'
    )
    kept = ", ".join(f'"{name}?"' for name in NAMES)
    others = ", ".join(f'"{name}-" AS "{name}"' for name in NAMES if name not in JOINT)
    total = " + ".join(f'"{name}"' for name in NAMES)
    return (
        f"WITH a AS (SELECT *, {_MORE} AS 新增 FROM w), b AS (SELECT {flags}, {raw}, {bought} AS 最多 FROM a), "
        f"c AS (SELECT {kept}, {paid}, {most} FROM b), d AS (SELECT {kept}, {others}, {shared} FROM c) "
        f'SELECT *, {total} AS "合计" FROM d'
    )


class ByDuckDB:
    """A table loaded into DuckDB, and the query that fills another one."""

    def __init__(self, wide: pl.DataFrame) -> None:
        import duckdb

        self._kept = TemporaryDirectory()
        self.folder = folder = Path(self._kept.name)
        wide.with_columns(pl.col(list(CHOICES)).cast(pl.String)).write_parquet(folder / "w.parquet")
        self.connection = duckdb.connect()
        self.connection.execute(f"CREATE TABLE w AS FROM read_parquet('{folder / 'w.parquet'}')")

    def run(self) -> None:
        """Compute all columns into a table."""
        self.connection.execute(f"CREATE OR REPLACE TABLE answers AS {_query()}")

    def answers(self) -> pl.DataFrame:
        """What the last run gave."""
        self.connection.execute(f"COPY answers TO '{self.folder / 'answers.parquet'}' (FORMAT parquet)")
        return pl.read_parquet(self.folder / "answers.parquet")
