"""From what each grant would pay to what is payable: once-only grants, limits inside out, exclusions (semantics: limits, exclusion)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from rulesdsl.cases.case import Row
from rulesdsl.plan.nodes import FALSE
from rulesdsl.plan.plan import ExclusionPlan, Gate, LimitPlan, SubjectPlan
from rulesdsl.run.apportion import limited
from rulesdsl.run.exclude import choose
from rulesdsl.run.frame import Frame
from rulesdsl.run.remarks import limit_text, rivals_text, total_of
from rulesdsl.run.results import Cap, Interval

Key = tuple[int, int]
"""A grant: (clause number, row)."""


class Unit(NamedTuple):
    """A set of grants that counts as one in totals, with its interval."""

    grants: frozenset[Key]
    interval: Interval


class Ledger:
    """Payable intervals while adjustments work on them; `caps` and `notes` say what each did, `units` builds the total."""

    def __init__(self, frame: Frame, start: dict[Key, Interval]) -> None:
        self.frame = frame
        self.payable = start
        self.bounds: dict[Key, list[Interval]] = {}
        self.caps: dict[Key, list[Cap]] = {}
        self.notes: dict[Key, list[str]] = {}
        self.assumes: dict[Key, list[str]] = {}
        self.units = [Unit(frozenset((key,)), interval) for key, interval in start.items() if frame.plan.clauses[key[0]].cash]

    def set(self, key: Key, after: Interval, cap: Cap | None) -> None:
        """Change what a grant pays, and say why."""
        if self.payable[key] != after:
            if cap is not None:
                self.caps.setdefault(key, []).append(cap._replace(before=self.payable[key], after=after))
            self.payable[key] = after

    def own_limit(self, key: Key, amount: Interval) -> Interval:
        """An amount under the limits of this clause alone."""
        for bound in self.bounds.get(key, ()):
            amount = Interval(min(amount.low, bound.low), _smaller(amount.high, bound.high))
        return amount

    def note(self, store: dict[Key, list[str]], key: Key, text: str) -> None:
        """Add a remark once."""
        if text not in store.setdefault(key, []):
            store[key].append(text)


def row_of(frame: Frame, key: Key) -> Row:
    """The instance of a grant."""
    return frame.of(frame.plan.clauses[key[0]].subject)[key[1]]


def adjust(frame: Frame, start: dict[Key, Interval], live: dict[Key, int]) -> Ledger:
    """Apply all adjustments in the plan's order.

    Args:
        start: what each grant would pay before limits.
        live: the truth of each grant's condition; false ones can't win an exclusion.
    """
    ledger = Ledger(frame, start)
    _once_only(ledger)
    for kind, index in frame.plan.adjustments:
        if kind == "limit":
            _limit(ledger, frame.plan.limits[index])
        else:
            _exclusion(ledger, frame.plan.exclusions[index], live)
    return ledger


def standing(frame: Frame, gates: tuple[Gate, ...]) -> str:
    """Whether an adjustment stands under the readings chosen: yes, no, or maybe where none is chosen."""
    state = "yes"
    for gate in gates:
        chosen = frame.choices.get(gate.point)
        if chosen is None:
            state = "maybe"
        elif chosen != gate.option:
            return "no"
    return state


def _once_only(ledger: Ledger) -> None:
    frame = ledger.frame
    for key in list(ledger.payable):
        clause = frame.plan.clauses[key[0]]
        if not clause.once:
            continue
        names = _names(frame, row_of(frame, key))
        if frame.case.paid is None:
            ledger.note(ledger.assumes, key, "一次性：案卷没有已兑现记录，按未兑现过计算")
        if any(item.clause == clause.id and (not item.key or item.key in names) for item in frame.case.paid or ()):
            ledger.set(key, Interval(0, 0), Cap(clause.id, "一次性", "一次性：已兑现过", "", Interval(0, 0), Interval(0, 0)))
            _replace_units(ledger, frozenset((key,)), Interval(0, 0))


def _names(frame: Frame, row: Row) -> set[str]:
    return {row.key, *(frame.of(subject)[index].key for subject, index in row.owners.items())}


def _limit(ledger: Ledger, limit: LimitPlan) -> None:
    state = standing(ledger.frame, limit.gates)
    if state == "no":
        return
    for account, keys in _accounts(ledger, limit).items():
        bound = _left(ledger, limit, account, keys, state)
        _apply(ledger, limit, keys, bound)


def _accounts(ledger: Ledger, limit: LimitPlan) -> dict[tuple[int, int, int], list[Key]]:
    """Grants by account: (clause for 每项 else −1, owner row, year for 每年 else 0)."""
    frame = ledger.frame
    accounts: dict[tuple[int, int, int], list[Key]] = {}
    for key in ledger.payable:
        if key[0] not in limit.members:
            continue
        row = row_of(frame, key)
        if not limit.owner or limit.owner == row.subject:
            owner = key[1]
        elif limit.owner in row.owners:
            owner = row.owners[limit.owner]
        else:
            continue
        year, assumed = year_of_grant(frame, key, row) if limit.period == "每年" else (0, False)
        if assumed:
            ledger.note(ledger.assumes, key, "归属年度未提供，按申报年度计入年度限额")
        accounts.setdefault((-1 if limit.owner else key[0], owner, year), []).append(key)
    return accounts


def year_of_grant(frame: Frame, key: Key, row: Row) -> tuple[int, bool]:
    """The year a grant counts in: its year of a schedule, 归属年度, that of its 发生日期, that of the claim; and whether the
    last was taken for want of the 归属年度."""
    clause = frame.plan.clauses[key[0]]
    stated = clause.year if clause.year >= 0 else clause.attribution
    if stated >= 0:
        low, high, _ = frame.value(stated, key[1])
        if low is not None and low == high:
            return int(low) + (clause.year_shift if clause.year >= 0 else 0), False
        return _year_judged(frame), True
    event = frame.plan.subjects[row.subject].event_date
    happened = row.facts.get((event, ())) if event else None
    return (date.fromordinal(happened).year if happened is not None else _year_judged(frame)), False


def _year_judged(frame: Frame) -> int:
    judged = frame.case.claim_date if frame.case.claim_date is not None else frame.case.as_of
    assert judged is not None
    return date.fromordinal(judged).year


def _left(ledger: Ledger, limit: LimitPlan, account: tuple[int, int, int], keys: list[Key], state: str) -> Interval:
    """C′: the bound less what the account has paid before. A reading not chosen leaves the upper end open."""
    frame = ledger.frame
    low, high, _ = frame.value(limit.bound, account[1])
    if state == "maybe":
        high = None
    if limit.period and frame.case.paid is None:
        for key in keys:
            ledger.note(ledger.assumes, key, f"{limit.period}限额：案卷没有已兑现记录，按未兑现过计算")
    spent = _spent(frame, limit, account, keys)
    return Interval(max(0, (low or 0) - spent), None if high is None else max(0, high - spent))


def _spent(frame: Frame, limit: LimitPlan, account: tuple[int, int, int], keys: list[Key]) -> int:
    if not limit.period and limit.owner == "":
        return 0
    ids = {frame.plan.clauses[member].id for member in limit.members}
    names: set[str] = set()
    for key in keys:
        row = row_of(frame, key)
        names.add(row.key)
        for subject, index in row.owners.items():
            if limit.owner == subject:
                names.add(frame.of(subject)[index].key)
    if limit.owner in frame.rows:
        names |= _keys_below(frame, limit.owner, account[1])
    return sum(
        item.amount
        for item in frame.case.paid or ()
        if item.clause in ids and (not item.key or item.key in names) and (limit.period != "每年" or item.year == account[2])
    )


def _keys_below(frame: Frame, subject: str, index: int) -> set[str]:
    """The names of an owner and of everything listed under it."""
    names = {frame.of(subject)[index].key}
    for rows in frame.rows.values():
        names |= {row.key for row in rows if row.owners.get(subject) == index}
    return names


def _apply(ledger: Ledger, limit: LimitPlan, keys: list[Key], bound: Interval) -> None:
    frame = ledger.frame
    ordered = sorted(keys, key=lambda key: sharing_order(frame, key, limit.owner))
    before = [ledger.payable[key] for key in ordered]
    after = limited(before, bound)
    cap = None
    if before != after:
        text = limit_text(frame, limit, bound, _stated(frame, limit, ordered[0]), ordered, before)
        cap = Cap(limit.id, "限额", text, limit.quote, Interval(0, 0), Interval(0, 0))
    for key, interval in zip(ordered, after, strict=True):
        ledger.set(key, interval, cap)
        if all(frame.plan.clauses[member].id == frame.plan.clauses[key[0]].id for member in limit.members):
            ledger.bounds.setdefault(key, []).append(bound)
    _replace_units(ledger, frozenset(keys), None, bound)


def sharing_order(frame: Frame, key: Key, account_owner: str) -> tuple[bytes, int, bytes]:
    """Owner key below the account, clause in document order, instance key: the same however an account is shared."""
    subjects, row = frame.plan.subjects, row_of(frame, key)
    path = [*row.owners.items(), (row.subject, key[1])]
    owning = [(name, index) for name, index in path if name != account_owner and _owns(subjects, name)]
    owning.sort(key=lambda item: len(frame.of(item[0])[item[1]].owners))
    owners = "/".join(frame.of(name)[index].key for name, index in owning)
    return owners.encode(), key[0], row.key.encode()


def _owns(subjects: dict[str, SubjectPlan], name: str) -> bool:
    """Whether instances of another subject belong to this one: then its key orders the sharing."""
    return any(name in subject.owners for subject in subjects.values())


def _smaller(left: int | None, right: int | None) -> int | None:
    if left is None or right is None:
        return left if right is None else right
    return min(left, right)


def _stated(frame: Frame, limit: LimitPlan, key: Key) -> int:
    """The bound as the text states it, before what was paid earlier is taken off."""
    row = row_of(frame, key)
    own = not limit.owner or limit.owner == row.subject
    return frame.value(limit.bound, key[1] if own else row.owners[limit.owner])[0] or 0


def _replace_units(ledger: Ledger, keys: frozenset[Key], interval: Interval | None, bound: Interval | None = None) -> None:
    """Merge the units of an account into one whose interval is the account's total."""
    inside = [unit for unit in ledger.units if unit.grants <= keys]
    if not inside:
        return
    if interval is None:
        low = sum(unit.interval.low for unit in inside)
        highs = [unit.interval.high for unit in inside]
        high = None if None in highs else sum(item for item in highs if item is not None)
        assert bound is not None
        interval = Interval(min(low, bound.low), _smaller(high, bound.high))
    merged = Unit(frozenset().union(*(unit.grants for unit in inside)), interval)
    ledger.units = [unit for unit in ledger.units if not unit.grants <= keys] + [merged]


