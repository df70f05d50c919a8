"""Outcome, amounts and the raw explanation of a case, for many cases in one process.

Same answers as `judge` (tested on every 用例 and reading). Of the versions of a clause only those that can hold on the day of the
case are computed, so that a document amended often costs no more than one issued once.
"""

from __future__ import annotations

from bisect import bisect_right

from rulesdsl.cases.case import Case
from rulesdsl.plan.plan import Plan
from rulesdsl.run.force import boundary_days, versions
from rulesdsl.run.readings import chosen_readings
from rulesdsl.run.ready import Answer, Ready, Trace
from rulesdsl.run.specialise import restrict, specialise

__all__ = ["Answer", "Quick", "Trace"]


class Quick:
    """A plan under one choice of readings, ready for many cases."""

    def __init__(self, plan: Plan, readings: tuple[tuple[str, str], ...] = ()) -> None:
        empty = Case("", None, None, None, {}, None, (), readings)
        self.choices = chosen_readings(plan, empty)
        self.plan = specialise(plan, self.choices)
        self._days = sorted({day for numbers in self._several() for number in numbers for day in self._begins(number)})
        self._ready: dict[tuple[int, bool], Ready] = {}

    def answers(self, case: Case) -> list[Answer]:
        """Outcome and amounts of every clause on every instance that the case lists, by the clauses of `plan`."""
        return self._for(case).answers(case)

    def traces(self, case: Case) -> list[Trace]:
        """The same with the raw explanation."""
        return self._for(case).traces(case)

    def _several(self) -> list[list[int]]:
        return [numbers for numbers in versions(self.plan).values() if len(numbers) > 1]

    def _begins(self, number: int) -> tuple[int, int]:
        """The days between which, and after which, a version may hold."""
        first, last, _ = boundary_days(self.plan.clauses[number].force.start, self.choices)
        return first, last

    def _for(self, case: Case) -> Ready:
        """The plan cut to the versions that can hold for a case."""
        judged = case.judged_on
        assert judged is not None
        key = (bisect_right(self._days, judged), case.as_of is not None)
        found = self._ready.get(key)
        if found is None:
            never = self._never(judged, key[1])
            kept = [number for number in range(len(self.plan.clauses)) if number not in never]
            found = self._ready[key] = Ready(restrict(self.plan, kept), self.choices, kept)
        return found

    def _never(self, judged: int, pinned: bool) -> set[int]:
        """Versions that can't hold on a day: those that begin later; and, where an instance has no day of its own or the day is
        pinned, those before the last that surely has begun. One version is always kept, to say why none holds."""
        found: set[int] = set()
        for numbers in self._several():
            dated = not pinned and self.plan.subjects[self.plan.clauses[numbers[0]].subject].event_date
            later = [number for number in numbers if self._begins(number)[0] > judged]
            begun = [number for number in numbers if self._begins(number)[1] <= judged]
            found.update(later if len(later) < len(numbers) else later[1:])
            found.update(() if dated else begun[:-1])
        return found
