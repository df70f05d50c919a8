"""Who pays (承担), out of which fund (资金来源), and up to how much (限额)."""

from __future__ import annotations

from typing import Literal as Of

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.expression import EXPRESSION_RULES, Constant, Expression, expression
from rulesdsl.model.tree import (
    ClauseRef,
    Name,
    Node,
    Quote,
    Source,
    applies_to,
    has,
    literal,
    names,
    quotes,
    some,
    token,
    tree,
    trees,
)

LimitPeriod = Of["", "每年", "累计", "期内"]


@frozen
class Payer:
    """One payer; `share` is None for a single payer and where the text gives no shares."""

    name: Name
    share: Constant | None


@frozen
class Charge:
    """`承担 企业所在地财政 50%、省级财政 50%`; `shares_unstated` is 比例未规定."""

    payers: tuple[Payer, ...]
    shares_unstated: bool
    applies_to: tuple[ClauseRef, ...]
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class FundLine:
    """`资金来源 省工商发展资金`."""

    funds: tuple[Name, ...]
    applies_to: tuple[ClauseRef, ...]
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class LimitItem:
    """`每项 500万元` (no owner: the clause's own instance) or `每个 企业 每年 800万元`."""

    owner: Name | None
    period: LimitPeriod
    bound: Expression
    span: Span


@frozen
class LimitLine:
    """`限额 …`; without 适用于 it limits its own clause."""

    items: tuple[LimitItem, ...]
    applies_to: tuple[ClauseRef, ...]
    quotes: tuple[Quote, ...]
    span: Span


def _charge(source: Source, node: Node) -> Charge:
    payers = tuple(_payer(source, item) for item in trees(node, "payer"))
    return Charge(
        payers, has(node, "KW_SHARES_UNSTATED"), applies_to(source, node), quotes(source, node), source.span(node)
    )


def _payer(source: Source, node: Node) -> Payer:
    item, share = some(token(node, "NAME")), token(node, "LITERAL")
    value = Constant(literal(source, share, "ratio"), source.span(share)) if share is not None else None
    return Payer(Name(str(item), source.span(item)), value)


def _limit(source: Source, node: Node) -> LimitLine:
    items = tuple(_limit_item(source, item) for item in trees(node, "limit_item"))
    return LimitLine(items, applies_to(source, node), quotes(source, node), source.span(node))


def _limit_item(source: Source, node: Node) -> LimitItem:
    item, kind = token(node, "NAME"), tree(node, "limit_period")
    owner = Name(str(item), source.span(item)) if item is not None else None
    period: LimitPeriod = str(kind.children[0]) if kind is not None else ""  # type: ignore[assignment]
    bound = next(expression(source, child) for child in trees(node) if str(child.data) in EXPRESSION_RULES)
    return LimitItem(owner, period, bound, source.span(node))


BUILDERS = {
    "charge": _charge,
    "fund_line": lambda source, node: FundLine(
        names(source, node), applies_to(source, node), quotes(source, node), source.span(node)
    ),
    "limit_line": _limit,
}
