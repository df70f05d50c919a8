"""Nodes of the algebra → SQL over the columns of one query. No truth values: a truth is a comparison, and 1 or 0 where it is kept.

`NOT` is never written: a contrary goes down to the comparisons, where every one of them has a contrary of its own that is as certain.
So a comparison with a null, which SQL holds neither true nor false, counts as false wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from rulesdsl.run.columnar.bounds import is_narrow
from rulesdsl.run.columnar.nodes import Link, Node
from rulesdsl.run.columnar.program import LEAVES
from rulesdsl.run.sql.columns import Column, Fact, Key
from rulesdsl.run.sql.dialects import Dialect, Expression
from rulesdsl.run.sql.words import cast, choose, filled, given, number, text

Named = Callable[[Column], Expression]


class Expressions:
    """Expressions of one query. Nodes that are `there` are read by name, all others are written out."""

    def __init__(
        self,
        nodes: tuple[Node, ...],
        dialect: Dialect,
        there: Callable[[int], bool],
        named: Named,
        owner: Callable[[Link], str],
    ) -> None:
        self.nodes = nodes
        self.dialect = dialect
        self.there = there
        self.named = named
        self.owner = owner

    def value(self, index: int) -> Expression:
        """A node as a number: 1 or 0 for a truth."""
        if self.there(index):
            return self.named(index)
        return self.written(index)

    def written(self, index: int) -> Expression:
        """A node from its arguments."""
        node = self.nodes[index]
        if node.is_truth:
            return choose(self._test_written(index, True), number(1), number(0))
        if node.op == "integer":
            return number(node.data[0])
        if node.op == "column":
            return filled(self.named(Fact(node.data[0])))
        if node.op == "case":
            return self._case(node)
        if node.op in ("smaller", "larger"):
            return self._extreme(node)
        return self._arithmetic(index, node)

    def test(self, index: int, holds: bool = True) -> Expression:
        """Whether a truth holds, or does not."""
        if self.there(index):
            return exp.EQ(this=self.named(index), expression=number(int(holds)))
        return self._test_written(index, holds)

    def is_narrow(self, index: int) -> bool:
        """Whether 64 bits hold a node."""
        return is_narrow((self.nodes[index].low, self.nodes[index].high))

    # ---------- truths

    def _test_written(self, index: int, holds: bool) -> Expression:
        node = self.nodes[index]
        if node.op == "not":
            return self.test(node.args[0], not holds)
        if node.op == "all":
            join = exp.and_ if holds else exp.or_
            return exp.paren(join(*(self.test(arg, holds) for arg in node.args), copy=False), copy=False)
        if node.op in ("at_most", "equal"):
            kinds = {"at_most": (exp.LTE, exp.GT), "equal": (exp.EQ, exp.NEQ)}[node.op]
            left, right = (self.value(arg) for arg in node.args)
            return kinds[0 if holds else 1](this=left, expression=right)
        if node.op == "truth":
            return exp.EQ(this=number(1), expression=number(int(node.data[0] == holds)))
        if node.op == "linked":
            return given(self.named(Key(self.owner(node.data[0]))), holds)
        if node.op == "given":
            return given(self.named(Fact(node.data[0])), holds)
        return self._on_a_fact(node, holds)

    def _on_a_fact(self, node: Node, holds: bool) -> Expression:
        """A flag is 1, a text is one of its choices; the contrary holds for null too."""
        column = self.named(Fact(node.data[0]))
        choices = [number(1)] if node.op == "flag" else [text(choice) for choice in node.data[1]]
        if len(choices) == 1:
            same: type[exp.Binary] = exp.EQ if holds else exp.NEQ
            found: Expression = same(this=column, expression=choices[0])
        else:
            found = exp.In(this=column, expressions=choices)
            found = found if holds else exp.Not(this=found)
        return found if holds else exp.paren(exp.or_(given(column.copy(), False), found, copy=False), copy=False)

    # ---------- numbers

    def _case(self, node: Node) -> Expression:
        condition, then, otherwise = node.args
        first, second = self.value(then), self.value(otherwise)
        if all(self.nodes[arg].op == "integer" for arg in (then, otherwise)):
            first = cast(first, self.dialect.integer, self.dialect)
        return choose(self.test(condition), first, second)

    def _extreme(self, node: Node) -> Expression:
        a, b = (self.value(arg) for arg in node.args)
        kind = exp.LTE if node.op == "smaller" else exp.GTE
        return choose(kind(this=a, expression=b), a.copy(), b.copy())

    def _arithmetic(self, index: int, node: Node) -> Expression:
        """In 64 bits, or in the wide type where the result or an argument may need it."""
        narrow = all(self.is_narrow(part) for part in (*node.args, index))
        a, b = (self._operand(arg, narrow) for arg in node.args)
        if node.op == "divide":
            found = self._divide(a, b, self.nodes[node.args[0]].low < 0, narrow)
        else:
            kind = {"add": exp.Add, "subtract": exp.Sub, "multiply": exp.Mul}[node.op]
            found = exp.paren(kind(this=a, expression=b), copy=False)
        return found if narrow or not self.is_narrow(index) else cast(found, self.dialect.integer, self.dialect)

    def _operand(self, index: int, narrow: bool) -> Expression:
        found = self.value(index)
        if self.nodes[index].op == "integer" or narrow or not self.is_narrow(index):
            return found
        return cast(found, self.dialect.wide, self.dialect)

    def _divide(self, a: Expression, b: Expression, may_be_negative: bool, narrow: bool) -> Expression:
        """Down, also for what is below zero, where databases divide towards zero: ⌊a / b⌋ = −⌊(b − 1 − a) / b⌋."""
        divide = self.dialect.divide if narrow else self.dialect.divide_wide
        found = exp.paren(divide(a, b), copy=False)
        if not may_be_negative:
            return found
        above = exp.Sub(this=exp.Sub(this=b.copy(), expression=number(1)), expression=a.copy())
        below = exp.Sub(this=number(0), expression=exp.paren(divide(exp.paren(above), b.copy())))
        return choose(exp.GTE(this=a.copy(), expression=number(0)), found, below)


def reads(nodes: tuple[Node, ...], kept: frozenset[int], owner: Callable[[Link], str], index: int) -> set[Column]:
    """The columns that a node reads when it is written out."""
    found: set[Column] = set()
    stack = [index]
    while stack:
        node = nodes[stack.pop()]
        if node.op == "linked":
            found.add(Key(owner(node.data[0])))
        elif node.op in LEAVES and node.data and node.op not in ("integer", "truth"):
            found.add(Fact(node.data[0]))
        found |= {arg for arg in node.args if arg in kept}
        stack += [arg for arg in node.args if arg not in kept]
    return found
