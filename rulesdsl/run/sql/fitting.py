"""A plan → the program of all its clauses whose numbers fit into 128 bits, and what had to be left out for it.

One clause that is too wide must not keep the others from being answered, and must not be missing in an amount or a total as if it were
nothing. So what is left out is a whole *group*, all clauses that limits, exclusions and versions tie together; with it the groups that ask
whether somebody has had one of its clauses (已享受); and the totals of every subject to which any of them would pay. What is too wide is
found by trying: halves of the groups, halves of a half that doesn't fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from rulesdsl.plan.plan import ClausePlan, Plan
from rulesdsl.plan.questions import questions
from rulesdsl.run.columnar.answers import Column
from rulesdsl.run.columnar.lower import Lowered, lower
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.schema import Schema, ancestors
from rulesdsl.run.force import versions
from rulesdsl.run.specialise import restrict
from rulesdsl.run.sql.left_out import LeftOut

WANTED = frozenset(("outcome", "amount", "deciding", "totals"))
_WITHOUT_TOTALS = WANTED - {"totals"}
_ADVICE = "给所用的事实声明 最大，或用 rulesdsl explain 逐件计算"

Item = TypeVar("Item")
Group = tuple[int, ...]
"""Numbers of clause plans, rising."""


class Fitted(NamedTuple):
    """A program of some clauses of a plan, its columns under the plan's numbers; and what is not in it."""

    lowered: Lowered
    left_out: tuple[LeftOut, ...]


class _Question(NamedTuple):
    """What is lowered, but for the clauses."""

    plan: Plan
    setting: Setting
    schema: Schema

    def lowered(self, clauses: Group, totals_of: tuple[str, ...] | None = None) -> Lowered | tuple[str, ...]:
        """The program of some clauses, without totals if they are None; or what does not fit."""
        wanted = _WITHOUT_TOTALS if totals_of is None else WANTED
        return lower(only(self.plan, clauses), self.setting, self.schema, wanted, totals_of or ())

    def fits(self, clauses: Group) -> bool:
        """Whether the numbers of some clauses fit, their totals aside."""
        return isinstance(self.lowered(clauses), Lowered)


def fitted(plan: Plan, setting: Setting, schema: Schema, totals_of: tuple[str, ...]) -> Fitted | tuple[str, ...]:
    """Lower as much as fits.

    Returns:
        The program; or the ids of what does not fit, where leaving out groups does not help.
    """
    whole = lower(plan, setting, schema, WANTED, totals_of)
    if isinstance(whole, Lowered):
        return Fitted(whole, ())
    question, every = _Question(plan, setting, schema), groups(plan)
    good = most_that_fit(every, lambda some: question.fits(_together(some)))
    wide = [group for group in every if group not in good]
    asking = asking_about(plan, wide, good)
    bad = [group for group in every if group in wide or group in asking]
    kept = _together([group for group in good if group not in asking])
    wholesome = tuple(name for name in totals_of if not any(_pays(question, group, name) for group in bad))
    totalled = most_that_fit(wholesome, lambda names: isinstance(question.lowered(kept, tuple(names)), Lowered))
    found = question.lowered(kept, totalled)
    if not isinstance(found, Lowered):
        return found or tuple(dict.fromkeys(clause.id for clause in plan.clauses))
    left_out = [
        item for group in bad for item in (_asking(plan, group) if group in asking else _clauses(question, group))
    ]
    left_out += [
        LeftOut(-1, name, "RD601", "它要算没有打印的条款", _ADVICE)
        if name not in wholesome
        else LeftOut(-1, name, "RD601", "数值可能超过 128 位整数", "把 --most 写得小一些；各条款的金额不受影响")
        for name in totals_of
        if name not in totalled
    ]
    return Fitted(_renumbered(found, kept), tuple(left_out))


def most_that_fit(items: Sequence[Item], fits: Callable[[Sequence[Item]], bool]) -> tuple[Item, ...]:
    """The items that fit, in their order, where some of them fit if each of them does."""
    if not items or fits(items):
        return tuple(items)
    half = len(items) // 2
    return (*most_that_fit(items[:half], fits), *most_that_fit(items[half:], fits)) if half else ()


