"""Nodes that leave their row, as columns: an owner's value, folds over children, what an owner has received."""

from __future__ import annotations

from rulesdsl.plan.nodes import Node
from rulesdsl.plan.plan import ClausePlan
from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.force import in_force
from rulesdsl.run.columnar.grants import amount_of
from rulesdsl.run.columnar.lowering import Key, Lowering, Value
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.values import Number, Truth


def owner(low: Lowering, node: Node) -> Value:
    """The owner's value on each row; missing where the row has none."""
    link, linked = low.link(node.subject, node.data[0])
    value = low.values[node.args[0]]
    if isinstance(value, Key):
        return value._replace(space=node.subject, lifts=(*value.lifts, (link, linked)))
    if isinstance(value, Truth):
        return values.lift_truth(low.algebra, link, linked, value)
    return values.lift_number(low.algebra, link, linked, value)


def fold(low: Lowering, node: Node) -> Value:
    """任一, 每个, 个数, 合计 over the children of each row; unknown where the list of children is not given."""
    kind, child = node.data
    link, _ = low.link(child, node.subject)
    if low.table(child) is None:
        return _unlisted(low, node)
    if low.table(node.subject) is None or node.subject not in dict(low.tables[child].owners):
        return _of_none(low, node)
    if kind in ("any", "all"):
        return _quantified(low, kind, link, low.truth(node.args[0]))
    if kind == "count":
        return _count(low, link, low.truth(node.args[0]) if node.args else values.truth(low.algebra, 3))
    kept = low.truth(node.args[1]) if len(node.args) > 1 else values.truth(low.algebra, 3)
    return _total(low, link, low.number(node.args[0]), kept)


def _unlisted(low: Lowering, node: Node) -> Value:
    g = low.algebra
    return values.truth(g, 1) if node.sort == "bool" else values.point(g, g.integer(0), g.true, g.true)


def _of_none(low: Lowering, node: Node) -> Value:
    """Listed, but none belongs to a row."""
    g = low.algebra
    if node.sort == "bool":
        return values.truth(g, 3 if node.data[0] == "all" else 0)
    return values.point(g, g.integer(0))


def _quantified(low: Lowering, kind: str, link: Link, value: Truth) -> Truth:
    g = low.algebra
    decisive, other = (value.true, value.false) if kind == "any" else (value.false, value.true)
    one = g.some(link, decisive)
    none = g.negation(g.some(link, g.negation(other)))
    fact = g.all_of(g.some(link, value.fact), g.negation(one))
    return Truth(one, none, fact) if kind == "any" else Truth(none, one, fact)


def _count(low: Lowering, link: Link, kept: Truth) -> Number:
    g, one, zero = low.algebra, low.algebra.integer(1), low.algebra.integer(0)
    least, most = g.total(link, g.case(kept.true, one, zero)), g.total(link, g.case(kept.false, zero, one))
    return Number(least, most, g.false, g.false, g.some(link, kept.fact))


def _total(low: Lowering, link: Link, value: Number, kept: Truth) -> Number:
    g, zero = low.algebra, low.algebra.integer(0)
    may = g.negation(kept.false)
    return Number(
        g.total(link, g.case(kept.true, values.floor(g, value), zero)),
        g.total(link, g.case(g.all_of(may, g.negation(value.unbounded)), value.high, zero)),
        g.some(link, g.all_of(may, value.unbounded)),
        g.false,
        g.some(link, g.all_of(may, g.any_of(value.fact, kept.fact))),
    )


def received(low: Lowering, node: Node) -> Value:
    """已享受: stated, or paid before, or payable here to the same owner."""
    g, (clauses, owner_subject) = low.algebra, node.data
    stated = low.truth(node.args[0])
    paid = paid_before(low, node.subject, clauses, [owner_subject])
    said = Truth(
        g.any_of(stated.true, paid),
        g.all_of(stated.false, g.negation(paid)),
        g.negation(g.any_of(stated.true, stated.false, paid)),
    )
    return values.either(g, [said, _here(low, len(low.values), node.subject, clauses, owner_subject)])


def paid_before(low: Lowering, space: str, clauses: tuple[str, ...], owners: list[str]) -> int:
    """Whether 已兑现 lists one of the clauses for the row or for one of these owners of it."""
    g = low.algebra
    if not low.schema.paid_years:
        return g.false
    found = [g.flag(space, low.derive("paid", space, clauses))]
    for owner_subject in owners:
        if owner_subject != space and low.table(owner_subject) is not None:
            link, linked = low.link(space, owner_subject)
            flag = g.flag(owner_subject, low.derive("paid", owner_subject, clauses))
            found.append(g.lift(link, flag, linked))
    return g.any_of(*found)


def _here(low: Lowering, before: int, subject: str, ids: tuple[str, ...], owner_subject: str) -> Truth:
    """Whether a grant of the clauses that were lowered before a node is paid to the same owner.

    A row without such an owner stands for itself.
    """
    g = low.algebra
    own: list[Truth] = [values.truth(g, 0)]
    shared: list[Truth] = [values.truth(g, 0)]
    for clause in low.plan.clauses:
        ready = clause.amount >= 0 and max(clause.condition, clause.amount) < before
        if clause.id not in ids or not ready or low.table(clause.subject) is None:
            continue
        paid = _paid_here(low, clause)
        if clause.subject == subject:
            own.append(paid)
        if clause.subject == owner_subject:
            shared.append(paid)
        elif low.table(owner_subject) is not None:
            link, linked = low.link(clause.subject, owner_subject)
            if linked != g.false:
                shared.append(_quantified(low, "any", link, paid))
    alone, together = values.either(g, own), values.either(g, shared)
    if subject == owner_subject:
        return together
    link, linked = low.link(subject, owner_subject)
    return values.where_truth(g, linked, values.lift_truth(g, link, linked, together), alone)


def _paid_here(low: Lowering, clause: ClausePlan) -> Truth:
    """Whether one clause pays on each row, before limits: false, true, or why it is open."""
    g, state = low.algebra, in_force(low, clause)
    condition, number = low.truth(clause.condition), low.number(clause.amount)
    amount, zero = amount_of(g, number), g.integer(0)
    none = g.all_of(g.negation(amount.unbounded), g.equal(amount.high, zero))
    false = g.any_of(state.out, condition.false, none)
    may = g.negation(false)
    true = g.all_of(may, g.negation(state.open), condition.true, g.less(zero, amount.low))
    why = g.either(condition.true, number.fact, condition.fact)
    return Truth(true, false, g.all_of(may, g.negation(true), g.any_of(state.open, why)))


HANDLERS = {"owner": owner, "fold": fold, "received": received}
