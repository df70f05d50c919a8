"""What each operation of the algebra is on arrays of rows: numpy's own where it has it, written into an array that is there already.

Integers are arrays of 64 bits, small codes of 8. Truths are bits, so that what logic there is costs next to nothing. What may need 128
bits numpy does not have: Polars computes it (`WIDE`). Nothing here branches on a row: numpy's `where` does, and takes ten times as long
on truths that come in no order.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

import numpy as np
import polars as pl

from rulesdsl.run.columnar.bounds import is_narrow
from rulesdsl.run.columnar.nodes import Node
from rulesdsl.run.columnar.packed import Array, bits_of


class Kind(Enum):
    """How the values of a node are held."""

    TRUTH = "bits"
    BYTES = "a byte for a truth, where numpy asks for it"
    CODE = "8 bits"
    NARROW = "64 bits"
    WIDE = "128 bits, as a Polars column"


ARRAYS: dict[Kind, type[np.generic]] = {
    Kind.TRUTH: np.uint64,
    Kind.BYTES: np.bool_,
    Kind.CODE: np.int8,
    Kind.NARROW: np.int64,
}
COLUMNS: dict[Kind, type[pl.DataType]] = {
    Kind.TRUTH: pl.Boolean,
    Kind.CODE: pl.Int8,
    Kind.NARROW: pl.Int64,
    Kind.WIDE: pl.Int128,
}

Operation = Callable[..., Any]
"""From arrays to one more, written into the last one given, which may be one of those read; of `WIDE` columns to a new one."""

_SMALL = 127
_EPOCH = 719_163
"""The ordinal of the day that Polars counts from."""
FEW = 4
"""A guarded division is carried out apart where at most one row in so many is looked at."""


def kind_of(nodes: tuple[Node, ...], index: int) -> Kind:
    """How the values of a node are held."""
    node = nodes[index]
    if node.is_truth:
        return Kind.TRUTH
    if not is_narrow((node.low, node.high)):
        return Kind.WIDE
    return Kind.CODE if _is_code(nodes, index) else Kind.NARROW


def _is_code(nodes: tuple[Node, ...], index: int) -> bool:
    """A choice among small constants, such as an outcome."""
    node = nodes[index]
    if node.low < -_SMALL or node.high > _SMALL:
        return False
    if node.op == "integer":
        return True
    return node.op == "case" and all(_is_code(nodes, arg) for arg in node.args[1:])


def kind_within(nodes: tuple[Node, ...], index: int) -> Kind:
    """How a node is computed: as wide as its own values and its arguments ask for."""
    wide = any(kind_of(nodes, part) is Kind.WIDE for part in (*nodes[index].args, index))
    return Kind.WIDE if wide else Kind.NARROW


ARITHMETIC: dict[str, Operation] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "smaller": lambda a, b, out: np.minimum(a, b, out=out),
    "larger": lambda a, b, out: np.maximum(a, b, out=out),
}
"""Of integers of 64 bits."""
COMPARISONS: dict[str, Operation] = {"at_most": np.less_equal, "equal": np.equal}
"""Of integers of 64 bits, to a byte for a truth."""


def mask(truth: Array, out: Array) -> None:
    """−1, all bits, where it holds; else 0."""
    np.copyto(out, np.negative(truth.view(np.int8)))


def mask_of_contrary(truth: Array, out: Array) -> None:
    """−1, all bits, where it does not hold; else 0."""
    np.copyto(out, truth.view(np.int8) - np.int8(1))


def quotient(a: Array, b: Array, out: Array) -> None:
    """⌊a / b⌋ where nothing is negative: numpy divides what has no sign in half the time."""
    np.floor_divide(a.view(np.uint64), b.view(np.uint64), out.view(np.uint64))


def guarded(divide: Operation, *, holds: bool) -> Operation:
    """A division looked at only where a condition holds (or doesn't): carried out on these rows, 0 elsewhere, if they are few."""

    def apply(a: Array, b: Array, condition: Array, out: Array) -> None:
        rows = np.flatnonzero(condition if holds else ~condition)
        if len(rows) * FEW > len(condition):
            divide(a, b, out)
            return
        sides = [side[rows] if side.ndim else side for side in (a, b)]
        found = np.empty(len(rows), np.int64)
        divide(*sides, found)
        out.fill(0)
        out[rows] = found

    return apply


def year(day: Array, out: Array) -> None:
    """The year of a day, 0 of 0."""
    years = pl.Series(day - _EPOCH).cast(pl.Int32).cast(pl.Date).dt.year().cast(pl.Int64).to_numpy()
    np.multiply(years, day > 0, out)


# ---------- 128 bits

WIDE: dict[str, Operation] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a // b,
    "smaller": lambda a, b: a.zip_with(a <= b, b),
    "larger": lambda a, b: a.zip_with(a >= b, b),
    "at_most": lambda a, b: bits_of(a <= b),
    "equal": lambda a, b: bits_of(a == b),
}
"""Of Polars columns; a constant is a column of one row."""


def wide_choice(condition: Array, then: pl.Series, otherwise: pl.Series) -> pl.Series:
    """`then` where the condition holds."""
    return then.zip_with(pl.Series(condition), otherwise)


def widened(values: Array) -> pl.Series:
    """Integers as a column of 128 bits."""
    return pl.Series(values).cast(pl.Int128)


def narrowed(column: pl.Series, out: Array) -> None:
    """What is known to fit into 64 bits."""
    np.copyto(out, column.cast(pl.Int64).to_numpy())
