"""What a text plans (目标, 安排, 名额) and what it says without a rule for a case (职责, 倡导, 说明)."""

from __future__ import annotations

from typing import Literal as Of

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.condition import Condition, condition_in
from rulesdsl.model.expression import EXPRESSION_RULES, Constant, Expression, expression
from rulesdsl.model.tree import Name, Node, Quote, Source, has, literal, names, quotes, some, token, tokens, tree, trees


@frozen
class Target:
    """`目标 全省.产值 超过 1000亿元 到 2020年`."""

    condition: Condition
    by_year: Constant | None
    span: Span


@frozen
class Appropriation:
    """`安排 资金 2017年 至 2018年 每年 2000万元 用于 …`; `at_least` where the text says 不低于."""

    fund: Name
    years: tuple[Constant, ...]
    year_range: bool
    each_year: bool
    at_least: bool
    amount: Expression
    used_for: str
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Quota:
    """`名额 软件平台 每年 5个 至 10个`."""

    subject: Name
    each_year: bool
    low: Constant
    high: Constant | None
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Said:
    """A sentence kept under its kind: 职责 (with those who have the duty), 倡导, 说明. Its quotes are primary."""

    word: Of["职责", "倡导", "说明"]
    bearers: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    span: Span


_SAID = {"duty": "职责", "promotion": "倡导", "statement": "说明"}


def _constants(source: Source, node: Node, kind: str) -> tuple[Constant, ...]:
    return tuple(Constant(literal(source, item, kind), source.span(item)) for item in tokens(node, "LITERAL"))


def _target(source: Source, node: Node) -> Target:
    years = _constants(source, node, "year")
    return Target(condition_in(source, node), years[0] if years else None, source.span(node))


def _appropriation(source: Source, node: Node) -> Appropriation:
    fund, *use = (Name(str(item), source.span(item)) for item in tokens(node, "NAME"))
    years = tree(node, "appropriation_years")
    amount = next(expression(source, child) for child in trees(node) if str(child.data) in EXPRESSION_RULES)
    return Appropriation(
        fund,
        _constants(source, years, "year") if years is not None else (),
        years is not None and has(years, "KW_TO"),
        has(node, "KW_EACH_YEAR"),
        has(node, "KW_AT_LEAST"),
        amount,
        use[0].text if use else "",
        quotes(source, node),
        source.span(node),
    )


def _quota(source: Source, node: Node) -> Quota:
    subject = some(token(node, "NAME"))
    low, *high = _constants(source, node, "quantity")
    return Quota(
        Name(str(subject), source.span(subject)),
        has(node, "KW_EACH_YEAR"),
        low,
        high[0] if high else None,
        quotes(source, node),
        source.span(node),
    )


def _said(source: Source, node: Node) -> Said:
    inner = tree(node, "names")
    bearers = names(source, node) if inner is not None else ()
    return Said(_SAID[str(node.data)], bearers, quotes(source, node), source.span(node))  # type: ignore[arg-type]


BUILDERS = {"target": _target, "appropriation": _appropriation, "quota": _quota, **dict.fromkeys(_SAID, _said)}
