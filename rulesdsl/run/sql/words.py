"""The few words of SQL that are printed, as sqlglot's expressions. Names are always quoted; nothing is ever put in as raw text."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from rulesdsl.run.sql.dialects import Dialect, Expression


def identifier(name: str) -> exp.Identifier:
    """A quoted name."""
    return exp.Identifier(this=name, quoted=True)


def name_of(name: str, table: str = "") -> Expression:
    """A column by its name."""
    return exp.Column(this=identifier(name), table=identifier(table) if table else None)


def query_of(name: str, alias: str = "") -> exp.Table:
    """A query of the same WITH."""
    return exp.Table(this=identifier(name), alias=exp.TableAlias(this=identifier(alias)) if alias else None)


def shown_as(value: Expression, name: str) -> Expression:
    """value AS name."""
    return exp.Alias(this=value, alias=identifier(name))


def number(value: int) -> Expression:
    """An integer."""
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def text(value: str) -> Expression:
    """A text; what has to be escaped is escaped when it is printed."""
    return exp.Literal.string(value)


def equal(a: Expression, b: Expression) -> Expression:
    """a = b."""
    return exp.EQ(this=a, expression=b)


def both(parts: Iterable[Expression]) -> Expression:
    """AND."""
    return exp.and_(*parts, copy=False)


def either(parts: Iterable[Expression]) -> Expression:
    """OR, in parentheses."""
    return exp.paren(exp.or_(*parts, copy=False), copy=False)


def given(value: Expression, holds: bool = True) -> Expression:
    """IS NOT NULL, or IS NULL."""
    found: Expression = exp.Is(this=value, expression=exp.Null())
    return exp.Not(this=found) if holds else found


def among(value: Expression, choices: Iterable[str]) -> Expression:
    """value IN (…)."""
    return exp.In(this=value, expressions=[text(choice) for choice in choices])


def choose(condition: Expression, then: Expression, otherwise: Expression) -> Expression:
    """CASE WHEN condition THEN then ELSE otherwise END."""
    return exp.Case(ifs=[exp.If(this=condition, true=then)], default=otherwise)


def filled(value: Expression, nothing: int = 0) -> Expression:
    """A value, or something in the place of null."""
    return exp.Coalesce(this=value, expressions=[number(nothing)])


def cast(value: Expression, kind: str, dialect: Dialect) -> Expression:
    """A value in a type of the dialect."""
    return exp.Cast(this=value, to=exp.DataType.build(kind, dialect=dialect.name))


def subquery(query: exp.Query, alias: str) -> exp.Subquery:
    """A query to join."""
    return exp.Subquery(this=query, alias=exp.TableAlias(this=identifier(alias)))


def sum_before(value: Expression, group: list[Expression], order: list[Expression]) -> Expression:
    """The sum of the rows of a group that stand before this one."""
    frame = exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW")
    ordered = exp.Order(expressions=[exp.Ordered(this=item, nulls_first=True) for item in order])
    window = exp.Window(this=exp.Sum(this=value), partition_by=group, order=ordered, spec=frame)
    return exp.Sub(this=window, expression=value.copy())


def is_empty(key: Expression) -> Expression:
    """Whether a key is null or has no character."""
    return either([given(key, False), equal(exp.Length(this=key.copy()), number(0))])


def is_no_integer(value: Expression, ends: tuple[int, int], dialect: Dialect) -> Expression:
    """Whether a value that is given is not a whole number between two ends. It is cast only where that can be done."""
    outside = either(
        [exp.LT(this=value, expression=number(ends[0])), exp.GT(this=value.copy(), expression=number(ends[1]))]
    )
    part = exp.NEQ(this=value.copy(), expression=cast(value.copy(), dialect.integer, dialect))
    return equal(choose(outside, number(1), choose(part, number(1), number(0))), number(1))
