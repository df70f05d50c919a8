"""Which clauses act on which: exceptions, carve-outs, deemings, and payers or funds named from another clause."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from attrs import frozen

from rulesdsl.model.condition import Received, atoms
from rulesdsl.model.measure import Line, Option, Reading
from rulesdsl.model.payment import Charge, FundLine
from rulesdsl.model.relation import CarveOut, ExceptionTo, FactDeeming, Precedes, SubjectDeeming
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.tree import ClauseRef
from rulesdsl.plan.lower_clause import ExceptionBranch

Acting = TypeVar("Acting", CarveOut, SubjectDeeming, FactDeeming, Charge, FundLine)
Found = TypeVar("Found")
Standing = tuple[tuple[Reading, Option], ...]


@frozen
class Relations:
    """By clause id: who acts on it."""

    exceptions: dict[str, tuple[ExceptionBranch, ...]]
    carve_outs: dict[str, tuple[Home, ...]]
    subject_deemings: dict[str, tuple[tuple[Home, SubjectDeeming, Standing], ...]]
    fact_deemings: dict[str, tuple[tuple[Home, FactDeeming, Standing], ...]]
    charges: dict[str, tuple[tuple[Home, Charge, Standing], ...]]
    funds: dict[str, tuple[FundLine, ...]]


def relations(rules: RuleSet) -> Relations:
    """Gather every line that names another clause. Unresolved names are left out: `check` has reported them."""
    return Relations(
        _exceptions(rules),
        _by_target(rules, CarveOut, lambda home, line, standing: home),
        _by_target(rules, SubjectDeeming, lambda home, line, standing: (home, line, standing)),
        _by_target(rules, FactDeeming, lambda home, line, standing: (home, line, standing)),
        _by_target(rules, Charge, lambda home, line, standing: (home, line, standing)),
        _by_target(rules, FundLine, lambda home, line, standing: line, adopted_only=True),
    )


def lines_with_standing(home: Home) -> tuple[tuple[Line, Standing], ...]:
    """Every line of a clause with the reading option it stands under, if any."""
    own: list[tuple[Line, Standing]] = [(line, ()) for line in home.clause.lines]
    for reading in home.clause.readings:
        for option in reading.options:
            own.extend((line, ((reading, option),)) for line in option.lines)
    return tuple(own)


def targets(rules: RuleSet, home: Home, refs: tuple[ClauseRef, ...]) -> tuple[str, ...]:
    """The ids that references mean; the clause itself where there are none."""
    if not refs:
        return (home.id,)
    found = (rules.resolve(ref, home.measure.id) for ref in refs)
    return tuple(item.id for item in found if item is not None)


def _by_target(
    rules: RuleSet,
    kind: type[Acting],
    make: Callable[[Home, Acting, Standing], Found],
    *,
    adopted_only: bool = False,
) -> dict[str, tuple[Found, ...]]:
    found: dict[str, list[Found]] = {}
    for home in rules.homes:
        for line, standing in lines_with_standing(home) if home.clause.parts(kind) else ():
            if not isinstance(line, kind) or (adopted_only and not all(option.adopted for _, option in standing)):
                continue
            acting = make(home, line, standing)
            for target in dict.fromkeys(targets(rules, home, line.applies_to)):
                known = found.setdefault(target, [])
                # A clause with two 除外 of one kind acts once.
                if (target != home.id or kind is CarveOut) and not any(item is acting for item in known):
                    known.append(acting)
    return {target: tuple(items) for target, items in found.items() if items}


def _exceptions(rules: RuleSet) -> dict[str, tuple[ExceptionBranch, ...]]:
    direct: dict[str, list[Home]] = {}
    for home in rules.homes:
        line = home.clause.one(ExceptionTo)
        target = rules.resolve(line.clause, home.measure.id) if line is not None else None
        if target is not None and target.id != home.id:
            direct.setdefault(target.id, []).append(home)
    return {target: _nested(rules, target, direct, (target,)) for target in direct}


def _nested(
    rules: RuleSet, target: str, direct: dict[str, list[Home]], above: tuple[str, ...]
) -> tuple[ExceptionBranch, ...]:
    """The exceptions of a clause, those that go first (先于) first; cycles are cut."""
    homes = [home for home in direct.get(target, []) if home.id not in above]
    ranked = sorted(homes, key=lambda home: -len(_behind(rules, home, set())))
    return tuple(ExceptionBranch(home, _nested(rules, home.id, direct, (*above, home.id))) for home in ranked)


def _behind(rules: RuleSet, home: Home, seen: set[str]) -> set[str]:
    for line in home.clause.everywhere(Precedes):
        target = rules.resolve(line.clause, home.measure.id)
        if target is not None and target.id not in seen:
            seen.add(target.id)
            _behind(rules, target, seen)
    return seen


def needs_first(rules: RuleSet, found: Relations, home: Home) -> tuple[str, ...]:
    """The clauses whose payable amount this clause asks for (已享受): they are lowered before it."""
    asked: dict[str, None] = {}
    sources = [home, *found.carve_outs.get(home.id, ())]
    for source in sources:
        for line, _ in lines_with_standing(source) if source.clause.parts(Received) else ():
            condition = getattr(line, "condition", None)
            if condition is None:
                continue
            for atom in atoms(condition):
                if isinstance(atom, Received):
                    asked.update(dict.fromkeys(targets(rules, source, atom.clauses)))
    return tuple(asked)
