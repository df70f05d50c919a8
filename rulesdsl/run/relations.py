"""Nodes that leave their row: an owner's value on its children, folds over children, and what an owner has received."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from rulesdsl.cases.case import Row
from rulesdsl.plan.nodes import FALSE, TRUE, UNKNOWN_DETERMINATION, UNKNOWN_FACT, Node
from rulesdsl.run.force import in_force
from rulesdsl.run.frame import Column, Frame
from rulesdsl.run.values import MISSING, Number, either


def owner(frame: Frame, node: Node) -> Column:
    """The owner's value on each row; missing where the row names no owner."""
    source = node.data[0]
    column = frame.columns[node.args[0]]
    missing: object = {"bool": UNKNOWN_FACT, "number": MISSING}.get(node.sort)
    return [column[row.owners[source]] if source in row.owners else missing for row in frame.of(node.subject)]


def fold(frame: Frame, node: Node) -> Column:
    """任一, 每个, 个数, 合计 over the children of each row; unknown where the list of children is not given."""
    kind, child = node.data
    listed = child in frame.rows
    members: list[list[int]] = [[] for _ in frame.of(node.subject)]
    for index, row in enumerate(frame.of(child)):
        if node.subject in row.owners:
            members[row.owners[node.subject]].append(index)
    columns = [frame.columns[arg] for arg in node.args]
    if kind in ("any", "all"):
        return [_quantified(kind, [columns[0][index] for index in rows], listed) for rows in members]
    if kind == "count":
        filters = columns[0] if columns else None
        return [_count([filters[index] if filters else TRUE for index in rows], listed) for rows in members]
    filters = columns[1] if len(columns) > 1 else None
    return [_total([(columns[0][i], filters[i] if filters else TRUE) for i in rows], listed) for rows in members]


def _quantified(kind: str, values: list[int], listed: bool) -> int:
    if not listed:
        return UNKNOWN_FACT
    return reduce(either, values, FALSE) if kind == "any" else min([TRUE, *values])


def _count(filters: list[int], listed: bool) -> Number:
    if not listed:
        return MISSING
    low = sum(value == TRUE for value in filters)
    high = sum(value != FALSE for value in filters)
    return low, high, UNKNOWN_FACT in filters


def _total(items: list[tuple[Number, int]], listed: bool) -> Number:
    if not listed:
        return MISSING
    low, fact = 0, False
    high: int | None = 0
    for (a, b, open_fact), kept in items:
        if kept == FALSE:
            continue
        low += (a or 0) if kept == TRUE else 0
        high = None if high is None or b is None else high + b
        fact = fact or open_fact or kept == UNKNOWN_FACT
    return low, high, fact


def received(frame: Frame, node: Node) -> Column:
    """已享受: stated, or paid before, or payable here (semantics: exceptions, deeming, already received)."""
    clauses, owner_subject = node.data
    stated = frame.columns[node.args[0]]
    return [
        _has_received(frame, row, index, stated[index], clauses, owner_subject)
        for index, row in enumerate(frame.of(node.subject))
    ]


def _has_received(frame: Frame, row: Row, index: int, stated: int, clauses: tuple[str, ...], owner_subject: str) -> int:
    if stated == TRUE or _paid_before(frame, row, owner_subject, clauses):
        return TRUE
    value = FALSE if stated == FALSE else UNKNOWN_FACT
    for found in _grants_here(frame, _identity(row, index, owner_subject), clauses, owner_subject):
        value = either(value, found)
    return value


def _grants_here(
    frame: Frame, identity: tuple[str, int], clauses: tuple[str, ...], owner_subject: str
) -> Iterator[int]:
    """Whether each grant of those clauses to the same owner is paid: true, false, or why it is open."""
    for number, clause in enumerate(frame.plan.clauses):
        if clause.id not in clauses or number not in frame.payable:
            continue
        for place, row in enumerate(frame.of(clause.subject)):
            if _identity(row, place, owner_subject) != identity:
                continue
            low, high, why = frame.payable[number][place]
            force = in_force(frame, clause, row).state
            if force == "out" or high == 0:
                yield FALSE
            elif force == "open":
                yield UNKNOWN_FACT
            else:
                yield TRUE if low else (UNKNOWN_FACT if why == UNKNOWN_FACT else UNKNOWN_DETERMINATION)


def _identity(row: Row, index: int, owner_subject: str) -> tuple[str, int]:
    if row.subject == owner_subject:
        return owner_subject, index
    return owner_subject, row.owners.get(owner_subject, -1 - index)


def _paid_before(frame: Frame, row: Row, owner_subject: str, clauses: tuple[str, ...]) -> bool:
    names = {row.key}
    if owner_subject in row.owners:
        names.add(frame.of(owner_subject)[row.owners[owner_subject]].key)
    return any(item.clause in clauses and (not item.key or item.key in names) for item in frame.case.paid or ())


HANDLERS = {"owner": owner, "fold": fold, "received": received}
