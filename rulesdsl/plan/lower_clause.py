"""One clause → its plan: effective condition, amount, payers; exceptions folded in part by part (`ite`)."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from rulesdsl.model.condition import Condition, Group, atoms, conjuncts
from rulesdsl.model.expression import Let
from rulesdsl.model.grant import Attribution, BandMode, Grant
from rulesdsl.model.measure import Clause, Option, Reading
from rulesdsl.model.payment import Charge
from rulesdsl.model.ruleset import Home
from rulesdsl.model.stipulation import ConditionChange, ConditionLine, Guard, Requirement
from rulesdsl.model.wording import expression_text
from rulesdsl.plan.lower_condition import truth
from rulesdsl.plan.lower_expression import number
from rulesdsl.plan.lower_grant import amount, band_condition
from rulesdsl.plan.nodes import FALSE, TRUE
from rulesdsl.plan.plan import PayerSet, Reason
from rulesdsl.plan.reasons import reason_of
from rulesdsl.plan.scope import Scope
from rulesdsl.plan.variants import adopted, point_id, vary

CONDITION_KINDS = (ConditionLine, Requirement, Let, Grant)
GUARD_KINDS = (Guard, Let)
AMOUNT_KINDS = (Grant, BandMode, Let)


Named = tuple[Home, Charge, tuple[tuple[Reading, Option], ...]]
"""A 承担 … 适用于 of another clause, with the reading it stands under there."""


@frozen
class ExceptionBranch:
    """A clause that is an exception to another, with its own exceptions, first asked first."""

    home: Home
    exceptions: tuple[ExceptionBranch, ...]


def scoped(scope: Scope, clause: Clause) -> Scope:
    """The scope with the clause's 记 names, over those it already has."""
    return evolve(scope, lets={**scope.lets, **{line.name: line.value for line in clause.all(Let)}})


def excepted(scope: Scope, home: Home) -> Scope:
    """The scope in which a clause's exceptions are read: what it names with 记 is known to them."""
    return scoped(scope, adopted(home.clause))


def own_condition(scope: Scope, home: Home, replaced: tuple[ConditionChange, ...] = ()) -> int:
    """The clause's written conditions, requirements and bands, under all its readings."""

    def lower(clause: Clause) -> int:
        inner = scoped(scope, clause)
        parts = [truth(inner, _changed(line.condition, replaced)) for line in clause.all(ConditionLine)]
        parts += [truth(inner, line.condition) for line in clause.all(Requirement)]
        band = band_condition(inner, clause)
        return scope.builder.all_of((*parts, *(() if band is None else (band,))), scope.rows)

    return vary(scope.builder, home.id, home.clause, CONDITION_KINDS, lower)


def _changed(condition: Condition, changes: tuple[ConditionChange, ...]) -> Condition:
    """改条件: every atom under the phrase gives way to the exception's condition; the phrase's atoms become one."""
    for change in changes:
        if isinstance(condition, Group):
            parts: list[Condition] = []
            for part in condition.parts:
                inner = _changed(part, (change,))
                if inner is not change.condition or inner not in parts:
                    parts.append(inner)
            condition = evolve(condition, parts=tuple(parts))
        elif any(quote.text == change.phrase.text for atom in atoms(condition) for quote in atom.quotes):
            return change.condition
    return condition


def guard(scope: Scope, home: Home) -> int:
    """当: when the exception takes the place of what it excepts from."""

    def lower(clause: Clause) -> int:
        inner = scoped(scope, clause)
        return scope.builder.all_of(tuple(truth(inner, line.condition) for line in clause.all(Guard)), scope.rows)

    return vary(scope.builder, home.id, home.clause, GUARD_KINDS, lower)


def condition(scope: Scope, home: Home, exceptions: tuple[ExceptionBranch, ...]) -> int:
    """The condition with exceptions: `ite(当, exception's, own)`, innermost last."""
    result = own_condition(scope, home)
    inner = excepted(scope, home)
    for exception in reversed(exceptions):
        instead = exception.home.clause
        changes = instead.everywhere(ConditionChange)
        if changes:
            other = own_condition(scope, home, changes)
        elif instead.everywhere(ConditionLine):
            other = condition(inner, exception.home, exception.exceptions)
        else:
            continue
        result = scope.builder.choose(guard(inner, exception.home), other, result)
    return result


def grant_amount(scope: Scope, home: Home, exceptions: tuple[ExceptionBranch, ...]) -> int:
    """The amount with exceptions; −1 if neither the clause nor an exception gives one."""
    own = -1
    if home.clause.everywhere(Grant):
        own = vary(scope.builder, home.id, home.clause, AMOUNT_KINDS, lambda clause: _amount_or_nothing(scope, clause))
    inner = excepted(scope, home)
    for exception in reversed(exceptions):
        other = grant_amount(inner, exception.home, exception.exceptions)
        if other >= 0 and own >= 0:
            own = scope.builder.choose(guard(inner, exception.home), other, own)
    return own


