"""The columns that are asked for: outcome, amounts, reasons and payers of every clause, and totals by owner."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.plan.plan import ClausePlan
from rulesdsl.run.columnar.adjust import Ledger
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.grants import Amount, Grant, point_of, scheduled_year
from rulesdsl.run.columnar.lowering import Lowering
from rulesdsl.run.columnar.payers import payer_amounts
from rulesdsl.run.columnar.program import Output
from rulesdsl.run.columnar.totals import total_by
from rulesdsl.run.columnar.values import Truth
from rulesdsl.run.results import ELIGIBLE, INELIGIBLE, NEEDS_DETERMINATION, NEEDS_FACTS, NOT_IN_FORCE

OUTCOMES = (INELIGIBLE, NEEDS_FACTS, NEEDS_DETERMINATION, ELIGIBLE, NOT_IN_FORCE)
"""What the codes in a column of outcomes mean."""

ASKABLE = (
    "eligible",
    "outcome",
    "amount",
    "point",
    "if_eligible",
    "deciding",
    "capped_by",
    "payers",
    "year",
    "total",
    "totals",
    "total_points",
)
"""What can be asked for; see `kernel`."""


class Column(NamedTuple):
    """A column of a result: which clause plan it belongs to (−1: a total), what it holds, of which payer or which adjustment."""

    name: str
    clause: int
    what: str
    detail: str = ""


class Answers(NamedTuple):
    """Outputs of a program by space, with what each column is."""

    outputs: tuple[Output, ...]
    columns: dict[str, tuple[Column, ...]]


class _Collector:
    """Outputs in the making; `never` is the node that holds nowhere."""

    def __init__(self, never: int) -> None:
        self._never = never
        self.outputs: list[Output] = []
        self.columns: dict[str, list[Column]] = {}

    def put(self, space: str, column: Column, node: int, null: int = -1) -> None:
        """Ask for one more column."""
        self.outputs.append(Output(space, column.name, node, -1 if null == self._never else null))
        self.columns.setdefault(space, []).append(column)


def answers(low: Lowering, ledger: Ledger, wanted: frozenset[str], totals_of: tuple[str, ...]) -> Answers:
    """The columns that were asked for. On rows where another version of the clause answers they are null."""
    found = _Collector(low.algebra.false)
    for number, grant in ledger.grants.items():
        _of_clause(low, ledger, grant, low.plan.clauses[number], wanted, found)
    if "total" in wanted:
        for place, unit in enumerate(ledger.units.units):
            _put_amount(
                low.algebra, found, unit.space, Column(f"unit {place}", -1, "unit"), unit.amount, low.algebra.false
            )
    if "totals" in wanted:
        for space in totals_of:
            if low.table(space) is not None:
                total = total_by(low, ledger.units.units, space)
                _put_amount(low.algebra, found, space, Column("total", -1, "total"), total, low.algebra.false)
    if "total_points" in wanted:
        for space in totals_of:
            if low.table(space) is not None:
                value, known = point_of(low.algebra, total_by(low, ledger.units.units, space))
                found.put(space, Column("total", -1, "total"), value, low.algebra.negation(known))
    return Answers(tuple(found.outputs), {space: tuple(columns) for space, columns in found.columns.items()})


def _of_clause(
    low: Lowering, ledger: Ledger, grant: Grant, clause: ClausePlan, wanted: frozenset[str], found: _Collector
) -> None:
    g, number, space = low.algebra, grant.number, grant.space
    absent = g.negation(grant.stands)

    def column(what: str, detail: str = "") -> Column:
        return Column(f"{number}:{what}{'=' + detail if detail else ''}", number, what, detail)

    if "eligible" in wanted:
        decided = g.any_of(grant.truth.true, grant.truth.false)
        found.put(space, column("eligible"), grant.truth.true, g.any_of(absent, g.negation(decided)))
    if "outcome" in wanted:
        found.put(space, column("outcome"), _code(g, grant), absent)
    if "deciding" in wanted:
        found.put(space, column("deciding"), _deciding(low, grant, clause), absent)
    if "year" in wanted and clause.year >= 0:
        year, known = scheduled_year(low, clause)
        found.put(space, column("year"), year, g.any_of(absent, g.negation(known)))
    amount = ledger.payable.get(number)
    if amount is None or grant.given is None:
        return
    if "if_eligible" in wanted:
        _put_amount(g, found, space, column("if_eligible"), ledger.own_limit(number, grant.given), absent)
    if "amount" in wanted:
        _put_amount(g, found, space, column("amount"), amount, absent)
    if "point" in wanted:
        value, known = point_of(g, amount)
        found.put(space, column("point"), value, g.any_of(absent, g.negation(known)))
    if "capped_by" in wanted:
        for (kind, index), rows in ledger.caps.get(number, ()):
            found.put(space, column("capped_by", f"{kind} {index}"), rows, absent)
    if "payers" in wanted:
        for name, part in payer_amounts(low, clause.payers, amount).items():
            _put_amount(g, found, space, column("payer", name), part, absent)


def _put_amount(g: Algebra, found: _Collector, space: str, column: Column, amount: Amount, absent: int) -> None:
    """Two columns: the low end, and the high end, which is null where there is none."""
    low, high = (column._replace(name=f"{column.name}.{end}", what=f"{column.what}.{end}") for end in ("low", "high"))
    found.put(space, low, amount.low, absent)
    found.put(space, high, amount.high, g.any_of(absent, amount.unbounded))


def _code(g: Algebra, grant: Grant) -> int:
    """The outcome as a code (`OUTCOMES`)."""
    open_code = g.case(grant.truth.fact, g.integer(1), g.integer(2))
    code = g.case(grant.truth.true, g.integer(3), g.case(grant.truth.false, g.integer(0), open_code))
    return g.case(grant.state.out, g.integer(4), code)


def _deciding(low: Lowering, grant: Grant, clause: ClausePlan) -> int:
    """The first top-level condition whose value is the outcome's; −1 if eligible, or if force decides."""
    g, none = low.algebra, low.algebra.integer(-1)
    result = none
    for place, reason in reversed(list(enumerate(clause.reasons))):
        result = g.case(_same(g, low.truth(reason.node), grant.truth), g.integer(place), result)
    decided = g.any_of(grant.truth.true, grant.state.out, grant.state.open)
    return g.case(decided, none, result)


def _same(g: Algebra, one: Truth, other: Truth) -> int:
    """Whether two truth values are the same one of F, Uf, Ud."""
    open_one, open_other = (
        g.all_of(g.negation(item.true), g.negation(item.false), g.negation(item.fact)) for item in (one, other)
    )
    return g.any_of(g.all_of(one.false, other.false), g.all_of(one.fact, other.fact), g.all_of(open_one, open_other))
