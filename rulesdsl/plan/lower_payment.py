"""Limits and exclusions → adjustments, and the order in which they work: inside out."""

from __future__ import annotations

from functools import partial

from attrs import evolve

from rulesdsl.memo import Memo
from rulesdsl.model.expression import Let
from rulesdsl.model.payment import LimitItem, LimitLine
from rulesdsl.model.quotation import Quoted
from rulesdsl.model.reach import reach
from rulesdsl.model.relation import ExceptionTo, Exclusion
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.tree import ClauseRef
from rulesdsl.plan.fragment import LimitFragment, join, renumbered_limit
from rulesdsl.plan.lower_clause import ExceptionBranch, guard
from rulesdsl.plan.lower_expression import UnplannableError, number
from rulesdsl.plan.nodes import Builder
from rulesdsl.plan.plan import ClausePlan, ExclusionPlan, Gate, LimitPlan
from rulesdsl.plan.relations import Standing, lines_with_standing, targets
from rulesdsl.plan.scope import Scope
from rulesdsl.plan.variants import point_id

Exceptions = dict[str, tuple[ExceptionBranch, ...]]


def limits(
    rules: RuleSet, exceptions: Exceptions, clauses: list[ClausePlan], builder: Builder, memo: Memo
) -> tuple[LimitPlan, ...]:
    """All limits with their members. A bound rounds down, so that no result exceeds it."""
    places: dict[str, list[int]] = {}
    for place, clause in enumerate(clauses):
        places.setdefault(clause.id, []).append(place)
    ground = reach(rules, memo)
    found: list[LimitPlan] = []
    for home in rules.homes:
        for nth, (line, standing) in enumerate(lines_with_standing(home) if home.clause.parts(LimitLine) else ()):
            if not isinstance(line, LimitLine):
                continue
            wanted = dict.fromkeys(_limited_clauses(rules, home, line))
            members = tuple(sorted(place for target in wanted for place in places.get(target, ())))
            rows = tuple(clauses[place].subject for place in members)
            lowered = memo.recall(
                (lower_limits, home.measure.file, home.id, nth),
                (*ground.of(home.measure), rows),
                partial(lower_limits, rules, exceptions, home, line, standing, rows),
            )
            numbers = join(builder, lowered.nodes)
            found += (renumbered_limit(limit, numbers, members) for limit in lowered.limits)
    return tuple(found)


def lower_limits(
    rules: RuleSet, exceptions: Exceptions, home: Home, line: LimitLine, standing: Standing, rows: tuple[str, ...]
) -> LimitFragment:
    """The limits of one line by themselves.

    Args:
        rows: the subjects of the clauses that it limits.
    """
    builder = Builder()
    scope = Scope(rules, builder, "", "")
    found = [limit for item in line.items for limit in _limit(scope, home, line, item, standing, rows, exceptions)]
    return LimitFragment(tuple(builder.nodes), tuple(found))


def _limit(
    scope: Scope,
    home: Home,
    line: LimitLine,
    item: LimitItem,
    standing: Standing,
    subjects: tuple[str, ...],
    found_exceptions: Exceptions,
) -> list[LimitPlan]:
    rules = scope.rules
    if _stands_in_for_another(rules, home, line, item, standing):
        return []
    members = tuple(range(len(subjects)))
    quote = line.quotes[0].text if line.quotes else _first_quote(home)
    owner = item.owner.text if item.owner is not None else ""
    groups = [members] if owner else [(member,) for member in members]
    found = []
    for group in groups:
        rows = owner or subjects[group[0]] if group else ""
        if not group or rows not in rules.subjects:
            continue
        lets = {let.name: let.value for let in home.clause.everywhere(Let)}
        try:
            inner = evolve(scope.on(rows), lets=lets, measure=home.measure.id)
            bound = _under_exceptions(inner, home, line, item, found_exceptions)
        except UnplannableError:
            continue
        found.append(LimitPlan(home.id, owner, item.period, bound, group, _gates(home, standing), quote))
    return found


def _limited_clauses(rules: RuleSet, home: Home, line: LimitLine) -> tuple[str, ...]:
    """What a limit line limits: the clauses it names, else the clause that its own is an exception to, else its own."""
    exception = home.clause.one(ExceptionTo)
    if line.applies_to or exception is None:
        return targets(rules, home, line.applies_to)
    found = rules.resolve(exception.clause, home.measure.id)
    return (found.id,) if found is not None else ()


