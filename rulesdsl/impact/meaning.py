"""What each clause means in a world, so that two worlds can be compared without running them: equal meanings give equal answers.

Nodes are numbered by what they say, not by where they stand: the same node of two plans has one number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date
from typing import NamedTuple

from rulesdsl.impact.worlds import Family, World, family_of
from rulesdsl.plan.plan import NEVER, ClausePlan, ExclusionPlan, LimitPlan, PeriodOfForce, Plan
from rulesdsl.plan.questions import questions
from rulesdsl.run.force import boundary_days

Meanings = dict[Family, Hashable]


class Tie(NamedTuple):
    """What holds some families together: a limit, an exclusion, or a clause that asks about another one; and what it says."""

    families: frozenset[Family]
    says: Hashable


class Meaning(NamedTuple):
    """The meaning of a world: of each family what it pays (`money`), all that is told of it (`whole`), the numbers of its formulas
    (−1: it grants no money); and the ties.
    """

    money: Meanings
    whole: Meanings
    amounts: dict[Family, frozenset[int]]
    ties: tuple[Tie, ...]


class Numbers:
    """One number for everything that says the same, for as long as it lives."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def of(self, value: Hashable) -> int:
        """The number of a value."""
        return self._known.setdefault(value, len(self._known))

    def nodes(self, plan: Plan) -> list[int]:
        """The number of each node of a plan. Who makes a determination changes no answer."""
        found: list[int] = []
        for node in plan.nodes:
            data = node.data[:2] if node.op == "determination" else node.data
            found.append(self.of(node._replace(args=tuple(found[arg] for arg in node.args), data=data)))
        return found


def meaning(world: World, numbers: Numbers) -> Meaning:
    """The meaning of every clause of a world."""
    plan, choices = world.specialised, world.choices
    reader = _Reader(plan, choices, world, numbers.nodes(plan))
    families: dict[Family, list[ClausePlan]] = {}
    for clause in plan.clauses:
        families.setdefault(family_of(clause), []).append(clause)
    money = {family: reader.family(versions, whole=False) for family, versions in families.items()}
    whole = {family: reader.family(versions, whole=True) for family, versions in families.items()}
    amounts = {
        family: frozenset(reader.at(clause.amount) for clause in reader.possible(versions))
        for family, versions in families.items()
    }
    return Meaning(money, whole, amounts, (*reader.adjustments(), *reader.questions()))


class _Reader:
    """Reads a specialised plan."""

    def __init__(self, plan: Plan, choices: dict[str, str], world: World, nodes: list[int]) -> None:
        self.plan, self.choices, self.setting = plan, choices, world.setting
        self.nodes = nodes
        judged = self.setting.as_of if self.setting.as_of is not None else self.setting.claim_date
        assert judged is not None, "asked for before"
        self.judged = judged
        claimed = self.setting.claim_date if self.setting.claim_date is not None else judged
        self.claim_year = date.fromordinal(claimed).year
        self.year = self.setting.accounting_year or date.fromordinal(judged).year

    def at(self, node: int) -> int:
        """The number of a node; −1 where there is none."""
        return self.nodes[node] if node >= 0 else -1

    def possible(self, versions: list[ClausePlan]) -> list[ClausePlan]:
        """The versions that may answer on some row: where the day is the same for all rows, those in force on it."""
        return [
            clause
            for clause in versions
            if (
                self._days(clause.force)[0][0] <= self.judged
                if self._dated(clause.subject)
                else self._state(clause.force) != "out"
            )
        ]

    def family(self, versions: list[ClausePlan], *, whole: bool) -> Hashable:
        """What the versions of a clause say; () where none may answer."""
        dated = self._dated(versions[0].subject)
        said = tuple(
            (self._days(clause.force) if dated else self._state(clause.force), self._content(clause, whole=whole))
            for clause in self.possible(versions)
        )
        return (said, self.year, self.judged if dated else 0) if said else ()

    def _dated(self, subject: str) -> bool:
        """Whether rows are judged each on its own day."""
        return self.setting.as_of is None and bool(self.plan.subjects[subject].event_date)

    def _content(self, clause: ClausePlan, *, whole: bool) -> Hashable:
        paid = (clause.kind, clause.up_to, clause.cash, clause.once, self.at(clause.condition), self.at(clause.amount))
        when = (self.at(clause.attribution), self.at(clause.year))
        payers = tuple((self.at(item.guard), item.shares) for item in clause.payers)
        return (paid, when, payers) if whole else (paid, when)

    def _days(self, force: PeriodOfForce) -> tuple[tuple[int, int], tuple[int, int], str]:
        start = boundary_days(force.start, self.choices)[:2]
        if force.end is None or (days := boundary_days(force.end, self.choices)) == NEVER:
            return start, NEVER[:2], ""
        return start, days[:2], force.end.cause

    def _state(self, force: PeriodOfForce) -> str:
        (first, surely), (last, latest), _ = self._days(force)
        if self.judged < first or self.judged > latest:
            return "out"
        return "in" if surely <= self.judged <= last else "open"

    def adjustments(self) -> Iterable[Tie]:
        """Limits and exclusions that work, on clauses that may answer, in their order."""
        for kind, place in self.plan.adjustments:
            item = self.plan.limits[place] if kind == "limit" else self.plan.exclusions[place]
            if item.force is None or self._state(item.force) != "out":
                tie = self._limit(item) if isinstance(item, LimitPlan) else self._exclusion(item)
                if tie.families:
                    yield tie

    def _limit(self, item: LimitPlan) -> Tie:
        members = self._members(item.members)
        year = self.claim_year if item.period == "每年" else 0
        says = (item.owner, item.period, self.at(item.bound), item.gates, year, members)
        return Tie(frozenset(family for family, _ in members), says)

    def _exclusion(self, item: ExclusionPlan) -> Tie:
        members = tuple(self._members(member) for member in item.members)
        families = frozenset(family for member in members for family, _ in member)
        return Tie(families, (item.owner, item.gates, members))

    def _members(self, numbers: tuple[int, ...]) -> frozenset[tuple[Family, Hashable]]:
        """The members that may answer: each with its days, where more than one version of it may."""
        clauses = [self.plan.clauses[number] for number in numbers]
        return frozenset(
            (family_of(clause), self._days(clause.force) if self._dated(clause.subject) else ())
            for clause in self.possible(clauses)
        )

    def questions(self) -> Iterable[Tie]:
        """已享受: a clause with those that it asks about."""
        by_id: dict[str, set[Family]] = {}
        for clause in self.plan.clauses:
            by_id.setdefault(clause.id, set()).add(family_of(clause))
        found: dict[Tie, None] = {}
        for clause, ids in zip(self.plan.clauses, questions(self.plan), strict=True):
            if ids:
                families = {family_of(clause)}.union(*(by_id.get(name, set()) for name in ids))
                found[Tie(frozenset(families), ("asks", family_of(clause), ids))] = None
        return found


