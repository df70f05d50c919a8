"""A plan made ready for many cases: compiled row functions, limits of a single clause in generated code, the others by the shared
formulas; what is rare (payments made before, adjustments under a reading not chosen) goes through `adjust` itself.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from rulesdsl.cases.case import Case
from rulesdsl.plan.nodes import FALSE
from rulesdsl.plan.plan import Gate, PeriodOfForce, Plan
from rulesdsl.run.adjust import adjust
from rulesdsl.run.contests import chosen_member, contests
from rulesdsl.run.exclude import choose
from rulesdsl.run.force import Force, held_version, state_on, versions, works
from rulesdsl.run.grants import Amount, Grants, amount_of, grant_functions, interval_of, is_simple
from rulesdsl.run.judge import is_due
from rulesdsl.run.ledger import Key
from rulesdsl.run.program import Program, ProgramFrame
from rulesdsl.run.results import Interval, Missing
from rulesdsl.run.shared import Shared
from rulesdsl.run.views import View


class Answer(NamedTuple):
    """One clause on one instance: truth of its condition (0–3), what it gives if eligible after its own limits, what is payable."""

    clause: int
    row: int
    truth: int
    if_eligible: Amount | None
    amount: Amount | None


class Trace(NamedTuple):
    """An answer with its raw explanation: the truth of every condition (in the order of its reasons), the facts read, what is
    missing, the limits and exclusions that changed the amount, the payers."""

    answer: Answer
    truths: tuple[int, ...]
    facts: tuple[Any, ...]
    missing: tuple[Missing, ...]
    capped_by: tuple[tuple[str, int], ...]
    payers: tuple[tuple[str, Amount], ...]


_new_answer = Answer._make


class Ready:
    """A plan specialised to `choices` of readings; answers name its clauses by `numbers`, their places in the plan it was cut
    from."""

    def __init__(self, plan: Plan, choices: dict[str, str], numbers: list[int]) -> None:
        self.numbers = numbers
        self.choices = choices
        self.plan = plan
        self.program = Program(self.plan)
        simple = [is_simple(self.plan, index) for index in range(len(self.plan.limits))]
        self._joint = [item for item in self.plan.adjustments if item[0] == "exclusion" or not simple[item[1]]]
        self._shared = {index: Shared(self.plan, index) for kind, index in self._joint if kind == "limit"}
        self._points = list(self.plan.points)
        self._functions = grant_functions(self.program, simple)
        self._views = [View(self.program, clause) for clause in self.plan.clauses]
        self._several = [numbers for numbers in versions(self.plan).values() if len(numbers) > 1]
        alone = [numbers[0] for numbers in versions(self.plan).values() if len(numbers) == 1]
        self._dated = [number for number in alone if self.plan.subjects[self.plan.clauses[number].subject].event_date]
        self._periods: dict[PeriodOfForce, list[int]] = {}
        for number in alone:
            self._periods.setdefault(self.plan.clauses[number].force, []).append(number)
        self._scheduled = [n for n, clause in enumerate(self.plan.clauses) if clause.year >= 0]

    def answers(self, case: Case) -> list[Answer]:
        """Outcome and amounts of every clause on every instance that the case lists."""
        _, grants = self._granted(case)
        numbers, own, payable, truths = self.numbers, grants.own.get, grants.payable.get, grants.truths
        return [_new_answer((numbers[key[0]], key[1], truths[key], own(key), payable(key))) for key in sorted(truths)]

    def traces(self, case: Case) -> list[Trace]:
        """The same with the raw explanation."""
        frame, grants = self._granted(case)
        numbers, own, payable, truths = self.numbers, grants.own.get, grants.payable.get, grants.truths
        views, capped = self._views, grants.capped
        found = []
        for key in sorted(truths):
            number, row = key
            rest = (row, truths[key], own(key), payable(key))
            explained = views[number].explanation(frame, (number, *rest), capped)
            found.append(Trace._make((_new_answer((numbers[number], *rest)), *explained)))
        return found

    def _granted(self, case: Case) -> tuple[ProgramFrame, Grants]:
        frame, grants = self.program.evaluate(case, self.choices), Grants()
        for subject, function in self._functions.items():
            if subject in case.rows:
                function(
                    frame.stored, len(case.rows[subject]), grants.truths, grants.own, grants.payable, grants.capped
                )
        self._force_or_schedule(frame, grants)
        if case.paid:
            _by_adjust(frame, grants)
        else:
            self._adjust(frame, grants)
        return frame, grants

    def _force_or_schedule(self, frame: ProgramFrame, grants: Grants) -> None:
        """Apply dates of force and drop the years of a schedule that are not asked for."""
        plan = self.plan
        judged = frame.case.judged_on
        assert judged is not None
        affected = list(self._dated)
        for period, numbers in self._periods.items():
            if state_on(period, judged, self.choices).state != "in":
                affected += numbers
        for number in dict.fromkeys(affected):
            clause = plan.clauses[number]
            for row in range(len(frame.of(clause.subject))):
                _apply_force(grants, (number, row), held_version(frame, [number], row)[1])
        for numbers in self._several:
            for row in range(len(frame.of(plan.clauses[numbers[0]].subject))):
                held, force = held_version(frame, numbers, row)
                _apply_force(grants, (held, row), force)
                for other in numbers:
                    if other != held:
                        grants.drop((other, row))
        for number in self._scheduled:
            for row in range(len(frame.of(plan.clauses[number].subject))):
                if not is_due(frame, plan.clauses[number], row):
                    grants.drop((number, row))

    def _adjust(self, frame: ProgramFrame, grants: Grants) -> None:
        """Joint limits and exclusions, in the plan's order; of a choice point without a chosen reading all readings."""
        tried: set[str] = set()
        for step in self._joint:
            gates = self._gates(step)
            if not works(frame, step):
                continue
            if not gates or gates[0].point in self.choices:
                self._apply(frame, step, grants)
            elif gates[0].point not in tried:
                tried.add(gates[0].point)
                self._all_readings(frame, gates[0].point, grants)

    def _gates(self, step: tuple[str, int]) -> tuple[Gate, ...]:
        kind, index = step
        return self.plan.limits[index].gates if kind == "limit" else self.plan.exclusions[index].gates

    def _apply(self, frame: ProgramFrame, step: tuple[str, int], grants: Grants) -> None:
        kind, index = step
        if kind == "limit":
            self._shared[index].apply(frame, grants)
        else:
            _exclusion(frame, self.plan, index, grants)

    def _all_readings(self, frame: ProgramFrame, point: str, grants: Grants) -> None:
        """Each reading's adjustments tried apart; every grant takes the hull, as in `adjust`."""
        branches, bounded = [], []
        for option in self.plan.points[point].options:
            branch = grants.branch()
            steps = [step for step in self._joint if Gate(point, option) in self._gates(step) and works(frame, step)]
            for step in steps:
                self._apply(frame, step, branch)
            branches.append(branch)
            bounded.append(
                {number for kind, index in steps if kind == "limit" for number in self._shared[index].alone_for()}
            )
        limited = set.union(*bounded)
        for key, before in grants.payable.items():
            after = _hull([branch.payable[key] for branch in branches])
            if after != before:
                grants.payable[key] = after
                grants.capped.setdefault(key, []).append(("reading", self._points.index(point)))
            if key[0] in limited:
                grants.own[key] = _hull([branch.own[key] for branch in branches])


