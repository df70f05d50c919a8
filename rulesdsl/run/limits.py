"""Limits: accounts by owner and year, what is left of the bound, sharing (semantics: limits)."""

from __future__ import annotations

from datetime import date

from rulesdsl.cases.case import Row
from rulesdsl.plan.plan import LimitPlan, SubjectPlan
from rulesdsl.run.apportion import limited
from rulesdsl.run.frame import Frame
from rulesdsl.run.ledger import Key, Ledger, row_of
from rulesdsl.run.remarks import limit_text
from rulesdsl.run.results import Cap, Interval


def apply_limit(ledger: Ledger, limit: LimitPlan) -> None:
    """Bound every account of a limit."""
    for account, keys in _accounts(ledger, limit).items():
        _apply(ledger, limit, keys, _left(ledger, limit, account, keys))


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


def _left(ledger: Ledger, limit: LimitPlan, account: tuple[int, int, int], keys: list[Key]) -> Interval:
    """C′: the bound less what the account has paid before."""
    frame = ledger.frame
    low, high, _ = frame.value(limit.bound, account[1])
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
        if item.clause in ids
        and (not item.key or item.key in names)
        and (limit.period != "每年" or item.year == account[2])
    )


def _keys_below(frame: Frame, subject: str, index: int) -> set[str]:
    """The names of an owner and of everything listed under it."""
    names = {frame.of(subject)[index].key}
    for rows in frame.rows.values():
        names |= {row.key for row in rows if row.owners.get(subject) == index}
    return names


def _apply(ledger: Ledger, limit: LimitPlan, keys: list[Key], bound: Interval) -> None:
    frame = ledger.frame
    if not limit.owner and not limit.gates and ledger.several.issuperset(keys):
        ledger.bounds.setdefault(keys[0], []).append(bound)
        return
    ordered = sorted(keys, key=lambda key: sharing_order(frame, key, limit.owner))
    before = [ledger.payable[key] for key in ordered]
    after = limited(before, bound)
    cap = None
    if before != after:
        text = limit_text(frame, limit, bound, _stated(frame, limit, ordered[0]), ordered, before)
        step = ("limit", frame.plan.limits.index(limit))
        cap = Cap(limit.id, "限额", text, limit.quote, Interval(0, 0), Interval(0, 0), step)
    for key, interval in zip(ordered, after, strict=True):
        ledger.set(key, interval, cap)
        if all(frame.plan.clauses[member].id == frame.plan.clauses[key[0]].id for member in limit.members):
            ledger.bounds.setdefault(key, []).append(bound)
    ledger.merge_units(frozenset(keys), None, bound)


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


def _stated(frame: Frame, limit: LimitPlan, key: Key) -> int:
    """The bound as the text states it, before what was paid earlier is taken off."""
    row = row_of(frame, key)
    own = not limit.owner or limit.owner == row.subject
    return frame.value(limit.bound, key[1] if own else row.owners[limit.owner])[0] or 0
