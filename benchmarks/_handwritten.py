"""The twelve clauses of `workload/workload.rule` written out by hand, on a complete case: the yardstick of `one_case.py`."""

from __future__ import annotations

from typing import Any

YUAN = 100
WAN = 10_000 * YUAN


def percent(base: int, rate: int) -> int:
    """rate % of fen, rounded half up to the fen."""
    return (base * rate + 50) // 100


def twelve_clauses(f: dict[str, Any]) -> dict[str, int]:
    """Clause → payable fen; every fact must be given."""
    technical = f["类型"] == "智能化技术改造"
    model = f["类型"] == "样板工厂"
    first = min(percent(f["设备投资额"], 5), 250 * WAN) if technical and f["成长性较好"] else 0
    leading = (technical or model) and (f["省级龙头企业"] or (f["优势企业"] and model))
    second = min(percent(f["设备投资额"], 8), 1000 * WAN) if leading else 0
    third = min(percent(f["购买价格"], 30), 500 * WAN) if f["省内紧缺"] and f["国内领先"] else 0
    fourth = min(percent(f["近三年投入"], 5), 200 * WAN) if f["省级重点"] else 0
    now, before = f["产值2017"], f["产值highest"]
    tiers = [tier for tier in (20_000 * WAN, 40_000 * WAN, 100_000 * WAN) if before <= tier < now]
    fifth = 100 * WAN if f["智能装备企业"] and tiers else 0
    rate = {"海外": 10, "省外": 5}.get(f["标的所在地"], 0)
    sixth = min(percent(f["并购金额"], rate), 1000 * WAN) if f["骨干企业"] and f["并购成功"] else 0
    seventh = min(percent(f["固定资产投资额"], 10), 1000 * WAN) if f["生产成套装备"] else 0
    sets = f["采购台数"]
    band = 20 if 1 <= sets <= 10 else 15 if 11 <= sets <= 50 else 10 if 51 <= sets <= 100 else 0
    eighth = min(percent(f["不含税发票总价"], band), 500 * WAN)
    won = min(percent(f["中标金额"], 5), 500 * WAN) if f["规模以上"] and f["中标金额"] >= 1000 * WAN else 0
    more = max(0, f["省内配套采购额2017"] - f["省内配套采购额2016"])
    bought = min(percent(more, 5), 500 * WAN) if f["智能装备龙头企业"] and more >= 1000 * WAN else 0
    if won + bought > 800 * WAN:
        share = 800 * WAN * won // (won + bought)
        won, bought = share, 800 * WAN - share
    service = f["服务营业收入2017"]
    large = service >= 3000 * WAN and service * 5 > f["主营业务收入2017"]
    eleventh = 100 * WAN if large and not f["服务占比曾超两成"] else 0
    software = min(percent(f["软件完成金额"], 3), 200 * WAN) if f["软件中标金额"] >= 500 * WAN else 0
    return {
        "智能化技改": first,
        "龙头与样板工厂": second,
        "关键重大装备": third,
        "两化融合": fourth,
        "产值首次跨档": fifth,
        "并购": sixth,
        "成套装备": seventh,
        "采购省产装备": eighth,
        "省外中标": won,
        "新增配套采购": bought,
        "服务业": eleventh,
        "软件省外中标": min(software, 300 * WAN),
    }
