"""Which facts a clause reads, and on whose instances it is evaluated: its 对象, or else the subject its facts belong to."""

from __future__ import annotations

from rulesdsl.model.condition import (
    Between,
    Children,
    Comparison,
    Condition,
    Determination,
    Membership,
    Received,
    Truth,
    atoms,
)
from rulesdsl.model.expression import (
    Approval,
    CountOf,
    Excess,
    Expression,
    Field,
    Let,
    Portion,
    Quotient,
    Sum,
    Times,
    TotalOf,
    Window,
    YearOf,
)
from rulesdsl.model.grant import Grant
from rulesdsl.model.measure import Line
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.stipulation import ConditionLine, Guard, Requirement
from rulesdsl.model.subject import SubjectLine


def subject_of(rules: RuleSet, home: Home) -> str | None:
    """The clause's 对象; without one, the subject of its facts that belongs to all the others. None: it can't be told."""
    line = home.clause.one(SubjectLine)
    if line is not None:
        return line.subject.text if line.subject.text in rules.subjects else None
    named = list(dict.fromkeys(field.subject for field in clause_fields(home)))
    for subject in named:
        if all(other in rules.ancestors(subject) for other in named):
            return subject
    return None


def clause_fields(home: Home) -> tuple[Field, ...]:
    """Every fact the clause reads on its own rows, with those of its readings."""
    lines = [
        *home.clause.lines,
        *(line for reading in home.clause.readings for option in reading.options for line in option.lines),
    ]
    return tuple(field for line in lines for field in line_fields(line))


def line_fields(line: Line) -> tuple[Field, ...]:
    """The facts one line reads. Limits are left out: their bounds are read on their owner's rows."""
    if isinstance(line, ConditionLine | Guard | Requirement):
        return condition_fields(line.condition)
    if isinstance(line, Let):
        return () if isinstance(line.value, Window) else expression_fields(line.value)
    if isinstance(line, Grant):
        return _grant_fields(line)
    return ()


def _grant_fields(line: Grant) -> tuple[Field, ...]:
    rows = line.bands.rows if line.bands is not None else ()
    amounts = [line.amount] if line.amount is not None else [row.amount for row in rows]
    found = [
        field
        for amount in amounts
        for side in (amount.low, amount.high)
        if side is not None
        for field in expression_fields(side)
    ]
    if line.bands is not None:
        found[:0] = expression_fields(line.bands.measure)
    return tuple(found)


def condition_fields(condition: Condition) -> tuple[Field, ...]:
    """The facts a condition reads, in written order; those of child instances left out."""
    found: list[Field] = []
    for atom in atoms(condition):
        match atom:
            case Comparison():
                found += [*expression_fields(atom.left), *expression_fields(atom.right)]
            case Between():
                found += [field for side in (atom.value, atom.low, atom.high) for field in expression_fields(side)]
            case Membership() | Truth():
                found += expression_fields(atom.value)
            case Determination():
                found.append(atom.field)
            case Received():
                found.append(atom.stated)
            case Children():
                pass
    return tuple(found)


def expression_fields(value: Expression) -> tuple[Field, ...]:
    """The facts an expression reads, in written order; those of child instances left out."""
    match value:
        case Field():
            return (value,)
        case Portion():
            return expression_fields(value.base)
        case Sum():
            return tuple(field for part in value.parts for field in expression_fields(part))
        case Excess():
            return expression_fields(value.whole) + expression_fields(value.base)
        case Quotient():
            return expression_fields(value.part) + expression_fields(value.whole)
        case Times():
            return expression_fields(value.left) + expression_fields(value.right)
        case YearOf():
            return expression_fields(value.date)
        case Approval():
            return (value.field,)
        case TotalOf() | CountOf():
            return ()
        case _:
            return ()
