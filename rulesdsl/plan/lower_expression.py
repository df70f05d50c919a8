"""Expressions → number nodes (choices → key nodes). Exact: percentages stay fractions of integers until `round`."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from attrs import evolve

from rulesdsl.model.expression import (
    Approval,
    Constant,
    CountOf,
    Excess,
    Expression,
    Field,
    NameUse,
    Period,
    Portion,
    Quotient,
    Sum,
    Times,
    TotalOf,
    Window,
    YearOf,
)
from rulesdsl.model.literals import Literal, literal_text
from rulesdsl.model.wording import window_text
from rulesdsl.plan.nodes import RATIO_SCALE
from rulesdsl.plan.scope import Scope


class UnplannableError(Exception):
    """A part that `check` has reported; lowering of its clause stops. Never reaches a user."""


def number(scope: Scope, value: Expression) -> int:
    """The node of an expression on the scope's rows."""
    match value:
        case Field():
            return fact(scope, value)
        case Constant():
            return constant(scope, value.value)
        case NameUse():
            return _named(scope, value)
        case Portion():
            base = number(scope, value.base)
            if value.ratio is None:
                return scope.builder.add("unstated", "number", scope.rows)
            return scale_by(scope, base, value.ratio.value.value)
        case Sum():
            return scope.builder.plus(tuple(number(scope, part) for part in value.parts))
        case Excess():
            return _excess(scope, value)
        case Times():
            return _times(scope, value)
        case YearOf():
            return scope.builder.add("year_of", "number", scope.rows, (number(scope, value.date),))
        case Approval():
            return fact(scope, value.field, tuple(name.text for name in value.authorities) or ("",))
        case TotalOf() | CountOf():
            return _aggregate(scope, value)
        case Quotient():
            raise UnplannableError("a ratio outside a comparison")


def constant(scope: Scope, value: Literal) -> int:
    """A literal; ratios and unit prices become scaled integers."""
    exact = value.value
    if isinstance(exact, Fraction):
        return scope.builder.number(exact.numerator, scope.rows, exact.denominator)
    if isinstance(exact, int):
        return scope.builder.number(exact, scope.rows)
    raise UnplannableError("a literal that is no number")


def scale_by(scope: Scope, base: int, ratio: Any) -> int:
    """base × ratio, exactly."""
    exact = Fraction(ratio)
    return scope.builder.portion(base, exact.numerator, exact.denominator)


def fact(scope: Scope, field: Field, authorities: tuple[str, ...] = ()) -> int:
    """A stated fact of the rows' subject or of one of its owners; through 取 where the subject is deemed."""
    deemed = scope.deemed
    if deemed is not None and field.subject == deemed.as_subject:
        mapped = deemed.values.get(field.name)
        plain = evolve(scope, deemed=None)
        if mapped is not None:
            return _choice_or_number(plain, field, mapped)
        return fact(plain, evolve(field, subject=deemed.subject), authorities)
    if field.period is not None and field.period.kind == "recent":
        years = tuple(_leaf(scope, field, ("year", -back), (), authorities) for back in range(field.period.count))
        return scope.builder.plus(years)
    period, args = _period(scope, field.period)
    return _leaf(scope, field, period, args, authorities)


def _choice_or_number(scope: Scope, field: Field, mapped: Expression) -> int:
    if isinstance(mapped, NameUse) and mapped.name not in scope.lets:
        return scope.builder.add("const", "key", scope.rows, data=(mapped.name,))
    return number(scope, mapped)


def _leaf(
    scope: Scope, field: Field, period: tuple[Any, ...], args: tuple[int, ...], authorities: tuple[str, ...]
) -> int:
    declared = scope.rules.fields.get((field.subject, field.name))
    if declared is None or field.subject not in scope.rules.ancestors(scope.rows):
        raise UnplannableError(f"{field.subject}.{field.name}")
    sort = {"是否": "bool", "之一": "key", "文字": "key", "地区": "key"}.get(declared.type.kind, "number")
    scale = RATIO_SCALE if declared.type.kind == "比例" else 1
    if args and field.subject != scope.rows:
        # The year is read on each row, so the owner's fact is read there too.
        if authorities:
            raise UnplannableError("a determination of an owner for a year of the instance")
        return scope.builder.add("fact", sort, scope.rows, args, (field.name, period, field.subject), scale)
    op, data = ("determination", (field.name, period, authorities)) if authorities else ("fact", (field.name, period))
    leaf = scope.builder.add(op, sort, field.subject, args, data, scale)
    return scope.builder.lift(leaf, scope.rows)


def _period(scope: Scope, period: Period | None) -> tuple[tuple[Any, ...], tuple[int, ...]]:
    """The period key of a fact and, where the year itself is a number, its node."""
    if period is None:
        return (), ()
    match period.kind:
        case "this_year" | "last_year":
            back = -1 if period.kind == "last_year" else 0
            if scope.year >= 0:
                return ("shift", back + scope.year_shift), (scope.year,)
            return ("year", back), ()
        case "year":
            return ("fixed", period.year), ()
        case "highest":
            return ("highest",), ()
        case "window" if period.window is not None:
            return ("window", window_text(period.window)), ()
    found = scope.lets.get(period.name)
    if isinstance(found, Window):
        return ("window", window_text(found)), ()
    if found is None:
        raise UnplannableError(period.name)
    return ("shift", period.count), (number(scope, found),)


def _named(scope: Scope, use: NameUse) -> int:
    found = scope.lets.get(use.name)
    if found is None or isinstance(found, Window):
        raise UnplannableError(use.name)
    return number(scope, found)


def _excess(scope: Scope, value: Excess) -> int:
    whole, base = number(scope, value.whole), number(scope, value.base)
    nodes = scope.builder.nodes
    scale = lcm(nodes[whole].scale, nodes[base].scale)
    return scope.builder.add("minus_or_zero", "number", scope.rows, (whole, base), scale=scale)


def _times(scope: Scope, value: Times) -> int:
    if isinstance(value.right, Constant):
        return _priced(scope, number(scope, value.left), value.right.value)
    if isinstance(value.left, Constant):
        return _priced(scope, number(scope, value.right), value.left.value)
    left, right = number(scope, value.left), number(scope, value.right)
    nodes = scope.builder.nodes
    return scope.builder.add("times", "number", scope.rows, (left, right), scale=nodes[left].scale * nodes[right].scale)


def _priced(scope: Scope, quantity: int, factor: Literal) -> int:
    exact = Fraction(str(factor.value))
    price = literal_text(factor) if factor.kind == "unit_price" else ""
    return scope.builder.portion(quantity, exact.numerator, exact.denominator, price)


def _aggregate(scope: Scope, value: TotalOf | CountOf) -> int:
    """A fold over child instances: args are the value summed, if any, and the filter, if any."""
    from rulesdsl.plan.lower_condition import truth

    is_sum = isinstance(value, TotalOf)
    inner = scope.on(value.field.subject if isinstance(value, TotalOf) else value.subject.text)
    summed = [number(inner, value.field)] if isinstance(value, TotalOf) else []
    kept = [truth(inner, value.among)] if value.among is not None else []
    scale = scope.builder.nodes[summed[0]].scale if summed else 1
    kind = "sum" if is_sum else "count"
    return scope.builder.add("fold", "number", scope.rows, (*summed, *kept), (kind, inner.rows), scale)
