"""Arithmetic: fields with their years and windows, literals, shares, sums, differences. Exact; no parentheses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from typing import Literal as Of

from attrs import frozen
from lark import Token

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.literals import Literal
from rulesdsl.model.tree import Name, Node, Source, literal, names, some, token, tokens, tree, trees

if TYPE_CHECKING:
    from rulesdsl.model.condition import Condition


@frozen
class Hours:
    """`[start, end)` in minutes of the day; `overnight` when it ends on the next day."""

    start: int
    end: int
    overnight: bool


@frozen
class Window:
    """Days `[first, last]` (ordinals, inclusive), and the hours of each day, none for whole days."""

    first: int
    last: int
    hours: tuple[Hours, ...]
    span: Span


@frozen
class Period:
    """Which year or window of a field is meant.

    `kind` is `this_year`, `last_year`, `recent` (`count` years up to 本年), `highest` (历年最高), `year` (`year`), `named` (a 记 name,
    shifted by `count` years), or `window`.
    """

    kind: Of["this_year", "last_year", "recent", "highest", "year", "named", "window"]
    span: Span
    count: int = 0
    year: int = 0
    name: str = ""
    window: Window | None = None


@frozen
class Field:
    """A declared fact of a subject: `企业.产值[本年]`."""

    subject: str
    name: str
    period: Period | None
    span: Span


@frozen
class Constant:
    """A literal with its place."""

    value: Literal
    span: Span


@frozen
class NameUse:
    """A name declared with 记, or a choice of an enumeration where one is expected."""

    name: str
    span: Span


@frozen
class Portion:
    """`x 的 5%`; `ratio` is None for 一定比例 (stated nowhere)."""

    base: Expression
    ratio: Constant | None
    span: Span


@frozen
class Sum:
    """`a 加 b 加 c`."""

    parts: tuple[Expression, ...]
    span: Span


@frozen
class Excess:
    """`a 超出 b`: the difference, never below zero."""

    whole: Expression
    base: Expression
    span: Span


@frozen
class Quotient:
    """`a 占 b`: a ratio, compared by cross-multiplication, never computed."""

    part: Expression
    whole: Expression
    span: Span


@frozen
class Times:
    """`电量 乘 0.2元/千瓦时`."""

    left: Expression
    right: Expression
    span: Span


@frozen
class YearOf:
    """`日期 的 年度值`."""

    date: Expression
    span: Span


@frozen
class Approval:
    """An amount that an authority fixes: `经 省经信委 核定 并购.金额`."""

    authorities: tuple[Name, ...]
    field: Field
    span: Span


@frozen
class TotalOf:
    """`合计 贷款户.余额 其中（…）` over the child instances of the clause's subject."""

    field: Field
    among: Condition | None
    span: Span


@frozen
class CountOf:
    """`个数 项目 其中（…）`."""

    subject: Name
    among: Condition | None
    span: Span


Expression = (
    Field | Constant | NameUse | Portion | Sum | Excess | Quotient | Times | YearOf | Approval | TotalOf | CountOf
)


@frozen
class Let:
    """`记 名 为 …`: a part of the clause with a name; a window when it names hours or days."""

    name: str
    value: Expression | Window
    quotes: tuple[object, ...]
    span: Span


def expression(source: Source, node: Node) -> Expression:
    """Build any expression node."""
    return _BUILDERS[str(node.data)](source, node)


def field(source: Source, node: Node) -> Field:
    """Build a `field` node."""
    subject, name = tokens(node, "NAME")
    index = tree(node, "index")
    return Field(str(subject), str(name), period(source, index) if index is not None else None, source.span(node))


def period(source: Source, index: Node) -> Period:
    """Build what stands between the brackets of a field."""
    inner = some(next(trees(index), None))
    span = source.span(inner) if inner.children else source.span(index)
    kind = str(inner.data)
    item = token(inner, "LITERAL")
    if kind == "this_year":
        return Period("this_year", span)
    if kind == "last_year":
        return Period("last_year", span)
    if kind == "historic_maximum":
        return Period("highest", span)
    if kind == "recent_years":
        return Period("recent", span, count=_years(source, some(item)))
    if kind == "stated_year":
        return Period("year", span, year=int(str(literal(source, some(item), "year").value)))
    if kind == "window":
        return Period("window", span, window=window(source, inner))
    shift = {"years_before": -1, "years_after": 1}.get(kind, 0)
    count = shift * _years(source, item) if item is not None else 0
    return Period("named", span, count=count, name=str(some(token(inner, "NAME"))))


