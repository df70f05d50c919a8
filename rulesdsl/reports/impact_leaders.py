"""One owner that gains or loses much: clause by clause before and after, and why."""

from __future__ import annotations

from rulesdsl.impact.leaders import Leader
from rulesdsl.plan.plan import Plan
from rulesdsl.reports.document import Block, Note, Section, Table
from rulesdsl.reports.justification import outcome_words
from rulesdsl.reports.phrases import amount_text, item_of, needed_texts, outcome_text, payable_text, title_of
from rulesdsl.reports.working import Workings
from rulesdsl.run.results import ELIGIBLE, INELIGIBLE, NOT_IN_FORCE, ClauseResult, Interval


def leader_section(leader: Leader, number: int) -> Section:
    """The owner's clauses that differ."""
    place = f"，{leader.city}" if not leader.city.startswith("（") else ""
    title = f"{number}. {leader.key}{place}：{_ends(leader.totals[0])} → {_ends(leader.totals[1])}"
    workings = tuple(Workings(world.plan, case) for world, case in zip(leader.worlds, leader.cases, strict=True))
    rows = []
    for before, after in leader.pairs:
        item = before or after
        assert item is not None, "one of both is there"
        sides = tuple(
            _side(world.plan, side, working)
            for world, side, working in zip(leader.worlds, (before, after), workings, strict=True)
        )
        rows.append((f"{item_of(item)} {title_of(item.id)}（{item.key}）", *sides))
    blocks: list[Block] = [Table(("条款", leader.worlds[0].name, leader.worlds[1].name), tuple(rows))]
    if not leader.agrees:
        totals = "，".join(amount_text(result.total) for result in leader.results)
        blocks.append(Note(f"解释器得出的合计与成批计算不同：{totals}。"))
    return Section(title, 2, tuple(blocks))


def _ends(total: Interval) -> str:
    return "0元" if total == Interval(0, 0) else amount_text(total)


def _side(plan: Plan, item: ClauseResult | None, workings: Workings) -> str:
    """The answer, then what it rests on."""
    if item is None:
        return "没有这一条"
    if item.outcome in (INELIGIBLE, NOT_IN_FORCE):
        return outcome_words(plan, item)
    lines = [f"{outcome_text(item)} {payable_text(item)}".rstrip()]
    if item.amount is not None and (working := workings.of(item)):
        lines.append(working)
    if item.outcome != ELIGIBLE:
        lines += needed_texts(item, item.missing)
    return "\n".join(lines)
