"""Lines that hold a condition: 条件, 当, 改条件, 界定, 要求, and 记."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.condition import Condition, condition_in
from rulesdsl.model.expression import Field, field, let
from rulesdsl.model.tree import Node, Quote, Source, quote, some, token, tree


@frozen
class ConditionLine:
    """`条件 …`: when the clause applies."""

    condition: Condition
    span: Span


@frozen
class Guard:
    """`当 …`: when an exception takes the place of what it excepts from."""

    condition: Condition
    span: Span


@frozen
class ConditionChange:
    """`改条件 「phrase」 为 …`: the exception replaces the excepted clause's atoms under that phrase."""

    phrase: Quote
    condition: Condition
    span: Span


@frozen
class Define:
    """`界定 企业.新引进基本条件 为 …`: a condition with a name, shared by the clauses of its measure."""

    field: Field
    condition: Condition
    span: Span


@frozen
class Requirement:
    """`要求 …`: what must hold where the condition holds; `eligible` means that it is complied with."""

    condition: Condition
    span: Span


def _change(source: Source, node: Node) -> ConditionChange:
    phrase = quote(source, some(token(node, "QUOTE")))
    return ConditionChange(phrase, condition_in(source, node), source.span(node))


BUILDERS = {
    "condition_line": lambda source, node: ConditionLine(condition_in(source, node), source.span(node)),
    "guard": lambda source, node: Guard(condition_in(source, node), source.span(node)),
    "condition_change": _change,
    "define_line": lambda source, node: Define(
        field(source, some(tree(node, "field"))), condition_in(source, node), source.span(node)
    ),
    "requirement": lambda source, node: Requirement(condition_in(source, node), source.span(node)),
    "let_line": let,
}
