"""Generated code that reads each clause's truth and amount out of the row functions and applies the limits of a clause alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rulesdsl.plan.nodes import FALSE, UNKNOWN_FACT
from rulesdsl.plan.plan import ClausePlan, Plan
from rulesdsl.run.program import Program
from rulesdsl.run.results import Interval

Amount = int | tuple[int, int | None]
"""A point, or an interval."""


class Grants:
    """What the grants of one case come to while limits and exclusions work on them; keys are (clause, row)."""

    __slots__ = ("capped", "own", "payable", "several", "truths")

    def __init__(self) -> None:
        self.truths: dict[tuple[int, int], int] = {}
        self.own: dict[tuple[int, int], Amount] = {}
        self.payable: dict[tuple[int, int], Amount] = {}
        self.capped: dict[tuple[int, int], list[tuple[str, int]]] = {}
        self.several: set[tuple[int, int]] = set()

    def close(self, key: tuple[int, int]) -> None:
        """The clause is not in force: nothing is payable."""
        self.truths[key] = FALSE
        self.capped.pop(key, None)
        if key in self.payable:
            self.payable[key] = 0

    def leave_open(self, key: tuple[int, int], others: list[tuple[int, int]]) -> None:
        """It can't be told whether the clause is in force, or which of its versions: up to the most that any pays."""
        self.truths[key] = min(max(self.truths[item] for item in (key, *others)), UNKNOWN_FACT)
        if others:
            self.several.add(key)
            self.capped.pop(key, None)
        if key in self.payable:
            highs = [interval_of(self.payable[item]).high for item in (key, *others)]
            high = None if None in highs else max(item for item in highs if item is not None)
            self.payable[key] = amount_of(Interval(0, high))

    def drop(self, key: tuple[int, int]) -> None:
        """The grant is not asked for."""
        for kept in (self.truths, self.payable, self.own, self.capped):
            kept.pop(key, None)

    def branch(self) -> Grants:
        """A copy to try one reading on."""
        copy = Grants()
        copy.truths, copy.own, copy.payable = self.truths, dict(self.own), dict(self.payable)
        return copy


def amount_of(item: Interval) -> Amount:
    """An interval as it is kept here."""
    return item.low if item.low == item.high else (item.low, item.high)


def interval_of(amount: Amount) -> Interval:
    """The inverse."""
    return Interval(amount, amount) if isinstance(amount, int) else Interval(*amount)


def capped_interval(amount: Any, bound: Any) -> Amount:
    """An amount under a bound of its own."""
    low, high = (amount, amount) if amount.__class__ is int else amount
    b_low, b_high = (bound, bound) if bound.__class__ is int else bound[:2]
    high = b_high if high is None else (high if b_high is None else min(high, b_high))
    low = min(low, b_low or 0)
    return low if low == high else (low, high)


def is_simple(plan: Plan, index: int) -> bool:
    """A limit on one clause's own instance with nothing but such limits before it: each grant can be capped by itself."""
    limit = plan.limits[index]
    if len(limit.members) != 1 or limit.owner not in ("", plan.clauses[limit.members[0]].subject):
        return False
    if limit.gates or limit.force is not None:
        return False
    for item in plan.adjustments:
        if item == ("limit", index):
            return True
        if limit.members[0] in _members(plan, item) and not (item[0] == "limit" and is_simple(plan, item[1])):
            return False
    return False


def _members(plan: Plan, item: tuple[str, int]) -> tuple[int, ...]:
    if item[0] == "limit":
        return plan.limits[item[1]].members
    return tuple(number for member in plan.exclusions[item[1]].members for number in member)


def grant_functions(program: Program, simple: list[bool]) -> dict[str, Callable[..., None]]:
    """For each subject a function (stored, count, truths, own, payable, capped) that fills the dictionaries."""
    subjects = dict.fromkeys(clause.subject for clause in program.plan.clauses)
    return {subject: _function(program, simple, subject) for subject in subjects}


def _function(program: Program, simple: list[bool], subject: str) -> Callable[..., None]:
    used: dict[int, None] = {}
    body: list[str] = []
    for number, clause in enumerate(program.plan.clauses):
        if clause.subject == subject:
            body += _clause_lines(program, simple, number, clause, used)
    lines = ["def grants(S, count, truths, own, payable, capped):", "    for r in range(count):"]
    lines += [f"        s{segment} = S[{segment}][r]" for segment in used]
    namespace: dict[str, Any] = {"__builtins__": {"int": int, "range": range}, "OPEN": _open, "CAP": capped_interval}
    exec(compile("\n".join(lines + body), "<grants>", "exec"), namespace)
    function: Callable[..., None] = namespace["grants"]
    return function


def _clause_lines(
    program: Program, simple: list[bool], number: int, clause: ClausePlan, used: dict[int, None]
) -> list[str]:
    def at(node: int) -> str:
        segment, position = program.places[node]
        used[segment] = None
        return f"s{segment}[{position}]"

    lines = [f"        key = ({number}, r)", f"        t = truths[key] = {at(clause.condition)}"]
    if clause.amount < 0:
        return lines
    lines += [f"        a = {at(clause.amount)}", "        if a.__class__ is not int: a = a[:2]"]
    lines.append("        p = a if t == 3 else (0 if t == 0 else OPEN(a))")
    for index, limit in enumerate(program.plan.limits):
        if simple[index] and limit.members == (number,):
            lines += _limit_lines(at(limit.bound), index)
    return [*lines, "        own[key] = a", "        payable[key] = p"]


def _limit_lines(bound: str, index: int) -> list[str]:
    return [
        f"        b = {bound}",
        "        if a.__class__ is int and b.__class__ is int:",
        "            if a > b: a = b",
        "        else: a = CAP(a, b)",
        "        if p.__class__ is int and b.__class__ is int:",
        f"            if p > b: p = b; capped.setdefault(key, []).append(('limit', {index}))",
        "        else:",
        "            q = CAP(p, b)",
        f"            if q != p: p = q; capped.setdefault(key, []).append(('limit', {index}))",
    ]


def _open(amount: Any) -> Amount:
    high = amount if amount.__class__ is int else amount[1]
    return 0 if high == 0 else (0, high)
