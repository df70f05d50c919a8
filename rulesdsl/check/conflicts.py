"""Do two rules pull at the same thing: exceptions at one part, limits across each other, exclusions at one clause?

All of it is found before any case is judged, so that no result depends on the order of files.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from attrs import frozen

from rulesdsl.check.disjoint import Guarded, disjoint
from rulesdsl.check.payments import limited_homes
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.walk import lets_in, target_homes, variants
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.condition import Group
from rulesdsl.model.expression import Let
from rulesdsl.model.grant import Grant, PeriodLine
from rulesdsl.model.measure import Line, Stood
from rulesdsl.model.payment import Charge, LimitItem, LimitLine
from rulesdsl.model.relation import ExceptionTo, Exclusion, Precedes
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.stipulation import ConditionChange, ConditionLine, Guard


def check_conflicts(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD401 unordered exceptions, RD402 crossing limits, RD403 crossing exclusions."""
    return matter.memo.recall(check_conflicts, matter.reach.whole, lambda: _conflicts(matter.rules))


def _conflicts(rules: RuleSet) -> tuple[Diagnostic, ...]:
    accounts, excluded = tuple(_accounts(rules)), tuple(_exclusions(rules))
    return (
        *_exceptions(rules),
        *_crossing_limits(rules, accounts),
        *_crossing_exclusions(excluded),
        *_half_limited(accounts, excluded),
    )


# ---------- exceptions


def _exceptions(rules: RuleSet) -> Iterator[Diagnostic]:
    by_target: dict[str, list[Home]] = {}
    for home in rules.homes:
        line = home.clause.one(ExceptionTo)
        target = rules.resolve(line.clause, home.measure.id) if line is not None else None
        if target is not None:
            by_target.setdefault(target.id, []).append(home)
    for homes in by_target.values():
        for first, second in combinations(homes, 2):
            shared = [part for part in parts_set(first) if part in parts_set(second)]
            if shared and not _ordered(rules, first, second) and not _never_together(first, second):
                yield _unordered(first, second, shared)


def parts_set(home: Home) -> tuple[str, ...]:
    """The parts of the excepted clause that an exception sets."""
    lines = [placed.line for placed in home.clause.stood]
    kinds: dict[str, tuple[type, ...]] = {
        "条件": (ConditionLine, ConditionChange),
        "金额": (Grant,),
        "承担": (Charge,),
        "限额": (LimitLine,),
        "期间": (PeriodLine,),
    }
    return tuple(part for part, kind in kinds.items() if any(isinstance(line, kind) and _own(line) for line in lines))


def _own(line: Line) -> bool:
    return not getattr(line, "applies_to", ())


def _ordered(rules: RuleSet, first: Home, second: Home) -> bool:
    return second.id in _behind(rules, first) or first.id in _behind(rules, second)


def _behind(rules: RuleSet, home: Home) -> set[str]:
    found: set[str] = set()
    waiting = [home]
    while waiting:
        here = waiting.pop()
        for line in here.clause.everywhere(Precedes):
            target = rules.resolve(line.clause, here.measure.id)
            if target is not None and target.id not in found:
                found.add(target.id)
                waiting.append(target)
    return found


def _never_together(first: Home, second: Home) -> bool:
    return all(disjoint(one, other) for one in _guards(first) for other in _guards(second))


def _guards(home: Home) -> Iterator[Guarded]:
    """当 under every combination of readings; without one the exception always acts."""
    for lines in variants(home.clause, Guard, Let):
        parts = tuple(line.condition for line in lines if isinstance(line, Guard))
        yield Guarded(Group(True, parts, (), home.clause.span), lets_in(lines))


def _unordered(first: Home, second: Home, shared: list[str]) -> Diagnostic:
    one, other = first.clause.name, second.clause.name
    parts = "、".join(shared)
    return Diagnostic(
        "RD401",
        f"「{other.text}」与「{one.text}」都改动{parts}，可能同时成立而没有先后",
        other.span,
        secondary=(Label(one.span, "另一个例外"),),
        help=f"在其中一个条款里写 先于 另一个，例如在「{other.text}」里写 先于 {one.text}，或者让两个 当 不会同时成立",
    )


# ---------- limits and exclusions


@frozen
class Account:
    """A limit with an owner: the clauses it limits together, and the reading option it stands under."""

    owner: str
    members: frozenset[str]
    span: Span
    placed: Stood


@frozen
class Excluding:
    """One 互斥: its members as sets of clause ids."""

    line: Exclusion
    members: tuple[frozenset[str], ...]
    placed: Stood