def window(source: Source, node: Node) -> Window:
    """Build a `window` node: two dates and, if given, the hours of each day."""
    first, last = (_ordinal(source, item) for item in tokens(node, "LITERAL"))
    daily = tree(node, "daily")
    hours = tuple(_hours(source, item) for item in trees(daily, "hours")) if daily is not None else ()
    return Window(first, last, hours, source.span(node))


def _hours(source: Source, node: Node) -> Hours:
    start, end = (int(str(literal(source, item, "time").value)) for item in tokens(node, "LITERAL"))
    return Hours(start, end, token(node, "KW_NEXT_DAY") is not None)


def _ordinal(source: Source, item: Token) -> int:
    return int(str(literal(source, item, "date").value))


def _years(source: Source, item: Token) -> int:
    return int(str(literal(source, item, "quantity").value))


def _parts(source: Source, node: Node) -> tuple[Expression, ...]:
    return tuple(expression(source, child) for child in trees(node) if str(child.data) in _BUILDERS)


def _constant(source: Source, node: Node) -> Constant:
    item = some(token(node, "LITERAL"))
    return Constant(literal(source, item), source.span(item))


def _portion(source: Source, node: Node) -> Portion:
    item = some(token(node, "LITERAL"))
    return Portion(
        _parts(source, node)[0], Constant(literal(source, item, "ratio"), source.span(item)), source.span(node)
    )


def _approval(source: Source, node: Node) -> Approval:
    return Approval(names(source, node), field(source, some(tree(node, "field"))), source.span(node))


def _among(source: Source, node: Node) -> Condition | None:
    from rulesdsl.model.condition import condition_in

    inner = tree(node, "filter")
    return condition_in(source, inner) if inner is not None else None


def _count_of(source: Source, node: Node) -> CountOf:
    item = some(token(node, "NAME"))
    return CountOf(Name(str(item), source.span(item)), _among(source, node), source.span(node))


def _two(make: Callable[[Expression, Expression, Span], Expression]) -> Callable[[Source, Node], Expression]:
    def build(source: Source, node: Node) -> Expression:
        left, right = _parts(source, node)
        return make(left, right, source.span(node))

    return build


def _sum(source: Source, node: Node) -> Sum:
    """`甲 加 乙`; RD109 where a part is a share or a product: does the 5% apply to the last part or to the whole?"""
    for child in trees(node, "portion", "unstated_portion", "times"):
        text = "「加」与「的」「乘」写在一起，分不清先算哪一个"
        source.problems.append(
            Diagnostic("RD109", text, source.span(child), help="先用 记 给其中一部分起名，再写另一步")
        )
    return Sum(_parts(source, node), source.span(node))


_BUILDERS: dict[str, Callable[[Source, Node], Expression]] = {
    "field": field,
    "literal": _constant,
    "name_use": lambda source, node: NameUse(str(some(token(node, "NAME"))), source.span(node)),
    "portion": _portion,
    "unstated_portion": lambda source, node: Portion(_parts(source, node)[0], None, source.span(node)),
    "sum": _sum,
    "excess": _two(Excess),
    "quotient": _two(Quotient),
    "times": _two(Times),
    "year_of": lambda source, node: YearOf(_parts(source, node)[0], source.span(node)),
    "approval": _approval,
    "total_of": lambda source, node: TotalOf(
        field(source, some(tree(node, "field"))), _among(source, node), source.span(node)
    ),
    "count_of": _count_of,
}
EXPRESSION_RULES = frozenset(_BUILDERS)


def let(source: Source, node: Node) -> Let:
    """Build a 记 line."""
    from rulesdsl.model.tree import quotes

    inner = some(next(trees(node), None))
    value = window(source, inner) if inner.data == "window" else expression(source, inner)
    return Let(str(some(token(node, "NAME"))), value, quotes(source, node), source.span(node))
