"""From what each grant would pay to what is payable: once-only grants, then limits and exclusions inside out."""

from __future__ import annotations

from functools import reduce

from rulesdsl.plan.plan import Gate
from rulesdsl.run.contests import apply_exclusion
from rulesdsl.run.force import works
from rulesdsl.run.frame import Frame
from rulesdsl.run.ledger import Key, Ledger, row_of
from rulesdsl.run.limits import apply_limit
from rulesdsl.run.results import Cap, Interval


def adjust(
    frame: Frame, start: dict[Key, Interval], live: dict[Key, int], several: frozenset[Key] = frozenset()
) -> Ledger:
    """Apply all adjustments in the plan's order.

    Args:
        start: what each grant would pay before limits.
        live: the truth of each grant's condition; false ones can't win an exclusion.
        several: grants of which another version may hold; `start` has each version under the limits of its own instances.
    """
    ledger = Ledger(frame, start, several)
    _once_only(ledger)
    tried: set[str] = set()
    for step in frame.plan.adjustments:
        if not works(frame, step):
            continue
        gates = _gates(frame, step)
        undecided = [gate.point for gate in gates if gate.point not in frame.choices]
        if undecided:
            if undecided[0] not in tried:
                tried.add(undecided[0])
                _all_readings(ledger, undecided[0], live)
        elif all(frame.choices[gate.point] == gate.option for gate in gates):
            _apply(ledger, step, live)
    return ledger


def _gates(frame: Frame, step: tuple[str, int]) -> tuple[Gate, ...]:
    kind, index = step
    return frame.plan.limits[index].gates if kind == "limit" else frame.plan.exclusions[index].gates


def _apply(ledger: Ledger, step: tuple[str, int], live: dict[Key, int]) -> None:
    kind, index = step
    if kind == "limit":
        apply_limit(ledger, ledger.frame.plan.limits[index])
    else:
        apply_exclusion(ledger, ledger.frame.plan.exclusions[index], live)


def _all_readings(ledger: Ledger, point: str, live: dict[Key, int]) -> None:
    """A choice point without a chosen reading: each reading's adjustments are tried apart, and every grant takes the hull."""
    frame, start = ledger.frame, dict(ledger.payable)
    branches = []
    for option in frame.plan.points[point].options:
        branch = ledger.branch()
        for step in frame.plan.adjustments:
            if Gate(point, option) in _gates(frame, step) and works(frame, step):
                _apply(branch, step, live)
        branches.append(branch)
    home, _, name = point.rpartition("/")
    step = ("reading", list(frame.plan.points).index(point))
    for key, before in list(ledger.payable.items()):
        after = reduce(_hull, (branch.payable[key] for branch in branches))
        ledger.set(key, after, Cap(home, "口径", f"口径「{name}」未定，各种读法都算", "", before, after, step))
        if any(key in branch.bounds for branch in branches):
            bounds = [branch.own_limit(key, Interval(10**18, None)) for branch in branches]
            ledger.bounds.setdefault(key, []).append(reduce(_hull, bounds))
        for branch in branches:
            for text in branch.assumes.get(key, ()):
                ledger.note(ledger.assumes, key, text)
    _bound_units(ledger, frozenset(key for branch in branches for key in branch.changed_from(start)))


def _bound_units(ledger: Ledger, changed: frozenset[Key]) -> None:
    """A total of changed grants is at most what they may still come to, and at least what all of them surely do."""
    for place, unit in enumerate(ledger.units):
        if not unit.grants & changed:
            continue
        highs = [ledger.payable[key].high for key in unit.grants]
        if None not in highs:
            most = sum(high for high in highs if high is not None)
            high = unit.interval.high
            low = min(unit.interval.low, sum(ledger.payable[key].low for key in unit.grants))
            ledger.units[place] = unit._replace(interval=Interval(low, most if high is None else min(high, most)))


def _hull(left: Interval, right: Interval) -> Interval:
    high = None if left.high is None or right.high is None else max(left.high, right.high)
    return Interval(min(left.low, right.low), high)


def _once_only(ledger: Ledger) -> None:
    frame = ledger.frame
    for key in list(ledger.payable):
        clause = frame.plan.clauses[key[0]]
        if not any(not gate.point or frame.choices.get(gate.point, gate.option) == gate.option for gate in clause.once):
            continue
        row = row_of(frame, key)
        names = {row.key, *(frame.of(subject)[index].key for subject, index in row.owners.items())}
        if frame.case.paid is None:
            ledger.note(ledger.assumes, key, "一次性：案卷没有已兑现记录，按未兑现过计算")
        if any(item.clause == clause.id and (not item.key or item.key in names) for item in frame.case.paid or ()):
            ledger.set(
                key, Interval(0, 0), Cap(clause.id, "一次性", "一次性：已兑现过", "", Interval(0, 0), Interval(0, 0))
            )
            ledger.merge_units(frozenset((key,)), Interval(0, 0))