def _amount_or_nothing(scope: Scope, clause: Clause) -> int:
    """The amount under one combination of readings; nothing where only another reading gives one."""
    found = amount(scoped(scope, clause), clause)
    return found if found >= 0 else scope.builder.number(0, scope.rows)


def payers(
    scope: Scope, home: Home, exceptions: tuple[ExceptionBranch, ...], named: tuple[Named, ...]
) -> tuple[PayerSet, ...]:
    """Payer sets, exceptions first, each under its guard; the clause's own last. `named` are 承担 … 适用于 this clause."""
    sets = []
    within = excepted(scope, home)
    for exception in exceptions:
        inner = payers(within, exception.home, exception.exceptions, ())
        gate = guard(within, exception.home) if inner else -1
        for item in inner:
            both = gate if item.guard < 0 else scope.builder.all_of((gate, item.guard), scope.rows)
            sets.append(PayerSet(both, item.shares))
    sets.extend(_charges_of_readings(scope, home))
    own = [line for line in home.clause.all(Charge) if not line.applies_to]
    for source, charge, standing in named if not own else ():
        sets.append(PayerSet(stands(scope, source, standing) if standing else -1, shares(charge)))
    if own:
        sets.append(PayerSet(-1, shares(own[0])))
    return tuple(sets)


def stands(scope: Scope, home: Home, standing: tuple[tuple[Reading, Option], ...]) -> int:
    """Whether a line of a clause stands under the readings chosen: true for its own lines."""
    gates = []
    for reading, option in standing:
        names = tuple(item.name for item in reading.options)
        truths = tuple(scope.builder.truth(TRUE if name == option.name else FALSE, scope.rows) for name in names)
        gates.append(scope.builder.reading(point_id(home.id, reading), names, truths))
    return scope.builder.all_of(tuple(gates), scope.rows)


def _charges_of_readings(scope: Scope, home: Home) -> list[PayerSet]:
    """承担 lines that stand under a reading: each under a guard that is true where its reading is run."""
    sets = []
    for reading in home.clause.readings:
        for option in reading.options:
            lines = [line for line in option.lines if isinstance(line, Charge) and not line.applies_to]
            if lines:
                sets.append(PayerSet(stands(scope, home, ((reading, option),)), shares(lines[0])))
    return sets


def shares(charge: Charge) -> tuple[tuple[str, int, int], ...]:
    """(payer, p, q): p/q of the amount; q = 0 where the text gives no shares."""
    single = len(charge.payers) == 1 and not charge.shares_unstated
    result = []
    for payer in charge.payers:
        if payer.share is not None:
            exact = Fraction(str(payer.share.value.value))
            result.append((payer.name.text, exact.numerator, exact.denominator))
        else:
            result.append((payer.name.text, 1, 1 if single else 0))
    return tuple(result)


def attribution(scope: Scope, home: Home) -> int:
    """归属年度 as a node, −1 if the clause has none."""
    if not home.clause.everywhere(Attribution):
        return -1

    def lower(clause: Clause) -> int:
        line = clause.one(Attribution)
        assert line is not None
        return number(scoped(scope, clause), line.year)

    return vary(scope.builder, home.id, home.clause, (Attribution, Let), lower)


def reasons(scope: Scope, clause: Clause, changes: tuple[ConditionChange, ...] = ()) -> tuple[Reason, ...]:
    """The top-level conjuncts as shown, under the adopted readings, in written order."""
    inner = scoped(scope, clause)
    lines = [
        *(line.condition for line in clause.all(ConditionLine)),
        *(line.condition for line in clause.all(Requirement)),
    ]
    parts = [part for item in lines for part in conjuncts(_changed(item, changes))]
    shown = [reason_of(inner, part) for part in parts]
    grant = clause.one(Grant)
    band = band_condition(inner, clause)
    if band is not None and grant is not None and grant.bands is not None:
        shown.append(_band_reason(inner, clause, grant, band))
    return tuple(
        item for item in shown if scope.builder.nodes[item.node] != (("const", "bool", scope.rows, (), (TRUE,), 1))
    )


def _band_reason(scope: Scope, clause: Clause, grant: Grant, band: int) -> Reason:
    assert grant.bands is not None
    text = f"{expression_text(grant.bands.measure)} 在所列各档之内"
    quotes = tuple(quote.text for quote in grant.quotes)
    return reason_of(scope, None, text=text, quotes=quotes, node=band)
