"""Conditions → bool nodes. 首次 becomes "now, and in no earlier year"; 已享受 a node of its own."""

from __future__ import annotations

from fractions import Fraction

from rulesdsl.model.condition import (
    Between,
    Children,
    Comparison,
    Condition,
    Determination,
    Group,
    Membership,
    Not,
    Received,
    Truth,
)
from rulesdsl.model.expression import Constant, Expression, Field, Quotient
from rulesdsl.plan.lower_expression import UnplannableError, fact, number
from rulesdsl.plan.nodes import FALSE
from rulesdsl.plan.scope import Scope


def truth(scope: Scope, condition: Condition) -> int:
    """The node of a condition on the scope's rows."""
    build = scope.builder
    match condition:
        case Group():
            parts = tuple(truth(scope, part) for part in condition.parts)
            return (build.all_of if condition.all else build.any_of)(parts, scope.rows)
        case Not():
            return build.negation(truth(scope, condition.inner))
        case Comparison():
            return _comparison(scope, condition)
        case Between():
            value = number(scope, condition.value)
            low = build.compare("≥", value, number(scope, condition.low))
            high = build.compare("≤", value, number(scope, condition.high))
            return build.all_of((low, high), scope.rows)
        case Membership():
            return _membership(scope, condition)
        case Truth():
            return _stated(scope, condition)
        case Determination():
            authorities = tuple(name.text for name in condition.authorities) or ("",)
            return fact(scope, condition.field, authorities)
        case Received():
            return _received(scope, condition)
        case Children():
            inner = truth(scope.on(condition.subject.text), condition.condition)
            kind = "all" if condition.every else "any"
            return build.add("fold", "bool", scope.rows, (inner,), (kind, condition.subject.text))


def _stated(scope: Scope, condition: Truth) -> int:
    value = condition.value
    if not isinstance(value, Field):
        raise UnplannableError("a condition that is no fact")
    defined = scope.defines.get((value.subject, value.name))
    if defined is not None:
        return truth(scope, defined)
    leaf = fact(scope, value)
    also = scope.deemed_facts.get((value.subject, value.name))
    return leaf if also is None else scope.builder.any_of((leaf, also), scope.rows)


def _membership(scope: Scope, condition: Membership) -> int:
    if not isinstance(condition.value, Field):
        raise UnplannableError("a choice of something that is no fact")
    key = fact(scope, condition.value)
    choices = tuple(name.text for name in condition.choices)
    node = scope.builder.nodes[key]
    if node.op == "const":
        from rulesdsl.plan.nodes import TRUE

        return scope.builder.truth(TRUE if node.data[0] in choices else FALSE, scope.rows)
    return scope.builder.add("one_of", "bool", scope.rows, (key,), choices)


def _comparison(scope: Scope, condition: Comparison) -> int:
    now = _now(scope, condition)
    if not condition.first:
        return now
    return scope.builder.all_of((now, scope.builder.negation(_before(scope, condition))), scope.rows)


def _now(scope: Scope, condition: Comparison) -> int:
    if isinstance(condition.left, Quotient):
        part, whole = number(scope, condition.left.part), number(scope, condition.left.whole)
        p, q = _ratio(condition.right)
        return scope.builder.add("ratio", "bool", scope.rows, (part, whole), (condition.relation, p, q))
    return scope.builder.compare(condition.relation, number(scope, condition.left), number(scope, condition.right))


def _before(scope: Scope, condition: Comparison) -> int:
    """Whether the comparison held in some year before 本年."""
    build = scope.builder
    if isinstance(condition.left, Quotient):
        part, whole = (_this_years(field) for field in (condition.left.part, condition.left.whole))
        p, q = _ratio(condition.right)
        earlier = build.add(
            "history_ratio", "bool", part.subject, data=(part.name, whole.name, condition.relation, p, q)
        )
        return build.lift(earlier, scope.rows)
    field = _this_years(condition.left)
    highest = build.lift(build.add("history", "number", field.subject, data=(field.name,)), scope.rows)
    return build.compare(condition.relation, highest, number(scope, condition.right))


def _this_years(value: Expression) -> Field:
    if isinstance(value, Field) and value.period is not None and value.period.kind == "this_year":
        return value
    raise UnplannableError("首次 of something that is no yearly fact of 本年")


def _ratio(value: Expression) -> tuple[int, int]:
    if isinstance(value, Constant) and value.value.kind == "ratio":
        exact = Fraction(str(value.value.value))
        return exact.numerator, exact.denominator
    raise UnplannableError("a ratio compared with something that is no percentage")


def _received(scope: Scope, condition: Received) -> int:
    homes = [scope.rules.resolve(ref, scope.measure) for ref in condition.clauses]
    if any(home is None for home in homes):
        raise UnplannableError("已享受 of an unknown clause")
    stated = fact(scope, condition.stated)
    ids = tuple(home.id for home in homes if home is not None)
    return scope.builder.add("received", "bool", scope.rows, (stated,), (ids, condition.owner.text))