def _apply_force(grants: Grants, key: Key, force: Force) -> None:
    if force.state == "out":
        grants.close(key)
    elif force.state == "open":
        grants.leave_open(key, [(other, key[1]) for other in force.others])


def _hull(amounts: list[Amount]) -> Amount:
    intervals = [interval_of(amount) for amount in amounts]
    highs = [item.high for item in intervals]
    high = None if None in highs else max(item for item in highs if item is not None)
    return amount_of(Interval(min(item.low for item in intervals), high))


def _exclusion(frame: ProgramFrame, plan: Plan, index: int, grants: Grants) -> None:
    exclusion, truths = plan.exclusions[index], grants.truths
    alive = 0
    for member in exclusion.members:
        counts = ((number, len(frame.of(plan.clauses[number].subject))) for number in member)
        alive += any(truths.get((number, row)) for number, count in counts for row in range(count))
    if alive < 2:
        return
    for owner, members in contests(frame, exclusion, truths).items():
        if sum(any(truths.get(key) for key in keys) for keys in members) < 2:
            continue
        held = [
            [interval_of(grants.payable[key]) if key in grants.payable else None for key in keys] for keys in members
        ]
        chosen = chosen_member(frame, exclusion, owner) if frame.case.choices else None
        verdict = choose(held, chosen)
        for keys, state, before in zip(members, verdict.members, held, strict=True):
            for key, old in zip(keys, before, strict=True):
                new = old if old is None or state == "wins" else Interval(0, 0 if state == "loses" else old.high)
                if new is not None and new != old:
                    grants.payable[key] = amount_of(new)
                    grants.capped.setdefault(key, []).append(("exclusion", index))


def _by_adjust(frame: ProgramFrame, grants: Grants) -> None:
    """The general way."""
    start, given = {}, {}
    for key, truth in grants.truths.items():
        clause = frame.plan.clauses[key[0]]
        if clause.amount >= 0:
            low, high, _ = frame.value(clause.amount, key[1])
            given[key] = Interval(low or 0, high)
            start[key] = Interval(0, 0) if truth == FALSE else Interval((low or 0) if truth == 3 else 0, high)
    start |= {key: interval_of(grants.payable[key]) for key in grants.several if key in start}
    ledger = adjust(frame, start, grants.truths, frozenset(grants.several))
    grants.capped = {key: [cap.step for cap in caps] for key, caps in ledger.caps.items()}
    grants.own = {key: amount_of(ledger.own_limit(key, item)) for key, item in given.items()}
    grants.payable = {key: amount_of(item) for key, item in ledger.payable.items()}
