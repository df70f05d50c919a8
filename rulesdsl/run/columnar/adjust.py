"""From what each grant would pay to what is payable, as columns: 一次性, then limits and exclusions in the plan's order."""

from __future__ import annotations

from functools import reduce

from rulesdsl.plan.plan import Gate
from rulesdsl.run.columnar.accounts import accounts
from rulesdsl.run.columnar.bounds import TooWideError
from rulesdsl.run.columnar.contests import contests, judge, outcome
from rulesdsl.run.columnar.grants import Amount, Grant, differ, hull, nothing, under, where_amount
from rulesdsl.run.columnar.lowering import Lowering
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.relations import paid_before
from rulesdsl.run.columnar.schema import ancestors
from rulesdsl.run.columnar.sharing import limited
from rulesdsl.run.columnar.totals import Units
from rulesdsl.run.values import UNLIMITED

Step = tuple[str, int]
"""("limit" | "exclusion" | "reading", its place in the plan), or ("once", −1)."""


class Ledger:
    """Payable columns while adjustments work on them, by clause; `caps` says on which rows each adjustment changed something.

    `bounds` holds the limits of a clause alone, with the rows on which they stand.
    """

    def __init__(self, low: Lowering, grants: dict[int, Grant], payable: dict[int, Amount], units: Units) -> None:
        self.low = low
        self.grants = grants
        self.payable = payable
        self.units = units
        self.caps: dict[int, list[tuple[Step, int]]] = {}
        self.bounds: dict[int, list[tuple[int, Amount]]] = {}

    def set(self, number: int, after: Amount, step: Step) -> None:
        """Change what a clause pays, and say where."""
        changed = differ(self.low.algebra, self.payable[number], after)
        if changed != self.low.algebra.false:
            self.caps.setdefault(number, []).append((step, changed))
        self.payable[number] = after

    def own_limit(self, number: int, amount: Amount) -> Amount:
        """An amount under the limits of this clause alone."""
        g = self.low.algebra
        for inside, bound in self.bounds.get(number, ()):
            amount = where_amount(g, inside, under(g, amount, bound), amount)
        return amount


def adjust(low: Lowering, grants: dict[int, Grant]) -> Ledger:
    """Apply all adjustments."""
    payable = {number: grant.start for number, grant in grants.items() if grant.start is not None}
    ledger = Ledger(low, grants, {n: _standing(low, grants[n], amount) for n, amount in payable.items()}, Units(low))
    ledger.units.begin({n: amount for n, amount in ledger.payable.items() if low.plan.clauses[n].cash})
    _once_only(ledger)
    tried: set[str] = set()
    for step in low.plan.adjustments:
        gates = _gates(low, step)
        undecided = [gate.point for gate in gates if gate.point not in low.choices]
        if not undecided:
            if all(low.choices[gate.point] == gate.option for gate in gates):
                _apply(ledger, step)
        elif undecided[0] not in tried:
            tried.add(undecided[0])
            _all_readings(ledger, undecided[0])
    ledger.units.settle(ledger.payable)
    return ledger


def _standing(low: Lowering, grant: Grant, amount: Amount) -> Amount:
    """What another version of the clause answers for pays nothing here."""
    return where_amount(low.algebra, grant.stands, amount, nothing(low.algebra))


def _gates(low: Lowering, step: Step) -> tuple[Gate, ...]:
    kind, index = step
    return low.plan.limits[index].gates if kind == "limit" else low.plan.exclusions[index].gates


def _apply(ledger: Ledger, step: Step) -> None:
    kind, index = step
    plan = ledger.low.plan
    try:
        if kind == "limit":
            _limit(ledger, step)
        else:
            _exclusion(ledger, step)
    except TooWideError:
        raise TooWideError(plan.limits[index].id if kind == "limit" else plan.exclusions[index].id) from None


def _limit(ledger: Ledger, step: Step) -> None:
    low, limit = ledger.low, ledger.low.plan.limits[step[1]]
    own = {low.plan.clauses[member].id for member in limit.members}
    for account in accounts(low, step[1], ledger.grants):
        for number, after in limited(low, account, ledger.payable).items():
            ledger.set(number, after, step)
        for part in account.parts:
            rows = part.inside if len(own) == 1 else low.algebra.false
            if not limit.owner and not limit.gates:
                rows = low.algebra.any_of(rows, ledger.grants[part.number].several)
            if rows != low.algebra.false:
                bound = account.left if part.link is None else _lifted(low, part.link, rows, account.left)
                ledger.bounds.setdefault(part.number, []).append((rows, bound))
        ledger.units.limit(account, limit.id)


def _lifted(low: Lowering, link: Link, inside: int, amount: Amount) -> Amount:
    return Amount(*(low.algebra.lift(link, item, inside) for item in amount))


def _exclusion(ledger: Ledger, step: Step) -> None:
    low, exclusion = ledger.low, ledger.low.plan.exclusions[step[1]]
    for contest in contests(low, step[1], ledger.grants):
        verdict = judge(low, exclusion, contest, ledger.grants, ledger.payable)
        if verdict.contested == low.algebra.false:
            continue
        for place, parts in enumerate(contest.members):
            for part in parts:
                if part.number in ledger.payable:
                    before = ledger.payable[part.number]
                    ledger.set(part.number, outcome(low.algebra, part, verdict, place, before), step)
        ledger.units.exclusion(contest, verdict, exclusion.id)


def _once_only(ledger: Ledger) -> None:
    low, g = ledger.low, ledger.low.algebra
    for number in list(ledger.payable):
        clause = low.plan.clauses[number]
        stands = (not gate.point or low.choices.get(gate.point, gate.option) == gate.option for gate in clause.once)
        if any(stands):
            owners = list(ancestors(low.plan, clause.subject))
            paid = paid_before(low, clause.subject, (clause.id,), owners)
            after = where_amount(g, paid, nothing(g), ledger.payable[number])
            ledger.set(number, after, ("once", -1))
            ledger.units.replace(number, after)


def _all_readings(ledger: Ledger, point: str) -> None:
    """A choice point without a chosen reading: each reading's adjustments are tried apart, every grant takes the hull."""
    low, g, before = ledger.low, ledger.low.algebra, dict(ledger.payable)
    branches = []
    for option in low.plan.points[point].options:
        branch = Ledger(low, ledger.grants, dict(before), Units(low))
        for step in low.plan.adjustments:
            if Gate(point, option) in _gates(low, step):
                _apply(branch, step)
        branches.append(branch)
    step = ("reading", list(low.plan.points).index(point))
    unlimited = Amount(g.integer(UNLIMITED[0] or 0), g.integer(UNLIMITED[0] or 0), g.true)
    changed: dict[int, int] = {}
    for number in ledger.payable:
        changed[number] = g.any_of(*(differ(g, before[number], branch.payable[number]) for branch in branches))
        ledger.set(number, reduce(lambda a, b: hull(g, a, b), (item.payable[number] for item in branches)), step)
        inside = g.any_of(*(rows for branch in branches for rows, _ in branch.bounds.get(number, ())))
        if inside != g.false:
            bound = reduce(lambda a, b: hull(g, a, b), (item.own_limit(number, unlimited) for item in branches))
            ledger.bounds.setdefault(number, []).append((inside, bound))
    ledger.units.bound(changed, ledger.payable)