def groups(plan: Plan) -> list[Group]:
    """The clause plans that depend on each other's amounts: versions of one clause, members of a limit or of an exclusion."""
    home = list(range(len(plan.clauses)))

    def first(number: int) -> int:
        while home[number] != number:
            number = home[number]
        return number

    for tied in _ties(plan):
        for number in tied[1:]:
            one, other = sorted((first(tied[0]), first(number)))
            home[other] = one
    found: dict[int, list[int]] = {}
    for number in range(len(plan.clauses)):
        found.setdefault(first(number), []).append(number)
    return [tuple(group) for group in found.values()]


def _ties(plan: Plan) -> Iterator[Sequence[int]]:
    yield from versions(plan).values()
    yield from (limit.members for limit in plan.limits)
    for exclusion in plan.exclusions:
        yield tuple(number for member in exclusion.members for number in member)


def asking_about(plan: Plan, gone: Sequence[Group], others: Sequence[Group]) -> list[Group]:
    """Those of the other groups that ask about a clause that is gone, or about one that goes because it asks."""
    asked, found = questions(plan), list[Group]()
    while True:
        ids = {plan.clauses[number].id for group in (*gone, *found) for number in group}
        more = [group for group in others if group not in found and any(asked[number] & ids for number in group)]
        if not more:
            return found
        found += more


def only(plan: Plan, clauses: Group) -> Plan:
    """The plan of some clauses, with the limits and exclusions that have no other members."""
    inside = set(clauses)
    limits = [place for place, item in enumerate(plan.limits) if inside.issuperset(item.members)]
    exclusions = [
        place for place, item in enumerate(plan.exclusions) if all(inside.issuperset(member) for member in item.members)
    ]
    at = {("limit", old): new for new, old in enumerate(limits)}
    at |= {("exclusion", old): new for new, old in enumerate(exclusions)}
    adjusted = plan._replace(
        limits=tuple(plan.limits[place] for place in limits),
        exclusions=tuple(plan.exclusions[place] for place in exclusions),
        adjustments=tuple((step[0], at[step]) for step in plan.adjustments if step in at),
    )
    return restrict(adjusted, list(clauses))


def _together(some: Sequence[Group]) -> Group:
    return tuple(sorted(number for group in some for number in group))


def _pays(question: _Question, group: Group, subject: str) -> bool:
    """Whether a total of a subject would have something of a group in it."""
    plan = question.plan

    def pays(clause: ClausePlan) -> bool:
        has_rows = question.schema.table(clause.subject) is not None
        return has_rows and clause.cash and subject in (clause.subject, *ancestors(plan, clause.subject))

    return any(pays(plan.clauses[number]) for number in group)


def _clauses(question: _Question, group: Group) -> Iterator[LeftOut]:
    """The clauses of a group that does not fit: those whose own numbers don't, and those that only go with them."""
    plan = question.plan
    own = [tuple(numbers) for numbers in versions(plan).values() if numbers[0] in group]
    wide = {number for numbers in own if not question.fits(tuple(sorted(numbers))) for number in numbers}
    names = dict.fromkeys(f"「{plan.clauses[number].id}」" for number in sorted(wide))
    for number in group:
        if number in wide:
            reason = "数值可能超过 128 位整数"
        elif wide:
            reason = f"它的限额或互斥要与{'、'.join(names)}一起算，那里的数值可能超过 128 位整数"
        else:
            reason = "它的限额或互斥里的数值可能超过 128 位整数"
        yield LeftOut(number, plan.clauses[number].subject, "RD601", reason, _ADVICE)


def _asking(plan: Plan, group: Group) -> Iterator[LeftOut]:
    """The clauses of a group that asks about what is not printed."""
    for number in group:
        reason = "它或与它一起算的条款问是否已享受没有打印的条款"
        yield LeftOut(number, plan.clauses[number].subject, "RD601", reason, _ADVICE)


def _renumbered(lowered: Lowered, kept: Group) -> Lowered:
    """The columns with the numbers that their clauses have in the whole plan. Columns keep their names, which outputs share."""

    def moved(column: Column) -> Column:
        return column._replace(clause=kept[column.clause]) if column.clause >= 0 else column

    columns = {space: tuple(map(moved, items)) for space, items in lowered.answers.columns.items()}
    return lowered._replace(answers=lowered.answers._replace(columns=columns))
