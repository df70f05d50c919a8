"""What a condition looks like in an explanation: its words, its quotes, the facts it reads, and how far off it may be."""

from __future__ import annotations

from rulesdsl.model.condition import Atom, Comparison, Condition, Group, Not, conjuncts
from rulesdsl.model.expression import Constant, Field, NameUse, Quotient
from rulesdsl.model.wording import condition_text
from rulesdsl.plan.lower_condition import truth
from rulesdsl.plan.lower_expression import number
from rulesdsl.plan.nodes import Node
from rulesdsl.plan.plan import Reason
from rulesdsl.plan.scope import Scope

LEAVES = frozenset({"fact", "determination", "history", "history_ratio"})


def reason_of(
    scope: Scope, condition: Condition | None, *, text: str = "", quotes: tuple[str, ...] = (), node: int = -1
) -> Reason:
    """The reason of one condition; groups hold those of their parts."""
    if condition is None:
        return Reason(text, quotes, node, leaves(scope.builder.nodes, node), None, ())
    expanded = _define(scope, condition)
    found = truth(scope, condition)
    parts: tuple[Reason, ...] = ()
    if isinstance(expanded, Group):
        inner = conjuncts(expanded) if expanded.all else expanded.parts
        parts = tuple(reason_of(scope, part) for part in inner)
    return Reason(
        condition_text(condition),
        _quotes(condition),
        found,
        leaves(scope.builder.nodes, found),
        _distance(scope, condition),
        parts,
    )


def _define(scope: Scope, condition: Condition) -> Condition:
    value = getattr(condition, "value", None)
    if isinstance(value, Field):
        return scope.defines.get((value.subject, value.name), condition)
    return condition


def _quotes(condition: Condition) -> tuple[str, ...]:
    if isinstance(condition, Group):
        found = tuple(quote for part in condition.parts for quote in _quotes(part))
    elif isinstance(condition, Not):
        found = tuple(quote.text for quote in condition.quotes) + _quotes(condition.inner)
    else:
        found = tuple(quote.text for quote in condition.quotes)
    return tuple(dict.fromkeys(found))


def _distance(scope: Scope, condition: Condition) -> tuple[int, int, str, str] | None:
    """The two sides of a comparison whose gap means something: money, quantities, dates."""
    if not isinstance(condition, Comparison) or isinstance(condition.left, Quotient):
        return None
    unit = _unit(scope, condition)
    return (number(scope, condition.left), number(scope, condition.right), condition.relation, unit)


def _unit(scope: Scope, condition: Atom) -> str:
    assert isinstance(condition, Comparison)
    for side in (condition.right, condition.left):
        if isinstance(side, Constant):
            return "元" if side.value.kind == "money" else side.value.unit or side.value.kind
        if isinstance(side, Field):
            declared = scope.rules.fields.get((side.subject, side.name))
            if declared is not None:
                return {"金额": "元", "日期": "date", "年度": "year"}.get(declared.type.kind, declared.type.unit)
        if isinstance(side, NameUse):
            continue
    return "元"


def leaves(nodes: list[Node], root: int) -> tuple[int, ...]:
    """The fact nodes below a node, in written order."""
    found: dict[int, None] = {}
    stack = [root]
    while stack:
        index = stack.pop()
        if nodes[index].op in LEAVES:
            found[index] = None
        stack.extend(reversed(nodes[index].args))
    return tuple(found)
