"""What differs between databases, as far as the printed SQL needs it. Whoever adds a dialect adds a row here.

sqlglot knows how each dialect quotes and spells; this table holds what it can't know: what an exact integer is there, how one
divides down to a whole number, how long a name may be, and which comparison of text is bytewise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlglot import exp

Expression = exp.Expression
Divide = Callable[[Expression, Expression], Expression]

NARROW = 2**63 - 1


class Dialect(NamedTuple):
    """One database.

    Attributes:
        name: as it is asked for, and as sqlglot calls it.
        executed: whether the tests run what is printed; else they only compare the text.
        integer: the type of 64 bits.
        wide: the type of what may not fit into 64 bits, "" where there is no exact one; `largest` is what it holds.
        divide: ⌊a / b⌋ of integers a ≥ 0 and b > 0 of the type `integer`; `divide_wide` of the type `wide`.
        name_length: how long a name may be, in bytes of UTF-8.
        most_columns: how many columns a query may have.
        text: the type of keys and texts, compared byte by byte.
        collation: what makes ORDER BY compare byte by byte; "" where it does anyway.
        materialized: the keyword that keeps a query of WITH from being computed again for each of its readers.
        dual: the table to select constants from; "" where none is needed.
    """

    name: str
    chinese: str
    executed: bool
    integer: str
    wide: str
    largest: int
    divide: Divide
    divide_wide: Divide
    name_length: int
    most_columns: int
    text: str
    collation: str = ""
    materialized: bool = False
    dual: str = ""


def _slash(a: Expression, b: Expression) -> Expression:
    """`a / b` where the database itself divides integers to an integer."""
    return exp.Div(this=a, expression=b, typed=True, safe=False)


def _integer_division(a: Expression, b: Expression) -> Expression:
    """`//` or `DIV`, as the dialect spells it."""
    return exp.IntDiv(this=a, expression=b)


def _function(name: str) -> Divide:
    return lambda a, b: exp.Anonymous(this=name, expressions=[a, b])


def _floor(a: Expression, b: Expression) -> Expression:
    """Where numbers are decimals of 38 digits: enough for the quotient of two integers of 64 bits to stay on its side of a whole."""
    return exp.Floor(this=_slash(a, b))


def _none(a: Expression, b: Expression) -> Expression:
    raise AssertionError("this dialect has no wide integers")


DIALECTS = {
    item.name: item
    for item in (
        Dialect(
            name="sqlite", chinese="SQLite", executed=True, integer="BIGINT", wide="", largest=NARROW,
            divide=_slash, divide_wide=_none, name_length=1000, most_columns=1900, text="TEXT", materialized=True,
        ),
        Dialect(
            name="duckdb", chinese="DuckDB", executed=True, integer="BIGINT", wide="HUGEINT", largest=2**127 - 1,
            divide=_integer_division, divide_wide=_integer_division, name_length=1000, most_columns=10_000, text="TEXT",
        ),
        Dialect(
            name="postgres", chinese="PostgreSQL", executed=True, integer="BIGINT", wide="NUMERIC", largest=2**127 - 1,
            divide=_slash, divide_wide=_function("DIV"), name_length=63, most_columns=1600, text="TEXT",
            collation="C", materialized=True,
        ),
        Dialect(
            name="mysql", chinese="MySQL 8", executed=False, integer="BIGINT", wide="DECIMAL(65, 0)", largest=2**127 - 1,
            divide=_integer_division, divide_wide=_none, name_length=64, most_columns=1000,
            text="VARCHAR(191)", collation="utf8mb4_0900_bin",
        ),
    )
}  # fmt: skip
