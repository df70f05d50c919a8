"""Did every clause that has an outcome of its own come into the plan?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.measure import Clause
from rulesdsl.model.payment import LimitLine
from rulesdsl.model.relation import ExceptionTo, Exclusion
from rulesdsl.model.ruleset import Home


class HasId(Protocol):
    """A compiled clause."""

    @property
    def id(self) -> str:
        """`闽政〔2015〕36号/第十四项/省外中标奖励`."""
        ...


class Compiled(Protocol):
    """A plan, as far as this check looks into it: `check` stands below `plan` and imports nothing of it."""

    @property
    def clauses(self) -> Sequence[HasId]:
        """The clauses that were lowered."""
        ...

    @property
    def limits(self) -> Sequence[HasId]:
        """The limits, by the clause they stand in."""
        ...

    @property
    def exclusions(self) -> Sequence[HasId]:
        """The exclusions, by the clause they stand in."""
        ...


def check_compiled(matter: Matter, plan: Compiled, is_executable: Callable[[Clause], bool]) -> tuple[Diagnostic, ...]:
    """RD410 for every clause that ought to be in the plan and isn't.

    The compiler leaves a clause out when it meets what a check has reported. Call this only when no other check has found
    an error: then it reports what the other checks miss.
    """
    lowered = {clause.id for clause in plan.clauses}
    lost = [home for home in matter.rules.homes if is_executable(home.clause) and home.id not in lowered]
    return (*(_lost(home, "条款") for home in lost), *_lost_adjustments(matter, plan))


def _lost_adjustments(matter: Matter, plan: Compiled) -> tuple[Diagnostic, ...]:
    """RD410 for a clause with more limits or exclusions than the plan holds of it."""
    limits = Counter(item.id for item in plan.limits)
    exclusions = Counter(item.id for item in plan.exclusions)
    found = []
    for home in matter.rules.homes:
        if home.clause.one(ExceptionTo) is None and limits[home.id] < sum(
            len(line.items) for line in home.clause.everywhere(LimitLine)
        ):
            found.append(_lost(home, "限额"))
        if exclusions[home.id] < len(home.clause.everywhere(Exclusion)):
            found.append(_lost(home, "互斥"))
    return tuple(found)


def _lost(home: Home, what: str) -> Diagnostic:
    name = home.clause.name
    help_text = "其他诊断都消除后仍然出现，说明这一种写法还不能执行；换一种写法"
    return Diagnostic("RD410", f"「{name.text}」的{what}没有编译出来", name.span, help=help_text)
