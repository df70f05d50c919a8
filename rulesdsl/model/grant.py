"""What a clause gives: the text's word, whether once, whether up to, and how the amount is found."""

from __future__ import annotations

from typing import Literal as Of

from attrs import frozen

from rulesdsl.diagnostics import Span
from rulesdsl.model.expression import EXPRESSION_RULES, Expression, Window, expression, window
from rulesdsl.model.literals import Literal
from rulesdsl.model.tree import (
    Name,
    Node,
    Quote,
    Source,
    has,
    literal,
    names,
    quotes,
    some,
    string,
    token,
    tokens,
    tree,
    trees,
)

CASH = ("奖励", "补助", "补贴", "资助", "补偿", "贴息")
"""Words of grants that count in cash totals; 税前扣除 and 电价 do not."""


@frozen
class Amount:
    """An amount as written.

    `low` alone is exact; with `high` the text gives a range. Both None: no figure; then `elsewhere` names the act that has
    it, or is empty where nothing does. `up_to` marks an upper bound left to discretion (至多).
    """

    low: Expression | None
    high: Expression | None
    elsewhere: str
    up_to: bool
    once: bool
    span: Span


@frozen
class BandRow:
    """One row of a 分档 table. Bounds are inclusive unless `above` (超过); `choices` for bands by choice."""

    low: Literal | None
    high: Literal | None
    above: bool
    choices: tuple[Name, ...]
    amount: Amount
    quotes: tuple[Quote, ...]
    span: Span
    key_span: Span


@frozen
class Bands:
    """`按 采购.台数 分档`; `first` is > or ≥ when each tier counts where it is passed for the first time."""

    measure: Expression
    first: Of["", ">", "≥"]
    rows: tuple[BandRow, ...]
    span: Span


@frozen
class Grant:
    """`奖励 一次性 至多 500万元`: `word` is the text's own word."""

    word: str
    amount: Amount | None
    bands: Bands | None
    once: bool
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class BandMode:
    """`分档方式 全额`: the band of the whole quantity rules it all; 累进: each part by its own band."""

    progressive: bool
    span: Span


@frozen
class Attribution:
    """`归属年度 …`: the year a grant counts in for yearly limits."""

    year: Expression
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class PeriodLine:
    """`期间 …`: the days and hours in which a clause gives."""

    window: Window
    quotes: tuple[Quote, ...]
    span: Span


@frozen
class Schedule:
    """`逐年 3年 自 完工年`: one grant a year."""

    years: int
    start: str
    quotes: tuple[Quote, ...]
    span: Span


def grant(source: Source, node: Node) -> Grant:
    """Build a grant line."""
    word = str(some(tree(node, "grant_word")).children[0])
    phrase, table = tree(node, "amount_phrase"), tree(node, "bands")
    amount = amount_phrase(source, phrase) if phrase is not None else None
    once = has(node, "KW_ONCE") or (amount is not None and amount.once)
    return Grant(
        word,
        amount,
        _bands(source, table) if table is not None else None,
        once,
        quotes(source, node),
        source.span(node),
    )


def amount_phrase(source: Source, node: Node) -> Amount:
    """Build an `amount_phrase` node."""
    inner = some(next(trees(node), None))
    parts = [expression(source, child) for child in trees(inner) if str(child.data) in EXPRESSION_RULES]
    elsewhere = ""
    if inner.data == "amount_elsewhere":
        text, number = token(inner, "STRING"), token(inner, "DOCUMENT_NUMBER")
        elsewhere = string(text) if text is not None else str(number)
    low = parts[0] if parts else None
    high = parts[1] if len(parts) > 1 else None
    return Amount(low, high, elsewhere, has(node, "KW_UP_TO"), has(node, "KW_ONCE"), source.span(node))


def _bands(source: Source, node: Node) -> Bands:
    measure = next(expression(source, child) for child in trees(node) if str(child.data) in EXPRESSION_RULES)
    cue = tree(node, "first_cue")
    first: Of["", ">", "≥"] = "" if cue is None else (">" if has(cue, "KW_FIRST_MORE_THAN") else "≥")
    return Bands(measure, first, tuple(_row(source, row) for row in trees(node, "band_row")), source.span(node))


def _row(source: Source, node: Node) -> BandRow:
    key = some(next(trees(node), None))
    amount = amount_phrase(source, some(tree(node, "amount_phrase")))
    bounds = [literal(source, item) for item in tokens(key, "LITERAL")]
    low, high = _bounds(str(key.data), bounds)
    choices = names(source, key) if key.data == "band_choice" else ()
    return BandRow(
        low, high, key.data == "band_above", choices, amount, quotes(source, node), source.span(node), source.span(key)
    )


def _bounds(rule: str, bounds: list[Literal]) -> tuple[Literal | None, Literal | None]:
    if rule == "band_up_to":
        return None, bounds[0]
    if rule == "band_between":
        return bounds[0], bounds[1]
    return (bounds[0] if bounds else None), None


def _schedule(source: Source, node: Node) -> Schedule:
    years = literal(source, some(token(node, "LITERAL")), "quantity")
    return Schedule(int(str(years.value)), str(some(token(node, "NAME"))), quotes(source, node), source.span(node))


def _attribution(source: Source, node: Node) -> Attribution:
    year = next(expression(source, child) for child in trees(node) if str(child.data) in EXPRESSION_RULES)
    return Attribution(year, quotes(source, node), source.span(node))


BUILDERS = {
    "grant": grant,
    "band_mode": lambda source, node: BandMode(has(node, "KW_PROGRESSIVE"), source.span(node)),
    "attribution": _attribution,
    "period_line": lambda source, node: PeriodLine(
        window(source, some(tree(node, "window"))), quotes(source, node), source.span(node)
    ),
    "schedule": _schedule,
}
