"""Did every clause that has an outcome of its own come into the plan?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.measure import Clause


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


def check_compiled(matter: Matter, plan: Compiled, is_executable: Callable[[Clause], bool]) -> tuple[Diagnostic, ...]:
    """RD410 for every clause that ought to be in the plan and isn't.

    The compiler leaves a clause out when it meets what a check has reported. Call this only when no other check has found
    an error: then it reports what the other checks miss.
    """
    lowered = {clause.id for clause in plan.clauses}
    return tuple(
        Diagnostic(
            "RD410",
            f"条款「{home.clause.name.text}」写法都对，却不能编译",
            home.clause.name.span,
            help="把条款里的算式拆成几行 记，或者把这个条款报告给程序的维护者",
        )
        for home in matter.rules.homes
        if is_executable(home.clause) and home.id not in lowered
    )
