"""Conditions: comparisons, choices, determinations, history; joined by 并且, 或者, 非. Every atom carries its quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal as Of

from attrs import evolve, frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.expression import EXPRESSION_RULES, Expression, Field, expression, field
from rulesdsl.model.tree import (
    ClauseRef,
    Name,
    Node,
    Quote,
    Source,
    clause_refs,
    has,
    names,
    quotes,
    some,
    token,
    tree,
    trees,
)

Comparator = Of["≥", ">", "≤", "<", "="]

COMPARATORS: dict[str, tuple[Comparator, bool]] = {
    "KW_AT_LEAST": ("≥", False),
    "KW_MORE_THAN": (">", False),
    "KW_AT_MOST": ("≤", False),
    "KW_LESS_THAN": ("<", False),
    "KW_EQUALS": ("=", False),
    "KW_FIRST_AT_LEAST": ("≥", True),
    "KW_FIRST_MORE_THAN": (">", True),
}
"""Comparator keyword → (relation, whether it must hold for the first time)."""


@frozen
class Comparison:
    """`企业.产值[本年] 首次超过 2亿元`; `first` asks that it holds in no earlier year."""

    left: Expression
    relation: Comparator
    right: Expression
    first: bool
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Between:
    """`采购.台数 在 51台 至 100台`, both ends included."""

    value: Expression
    low: Expression
    high: Expression
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Membership:
    """`采购.产地 是 本省`, `流片.方式 是 甲、乙 之一`."""

    value: Expression
    choices: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Truth:
    """A fact of type 是否 that must be 是."""

    value: Expression
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Determination:
    """What somebody decides: 认定 or 选定; `authorities` is empty where the text names none (须认定, 须选定)."""

    field: Field
    verb: Of["认定", "选定"]
    authorities: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Received:
    """`已享受 甲、乙 同一 租赁 据 租赁.已享受技改`: the owner has had one of these clauses; `stated` is where that is stated."""

    clauses: tuple[ClauseRef, ...]
    owner: Name
    stated: Field
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Children:
    """`任一`/`每个` child instance satisfies a condition."""

    every: bool
    subject: Name
    condition: Condition
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Not:
    """`非 …`."""

    inner: Condition
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Group:
    """All (`并且`) or any (`或者`) of several conditions."""

    all: bool
    parts: tuple[Condition, ...]
    quotes: tuple[Quote, ...]
    span: Span


Atom = Comparison | Between | Membership | Truth | Determination | Received | Children
Condition = Atom | Not | Group


def condition_in(source: Source, node: Node) -> Condition:
    """The condition that stands directly in a line's node, with each atom's quotes attached."""
    inner = next(child for child in trees(node) if str(child.data) in _CONDITION_RULES)
    return _spread(source, _condition(source, inner))


def _condition(source: Source, node: Node) -> Condition:
    rule = str(node.data)
    if rule in ("all_of", "any_of"):
        parts = tuple(_condition(source, child) for child in trees(node))
        return Group(rule == "all_of", parts, (), source.span(node))
    if rule == "term":
        inner = _condition(source, some(next(trees(node), None)))
        return evolve(inner, quotes=inner.quotes + quotes(source, node))
    if rule == "group":
        return _condition(source, some(next(trees(node), None)))
    return _ATOMS[rule](source, node)


def _spread(source: Source, condition: Condition) -> Condition:
    """Give atoms without a quote the next quote on their own physical line: one phrase may carry several atoms."""
    if isinstance(condition, Not):
        return evolve(
            condition, inner=_spread(source, evolve(condition.inner, quotes=condition.inner.quotes or condition.quotes))
        )
    if not isinstance(condition, Group):
        return condition
    parts = list(condition.parts)
    for index in range(len(parts) - 2, -1, -1):
        following, part = parts[index + 1], parts[index]
        same_line = source.line_of(part.span.end) == source.line_of(following.span.start)
        if not part.quotes and same_line and following.quotes and not isinstance(part, Group):
            parts[index] = evolve(part, quotes=following.quotes)
    if condition.quotes:
        parts = [evolve(part, quotes=part.quotes or condition.quotes) for part in parts]
    return evolve(condition, parts=tuple(_spread(source, part) for part in parts))


def _comparison(source: Source, node: Node) -> Comparison:
    left, right = (expression(source, child) for child in trees(node) if str(child.data) in EXPRESSION_RULES)
    word = some(tree(node, "comparator")).children[0]
    relation, first = COMPARATORS[word.type]
    return Comparison(left, relation, right, first, (), source.span(node))


def _between(source: Source, node: Node) -> Between:
    value, low, high = (expression(source, child) for child in trees(node) if str(child.data) in EXPRESSION_RULES)
    return Between(value, low, high, (), source.span(node))


def _membership(source: Source, node: Node) -> Membership:
    value = next(expression(source, child) for child in trees(node) if str(child.data) in EXPRESSION_RULES)
    return Membership(value, names(source, node), (), source.span(node))


def _determination(source: Source, node: Node) -> Determination:
    selected = has(node, "KW_SELECTS") or has(node, "KW_TO_BE_SELECTED")
    authorities = names(source, node) if has(node, "KW_BY") else ()
    return Determination(
        field(source, some(tree(node, "field"))), "选定" if selected else "认定", authorities, (), source.span(node)
    )


def _received(source: Source, node: Node) -> Received:
    item = some(token(node, "NAME"))
    owner = Name(str(item), source.span(item))
    return Received(clause_refs(source, node), owner, field(source, some(tree(node, "field"))), (), source.span(node))


def _children(source: Source, node: Node) -> Children:
    item = some(token(node, "NAME"))
    inner = condition_in(source, node)
    return Children(node.data == "every_child", Name(str(item), source.span(item)), inner, (), source.span(node))


_ATOMS: dict[str, Callable[[Source, Node], Condition]] = {
    "negation": lambda source, node: Not(_condition(source, some(next(trees(node), None))), (), source.span(node)),
    "determination": _determination,
    "received": _received,
    "truth": lambda source, node: Truth(expression(source, some(next(trees(node), None))), (), source.span(node)),
    "comparison": _comparison,
    "between": _between,
    "membership": _membership,
    "any_child": _children,
    "every_child": _children,
}
_CONDITION_RULES = frozenset(_ATOMS) | {"all_of", "any_of", "term", "group"}


def atoms(condition: Condition) -> tuple[Atom, ...]:
    """All atoms in written order."""
    if isinstance(condition, Group):
        return tuple(atom for part in condition.parts for atom in atoms(part))
    if isinstance(condition, Not):
        return atoms(condition.inner)
    return (condition,)


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """The top-level conjuncts in written order; a condition that is no 并且 list is its own."""
    if isinstance(condition, Group) and condition.all:
        return tuple(inner for part in condition.parts for inner in conjuncts(part))
    return (condition,)
