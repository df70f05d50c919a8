"""Literals of the language and of case files: reading, typed reading, printing.

    >>> parse_literal("250万元")
    Literal(kind='money', value=250000000, unit='元')

One door to four small modules; nothing here imports attrs. See docs/language/quantities.md.
"""

from rulesdsl.model.literal_parse import Literal, LiteralError, Value, literal_text, parse_literal
from rulesdsl.model.literal_text import (
    date_text,
    decimal_yuan,
    minutes_text,
    money_text,
    quantity_text,
    ratio_text,
    unit_price_text,
)
from rulesdsl.model.literal_types import TypedValue, read_as

__all__ = [
    "Literal",
    "LiteralError",
    "TypedValue",
    "Value",
    "date_text",
    "decimal_yuan",
    "literal_text",
    "minutes_text",
    "money_text",
    "parse_literal",
    "quantity_text",
    "ratio_text",
    "read_as",
    "unit_price_text",
]
