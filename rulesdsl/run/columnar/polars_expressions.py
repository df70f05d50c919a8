"""Nodes of the algebra → Polars expressions over the columns of one space; integers in 64 bits, in 128 where the bounds ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_, or_

import polars as pl

from rulesdsl.run.columnar.bounds import is_narrow
from rulesdsl.run.columnar.nodes import Link, Node

Type = type[pl.DataType]

_SMALL = 127


def type_of(nodes: tuple[Node, ...], index: int) -> Type:
    """The type in which a node's values are held."""
    node = nodes[index]
    if node.is_truth:
        return pl.Boolean
    if not is_narrow((node.low, node.high)):
        return pl.Int128
    return pl.Int8 if _is_code(nodes, index) else pl.Int64


def _is_code(nodes: tuple[Node, ...], index: int) -> bool:
    """A choice among small constants, such as an outcome."""
    node = nodes[index]
    if node.low < -_SMALL or node.high > _SMALL:
        return False
    if node.op == "integer":
        return True
    return node.op == "case" and all(_is_code(nodes, arg) for arg in node.args[1:])


class Expressions:
    """Expressions of one space. `kept` nodes that are already there are read by name, all others are written out."""

    def __init__(self, nodes: tuple[Node, ...], there: Callable[[int], bool], nullable: Callable[[str], bool]) -> None:
        self.nodes = nodes
        self.is_there = there
        self.is_nullable = nullable
        self._written: dict[int, pl.Expr] = {}

    def of(self, index: int) -> pl.Expr:
        """The expression of a node, in its own type."""
        if self.is_there(index):
            return pl.col(name_of(index))
        return self.written(index)

    def written(self, index: int) -> pl.Expr:
        """The expression of a node from its arguments."""
        found = self._written.get(index)
        if found is None:
            node = self.nodes[index]
            found = self._written[index] = WRITERS[node.op](self, index, node)
        return found

    def typed(self, index: int, wanted: Type) -> pl.Expr:
        """The expression of an integer in another type; constants are written in it."""
        node = self.nodes[index]
        if node.op == "integer":
            return pl.lit(node.data[0], dtype=wanted)
        found = self.of(index)
        return found if type_of(self.nodes, index) == wanted else found.cast(wanted)

    def wide(self, index: int, node: Node) -> Type:
        """The type in which a node is computed: the widest of its own and its arguments'."""
        types = [type_of(self.nodes, part) for part in (*node.args, index)]
        return pl.Int128 if pl.Int128 in types else pl.Int64

    def is_constant(self, index: int) -> bool:
        """Whether a node is a literal."""
        return self.nodes[index].op == "integer"

    def filled(self, name: str, nothing: bool | int) -> pl.Expr:
        """A column, with something in the place of nulls if it has any."""
        return pl.col(name).fill_null(nothing) if self.is_nullable(name) else pl.col(name)


def name_of(index: int) -> str:
    """The column of a kept node."""
    return f"n{index}"


def way_name(link: Link) -> str:
    """The column that holds the row number of an owner."""
    return f"{link.child}→{link.parent}"


def _constant(e: Expressions, index: int, node: Node) -> pl.Expr:
    value = node.data[0]
    return pl.lit(value, dtype=pl.Boolean if isinstance(value, bool) else type_of(e.nodes, index))


def _text(e: Expressions, index: int, node: Node) -> pl.Expr:
    name, choices = node.data
    column = pl.col(name)
    found = column == choices[0] if len(choices) == 1 else column.is_in(list(choices))
    return found.fill_null(False) if e.is_nullable(name) else found


def _arithmetic(apply: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Callable[[Expressions, int, Node], pl.Expr]:
    def write(e: Expressions, index: int, node: Node) -> pl.Expr:
        wide = e.wide(index, node)
        result = apply(*(e.typed(arg, wide) for arg in node.args))
        own = type_of(e.nodes, index)
        return result if own == wide else result.cast(own)

    return write


def _at_most(e: Expressions, index: int, node: Node) -> pl.Expr:
    a, b = _sides(e, node)
    # Polars 2.1 gives one row for a literal compared with a constant column, unless the literal stands on the right.
    return b >= a if e.is_constant(node.args[0]) else a <= b


def _equal(e: Expressions, index: int, node: Node) -> pl.Expr:
    a, b = _sides(e, node)
    return b == a if e.is_constant(node.args[0]) else a == b


def _sides(e: Expressions, node: Node) -> tuple[pl.Expr, pl.Expr]:
    wide = e.wide(node.args[0], node)
    a, b = (e.typed(arg, wide) for arg in node.args)
    return a, b


def _negation(e: Expressions, index: int, node: Node) -> pl.Expr:
    """The contrary; of a comparison the contrary comparison, of all truths one of their contraries."""
    inner = e.nodes[node.args[0]]
    if not e.is_there(node.args[0]):
        if inner.op == "at_most":
            a, b = _sides(e, inner)
            return b < a if e.is_constant(inner.args[0]) else a > b
        if inner.op == "all":
            hold, fail = _sorted(e, inner)
            return reduce(or_, [*([~reduce(and_, hold)] if hold else []), *fail])
    return ~e.of(node.args[0])


def _all(e: Expressions, index: int, node: Node) -> pl.Expr:
    hold, fail = _sorted(e, node)
    return reduce(and_, [*hold, *([~reduce(or_, fail)] if fail else [])])


def _sorted(e: Expressions, node: Node) -> tuple[list[pl.Expr], list[pl.Expr]]:
    """What has to hold, and what must not: so that many contraries are one."""
    hold, fail = [], []
    for arg in node.args:
        part = e.nodes[arg]
        contrary = part.op == "not" and not e.is_there(arg)
        if contrary and (e.is_there(part.args[0]) or e.nodes[part.args[0]].op != "at_most"):
            fail.append(e.of(part.args[0]))
        else:
            hold.append(e.of(arg))
    return hold, fail


def _case(e: Expressions, index: int, node: Node) -> pl.Expr:
    condition, then, otherwise = node.args
    own = type_of(e.nodes, index)
    return pl.when(e.of(condition)).then(e.typed(then, own)).otherwise(e.typed(otherwise, own))


def _year(e: Expressions, index: int, node: Node) -> pl.Expr:
    day = e.typed(node.args[0], pl.Int64)
    epoch = 719_163
    return pl.when(day > 0).then((day - epoch).cast(pl.Int32).cast(pl.Date).dt.year().cast(pl.Int64)).otherwise(0)


WRITERS: dict[str, Callable[[Expressions, int, Node], pl.Expr]] = {
    "integer": _constant,
    "truth": _constant,
    "column": lambda e, index, node: e.filled(node.data[0], 0),
    "flag": lambda e, index, node: e.filled(node.data[0], False),
    "given": lambda e, index, node: pl.col(node.data[0]).is_not_null(),
    "text": _text,
    "linked": lambda e, index, node: pl.col(way_name(node.data[0])).is_not_null(),
    "add": _arithmetic(lambda a, b: a + b),
    "subtract": _arithmetic(lambda a, b: a - b),
    "multiply": _arithmetic(lambda a, b: a * b),
    "divide": _arithmetic(lambda a, b: a // b),
    "smaller": _arithmetic(lambda a, b: pl.when(a <= b).then(a).otherwise(b)),
    "larger": _arithmetic(lambda a, b: pl.when(a >= b).then(a).otherwise(b)),
    "year": _year,
    "case": _case,
    "at_most": _at_most,
    "equal": _equal,
    "all": _all,
    "not": _negation,
}
