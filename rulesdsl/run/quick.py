"""Outcome, amounts and the raw explanation of a case, for many cases in one process.

Same answers as `judge` (tested on every 用例); limits of a single clause are applied in generated code, the others by the shared
formulas; what is rare (payments made before, several owners in one account) goes through `adjust` itself.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple

from rulesdsl.cases.case import Case
from rulesdsl.plan.nodes import FALSE, UNKNOWN_FACT
from rulesdsl.plan.plan import ClausePlan, LimitPlan, Plan, Reason
from rulesdsl.run.adjust import Key, adjust, sharing_order
from rulesdsl.run.apportion import limited
from rulesdsl.run.force import in_force
from rulesdsl.run.judge import is_due
from rulesdsl.run.open_leaves import open_leaves
from rulesdsl.run.payers import payer_amounts
from rulesdsl.run.program import Program, ProgramFrame
from rulesdsl.run.readings import chosen_readings
from rulesdsl.run.results import Interval, Missing
from rulesdsl.run.specialise import specialise

Amount = int | tuple[int, int | None]
"""A point, or an interval."""


class Answer(NamedTuple):
    """One clause on one instance: truth of its condition (0–3), what it gives if eligible after its own limits, what is payable."""

    clause: int
    row: int
    truth: int
    if_eligible: Amount | None
    amount: Amount | None


class Trace(NamedTuple):
    """An answer with its raw explanation: the truth of every condition, the facts read (in the order of the reasons' leaves),
    what is missing, the limits that bit, the payers."""

    answer: Answer
    truths: tuple[int, ...]
    facts: tuple[Any, ...]
    missing: tuple[Missing, ...]
    capped_by: tuple[int, ...]
    payers: tuple[tuple[str, Amount], ...]


class Quick:
    """A plan under one choice of readings, ready for many cases."""

    def __init__(self, plan: Plan, readings: tuple[tuple[str, str], ...] = ()) -> None:
        empty = Case("", None, None, None, {}, None, (), readings)
        self.choices = chosen_readings(plan, empty)
        self.plan = specialise(plan, self.choices)
        self.program = Program(self.plan)
        self._simple = [_is_simple(self.plan, index) for index in range(len(self.plan.limits))]
        self._joint = [item for item in self.plan.adjustments if item[0] == "exclusion" or not self._simple[item[1]]]
        self._grants = {subject: self._grant_function(subject) for subject in self._subjects()}
        self._views = [_View(self.program, clause) for clause in self.plan.clauses]
        self._dated = {name for name, subject in self.plan.subjects.items() if subject.event_date}

    def answers(self, case: Case) -> list[Answer]:
        """Outcome and amounts of every clause on every instance that the case lists."""
        return self._answered(case)[1]

    def traces(self, case: Case) -> list[Trace]:
        """The same with the raw explanation."""
        frame, answers, capped = self._answered(case)
        return [self._views[answer.clause].trace(frame, answer, capped) for answer in answers]

    def _answered(self, case: Case) -> tuple[ProgramFrame, list[Answer], dict[Key, list[int]]]:
        frame = self.program.evaluate(case, self.choices)
        payable: dict[Key, Amount] = {}
        own: dict[Key, Amount] = {}
        truths: dict[Key, int] = {}
        capped: dict[Key, list[int]] = {}
        for subject, function in self._grants.items():
            if subject in case.rows:
                function(frame.stored, len(case.rows[subject]), truths, own, payable, capped)
        if self._force_or_schedule(frame, truths, payable) or not self._joint_limits(frame, own, payable, truths, capped):
            own, payable, capped = _by_adjust(frame, truths)
        answers = [Answer(key[0], key[1], truth, own.get(key), payable.get(key)) for key, truth in truths.items()]
        answers.sort()
        return frame, answers, capped

    def _force_or_schedule(self, frame: ProgramFrame, truths: dict[Key, int], payable: dict[Key, Amount]) -> bool:
        """Apply dates of force and schedules; True when that changed anything."""
        plan, states = self.plan, {}
        changed = False
        for key in list(truths):
            clause = plan.clauses[key[0]]
            if clause.year >= 0 and not is_due(frame, clause, key[1]):
                del truths[key]
                payable.pop(key, None)
                changed = True
                continue
            dated = clause.subject in self._dated
            state = None if dated else states.get(clause.document)
            if state is None:
                state = in_force(frame, clause, frame.of(clause.subject)[key[1]]).state
                if not dated:
                    states[clause.document] = state
            if state != "in":
                truths[key] = FALSE if state == "out" else min(truths[key], UNKNOWN_FACT)
                changed = True
        return changed

    def _joint_limits(
        self,
        frame: ProgramFrame,
        own: dict[Key, Amount],
        payable: dict[Key, Amount],
        truths: dict[Key, int],
        capped: dict[Key, list[int]],
    ) -> bool:
        """Apply what is not a simple limit; False when it takes the whole of `adjust`."""
        if frame.case.paid:
            return False
        for kind, index in self._joint:
            if kind == "exclusion":
                members = self.plan.exclusions[index].members
                alive = sum(any(truths.get(key) for key in _keys(frame, member)) for member in members)
                if alive > 1:
                    return False
            elif not _shared_limit(frame, self.plan, index, own, payable, capped):
                return False
        return True

    def _subjects(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(clause.subject for clause in self.plan.clauses))

    def _grant_function(self, subject: str) -> Callable[..., None]:
        """Generated code: for each row of a subject the truth and, under simple limits, the amount of each clause."""
        lines = ["def grants(S, count, truths, own, payable, capped):", "    for r in range(count):"]
        used: dict[int, None] = {}
        body: list[str] = []
        for number, clause in enumerate(self.plan.clauses):
            if clause.subject == subject:
                body += self._clause_lines(number, clause, used)
        lines += [f"        s{segment} = S[{segment}][r]" for segment in used]
        namespace: dict[str, Any] = {"__builtins__": {"int": int, "range": range}, "OPEN": _open, "CAP": _capped_interval}
        exec(compile("\n".join(lines + body), "<grants>", "exec"), namespace)
        function: Callable[..., None] = namespace["grants"]
        return function

    def _clause_lines(self, number: int, clause: ClausePlan, used: dict[int, None]) -> list[str]:
        def at(node: int) -> str:
            segment, position = self.program.places[node]
            used[segment] = None
            return f"s{segment}[{position}]"

        lines = [f"        key = ({number}, r)", f"        t = truths[key] = {at(clause.condition)}"]
        if clause.amount < 0:
            return lines
        lines += [f"        a = {at(clause.amount)}", "        if a.__class__ is not int: a = a[:2]"]
        simple = [index for index, limit in enumerate(self.plan.limits) if self._simple[index] and limit.members == (number,)]
        lines.append("        p = a if t == 3 else (0 if t == 0 else OPEN(a))")
        for index in simple:
            bound = at(self.plan.limits[index].bound)
            lines += [
                f"        b = {bound}",
                "        if a.__class__ is int and b.__class__ is int:",
                "            if a > b: a = b",
                "        else: a = CAP(a, b)",
                "        if p.__class__ is int and b.__class__ is int:",
                f"            if p > b: p = b; capped.setdefault(key, []).append({index})",
                "        else:",
                "            q = CAP(p, b)",
                f"            if q != p: p = q; capped.setdefault(key, []).append({index})",
            ]
        return [*lines, "        own[key] = a", "        payable[key] = p"]


class _View:
    """How to read a clause's explanation out of the row functions' results."""

    def __init__(self, program: Program, clause: ClausePlan) -> None:
        self.clause = clause
        reasons = list(_flat(clause.reasons))
        self.truths = _getters(program, [reason.node for reason in reasons])
        self.facts = _fact_readers(program, clause, list(dict.fromkeys(leaf for reason in reasons for leaf in reason.leaves)))
        shares = clause.payers[0].shares if len(clause.payers) == 1 and clause.payers[0].guard < 0 else ()
        self.single_payer = shares[0][0] if len(shares) == 1 and shares[0][2] == 1 else None

    def trace(self, frame: ProgramFrame, answer: Answer, capped: dict[Key, list[int]]) -> Trace:
        """The explanation of one answer."""
        row, stored = answer.row, frame.stored
        truths: tuple[int, ...] = ()
        for segment, getter in self.truths:
            truths += getter(stored[segment][row])
        facts: tuple[Any, ...] = ()
        owners = frame.rows[self.clause.subject][row].owners
        for segment, subject, getter in self.facts:
            place = row if subject == self.clause.subject else owners.get(subject)
            if place is not None:
                facts += getter(stored[segment][place])
        missing = open_leaves(frame, self.clause.condition, row) if answer.truth in (1, 2) else ()
        return Trace(answer, truths, facts, missing, tuple(capped.get((answer.clause, row), ())), self._payers(frame, answer))

    def _payers(self, frame: ProgramFrame, answer: Answer) -> tuple[tuple[str, Amount], ...]:
        amount = answer.amount
        if not amount or not self.clause.payers:
            return ()
        if self.single_payer is not None:
            return ((self.single_payer, amount),)
        found = payer_amounts(frame, self.clause.payers, answer.row, _interval(amount))
        return tuple((name, _amount(item)) for name, item in found)


def _flat(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(inner for reason in reasons for inner in (reason, *_flat(reason.parts)))


def _getters(program: Program, nodes: list[int]) -> list[tuple[int, Callable[[Any], Any]]]:
    """Readers of several nodes at once, in runs of one segment."""
    runs: list[tuple[int, list[int]]] = []
    for node in nodes:
        segment, position = program.places[node]
        if runs and runs[-1][0] == segment:
            runs[-1][1].append(position)
        else:
            runs.append((segment, [position]))
    return [(segment, _tuple_getter(positions)) for segment, positions in runs]


def _tuple_getter(positions: list[int]) -> Callable[[Any], Any]:
    if len(positions) == 1:
        return itemgetter(slice(positions[0], positions[0] + 1))
    return itemgetter(*positions)


def _fact_readers(program: Program, clause: ClausePlan, leaves: list[int]) -> list[tuple[int, str, Callable[[Any], Any]]]:
    readers = []
    for leaf in leaves:
        (segment, getter), = _getters(program, [leaf])
        readers.append((segment, program.plan.nodes[leaf].subject, getter))
    return readers


def _is_simple(plan: Plan, index: int) -> bool:
    """A limit on one clause's own instance without a record of payments: each grant by itself."""
    limit = plan.limits[index]
    if len(limit.members) != 1 or any(gate.point not in plan.points for gate in limit.gates):
        return False
    clause = plan.clauses[limit.members[0]]
    first = next(item for item in plan.adjustments if set(_members(plan, item)) & set(limit.members))
    return limit.owner in ("", clause.subject) and (first == ("limit", index) or _only_limits_before(plan, index))


def _only_limits_before(plan: Plan, index: int) -> bool:
    """Whether all that works on the clause before this limit is simple too."""
    for item in plan.adjustments:
        if item == ("limit", index):
            return True
        if set(_members(plan, item)) & set(plan.limits[index].members) and not (item[0] == "limit" and _is_simple(plan, item[1])):
            return False
    return True


def _members(plan: Plan, item: tuple[str, int]) -> tuple[int, ...]:
    if item[0] == "limit":
        return plan.limits[item[1]].members
    return tuple(number for member in plan.exclusions[item[1]].members for number in member)


def _keys(frame: ProgramFrame, members: tuple[int, ...]) -> list[Key]:
    return [(number, row) for number in members for row in range(len(frame.of(frame.plan.clauses[number].subject)))]


def _shared_limit(
    frame: ProgramFrame,
    plan: Plan,
    index: int,
    own: dict[Key, Amount],
    payable: dict[Key, Amount],
    capped: dict[Key, list[int]],
) -> bool:
    """Apply one joint limit where the case has one owner and one year; False where it takes `adjust`."""
    limit = plan.limits[index]
    keys = [key for key in _keys(frame, limit.members) if key in payable]
    if not keys:
        return True
    if len(frame.of(limit.owner)) != 1 or limit.gates or (limit.period == "每年" and _years_differ(frame, plan, limit)):
        return False
    segment, position = frame.program.places[limit.bound]
    bound = frame.stored[segment][0][position]
    if len({plan.clauses[member].id for member in limit.members}) == 1:
        own.update({key: _capped_interval(own[key], bound) for key in keys})
    amounts = [payable[key] for key in keys]
    if bound.__class__ is int and all(item.__class__ is int for item in amounts) and sum(amounts) <= bound:  # type: ignore[arg-type]
        return True
    keys.sort(key=lambda key: sharing_order(frame, key, limit.owner))
    before = [_interval(payable[key]) for key in keys]
    low, high = (bound, bound) if isinstance(bound, int) else (bound[0] or 0, bound[1])  # type: ignore[index]
    for key, old, new in zip(keys, before, limited(before, Interval(low, high)), strict=True):
        if old != new:
            payable[key] = _amount(new)
            capped.setdefault(key, []).append(index)
    return True


def _years_differ(frame: ProgramFrame, plan: Plan, limit: LimitPlan) -> bool:
    clauses = [plan.clauses[member] for member in limit.members]
    return any(clause.attribution >= 0 or clause.year >= 0 or plan.subjects[clause.subject].event_date for clause in clauses)


def _by_adjust(
    frame: ProgramFrame, truths: dict[Key, int]
) -> tuple[dict[Key, Amount], dict[Key, Amount], dict[Key, list[int]]]:
    """The general way."""
    start, given = {}, {}
    for key, truth in truths.items():
        clause = frame.plan.clauses[key[0]]
        if clause.amount >= 0:
            low, high, _ = frame.columns[clause.amount][key[1]]
            given[key] = Interval(low or 0, high)
            start[key] = Interval(0, 0) if truth == FALSE else Interval((low or 0) if truth == 3 else 0, high)
    ledger = adjust(frame, start, truths)
    ids = {limit.id: index for index, limit in enumerate(frame.plan.limits)}
    capped = {key: [ids.get(cap.id, -1) for cap in caps] for key, caps in ledger.caps.items()}
    own = {key: _amount(ledger.own_limit(key, item)) for key, item in given.items()}
    return own, {key: _amount(item) for key, item in ledger.payable.items()}, capped


def _open(amount: Any) -> Amount:
    high = amount if amount.__class__ is int else amount[1]
    return 0 if high == 0 else (0, high)


def _capped_interval(amount: Any, bound: Any) -> Amount:
    low, high = (amount, amount) if amount.__class__ is int else amount
    b_low, b_high = (bound, bound) if bound.__class__ is int else bound[:2]
    high = b_high if high is None else (high if b_high is None else min(high, b_high))
    return _amount(Interval(min(low, b_low or 0), high))


def _interval(amount: Amount) -> Interval:
    return Interval(amount, amount) if isinstance(amount, int) else Interval(*amount)


def _amount(item: Interval) -> Amount:
    return item.low if item.low == item.high else (item.low, item.high)