def _accounts(rules: RuleSet) -> Iterator[Account]:
    for home in rules.homes:
        for placed in home.clause.stood if home.clause.parts(LimitLine) else ():
            if isinstance(placed.line, LimitLine):
                members = frozenset(member.id for member in limited_homes(rules, home, placed.line))
                for item in placed.line.items:
                    if item.owner is not None:
                        yield Account(item.owner.text, members, _head(item), placed)


def _head(item: LimitItem) -> Span:
    """`每个 企业`: the owner says whose account it is."""
    end = item.owner.span.end if item.owner is not None else item.span.end
    return Span(item.span.file, item.span.start, end)


def _exclusions(rules: RuleSet) -> Iterator[Excluding]:
    for home in rules.homes:
        for placed in home.clause.stood if home.clause.parts(Exclusion) else ():
            if isinstance(placed.line, Exclusion):
                members = tuple(
                    frozenset(target.id for target in target_homes(rules, home, refs)) for refs in placed.line.members
                )
                yield Excluding(placed.line, members, placed)


def _together(first: Stood, second: Stood) -> bool:
    """Whether two lines can stand in one run: not under two readings of one choice point."""
    return first.reading is None or first.reading is not second.reading or first.option is second.option


def _stands(placed: Stood) -> bool:
    """Whether a line stands when no reading is chosen: it has no gate, is adopted, or all readings run."""
    return placed.reading is None or placed.option is None or placed.option.adopted or placed.reading.default is None


def _crossing_limits(rules: RuleSet, accounts: tuple[Account, ...]) -> Iterator[Diagnostic]:
    for first, second in combinations(accounts, 2):
        if not _together(first.placed, second.placed) or not _cross(rules, first, second):
            continue
        name = sorted(first.members & second.members)[0].rpartition("/")[2]
        owners = "、".join(dict.fromkeys((first.owner, second.owner)))
        yield Diagnostic(
            "RD402",
            f"两个限额（{owners}）都管「{name}」，又各管别的条款",
            second.span,
            secondary=(Label(first.span, "另一个限额"),),
            help="让一个限额的 适用于 包含另一个的全部条款，或者两个不相重；外层对象的限额要包含内层的全部条款",
        )


def _cross(rules: RuleSet, first: Account, second: Account) -> bool:
    """Whether two accounts share clauses and neither lies in the other; an owner's account must hold all of its children's."""
    if not first.members & second.members:
        return False
    if first.owner == second.owner:
        return not first.members <= second.members and not second.members <= first.members
    if second.owner in rules.ancestors(first.owner):
        return not first.members <= second.members
    return first.owner in rules.ancestors(second.owner) and not second.members <= first.members


def _crossing_exclusions(found: tuple[Excluding, ...]) -> Iterator[Diagnostic]:
    for item in found:
        yield from _within_one(item)
    for first, second in combinations([item for item in found if _stands(item.placed)], 2):
        if first.line.owner.text != second.line.owner.text or not _together(first.placed, second.placed):
            continue
        shared = frozenset().union(*first.members) & frozenset().union(*second.members)
        for name in sorted(shared):
            yield Diagnostic(
                "RD403",
                f"「{name.rpartition('/')[2]}」在两个 互斥 里",
                second.line.span,
                secondary=(Label(first.line.span, "另一个 互斥"),),
                help="合成一个 互斥，或者让一个 互斥 的条款作另一个的成员",
            )


def _within_one(item: Excluding) -> Iterator[Diagnostic]:
    for first, second in combinations(item.members, 2):
        for name in sorted(first & second):
            message = f"「{name.rpartition('/')[2]}」两次写在同一个 互斥 里"
            yield Diagnostic("RD403", message, item.line.span, help="每个条款只作一个成员")


def _half_limited(accounts: tuple[Account, ...], found: tuple[Excluding, ...]) -> Iterator[Diagnostic]:
    """A limit that goes beyond one member of an exclusion must limit all of them: only one of them is paid."""
    for exclusion in found:
        every = frozenset().union(*exclusion.members)
        for account in accounts:
            if not (_stands(account.placed) and _stands(exclusion.placed) and account.members & every):
                continue
            inside_one = any(account.members <= member for member in exclusion.members)
            if not inside_one and not every <= account.members and not _nested(account, exclusion):
                left = sorted(every - account.members)[0].rpartition("/")[2]
                yield Diagnostic(
                    "RD402",
                    f"这个限额管互斥的一部分条款而不管「{left}」",
                    account.span,
                    secondary=(Label(exclusion.line.span, "互斥在这里"),),
                    help=f"在 适用于 里加上 {left}，或者只写互斥的一个成员",
                )


def _nested(account: Account, exclusion: Excluding) -> bool:
    """A limit on another 互斥 clause that is a member reaches what that one names; it is looked at there."""
    return exclusion.placed.line is account.placed.line
