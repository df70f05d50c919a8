"""本年: facts of several years need someone to say which year is meant; it is never guessed."""

from __future__ import annotations

from collections.abc import Mapping

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.tables.layout import Layout


def years_of(layouts: Mapping[str, Layout]) -> list[int]:
    """The years for which any table has a column."""
    periods = (column.name.partition("[")[2].rstrip("]") for layout in layouts.values() for column in layout.facts)
    return sorted({int(text[:-1]) for text in periods if text.endswith("年") and text[:-1].isdigit()})


def years_needed(plan: Plan, layouts: Mapping[str, Layout]) -> tuple[Diagnostic, ...]:
    """RD732 where tables have several years and a clause on them asks for 本年."""
    years = years_of(layouts)
    asked = next((name for name in _asked(plan, layouts)), None)
    if len(years) < 2 or asked is None:
        return ()
    given = "、".join(f"{year}年" for year in years)
    text = f"表里有 {given} 的数据而没有核算年度，不知道「{asked}」的本年是哪一年"
    return (Diagnostic("RD732", text, help=f"加 --accounting-year {years[-1]}年"),)


def _asked(plan: Plan, layouts: Mapping[str, Layout]) -> list[str]:
    found = []
    for node in plan.nodes:
        this_year = node.op in ("fact", "determination") and node.data[1] and node.data[1][0] == "year"
        if node.subject in layouts and (this_year or node.op in ("history", "history_ratio")):
            found.append(str(node.data[0]))
    return found
