"""A program without what not every engine has: years written out as divisions and, where 64 bits are all there is, long products too.

⌊(a·b + e) / c⌋ with a product that 64 bits can't hold is divided as on paper, digit by digit of b in a base so small that
no step leaves 64 bits.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.bounds import NARROW, is_narrow
from rulesdsl.run.columnar.nodes import Link, Member, Node
from rulesdsl.run.columnar.program import Program

_SMALLEST_DIGIT = 3
"""Bits of a digit: with fewer there would be dozens of steps, and the division is left as it is."""


def plain(program: Program, narrow: bool) -> Program:
    """The same program over fewer operations; with `narrow` without long products in a division, where that can be."""
    written = _Writer(program, narrow)
    for index in range(len(program.nodes)):
        written.places.append(written.written(index))
    at = written.places
    outputs = tuple(
        item._replace(node=at[item.node], null=at[item.null] if item.null >= 0 else -1) for item in program.outputs
    )
    accounts = tuple(item._replace(links=written.moved(item.links)) for item in program.accounts)
    return program._replace(nodes=tuple(written.algebra.nodes), outputs=outputs, accounts=accounts)


class _Quotient(NamedTuple):
    """⌊(a·b + e) / c⌋."""

    a: int
    b: int
    e: int
    c: int


class _Writer:
    """A new algebra in the making; `places` says where each node of the old one went."""

    def __init__(self, program: Program, narrow: bool) -> None:
        self.old = program.nodes
        self.narrow = narrow
        self.algebra = Algebra()
        self.places: list[int] = []

    def written(self, index: int) -> int:
        """Where a node went."""
        node = self.old[index]
        if node.op == "year":
            return self._year(self.places[node.args[0]])
        if node.op == "divide" and self.narrow:
            quotient = self._long_quotient(node)
            if quotient is not None:
                return self._by_digits(quotient, node)
        return self.algebra.copied(node, tuple(self.places[arg] for arg in node.args), self.moved(node.data))

    def moved(self, data: Any) -> Any:
        """Data with its links, which hold nodes, at their new places."""
        if isinstance(data, Link):
            return data._replace(year=self.places[data.year]) if data.year >= 0 else data
        if isinstance(data, Member):
            return data._replace(link=self.moved(data.link))
        return tuple(self.moved(item) for item in data) if isinstance(data, tuple) else data

    def _year(self, day: int) -> int:
        """The year of an ordinal: of centuries of 36524¼ days the ones that are over, then of years of 365¼ days."""
        g, one, four = self.algebra, self.algebra.integer(1), self.algebra.integer(4)
        begun = g.larger(day, one)
        century = g.divide(g.subtract(g.multiply(begun, four), one), g.integer(146_097))
        inside = g.subtract(g.subtract(begun, one), g.divide(g.multiply(century, g.integer(146_097)), four))
        inside = g.proven(inside, 0, 36_524)
        year = g.divide(g.add(g.multiply(inside, four), g.integer(3)), g.integer(1461))
        whole = g.add(g.add(g.multiply(century, g.integer(100)), year), one)
        return g.case(g.at_most(one, day), g.proven(whole, 1, 9999), g.integer(0))

    def _long_quotient(self, node: Node) -> _Quotient | None:
        """A division whose dividend, but neither it nor the factors, may leave 64 bits."""
        top, bottom = (self.places[arg] for arg in node.args)
        nodes, added = self.algebra.nodes, self.algebra.integer(0)
        if is_narrow((nodes[top].low, nodes[top].high)):
            return None
        if nodes[top].op == "add":
            top, added = sorted(nodes[top].args, key=lambda arg: nodes[arg].op != "multiply")
        if nodes[top].op != "multiply":
            return None
        a, b = sorted(nodes[top].args, key=lambda arg: nodes[arg].high)
        parts = [nodes[part] for part in (a, b, added, bottom)]
        fits = all(part.low >= 0 and is_narrow((part.low, part.high)) for part in parts)
        return _Quotient(a, b, added, bottom) if fits and is_narrow((node.low, node.high)) else None

    def _by_digits(self, q: _Quotient, node: Node) -> int:
        """Long division: of each digit of b times a, with the rest so far in front of it."""
        g, nodes = self.algebra, self.algebra.nodes
        room = NARROW - nodes[q.e].high
        bits = (room // (nodes[q.a].high + nodes[q.c].high)).bit_length() - 1
        if bits < _SMALLEST_DIGIT:
            return g.copied(node, tuple(self.places[arg] for arg in node.args), node.data)
        base = g.integer(1 << bits)
        result, rest = g.integer(0), g.integer(0)
        for place in reversed(range(-(-nodes[q.b].high.bit_length() // bits))):
            digit = self._digit(q.b, place, bits)
            dividend = g.add(g.multiply(rest, base), g.multiply(q.a, digit))
            if place == 0:
                dividend = g.add(dividend, q.e)
            dividend = g.proven(dividend, 0, NARROW)
            part = g.divide(dividend, q.c)
            result = g.proven(g.add(g.proven(g.multiply(result, base), 0, node.high), part), 0, node.high)
            rest = g.subtract(dividend, g.proven(g.multiply(part, q.c), 0, NARROW))
            rest = g.proven(rest, 0, nodes[q.c].high - 1)
        return result

    def _digit(self, number: int, place: int, bits: int) -> int:
        g = self.algebra
        here, above = (g.divide(number, g.integer(1 << (bits * step))) for step in (place, place + 1))
        return g.proven(g.subtract(here, g.multiply(above, g.integer(1 << bits))), 0, (1 << bits) - 1)
