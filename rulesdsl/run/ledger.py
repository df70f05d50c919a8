"""The payable intervals of one case while adjustments work on them, and what each adjustment did."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.cases.case import Row
from rulesdsl.run.frame import Frame
from rulesdsl.run.results import Cap, Interval
from rulesdsl.run.values import smaller

Key = tuple[int, int]
"""A grant: (clause number, row)."""


class Unit(NamedTuple):
    """A set of grants that counts as one in totals, with its interval."""

    grants: frozenset[Key]
    interval: Interval


class Ledger:
    """Payable intervals while adjustments work on them; `caps` and `notes` say what each did, `units` builds the total."""

    def __init__(self, frame: Frame, start: dict[Key, Interval], several: frozenset[Key] = frozenset()) -> None:
        self.frame = frame
        self.several = several
        self.payable = start
        self.bounds: dict[Key, list[Interval]] = {}
        self.caps: dict[Key, list[Cap]] = {}
        self.notes: dict[Key, list[str]] = {}
        self.assumes: dict[Key, list[str]] = {}
        self.units = [
            Unit(frozenset((key,)), interval) for key, interval in start.items() if frame.plan.clauses[key[0]].cash
        ]

    def set(self, key: Key, after: Interval, cap: Cap | None) -> None:
        """Change what a grant pays, and say why."""
        if self.payable[key] != after:
            if cap is not None:
                self.caps.setdefault(key, []).append(cap._replace(before=self.payable[key], after=after))
            self.payable[key] = after

    def own_limit(self, key: Key, amount: Interval) -> Interval:
        """An amount under the limits of this clause alone."""
        for bound in self.bounds.get(key, ()):
            amount = Interval(min(amount.low, bound.low), smaller(amount.high, bound.high))
        return amount

    def branch(self) -> Ledger:
        """A copy to try one reading on; remarks stay behind."""
        copy = Ledger(self.frame, dict(self.payable), self.several)
        copy.units = []
        return copy

    def changed_from(self, start: dict[Key, Interval]) -> list[Key]:
        """The grants whose interval is no longer the one given."""
        return [key for key, interval in start.items() if self.payable[key] != interval]

    def merge_units(self, keys: frozenset[Key], interval: Interval | None, bound: Interval | None = None) -> None:
        """Merge the units of an account into one whose interval is the account's total."""
        inside = [unit for unit in self.units if unit.grants <= keys]
        crossing = [unit for unit in self.units if unit.grants & keys and not unit.grants <= keys]
        if crossing:
            self._join(keys, [*inside, *crossing])
            return
        if not inside:
            return
        if interval is None:
            low = sum(unit.interval.low for unit in inside)
            highs = [unit.interval.high for unit in inside]
            high = None if None in highs else sum(item for item in highs if item is not None)
            assert bound is not None
            interval = Interval(min(low, bound.low), smaller(high, bound.high))
        merged = Unit(frozenset().union(*(unit.grants for unit in inside)), interval)
        self.units = [unit for unit in self.units if not unit.grants <= keys] + [merged]

    def _join(self, keys: frozenset[Key], units: list[Unit]) -> None:
        """Accounts that cross have no total of their own: together they come to what their grants do."""
        grants: frozenset[Key] = frozenset().union(*(unit.grants for unit in units))
        amounts = [self.payable[key] for key in grants]
        highs = [amount.high for amount in amounts]
        high = None if None in highs else sum(item for item in highs if item is not None)
        joined = Unit(grants, Interval(sum(amount.low for amount in amounts), high))
        self.units = [unit for unit in self.units if unit not in units] + [joined]

    def note(self, store: dict[Key, list[str]], key: Key, text: str) -> None:
        """Add a remark once."""
        if text not in store.setdefault(key, []):
            store[key].append(text)


def row_of(frame: Frame, key: Key) -> Row:
    """The instance of a grant."""
    return frame.of(frame.plan.clauses[key[0]].subject)[key[1]]