def _under_exceptions(scope: Scope, home: Home, line: LimitLine, item: LimitItem, found: Exceptions) -> int:
    """The bound with exceptions: `ite(当, exception's limit, own limit)`, each on its own side of the guard.

    An exception's limit of the same owner and period takes the own one's place; another stands beside it.
    """
    build = scope.builder
    bound = build.rounded(number(scope, item.bound), "down")
    unlimited = build.add("unlimited", "number", scope.rows)
    if home.clause.one(ExceptionTo) is not None and not line.applies_to:
        return build.choose(guard(scope, home), bound, unlimited)
    for exception in reversed(found.get(home.id, ())) if not line.applies_to else ():
        instead = _same_account(exception.home, item)
        if instead is not None:
            lets = {let.name: let.value for let in exception.home.clause.all(Let)}
            inner = evolve(scope, lets={**scope.lets, **lets}, measure=exception.home.measure.id)
            other = build.rounded(number(inner, instead.bound), "down")
            bound = build.choose(guard(scope, exception.home), other, bound)
        elif any(not other.applies_to for other in exception.home.clause.everywhere(LimitLine)):
            bound = build.choose(guard(scope, exception.home), unlimited, bound)
    return bound


def _same_account(home: Home, item: LimitItem) -> LimitItem | None:
    """The clause's own limit of the same owner and period, outside its readings."""
    owner = item.owner.text if item.owner is not None else ""
    own = (other for line in home.clause.all(LimitLine) if not line.applies_to for other in line.items)
    return next(
        (
            other
            for other in own
            if (other.owner.text if other.owner is not None else "", other.period) == (owner, item.period)
        ),
        None,
    )


def _stands_in_for_another(rules: RuleSet, home: Home, line: LimitLine, item: LimitItem, standing: Standing) -> bool:
    """Whether an exception's limit has been put in the place of the excepted clause's own."""
    exception = home.clause.one(ExceptionTo)
    if exception is None or line.applies_to or standing:
        return False
    target = rules.resolve(exception.clause, home.measure.id)
    return target is not None and _same_account(target, item) is not None


def exclusions(rules: RuleSet, homes: tuple[Home, ...], clauses: list[ClausePlan]) -> tuple[ExclusionPlan, ...]:
    """All 互斥. A member that is itself a clause of 互斥 stands for all the clauses it names."""
    found = []
    for home in homes:
        for line, standing in lines_with_standing(home) if home.clause.parts(Exclusion) else ():
            if isinstance(line, Exclusion):
                members = tuple(_members(rules, home, member, clauses) for member in line.members)
                quote = line.quotes[0].text if line.quotes else _first_quote(home)
                found.append(ExclusionPlan(home.id, line.owner.text, members, _gates(home, standing), quote))
    return tuple(found)


def _members(rules: RuleSet, home: Home, member: tuple[ClauseRef, ...], clauses: list[ClausePlan]) -> tuple[int, ...]:
    wanted: set[str] = set()
    for target in targets(rules, home, member):
        inner = rules.by_id[target].clause.everywhere(Exclusion)
        plain = any(clause.id == target for clause in clauses)
        if plain:
            wanted.add(target)
        for line in inner if not plain else ():
            for refs in line.members:
                wanted.update(targets(rules, rules.by_id[target], refs))
    return tuple(index for index, clause in enumerate(clauses) if clause.id in wanted)


def _gates(home: Home, standing: Standing) -> tuple[Gate, ...]:
    return tuple(Gate(point_id(home.id, reading), option.name) for reading, option in standing)


def _first_quote(home: Home) -> str:
    return next((line.quote.text for line in home.clause.all(Quoted) if not line.borrowed), "")


def working_order(
    rules: RuleSet, found_limits: tuple[LimitPlan, ...], found_exclusions: tuple[ExclusionPlan, ...]
) -> tuple[tuple[str, int], ...]:
    """Limits inside out (instance, enterprise, group; fewer members first); an exclusion after those inside one member."""
    order = sorted(range(len(found_limits)), key=lambda index: _width(rules, found_limits[index]))
    steps: list[tuple[str, int]] = [("limit", index) for index in order]
    for index, exclusion in sorted(enumerate(found_exclusions), key=lambda item: sum(map(len, item[1].members))):
        steps.insert(_place(steps, found_limits, exclusion), ("exclusion", index))
    return tuple(steps)


def _width(rules: RuleSet, limit: LimitPlan) -> tuple[int, int]:
    depth = 1_000 if not limit.owner else len(rules.ancestors(limit.owner))
    return -depth, len(limit.members)


def _place(steps: list[tuple[str, int]], found: tuple[LimitPlan, ...], exclusion: ExclusionPlan) -> int:
    every = {index for member in exclusion.members for index in member}
    for position, (kind, index) in enumerate(steps):
        members = set(found[index].members) if kind == "limit" else set()
        if members & every and not any(members <= set(member) for member in exclusion.members):
            return position
    return len(steps)
