"""A plan on described tables → a program of columns."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.plan.plan import ClausePlan, Plan
from rulesdsl.run.columnar import arithmetic, leaves, logic, relations
from rulesdsl.run.columnar.adjust import adjust
from rulesdsl.run.columnar.answers import Answers, answers
from rulesdsl.run.columnar.bounds import TooWideError
from rulesdsl.run.columnar.grants import grants
from rulesdsl.run.columnar.lowering import Lowering, Setting
from rulesdsl.run.columnar.program import Accounts, Program
from rulesdsl.run.columnar.schema import Schema

HANDLERS = {**leaves.HANDLERS, **logic.HANDLERS, **arithmetic.HANDLERS, **relations.HANDLERS}
"""Op → (lowering, node) → columns. A new op is one more entry."""


class Lowered(NamedTuple):
    """A program with what its columns are; `crossed` names the limits and exclusions through which there are no totals."""

    program: Program
    answers: Answers
    crossed: tuple[str, ...]


def lower(
    plan: Plan, setting: Setting, schema: Schema, wanted: frozenset[str], totals_of: tuple[str, ...] = ()
) -> Lowered | tuple[str, ...]:
    """Lower a plan that is specialised to its readings.

    Returns:
        The program; or the ids of the clauses and limits whose numbers may not fit into 128 bits.
    """
    low = Lowering(plan, setting, schema)
    for index, node in enumerate(plan.nodes):
        try:
            low.values.append(HANDLERS[node.op](low, node))
        except TooWideError:
            return _clauses_on(plan, index)
    try:
        ledger = adjust(low, grants(low))
        found = answers(low, ledger, wanted, totals_of)
    except TooWideError as error:
        return error.args or tuple(clause.id for clause in plan.clauses)
    opened = tuple(Accounts(space, low.account_owners[space], links) for space, links in low.account_links.items())
    homes = tuple(schema.homes().items())
    program = Program(tuple(low.algebra.nodes), found.outputs, tuple(low.derived), opened, homes)
    return Lowered(program, found, tuple(ledger.units.crossed))


def _clauses_on(plan: Plan, wanted: int) -> tuple[str, ...]:
    """The clauses whose condition or amount reads a node."""
    above = {wanted}
    for index, node in enumerate(plan.nodes):
        if any(arg in above for arg in node.args):
            above.add(index)
    return tuple(dict.fromkeys(clause.id for clause in plan.clauses if _roots(clause) & above))


def _roots(clause: ClausePlan) -> set[int]:
    return {clause.condition, clause.amount, clause.attribution, clause.year, *(item.guard for item in clause.payers)}
