"""A scheduled program written as tapes: every node once, in an order in which it is soon read, each truth in the form that is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial, reduce
from typing import Any

import numpy as np
import polars as pl

from rulesdsl.run.columnar.nodes import Link, Node
from rulesdsl.run.columnar.operations import (
    ARITHMETIC,
    ARRAYS,
    COLUMNS,
    COMPARISONS,
    WIDE,
    Kind,
    Operation,
    guarded,
    kind_of,
    kind_within,
    mask,
    mask_of_contrary,
    narrowed,
    quotient,
    wide_choice,
    widened,
    year,
)
from rulesdsl.run.columnar.packed import WORD, bits_of, given_bits, pack, unpack, values_of
from rulesdsl.run.columnar.places import Places
from rulesdsl.run.columnar.program import CONSTANTS, LEAVES, Output
from rulesdsl.run.columnar.registers import Written, assigned
from rulesdsl.run.columnar.sinks import End
from rulesdsl.run.columnar.tapes import Source, Tape

Form = tuple[int, bool]
"""A cell, and whether a truth holds where the cell does or where it doesn't."""


def name_of(index: int) -> str:
    """The column of a kept node."""
    return f"n{index}"


def way_name(link: Link) -> str:
    """The column that holds the row number of an owner."""
    return f"{link.child}→{link.parent}"