def _exclusion(ledger: Ledger, exclusion: ExclusionPlan, live: dict[Key, int]) -> None:
    frame = ledger.frame
    state = standing(frame, exclusion.gates)
    if state == "no":
        return
    for owner, members in contests(frame, exclusion).items():
        alive = [keys for keys in members if any(live[key] != FALSE for key in keys)]
        if len(alive) < 2:
            continue
        _settle(ledger, exclusion, owner, members, state)


def contests(frame: Frame, exclusion: ExclusionPlan) -> dict[tuple[str, int], list[list[Key]]]:
    """The member sets of each owner instance. An instance that only counts as the owner's subject is its own owner."""
    found: dict[tuple[str, int], list[list[Key]]] = {}
    for position, member in enumerate(exclusion.members):
        for number in member:
            clause = frame.plan.clauses[number]
            for index, row in enumerate(frame.of(clause.subject)):
                key = (number, index)
                owner = (exclusion.owner, row.owners[exclusion.owner]) if exclusion.owner in row.owners else (row.subject, index)
                sets = found.setdefault(owner, [[] for _ in exclusion.members])
                sets[position].append(key)
    return found


def _settle(ledger: Ledger, exclusion: ExclusionPlan, owner: tuple[str, int], members: list[list[Key]], state: str) -> None:
    frame = ledger.frame
    chosen = chosen_member(frame, exclusion, owner)
    verdict = choose([[ledger.payable.get(key) for key in keys] for keys in members], chosen, state == "maybe")
    sums = [total_of([ledger.payable[key] for key in keys if key in ledger.payable]) for keys in members]
    rivals = [[frame.plan.clauses[key[0]].id for key in keys] for keys in members]
    for place, (keys, kept) in enumerate(zip(members, verdict.members, strict=True)):
        for key in keys:
            before = ledger.payable.get(key)
            if before is None:
                continue
            after = before if kept == "wins" else Interval(0, 0 if kept == "loses" else before.high)
            text = verdict.text if before == after else f"{verdict.text}{rivals_text(frame, rivals, sums, place)}"
            ledger.set(key, after, Cap(exclusion.id, "互斥", text, exclusion.quote, before, after))
            if verdict.open_choice:
                ledger.note(ledger.notes, key, "择一未定：同一对象只能享受其中一项，须由其选择")
            elif kept == "wins" and len([item for item in sums if item.high != 0]) > 1:
                ledger.note(ledger.notes, key, f"只取其一，本项较高{rivals_text(frame, rivals, sums, place)}")
    every = frozenset(key for keys in members for key in keys)
    _replace_units(ledger, every, verdict.total)


def chosen_member(frame: Frame, exclusion: ExclusionPlan, owner: tuple[str, int]) -> int | None:
    """The member that the owner chose (择一), if it did."""
    subject, index = owner
    name = frame.of(subject)[index].key if index < len(frame.of(subject)) else ""
    for choice in frame.case.choices:
        if choice.key and choice.key != name:
            continue
        for position, member in enumerate(exclusion.members):
            if any(frame.plan.clauses[number].id == choice.clause for number in member):
                return position
    return None

