"""What differs between databases, as far as the printed SQL needs it. Whoever adds a dialect adds a row here.

sqlglot knows how each dialect quotes and spells; this table holds what it can't know: what an exact integer is there, how one
divides down to a whole number, how long a name may be, and which comparison of text is bytewise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from sqlglot import exp

Expression = exp.Expr
"""Anything that sqlglot prints."""
Divide = Callable[[Expression, Expression], Expression]

NARROW = 2**63 - 1


def _slash(a: Expression, b: Expression) -> Expression:
    """`a / b` where the database itself divides integers to an integer."""
    return exp.Div(this=a, expression=b, typed=True, safe=False)


def _whole(a: Expression, b: Expression) -> Expression:
    """`//` or `DIV`, as the dialect spells it."""
    return exp.IntDiv(this=a, expression=b)


def _function(name: str) -> Divide:
    return lambda a, b: exp.Anonymous(this=name, expressions=[a, b])


def _floor(a: Expression, b: Expression) -> Expression:
    """Where numbers are decimals of 38 digits: enough for the quotient of two integers of 64 bits to stay on its side of a whole."""
    return exp.Floor(this=_slash(a, b))


def _none(a: Expression, b: Expression) -> Expression:
    raise AssertionError("no such division")


class Dialect(NamedTuple):
    """One database.

    Attributes:
        name: as it is asked for, and as sqlglot calls it.
        executed: whether the tests run what is printed; else they only compare the text.
        wide: the type of what may not fit into 64 bits, "" where none was tried; `largest` is what the widest type holds.
        divide: ⌊a / b⌋ of integers a ≥ 0 and b > 0 of 64 bits; `divide_wide` of the type `wide`.
        name_length: how long a name may be, in bytes of UTF-8.
        most_columns: how many columns a query may have.
        text: the type of keys and texts.
        collation: what makes text compare byte by byte; "" where it does anyway.
        materialized: which queries of WITH have to be told to be computed once: none, those with several readers ("shared"), or
            all, where one that is written into its only reader has its expressions written once for each time they are read there.
        dual: the table to select constants from; "" where none is needed.
        primary_key: whether a column can be declared one.
    """

    name: str
    chinese: str
    executed: bool = False
    wide: str = ""
    largest: int = NARROW
    divide: Divide = _none
    divide_wide: Divide = _none
    name_length: int = 200
    most_columns: int = 1000
    text: str = "TEXT"
    collation: str = ""
    materialized: Literal["none", "shared", "all"] = "none"
    dual: str = ""
    primary_key: bool = True

    def is_told_once(self, readers: int) -> bool:
        """Whether a query with so many readers is told to be computed once."""
        return self.materialized == "all" or (self.materialized == "shared" and readers > 1)

    @property
    def integer(self) -> str:
        """The type of 64 bits; sqlglot spells it."""
        return "BIGINT"


DIALECTS = {
    item.name: item
    for item in (
        Dialect("sqlite", "SQLite", True, divide=_slash, name_length=1000, most_columns=1900, materialized="all"),
        Dialect(
            "duckdb",
            "DuckDB",
            True,
            "HUGEINT",
            2**127 - 1,
            _whole,
            _whole,
            name_length=1000,
            most_columns=10_000,
            materialized="shared",
        ),
        Dialect(
            "postgres",
            "PostgreSQL",
            True,
            "NUMERIC",
            2**127 - 1,
            _slash,
            _function("DIV"),
            name_length=63,
            most_columns=1600,
            collation="C",
            materialized="all",
        ),
        Dialect("mysql", "MySQL", divide=_whole, name_length=64, text="VARCHAR(191)", collation="utf8mb4_0900_bin"),
        Dialect("oracle", "Oracle", divide=_floor, name_length=128, text="VARCHAR2(500)", dual="DUAL"),
        Dialect("spark", "Spark", divide=_whole, most_columns=2000, primary_key=False),
        Dialect("clickhouse", "ClickHouse", divide=_function("intDiv"), most_columns=2000, primary_key=False),
    )
}
