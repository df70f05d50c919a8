"""Clauses that act on other clauses: 例外于, 先于, 互斥, 除外, 视同, 取."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.condition import Condition, condition_in
from rulesdsl.model.expression import EXPRESSION_RULES, Expression, Field, expression, field
from rulesdsl.model.tree import (
    ClauseRef,
    Name,
    Node,
    Quote,
    Source,
    applies_to,
    clause_ref,
    clause_refs,
    names,
    quotes,
    some,
    token,
    tree,
    trees,
)


@frozen
class ExceptionTo:
    """`例外于 X`: this clause's parts take the place of X's where its 当 holds."""

    clause: ClauseRef
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Precedes:
    """`先于 Y`: of two exceptions that set the same part, this one is asked first."""

    clause: ClauseRef
    span: Span


@frozen
class Exclusion:
    """`互斥 甲、乙 同一 企业`: only the larger member is payable for one owner. A member is one clause or a set."""

    members: tuple[tuple[ClauseRef, ...], ...]
    owner: Name
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class CarveOut:
    """`除外 … 适用于 X`: X does not apply where the condition holds."""

    condition: Condition
    applies_to: tuple[ClauseRef, ...]
    span: Span


@frozen
class SubjectDeeming:
    """`视同 租赁 为 采购 适用于 X`: where the condition holds, an instance of one subject counts as one of another."""

    subject: Name
    as_subject: Name
    applies_to: tuple[ClauseRef, ...]
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class FactDeeming:
    """`视同 企业.采购设备 适用于 X`: in X that fact also counts as 是 where the condition holds."""

    field: Field
    applies_to: tuple[ClauseRef, ...]
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Mapping:
    """`取 采购.台数 为 租赁.台数`: what a field of the deemed subject is read from."""

    field: Field
    value: Expression
    quotes: tuple[Quote, ...]
    span: Span


def _exclusion(source: Source, node: Node) -> Exclusion:
    members = tuple(
        (clause_ref(source, item),) if item.data == "clause_ref" else clause_refs(source, item)
        for item in trees(node, "clause_ref", "member_set")
    )
    owner = some(token(node, "NAME"))
    return Exclusion(members, Name(str(owner), source.span(owner)), quotes(source, node), source.span(node))


def _subject_deeming(source: Source, node: Node) -> SubjectDeeming:
    subject, as_subject = names(source, node)
    return SubjectDeeming(subject, as_subject, applies_to(source, node), quotes(source, node), source.span(node))


def _mapping(source: Source, node: Node) -> Mapping:
    target = field(source, some(tree(node, "field")))
    inner = [child for child in trees(node) if str(child.data) in EXPRESSION_RULES]
    return Mapping(target, expression(source, inner[-1]), quotes(source, node), source.span(node))


BUILDERS = {
    "exception": lambda source, node: ExceptionTo(
        clause_ref(source, some(tree(node, "clause_ref"))), quotes(source, node), source.span(node)
    ),
    "precedence": lambda source, node: Precedes(clause_ref(source, some(tree(node, "clause_ref"))), source.span(node)),
    "exclusion": _exclusion,
    "carve_out": lambda source, node: CarveOut(condition_in(source, node), applies_to(source, node), source.span(node)),
    "subject_deeming": _subject_deeming,
    "fact_deeming": lambda source, node: FactDeeming(
        field(source, some(tree(node, "field"))), applies_to(source, node), quotes(source, node), source.span(node)
    ),
    "mapping": _mapping,
}