def groups(*meanings: Meaning) -> list[frozenset[Family]]:
    """The families that some worlds together tie to one another; each group can be computed without the others."""
    head: dict[Family, Family] = {}

    def top(family: Family) -> Family:
        while head[family] != family:
            head[family] = head[head[family]]
            family = head[family]
        return family

    for found in meanings:
        for family in found.whole:
            head.setdefault(family, family)
    for found in meanings:
        for tie in found.ties:
            first, *others = sorted(tie.families)
            for family in others:
                head[top(family)] = top(first)
    members: dict[Family, set[Family]] = {}
    for family in head:
        members.setdefault(top(family), set()).add(family)
    return [frozenset(group) for group in members.values()]


def said(found: Meaning, group: frozenset[Family], *, whole: bool) -> Hashable:
    """All that a world says of a group: what must be equal for its answers to be."""
    own = found.whole if whole else found.money
    # A family of which no version can answer says as little as one that isn't there.
    clauses = frozenset((family, own[family]) for family in group if own.get(family, ()) != ())
    inside = [tie for tie in found.ties if tie.families <= group]
    # Limits on one clause's own rows work in any order.
    alone = Counter(tie.says for tie in inside if len(tie.families) == 1)
    return clauses, frozenset(alone.items()), tuple(tie.says for tie in inside if len(tie.families) > 1)


def changed_clauses(one: Meaning, other: Meaning) -> frozenset[str]:
    """The ids of the clauses, and of the members of ties, of which two worlds say different things."""
    families = {
        family
        for family in one.whole.keys() | other.whole.keys()
        if one.whole.get(family, ()) != other.whole.get(family, ())
    }
    ties = Counter(one.ties), Counter(other.ties)
    for tie in (ties[0] - ties[1]) + (ties[1] - ties[0]):
        families |= tie.families
    return frozenset(family[0] for family in families)


def unmoved(one: Meaning, other: Meaning) -> frozenset[Family]:
    """The families that pay the same in both worlds, whatever else differs: all their rows get the same."""
    same = (group for group in groups(one, other) if said(one, group, whole=False) == said(other, group, whole=False))
    return frozenset(family for group in same for family in group)


def alike(one: Meaning, other: Meaning) -> frozenset[Family]:
    """The families whose rows, where they are 符合 in both worlds, get the same in both: one formula, and no limit but their own."""
    shared = {
        family for found in (one, other) for tie in found.ties if len(tie.families) > 1 for family in tie.families
    }
    ties = Counter(one.ties), Counter(other.ties)
    apart = shared | {family for tie in (ties[0] - ties[1]) + (ties[1] - ties[0]) for family in tie.families}
    return frozenset(
        family
        for family in one.amounts.keys() & other.amounts.keys()
        if one.amounts[family] == other.amounts[family] and len(one.amounts[family]) == 1 and family not in apart
    )
