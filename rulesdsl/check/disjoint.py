"""Can two conditions be shown never to hold together, whatever the case?

They can when some shared fact has ranges, choices or truth values in the two that don't meet: 台数 不超过 10台 and
台数 达到 11台, 级别 是 甲 and 级别 是 乙, X and 非 X. Nothing else is tried; False means that it couldn't be shown.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve, frozen

from rulesdsl.check.walk import Lets
from rulesdsl.model.condition import Atom, Between, Comparison, Condition, Group, Membership, Not
from rulesdsl.model.expression import Constant, Expression, NameUse, Window
from rulesdsl.model.wording import condition_text, expression_text


@frozen
class Guarded:
    """A condition with what its 记 names mean."""

    condition: Condition
    lets: Lets


@frozen
class Range:
    """Numbers between two ends, an open end excluded; None: no end."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False


def disjoint(first: Guarded, second: Guarded) -> bool:
    """Whether the two can be shown never to hold together."""
    a, b = _pushed(first.condition), _pushed(second.condition)
    if isinstance(a, Group) and not a.all:
        return all(disjoint(evolve(first, condition=part), second) for part in a.parts)
    if isinstance(b, Group) and not b.all:
        return all(disjoint(first, evolve(second, condition=part)) for part in b.parts)
    if isinstance(a, Group):
        return any(disjoint(evolve(first, condition=part), second) for part in a.parts)
    if isinstance(b, Group):
        return any(disjoint(first, evolve(second, condition=part)) for part in b.parts)
    return _opposite(a, b) or _apart(a, first.lets, b, second.lets)


def _pushed(condition: Condition) -> Condition:
    """非 moved inwards, down to the atoms."""
    if not isinstance(condition, Not):
        return condition
    inner = condition.inner
    if isinstance(inner, Not):
        return _pushed(inner.inner)
    if isinstance(inner, Group):
        parts = tuple(Not(part, (), part.span) for part in inner.parts)
        return Group(not inner.all, parts, (), inner.span)
    return condition


def _opposite(a: Condition, b: Condition) -> bool:
    """X and 非 X. A stated fact and one that somebody determines are the same fact."""
    if isinstance(a, Not) and not isinstance(b, Not):
        return _fact_text(a.inner) == _fact_text(b)
    return isinstance(b, Not) and not isinstance(a, Not) and _fact_text(b.inner) == _fact_text(a)


def _fact_text(condition: Condition) -> str:
    return condition_text(condition)


def _apart(a: Condition, a_lets: Lets, b: Condition, b_lets: Lets) -> bool:
    a_negated, a_atom = _unwrapped(a)
    b_negated, b_atom = _unwrapped(b)
    if isinstance(a_atom, Membership) and isinstance(b_atom, Membership):
        return _choices_apart(a_negated, a_atom, b_negated, b_atom)
    first, second = _range(a_atom, a_lets), _range(b_atom, b_lets)
    if first is None or second is None or a_negated or b_negated:
        return False
    return first[0] == second[0] and _ranges_apart(first[1], second[1])


def _unwrapped(condition: Condition) -> tuple[bool, Condition]:
    return (True, condition.inner) if isinstance(condition, Not) else (False, condition)


def _choices_apart(a_negated: bool, a: Membership, b_negated: bool, b: Membership) -> bool:
    if expression_text(a.value) != expression_text(b.value):
        return False
    first, second = ({name.text for name in item.choices} for item in (a, b))
    if a_negated and b_negated:
        return False
    if a_negated:
        return second <= first
    return first <= second if b_negated else not first & second


def _range(atom: Condition | Atom, lets: Lets) -> tuple[str, Range] | None:
    """What is measured, with its unit, and the numbers it may be; None for what is no comparison with a literal."""
    if isinstance(atom, Between):
        low, high = _exact(atom.low), _exact(atom.high)
        return (_key(atom.value, lets, atom.low), Range(low, high)) if low is not None and high is not None else None
    if not isinstance(atom, Comparison):
        return None
    bound = _exact(atom.right)
    if bound is None:
        return None
    ranges = {
        "≥": Range(bound, None),
        ">": Range(bound, None, low_open=True),
        "≤": Range(None, bound),
        "<": Range(None, bound, high_open=True),
        "=": Range(bound, bound),
    }
    return _key(atom.left, lets, atom.right), ranges[atom.relation]


def _exact(value: Expression) -> Fraction | None:
    if isinstance(value, Constant) and isinstance(value.value.value, int | Fraction):
        return Fraction(value.value.value)
    return None


def _key(value: Expression, lets: Lets, bound: Expression) -> str:
    seen: set[str] = set()
    while isinstance(value, NameUse) and value.name not in seen:
        seen.add(value.name)
        found = lets.get(value.name)
        if found is None or isinstance(found, Window):
            break
        value = found
    unit = bound.value.unit if isinstance(bound, Constant) else ""
    return f"{expression_text(value)} {unit}"


def _ranges_apart(a: Range, b: Range) -> bool:
    return _before(a, b) or _before(b, a)


def _before(a: Range, b: Range) -> bool:
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and (a.high_open or b.low_open))
