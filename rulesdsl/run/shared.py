"""A joint limit made ready for many cases: accounts, sharing and what it leaves (semantics: limits)."""

from __future__ import annotations

from typing import Any

from rulesdsl.plan.plan import Plan
from rulesdsl.run.apportion import apportion, limited
from rulesdsl.run.grants import Grants, amount_of, capped_interval, interval_of
from rulesdsl.run.ledger import Key
from rulesdsl.run.limits import sharing_order, year_of_grant
from rulesdsl.run.program import ProgramFrame
from rulesdsl.run.results import Interval


class Shared:
    """One limit over several grants of an owner."""

    __slots__ = ("_alone", "_bound", "_cap", "_dated", "_members", "_owner", "_yearly")

    def __init__(self, plan: Plan, index: int) -> None:
        limit = plan.limits[index]
        clauses = [plan.clauses[member] for member in limit.members]
        self._cap = ("limit", index)
        self._owner = limit.owner
        self._bound = limit.bound
        self._members = tuple((member, clause.subject) for member, clause in zip(limit.members, clauses, strict=True))
        self._alone = len({clause.id for clause in clauses}) == 1
        self._yearly = limit.period == "每年"
        self._dated = any(
            item.attribution >= 0 or item.year >= 0 or plan.subjects[item.subject].event_date for item in clauses
        )

    def alone_for(self) -> tuple[int, ...]:
        """The clauses it limits, if it limits instances of a single clause; none for a limit over several."""
        return tuple(member for member, _ in self._members) if self._alone else ()

    def apply(self, frame: ProgramFrame, grants: Grants) -> None:
        """Bound every account of the limit."""
        accounts = self._accounts(frame, grants)
        if not accounts:
            return
        segment, position = frame.program.places[self._bound]
        for (owner, _), keys in accounts.items():
            bound = frame.stored[segment][owner][position]
            if self._alone:
                grants.own.update({key: capped_interval(grants.own[key], bound) for key in keys})
            self._share(frame, keys, bound, grants)

    def _accounts(self, frame: ProgramFrame, grants: Grants) -> dict[tuple[int, int], list[Key]]:
        """Grants by owner row and year; those that pay nothing are left out unless the limit is the clause's own."""
        accounts: dict[tuple[int, int], list[Key]] = {}
        payable, rows = grants.payable, frame.rows
        for number, subject in self._members:
            for place, row in enumerate(rows.get(subject, ())):
                key = (number, place)
                amount = payable.get(key)
                if amount is None or (not amount and not self._alone):
                    continue
                owner = place if self._owner in ("", subject) else row.owners.get(self._owner)
                if owner is not None:
                    year = year_of_grant(frame, key, row)[0] if self._yearly and self._dated else 0
                    accounts.setdefault((owner, year), []).append(key)
        return accounts

    def _share(self, frame: ProgramFrame, keys: list[Key], bound: Any, grants: Grants) -> None:
        payable = grants.payable
        amounts: list[Any] = [payable[key] for key in keys]
        points = bound.__class__ is int and {amount.__class__ for amount in amounts} <= {int}
        if points and sum(amounts) <= bound:
            return
        if len(keys) > 1 and not self._in_order(frame):
            keys.sort(key=lambda key: sharing_order(frame, key, self._owner))
            amounts = [payable[key] for key in keys]
        if points:
            after: list[Any] = apportion(bound, amounts)
        else:
            low, high = (bound, bound) if bound.__class__ is int else (bound[0] or 0, bound[1])
            after = [
                amount_of(item) for item in limited([interval_of(amount) for amount in amounts], Interval(low, high))
            ]
        for key, old, new in zip(keys, amounts, after, strict=True):
            if old != new:
                payable[key] = new
                grants.capped.setdefault(key, []).append(self._cap)

    def _in_order(self, frame: ProgramFrame) -> bool:
        """Whether the grants already stand in sharing order: one row a subject, and no owner between them and the account."""
        for _, subject in self._members:
            rows = frame.rows.get(subject, ())
            if len(rows) > 1 or (
                rows and subject != self._owner and any(name != self._owner for name in rows[0].owners)
            ):
                return False
        return True