class TapeWriter:
    """Writes the tape of one space in one round.

    A cell holds a node as one kind. Beside its own, an integer may be needed as a wider one, and a truth as its contrary, in bytes or as
    a mask.
    """

    def __init__(self, places: Places, space: str, number: int) -> None:
        self.places, self.space, self.number = places, space, number
        self.nodes = places.nodes
        self.done: set[int] = set()
        self.integers: dict[tuple[int, Kind], int] = {}
        self.truths: dict[int, Form] = {}
        self.contraries: dict[int, int] = {}
        self.bytes: dict[int, int] = {}
        self.masks: dict[tuple[Form, Kind], int] = {}
        self.sources: list[Source] = []
        self.given: dict[str, int] = {}
        self.literals: dict[tuple[Any, ...], int] = {}
        self.constants: dict[int, Any] = {}
        self.code: list[Written] = []
        self.count = 0

    def tape(self, shown: list[Output], kept: list[int]) -> Tape:
        """The whole tape: results first, each as early as it can be."""
        results = tuple(self._shown(output) for output in shown)
        columns = tuple(self._kept(index) for index in kept)
        stays = {cell for end in (*results, *columns) for cell in (end.register, end.null)}
        held = [*self.constants, *(source.register for source in self.sources)]
        registers = assigned(self.code, held, stays)
        at = {**registers.of, -1: -1}

        def ends(found: tuple[End, ...]) -> tuple[End, ...]:
            return tuple(end._replace(register=at[end.register], null=at[end.null]) for end in found)

        return Tape(
            self.space,
            registers.size,
            registers.kinds,
            tuple((at[cell], value) for cell, value in self.constants.items()),
            tuple(source._replace(register=at[source.register]) for source in self.sources),
            registers.code,
            ends(columns),
            ends(results),
        )

    def _kept(self, index: int) -> End:
        cell, kind = self._ready(index)
        return End(cell, kind, self.space, name_of(index))

    def _shown(self, output: Output) -> End:
        cell, kind = self._ready(output.node)
        if output.null < 0:
            return End(cell, kind, output.space, output.name)
        self._ready(output.null)
        return End(cell, kind, output.space, output.name, *self.form(output.null))

    def _ready(self, index: int) -> tuple[int, Kind]:
        """Write down all that a node is made of, and the node; its cell."""
        for part in self._order(index):
            self._write(part)
            self.done.add(part)
        kind = kind_of(self.nodes, index)
        return (self.truth(index) if kind is Kind.TRUTH else self.integer(index, kind)), kind

    def _order(self, index: int) -> Iterator[int]:
        """What is not there yet of a node, arguments first; without recursion, as a sum of a thousand grants is deep."""
        stack: list[tuple[int, bool]] = [(index, False)]
        while stack:
            part, opened = stack.pop()
            if part in self.done:
                continue
            if opened or self.places.is_at_hand(part, self.number):
                yield part
            else:
                stack.append((part, True))
                stack.extend((arg, False) for arg in reversed(self.places.reads(part)))

    def _write(self, index: int) -> None:
        """Write down a node whose arguments are there."""
        node = self.nodes[index]
        if node.op in CONSTANTS:
            return
        if node.op in LEAVES:
            self._leaf(index, node)
        elif self.places.is_at_hand(index, self.number):
            self._column(index)
        elif node.op == "not":
            cell, holds = self.form(node.args[0])
            self.truths[index] = cell, not holds
        elif node.op == "all":
            self.truths[index] = self._conjunction(node.args)
        elif node.op == "case":
            self._case(index, node)
        else:
            self._computed(index, node)

    # ---------- what is read

    def _leaf(self, index: int, node: Node) -> None:
        """A column of the table, or a truth about one."""
        if node.op == "column":
            self.integers[index, Kind.NARROW] = self._filled(node)
        elif node.op == "flag":
            self.truths[index] = self._flag(node), True
        elif node.op == "given":
            self.truths[index] = self._given(node.data[0]), True
        else:
            self.truths[index] = self._source(_asked(node), Kind.TRUTH, bits_of), True

    def _filled(self, node: Node) -> int:
        """An integer column, 0 where it is not given."""
        name = node.data[0]
        values = self._source(name, Kind.NARROW, values_of)
        if not self.places.is_nullable(node):
            return values
        return self._into(Kind.NARROW, np.multiply, values, self._bytes(self._given(name)))

    def _flag(self, node: Node) -> int:
        """A truth column, false where it is not given."""
        name = node.data[0]
        values = self._source(name, Kind.TRUTH, bits_of)
        if not self.places.is_nullable(node):
            return values
        return self._into(Kind.TRUTH, np.bitwise_and, values, self._given(name))

    def _given(self, name: str) -> int:
        if name not in self.given:
            self.given[name] = self._source(name, Kind.TRUTH, given_bits)
        return self.given[name]

    def _column(self, index: int) -> None:
        """A node that is a column of the space."""
        kind, name = kind_of(self.nodes, index), name_of(index)
        if kind is Kind.TRUTH:
            self.truths[index] = self._source(name, kind, bits_of), True
        else:
            read = _as_it_is if kind is Kind.WIDE else values_of
            self.integers[index, kind] = self._source(name, kind, read)

    # ---------- truths

    def form(self, index: int) -> Form:
        """A truth in the form that is at hand."""
        node = self.nodes[index]
        return (self._literal(node.data[0], Kind.TRUTH), True) if node.op == "truth" else self.truths[index]

    def truth(self, index: int) -> int:
        """The cell that holds where a truth does."""
        cell, holds = self.form(index)
        if holds:
            return cell
        if cell not in self.contraries:
            self.contraries[cell] = self._into(Kind.TRUTH, np.invert, cell)
        return self.contraries[cell]

    def _conjunction(self, args: tuple[int, ...]) -> Form:
        """Whether all hold; of nothing but contraries the contrary, that one of them does."""
        forms = [self.form(arg) for arg in args]
        hold, fail = ([cell for cell, holds in forms if holds == wanted] for wanted in (True, False))
        one = reduce(partial(self._into, Kind.TRUTH, np.bitwise_or), fail) if fail else -1
        if not hold:
            return one, False
        if fail:
            hold.append(self._into(Kind.TRUTH, np.invert, one))
        return reduce(partial(self._into, Kind.TRUTH, np.bitwise_and), hold), True

    def _bytes(self, cell: int) -> int:
        """A truth as a byte a row."""
        if cell not in self.bytes:
            self.bytes[cell] = self._into(Kind.BYTES, unpack, cell)
        return self.bytes[cell]

    # ---------- integers

    def integer(self, index: int, kind: Kind) -> int:
        """The cell of an integer as some kind."""
        node, own = self.nodes[index], kind_of(self.nodes, index)
        if node.op == "integer":
            return self._literal(node.data[0], kind)
        if (index, kind) not in self.integers:
            cell = self.integers[index, own]
            if kind is Kind.WIDE:
                self.integers[index, kind] = self._fresh(kind, widened, cell)
            else:
                self.integers[index, kind] = self._into(kind, _copied, cell)
        return self.integers[index, kind]

    def _computed(self, index: int, node: Node) -> None:
        """A node with integers among its arguments, in a kind that holds them all."""
        own, within = kind_of(self.nodes, index), kind_within(self.nodes, index)
        args = [self.integer(arg, within) for arg in node.args]
        if node.is_truth:
            self.truths[index] = self._compared(node, within, args), True
        elif within is Kind.WIDE:
            found = self._fresh(within, WIDE[node.op], *args)
            self.integers[index, own] = found if own is within else self._into(own, narrowed, found)
        elif node.op == "divide":
            self.integers[index, own] = self._division(index, node, args)
        else:
            self.integers[index, own] = self._into(own, year if node.op == "year" else ARITHMETIC[node.op], *args)

    def _compared(self, node: Node, within: Kind, args: list[int]) -> int:
        if within is Kind.WIDE:
            return self._fresh(Kind.TRUTH, WIDE[node.op], *args)
        return self._into(Kind.TRUTH, pack, self._into(Kind.BYTES, COMPARISONS[node.op], *args))

    def _division(self, index: int, node: Node, args: list[int]) -> int:
        negative = any(self.nodes[arg].low < 0 for arg in node.args)
        divide: Operation = np.floor_divide if negative else quotient
        guard = self.places.guards.get(index)
        if guard is None:
            return self._into(Kind.NARROW, divide, *args)
        cell, holds = self.form(guard.condition)
        return self._into(Kind.NARROW, guarded(divide, holds=holds == guard.holds), *args, self._bytes(cell))

    def _case(self, index: int, node: Node) -> None:
        """One of two, picked bit by bit: ((a ^ b) & mask) ^ b, and less where one of them is 0."""
        condition, then, otherwise = node.args
        kind, form = kind_of(self.nodes, index), self.form(condition)
        a, b = self.integer(then, kind), self.integer(otherwise, kind)
        if kind is Kind.WIDE:
            found = self._fresh(kind, wide_choice, self._bytes(self.truth(condition)), a, b)
        elif self._is_zero(otherwise):
            found = self._into(kind, np.bitwise_and, a, self._mask(form, kind))
        elif self._is_zero(then):
            found = self._into(kind, np.bitwise_and, b, self._mask((form[0], not form[1]), kind))
        else:
            apart = self._apart(then, otherwise, kind)
            picked = self._into(kind, np.bitwise_and, apart, self._mask(form, kind))
            found = self._into(kind, np.bitwise_xor, picked, b)
        self.integers[index, kind] = found

    def _apart(self, a: int, b: int, kind: Kind) -> int:
        """The bits in which two differ."""
        if all(self.nodes[part].op == "integer" for part in (a, b)):
            return self._literal(self.nodes[a].data[0] ^ self.nodes[b].data[0], kind)
        return self._into(kind, np.bitwise_xor, self.integer(a, kind), self.integer(b, kind))

    def _is_zero(self, index: int) -> bool:
        return self.nodes[index].op == "integer" and self.nodes[index].data[0] == 0

    def _mask(self, form: Form, kind: Kind) -> int:
        """All bits where a truth holds."""
        if (form, kind) not in self.masks:
            self.masks[form, kind] = self._into(kind, mask if form[1] else mask_of_contrary, self._bytes(form[0]))
        return self.masks[form, kind]

    # ---------- cells

    def _new(self) -> int:
        self.count += 1
        return self.count - 1

    def _fresh(self, kind: Kind, apply: Operation, *args: int) -> int:
        """A cell of what an operation makes."""
        self.code.append(Written(self._new(), kind, apply, args, fresh=True))
        return self.code[-1].cell

    def _into(self, kind: Kind, apply: Operation, *args: int) -> int:
        """A cell of what an operation writes."""
        self.code.append(Written(self._new(), kind, apply, args, fresh=False))
        return self.code[-1].cell

    def _source(self, column: str | pl.Expr, kind: Kind, read: Any) -> int:
        cell = self._new()
        self.sources.append(Source(cell, kind, column, read))
        return cell

    def _literal(self, value: int | bool, kind: Kind) -> int:
        """The cell of a constant: a scalar, of 128 bits a column of one row."""
        if (value, kind) not in self.literals:
            cell = self.literals[value, kind] = self._new()
            self.constants[cell] = _constant(value, kind)
        return self.literals[value, kind]


def _constant(value: int | bool, kind: Kind) -> Any:
    """A scalar; of 128 bits a column of one row, of truths a word."""
    if kind is Kind.WIDE:
        return pl.Series([value], dtype=COLUMNS[kind])
    return np.asarray(2**WORD - 1 if value is True else value, ARRAYS[kind])


def _asked(node: Node) -> pl.Expr:
    """Truths about the columns of a table for which Polars is asked."""
    if node.op == "linked":
        return pl.col(way_name(node.data[0])).is_not_null()
    name, choices = node.data
    found = pl.col(name) == choices[0] if len(choices) == 1 else pl.col(name).is_in(list(choices))
    return found.fill_null(False)


def _as_it_is(column: pl.Series) -> pl.Series:
    return column


def _copied(values: Any, out: Any) -> None:
    np.copyto(out, values)
