"""The lines that a clause draws between numbers, and on which side of a line a trial stands.

A line is a comparison that the clause's condition, amount, payers or limits reach under its adopted readings. Both sides are
tried when one trial lies exactly on the line, and another just off it on the side where the answer is the opposite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from rulesdsl.audit.trial import BOUNDARY, Demand, Trial
from rulesdsl.model.literals import ratio_text
from rulesdsl.plan.nodes import FALSE, TRUE, Node, fact_subject
from rulesdsl.plan.plan import Plan
from rulesdsl.run.frame import Frame
from rulesdsl.run.reasons import stored_text

NEARNESS = 100
"""Just off a line: no further from it than one part in this many, or one unit (台, 日, 年)."""

WORDS = {"≥": "达到", ">": "超过", "≤": "不超过", "<": "低于", "=": "等于"}
CALENDAR = ("日期", "年度")
FACTS = ("fact", "determination", "history")


class Threshold(NamedTuple):
    """A line: in words, and the comparisons that draw it (several where a clause stands once a year)."""

    text: str
    nodes: tuple[int, ...]


def reachable(plan: Plan, roots: Iterable[int]) -> tuple[int, ...]:
    """The nodes at and below some roots, those under a reading that was not adopted left out."""
    found: dict[int, None] = {}
    waiting = [root for root in roots if root >= 0]
    while waiting:
        index = waiting.pop()
        if index not in found:
            found[index] = None
            waiting.extend(reversed(_below(plan, plan.nodes[index])))
    return tuple(found)


def _below(plan: Plan, node: Node) -> tuple[int, ...]:
    if node.op == "reading":
        adopted = plan.points[node.data[0]].adopted
        if adopted:
            return (node.args[node.data[1].index(adopted)],)
    return node.args


def thresholds(plan: Plan, reached: Iterable[int]) -> tuple[Threshold, ...]:
    """The lines among some nodes, each once."""
    lines: dict[str, list[int]] = {}
    for index in reached:
        if plan.nodes[index].op in ("compare", "ratio"):
            lines.setdefault(line_text(plan, plan.nodes[index]), []).append(index)
    return tuple(Threshold(text, tuple(nodes)) for text, nodes in lines.items())


def boundary_demands(lines: Iterable[Threshold]) -> Iterator[Demand]:
    """Two for each line: exactly on it, and just off it with the opposite answer."""
    for line in lines:
        yield Demand(BOUNDARY, f"{line.text}，恰在界上", partial(_stands, line, "on"))
        yield Demand(BOUNDARY, f"{line.text}，差一点", partial(_stands, line, "near"))


def _stands(line: Threshold, wanted: str, trial: Trial) -> bool:
    return any(
        side(trial.frame, index, row) == wanted
        for index in line.nodes
        for row in related_rows(trial, trial.frame.plan.nodes[index].subject)
    )


def related_rows(trial: Trial, subject: str) -> list[int]:
    """The rows of a subject that a trial is about: its own, its owner's, those that belong to it or to its owners."""
    frame, result = trial.frame, trial.result
    if result.row < 0:
        return []
    if subject == result.subject:
        return [result.row]
    owners = frame.of(result.subject)[result.row].owners
    if subject in owners:
        return [owners[subject]]
    above = {(result.subject, result.row), *owners.items()}
    return [index for index, row in enumerate(frame.of(subject)) if above & set(row.owners.items())]


def side(frame: Frame, index: int, row: int) -> str:
    """`on` the line; `near`: just off it, where the answer is not that of the line itself; else `off`."""
    node = frame.plan.nodes[index]
    left, right = (_exact(frame, arg, row) for arg in node.args)
    if left is None or right is None:
        return "off"
    if node.op == "ratio":
        right *= Fraction(node.data[1], node.data[2])
    if left == right:
        return "on"
    opposite = FALSE if node.data[0] in ("≥", "≤", "=") else TRUE
    return "near" if frame.value(index, row) == opposite and _is_near(frame.plan, node, left, right) else "off"


def _exact(frame: Frame, index: int, row: int) -> Fraction | None:
    """A number that is known, in units; None for one that is not."""
    low, high, _ = frame.value(index, row)
    return Fraction(low, frame.plan.nodes[index].scale) if low is not None and low == high else None


def _is_near(plan: Plan, node: Node, left: Fraction, right: Fraction) -> bool:
    distance = abs(left - right)
    if right == 0:
        return True
    dated = _kind(plan, node.args[0])[0] in CALENDAR
    return distance <= 1 or (not dated and distance * NEARNESS <= abs(right))


def line_text(plan: Plan, node: Node) -> str:
    """`企业.产值[本年] 超过 2亿元`."""
    left, right = node.args
    relation = WORDS[node.data[0]]
    if node.op == "ratio":
        bound = ratio_text(Fraction(node.data[1], node.data[2]))
        return f"{_name(plan, left)} 占 {_name(plan, right)} {relation} {bound}"
    return f"{_name(plan, left)} {relation} {_name(plan, right, *_kind(plan, left))}"


def _name(plan: Plan, index: int, kind: str = "", unit: str = "") -> str:
    """A side of a comparison: a constant of some kind, or the facts that it reads."""
    node = plan.nodes[_unlifted(plan, index)]
    if node.op == "const":
        exact = Fraction(node.data[0], node.scale)
        return ratio_text(exact) if kind == "比例" else stored_text(kind, unit, int(exact))
    facts = [plan.nodes[fact] for fact in _facts(plan, index)]
    names = dict.fromkeys(f"{fact_subject(fact)}.{fact.data[0]}{_period(fact)}" for fact in facts)
    return f"{node.data[1]}个数" if _is_count(node) else "、".join(names)


def _kind(plan: Plan, index: int) -> tuple[str, str]:
    """What a side of a comparison is: the declared type of the first fact it reads, and its unit."""
    node, facts = plan.nodes[_unlifted(plan, index)], _facts(plan, index)
    if node.op == "year_of":
        return "年度", ""
    if _is_count(node) or not facts:
        return "数量", ""
    fact = plan.nodes[facts[0]]
    field = plan.subjects[fact_subject(fact)].fields[fact.data[0]]
    return field.kind, field.unit


def _is_count(node: Node) -> bool:
    return node.op == "fold" and bool(node.data[0] == "count")


def _period(node: Node) -> str:
    if node.op == "history":
        return "[历年最高]"
    kind, *rest = node.data[1] or ("",)
    shown = {"fixed": f"{rest[0]}年", "year": "上年" if rest[0] else "本年"}.get(kind, "") if rest else ""
    return f"[{shown}]" if shown else ""


def _facts(plan: Plan, index: int) -> list[int]:
    return [below for below in reachable(plan, (index,)) if plan.nodes[below].op in FACTS]


def _unlifted(plan: Plan, index: int) -> int:
    while plan.nodes[index].op == "owner":
        index = plan.nodes[index].args[0]
    return index
