"""The twelve clauses of `workload/` as an OpenFisca system: one variable for each fact, flag and amount; float32 throughout.

Its amounts are not exact: a float32 holds 24 bits, so that above 167,772 yuan a fen is lost. It has no missing values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
from _other_peers import arrays
from _peers import JOINT, NAMES
from _table import WAN
from openfisca_core.entities import build_entity
from openfisca_core.periods import YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2017"
FIRM = build_entity(key="firm", plural="firms", label="enterprise", is_person=True)

Formula = Callable[[Callable[[str], Any]], Any]


def _percent(base: Any, rate: int) -> Any:
    return np.floor(base * rate / 100 + 0.5)


def _capped(name: str, rate: int, limit: int) -> Formula:
    return lambda of: np.minimum(_percent(of(name), rate), limit * WAN)


def _tiers(of: Callable[[str], Any]) -> Any:
    now, before = of("产值[2017年]"), of("产值[历年最高]")
    crossed = ((before <= tier * WAN) & (now > tier * WAN) for tier in (20_000, 40_000, 100_000))
    return of("智能装备企业") & np.logical_or.reduce(list(crossed))


def _abroad(of: Callable[[str], Any]) -> Any:
    return np.minimum(_percent(of("并购金额"), np.where(of("标的所在地") == 0, 10, 5)), 1000 * WAN)


def _bought(of: Callable[[str], Any]) -> Any:
    rate = np.select([of("采购台数") <= 10, of("采购台数") <= 50], [20, 15], 10)
    return np.minimum(_percent(of("不含税发票总价"), rate), 500 * WAN)


def _more(of: Callable[[str], Any]) -> Any:
    return np.maximum(0, of("省内配套采购额[2017年]") - of("省内配套采购额[2016年]"))


CLAUSES: dict[str, tuple[Formula, Formula]] = {
    "智能化技改": (lambda of: (of("类型") == 0) & of("成长性较好"), _capped("设备投资额", 5, 250)),
    "龙头与样板工厂": (
        lambda of: (of("类型") <= 1) & (of("省级龙头企业") | (of("优势企业") & (of("类型") == 1))),
        _capped("设备投资额", 8, 1000),
    ),
    "关键重大装备": (lambda of: of("省内紧缺") & of("国内领先"), _capped("购买价格", 30, 500)),
    "两化融合": (lambda of: of("省级重点"), _capped("近三年投入", 5, 200)),
    "产值首次跨档": (_tiers, lambda of: 100 * WAN),
    "并购": (lambda of: of("骨干企业") & of("并购成功") & (of("标的所在地") != 2), _abroad),
    "成套装备": (lambda of: of("生产成套装备"), _capped("固定资产投资额", 10, 1000)),
    "采购省产装备": (lambda of: (of("采购台数") >= 1) & (of("采购台数") <= 100), _bought),
    "省外中标": (lambda of: of("规模以上") & (of("中标金额") >= 1000 * WAN), _capped("中标金额", 5, 500)),
    "新增配套采购": (lambda of: of("智能装备龙头企业") & (of("新增") >= 1000 * WAN), _capped("新增", 5, 500)),
    "服务业": (
        lambda of: (
            (of("服务营业收入[2017年]") >= 3000 * WAN)
            & (of("服务营业收入[2017年]") * 5 > of("主营业务收入[2017年]"))
            & ~of("服务占比曾超两成")
        ),
        lambda of: 100 * WAN,
    ),
    "软件省外中标": (lambda of: of("软件中标金额") >= 500 * WAN, _capped("软件完成金额", 3, 200)),
}


def _variable(name: str, kind: type, formula: Formula | None = None) -> type[Variable]:
    body: dict[str, Any] = {"value_type": kind, "entity": FIRM, "definition_period": YEAR}
    if formula is not None:
        body["formula"] = lambda firm, period: formula(lambda other: firm(other, period))
    return type(name, (Variable,), body)


def _shared(place: int) -> Formula:
    def formula(of: Callable[[str], Any]) -> Any:
        won, linked = (of(f"{name}-") for name in JOINT)
        whole, bound = won + linked, 800 * WAN
        first = np.floor(bound * won / np.maximum(whole, 1))
        return np.where(whole > bound, (first, bound - first)[place], (won, linked)[place])

    return formula


def _paid(name: str, amount: Formula) -> Formula:
    return lambda of: np.where(of(f"{name}?"), amount(of), 0)


class ByOpenFisca:
    """A table put into a simulation, and all amounts computed anew by each run."""

    def __init__(self, wide: pl.DataFrame) -> None:
        system = TaxBenefitSystem([FIRM])
        facts = arrays(wide)
        for name, values in facts.items():
            kind = bool if values.dtype == bool else int if name in ("类型", "标的所在地", "采购台数") else float
            system.add_variable(_variable(name, kind))
        self.computed = ["新增", "合计"]
        system.add_variable(_variable("新增", float, _more))
        for name, (flag, amount) in CLAUSES.items():
            joint = name in JOINT
            system.add_variable(_variable(f"{name}?", bool, flag))
            system.add_variable(_variable(f"{name}-" if joint else name, float, _paid(name, amount)))
            self.computed += [f"{name}?", f"{name}-" if joint else name]
        for place, name in enumerate(JOINT):
            system.add_variable(_variable(name, float, _shared(place)))
            self.computed.append(name)
        system.add_variable(_variable("合计", float, lambda of: sum(of(name) for name in NAMES)))
        self.simulation = SimulationBuilder().build_default_simulation(system, len(wide))
        for name, values in facts.items():
            self.simulation.set_input(name, PERIOD, values)

    def run(self) -> dict[str, Any]:
        """All flags and amounts."""
        for name in self.computed:
            self.simulation.delete_arrays(name)
        names = (*(f"{name}?" for name in NAMES), *NAMES, "合计")
        return {name: self.simulation.calculate(name, PERIOD) for name in names}
