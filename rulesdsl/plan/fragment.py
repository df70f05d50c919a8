"""A clause lowered by itself: its nodes numbered from 0, so that it can be kept, and joined with the others in any order.

>>> whole = Builder()
>>> [renumbered_clause(clause, join(whole, fragment.nodes)) for fragment in fragments for clause in fragment.clauses]
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.plan.nodes import Builder, Node
from rulesdsl.plan.plan import ClausePlan, LimitPlan, PayerSet, Reason

Numbers = list[int]
"""The number that each node of a fragment has in the whole."""


class ClauseFragment(NamedTuple):
    """The clause plans of one clause (none where it can't be lowered) over their own nodes."""

    nodes: tuple[Node, ...]
    clauses: tuple[ClausePlan, ...]


class LimitFragment(NamedTuple):
    """The limits of one clause over their own nodes; a member is its place among those that the line limits."""

    nodes: tuple[Node, ...]
    limits: tuple[LimitPlan, ...]


def join(whole: Builder, nodes: tuple[Node, ...]) -> Numbers:
    """Put the nodes of a fragment among those of the whole; equal ones are one."""
    numbers: Numbers = []
    for op, sort, subject, args, data, scale in nodes:
        numbers.append(whole.add(op, sort, subject, tuple([numbers[arg] for arg in args]), data, scale))
    return numbers


def renumbered_clause(clause: ClausePlan, numbers: Numbers) -> ClausePlan:
    """A clause over the nodes of the whole."""
    return clause._replace(
        condition=_at(clause.condition, numbers),
        reasons=tuple([_reason(reason, numbers) for reason in clause.reasons]),
        amount=_at(clause.amount, numbers),
        payers=tuple([PayerSet(_at(payers.guard, numbers), payers.shares) for payers in clause.payers]),
        attribution=_at(clause.attribution, numbers),
        year=_at(clause.year, numbers),
    )


def renumbered_limit(limit: LimitPlan, numbers: Numbers, members: tuple[int, ...]) -> LimitPlan:
    """A limit over the nodes of the whole.

    Args:
        members: the places of the clauses that its line limits.
    """
    return limit._replace(bound=numbers[limit.bound], members=tuple([members[place] for place in limit.members]))


def _at(node: int, numbers: Numbers) -> int:
    return numbers[node] if node >= 0 else node


def _reason(reason: Reason, numbers: Numbers) -> Reason:
    text, quotes, node, leaves, distance, parts = reason
    if distance is not None:
        left, right, relation, unit = distance
        distance = numbers[left], numbers[right], relation, unit
    return Reason(
        text,
        quotes,
        _at(node, numbers),
        tuple([numbers[leaf] for leaf in leaves]),
        distance,
        tuple([_reason(part, numbers) for part in parts]),
    )
