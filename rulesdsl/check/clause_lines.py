"""What stands in a line of a clause: conditions, quotes, amounts, facts."""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.model.condition import (
    Atom,
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
    NameUse,
    Portion,
    Quotient,
    Sum,
    Times,
    TotalOf,
    YearOf,
)
from rulesdsl.model.grant import Amount, Grant
from rulesdsl.model.measure import Line
from rulesdsl.model.program import Said, Target
from rulesdsl.model.quotation import Excuse, Quoted
from rulesdsl.model.relation import CarveOut
from rulesdsl.model.stipulation import ConditionChange, ConditionLine, Define, Guard, Requirement
from rulesdsl.model.tree import Quote

HOLDS_CONDITION = (ConditionLine, Guard, ConditionChange, Define, Requirement, CarveOut, Target)
"""Lines that hold a condition."""


def condition_of(line: Line) -> Condition | None:
    """The condition a line holds."""
    return line.condition if isinstance(line, HOLDS_CONDITION) else None


def all_atoms(condition: Condition) -> Iterator[Atom]:
    """Every atom, those about child instances included."""
    for atom in atoms(condition):
        yield atom
        if isinstance(atom, Children):
            yield from all_atoms(atom.condition)


def anchors(line: Line) -> tuple[Quote, ...]:
    """The quotes 「…」 that a line gives as its grounds; one quote of several atoms counts once.

    原文, 参据 and the quotes of 职责 are no grounds but the text itself; those of 免读 are looked at elsewhere.
    """
    if isinstance(line, Quoted | Said | Excuse):
        return ()
    found = [*getattr(line, "quotes", ())]
    condition = condition_of(line)
    if condition is not None:
        found += [quote for atom in all_atoms(condition) for quote in atom.quotes]
    if isinstance(line, Grant) and line.bands is not None:
        found += [quote for row in line.bands.rows for quote in row.quotes]
    return tuple(dict.fromkeys(found))


def amounts(line: Grant) -> tuple[Amount, ...]:
    """The amounts of a grant: its own, or those of its bands."""
    if line.bands is not None:
        return tuple(row.amount for row in line.bands.rows)
    return (line.amount,) if line.amount is not None else ()


def atom_fields(atom: Atom) -> Iterator[Field]:
    """The facts an atom reads, without those of child instances."""
    match atom:
        case Comparison():
            yield from expression_fields(atom.left)
            yield from expression_fields(atom.right)
        case Between():
            yield from expression_fields(atom.value)
        case Membership() | Truth():
            yield from expression_fields(atom.value)
        case Determination():
            yield atom.field
        case Received():
            yield atom.stated
        case Children():
            return


def parts_of(value: Expression) -> Iterator[Expression]:
    """An expression and every expression inside it."""
    yield value
    match value:
        case Portion():
            yield from parts_of(value.base)
        case Sum():
            for part in value.parts:
                yield from parts_of(part)
        case Excess():
            yield from parts_of(value.whole)
            yield from parts_of(value.base)
        case Quotient():
            yield from parts_of(value.part)
            yield from parts_of(value.whole)
        case Times():
            yield from parts_of(value.left)
            yield from parts_of(value.right)
        case YearOf():
            yield from parts_of(value.date)
        case Approval() | TotalOf():
            yield value.field
        case _:
            return


def expression_fields(value: Expression) -> Iterator[Field]:
    """The facts an expression reads."""
    return (part for part in parts_of(value) if isinstance(part, Field))


def names_used(value: Expression) -> Iterator[str]:
    """The 记 names an expression uses."""
    return (part.name for part in parts_of(value) if isinstance(part, NameUse))


def counted(value: Expression) -> Iterator[Condition]:
    """The conditions after 其中 in an expression."""
    for part in parts_of(value):
        if isinstance(part, TotalOf | CountOf) and part.among is not None:
            yield part.among
