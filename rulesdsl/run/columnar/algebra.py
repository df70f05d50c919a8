"""A small language of columns: two-valued, total, exact. Polars and SQL print it; nothing in it knows the rules.

A node is an integer or a truth on every row of one space: the rows of a subject, or the accounts of a limit. There are no nulls:
what may be missing was split into "is it given" and a value that is 0 where it isn't. Equal nodes are one node, and every
integer node carries proven bounds (see `bounds`).

    >>> g = Algebra()
    >>> x = g.column("企业", "产值", 0, 1000)
    >>> g.at_most(g.multiply(x, g.integer(20)), g.integer(100)) == g.at_most(x, g.integer(5))
    True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from rulesdsl.run.columnar import bounds
from rulesdsl.run.columnar.bounds import Bounds

OPS = {
    "integer": "data (value,)",
    "truth": "data (true or false,)",
    "column": "data (name,): an integer column, 0 where null",
    "flag": "data (name,): a truth column, false where null",
    "given": "data (name,): whether the column is not null",
    "text": "data (name, (choice, …)): whether a text column is one of the choices, false where null",
    "add": "a + b",
    "subtract": "a − b",
    "multiply": "a · b",
    "divide": "⌊a / b⌋, b > 0",
    "smaller": "the smaller of two",
    "larger": "the larger of two",
    "year": "the year of a day (ordinal); 0 of 0",
    "case": "args (condition, then, else)",
    "at_most": "a ≤ b",
    "equal": "a = b",
    "all": "every arg",
    "any": "some arg",
    "not": "the contrary",
    "linked": "data (link,): whether the row has a parent",
    "lift": "data (link,): the parent's value; 0 or false without a parent",
    "total": "data (link,): the sum over a parent's children",
    "some": "data (link,): whether it holds for a child",
    "before": "data (place, (Member, …)): in the sharing order of an account, the sum of what stands before this row; one arg a member",
}
"""What each operation means. `linked`, `lift`, `total`, `some` and `before` leave their row, all others stay on it."""

TRUTHS = frozenset({"truth", "flag", "given", "text", "at_most", "equal", "all", "any", "not", "linked", "some"})
CROSSING = frozenset({"lift", "total", "some", "before"})


class Link(NamedTuple):
    """From the rows of a child space to those of its parent. `year` is the node that tells accounts of one owner apart, −1 for none."""

    child: str
    parent: str
    year: int = -1


class Member(NamedTuple):
    """A column of grants that shares an account: the link to it, the owners whose keys order the sharing, the clause's number."""

    link: Link | None
    space: str
    path: tuple[str, ...]
    clause: int


class Node(NamedTuple):
    """One operation. `space` is "" for constants; `low` and `high` bound an integer, 0 and 1 a truth."""

    op: str
    space: str
    args: tuple[int, ...]
    data: tuple[Any, ...]
    low: int
    high: int

    @property
    def is_truth(self) -> bool:
        """Whether it is a truth and no integer; a lifted truth is one."""
        return self.op in TRUTHS or (self.op == "lift" and self.data[1])


class Algebra:
    """Collects nodes, simplified as they are made. The only mutable thing here.

    Args:
        most: how many children one parent of a link has at most, for the bounds of sums.
    """

    def __init__(self, most: Callable[[Link], int] = lambda link: 1) -> None:
        self.nodes: list[Node] = []
        self._known: dict[tuple[Any, ...], int] = {}
        self.most = most
        self.true = self._add("truth", (), (True,), (1, 1))
        self.false = self._add("truth", (), (False,), (0, 0))

    def _add(
        self, op: str, args: tuple[int, ...], data: tuple[Any, ...], ends: Bounds, space: str | None = None
    ) -> int:
        if space is None:
            spaces = {self.nodes[arg].space for arg in args} - {""}
            assert len(spaces) <= 1, (op, spaces)
            space = next(iter(spaces), "")
        key = (op, space, args, data)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.nodes)
            self.nodes.append(Node(op, space, args, data, *ends))
        return found

    def _ends(self, node: int) -> Bounds:
        return self.nodes[node].low, self.nodes[node].high

    def value(self, node: int) -> int | None:
        """The value of a constant; None of anything else."""
        found = self.nodes[node]
        return int(found.data[0]) if found.op in ("integer", "truth") else None

    def proven(self, index: int, low: int, high: int) -> int:
        """The same node, of which the caller has a better proof than the ends of its arguments: its values lie in [low, high]."""
        node = self.nodes[index]
        if node.op != "integer":
            self.nodes[index] = node._replace(low=max(node.low, low), high=min(node.high, high))
        return index

    def copied(self, node: Node, args: tuple[int, ...], data: tuple[Any, ...]) -> int:
        """A node of another algebra on arguments of this one, within its proven bounds."""
        return self._add(node.op, args, data, (node.low, node.high), node.space)

    # ---------- leaves

    def integer(self, value: int) -> int:
        """A constant."""
        return self._add("integer", (), (value,), bounds.checked((value, value)))

    def truth(self, value: bool) -> int:
        """A constant truth."""
        return self.true if value else self.false

    def column(self, space: str, name: str, low: int, high: int) -> int:
        """An integer column within declared bounds; null is 0."""
        return self._add("column", (), (name,), bounds.checked((min(low, 0), max(high, 0))), space)

    def flag(self, space: str, name: str) -> int:
        """A truth column; null is false."""
        return self._add("flag", (), (name,), (0, 1), space)

    def given(self, space: str, name: str) -> int:
        """Whether a column is not null."""
        return self._add("given", (), (name,), (0, 1), space)

    def text(self, space: str, name: str, choices: tuple[str, ...]) -> int:
        """Whether a text column is one of some choices."""
        return self._add("text", (), (name, choices), (0, 1), space)

    # ---------- integers

    def add(self, a: int, b: int) -> int:
        """a + b."""
        if self.value(a) is not None:
            a, b = b, a
        known, other = self.value(a), self.value(b)
        if known is not None and other is not None:
            return self.integer(known + other)
        return a if other == 0 else self._add("add", (a, b), (), bounds.add(self._ends(a), self._ends(b)))

    def sum_of(self, parts: Iterable[int]) -> int:
        """The sum of any number of integers."""
        result = self.integer(0)
        for part in parts:
            result = self.add(result, part)
        return result

    def subtract(self, a: int, b: int) -> int:
        """a − b."""
        known, other = self.value(a), self.value(b)
        if known is not None and other is not None:
            return self.integer(known - other)
        if a == b:
            return self.integer(0)
        return a if other == 0 else self._add("subtract", (a, b), (), bounds.subtract(self._ends(a), self._ends(b)))

    def multiply(self, a: int, b: int) -> int:
        """a · b."""
        if self.value(a) is not None:
            a, b = b, a
        known, factor = self.value(a), self.value(b)
        if known is not None and factor is not None:
            return self.integer(known * factor)
        if factor == 0:
            return self.integer(0)
        return a if factor == 1 else self._add("multiply", (a, b), (), bounds.multiply(self._ends(a), self._ends(b)))

    def divide(self, a: int, b: int) -> int:
        """⌊a / b⌋; b is 1 or more."""
        whole, divisor, ends = self.value(a), self.value(b), self._ends(b)
        assert ends[0] > 0, "a divisor may be zero"
        if whole is not None and divisor is not None:
            return self.integer(whole // divisor)
        if divisor == 1:
            return a
        node = self.nodes[a]
        factor = self.value(node.args[1]) if node.op == "multiply" else None
        if factor is not None and divisor is not None and factor > 0:
            if divisor % factor == 0:
                return self.divide(node.args[0], self.integer(divisor // factor))
            if factor % divisor == 0:
                return self.multiply(node.args[0], self.integer(factor // divisor))
        return self._add("divide", (a, b), (), bounds.divide(self._ends(a), ends))

    def smaller(self, a: int, b: int) -> int:
        """The smaller of two."""
        if a == b or self.nodes[a].high <= self.nodes[b].low:
            return a
        if self.nodes[b].high <= self.nodes[a].low:
            return b
        return self._add("smaller", (a, b), (), bounds.smaller(self._ends(a), self._ends(b)))

    def larger(self, a: int, b: int) -> int:
        """The larger of two."""
        if a == b or self.nodes[a].low >= self.nodes[b].high:
            return a
        if self.nodes[b].low >= self.nodes[a].high:
            return b
        return self._add("larger", (a, b), (), bounds.larger(self._ends(a), self._ends(b)))

    def case(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where the condition holds, else `otherwise`."""
        node = self.nodes[condition]
        if node.op == "not":
            return self.case(node.args[0], otherwise, then)
        if then == otherwise or condition == self.true:
            return then
        if condition == self.false:
            return otherwise
        for place, arg in enumerate((then, otherwise)):
            inner = self.nodes[arg]
            if inner.op == "case" and inner.args[0] == condition:
                return self.case(condition, *((inner.args[1], otherwise) if place == 0 else (then, inner.args[2])))
        ends = bounds.hull(self._ends(then), self._ends(otherwise))
        return self._add("case", (condition, then, otherwise), (), ends)

    def year(self, day: int) -> int:
        """The year of a day."""
        known = self.value(day)
        if known is not None:
            return self.integer(bounds.year(known))
        return self._add("year", (day,), (), (0, bounds.year(max(1, self.nodes[day].high))))

    # ---------- truths

    def at_most(self, a: int, b: int) -> int:
        """a ≤ b."""
        if a == b or self.nodes[a].high <= self.nodes[b].low:
            return self.true
        if self.nodes[a].low > self.nodes[b].high:
            return self.false
        for side, other in ((a, b), (b, a)):
            node, constant = self.nodes[side], self.value(other)
            factor = self.value(node.args[1]) if node.op == "multiply" else None
            if constant is not None and factor is not None and factor > 0:
                if side == a:
                    return self.at_most(node.args[0], self.integer(constant // factor))
                return self.at_most(self.integer(-(-constant // factor)), node.args[0])
        return self._add("at_most", (a, b), (), (0, 1))

    def less(self, a: int, b: int) -> int:
        """a < b."""
        return self.negation(self.at_most(b, a))

    def equal(self, a: int, b: int) -> int:
        """a = b."""
        if a == b:
            return self.true
        first, second = self.nodes[a], self.nodes[b]
        if first.high < second.low or second.high < first.low:
            return self.false
        if first.low == first.high == second.low == second.high:
            return self.true
        return self._add("equal", (min(a, b), max(a, b)), (), (0, 1))

    def negation(self, a: int) -> int:
        """The contrary."""
        if a in (self.true, self.false):
            return self.truth(a == self.false)
        node = self.nodes[a]
        return node.args[0] if node.op == "not" else self._add("not", (a,), (), (0, 1))

    def all_of(self, *parts: int) -> int:
        """Whether all hold."""
        return self._joined("all", self.true, self.false, parts)

    def any_of(self, *parts: int) -> int:
        """Whether one holds."""
        return self._joined("any", self.false, self.true, parts)

    def _joined(self, op: str, neutral: int, decisive: int, parts: Iterable[int]) -> int:
        kept: set[int] = set()
        for part in parts:
            kept.update(self.nodes[part].args if self.nodes[part].op == op else (part,))
        kept.discard(neutral)
        if decisive in kept or any(self.negation(part) in kept for part in list(kept)):
            return decisive
        if not kept:
            return neutral
        return next(iter(kept)) if len(kept) == 1 else self._add(op, tuple(sorted(kept)), (), (0, 1))

    # ---------- other rows

    def linked(self, link: Link, always: bool = False) -> int:
        """Whether a row has a parent."""
        return self.true if always else self._add("linked", (), (link,), (0, 1), link.child)

    def lift(self, link: Link, value: int, linked: int) -> int:
        """The parent's value on its children; 0 or false where `linked` does not hold."""
        node = self.nodes[value]
        if linked == self.false:
            return self.false if node.is_truth else self.integer(0)
        if node.space == "":
            return self.all_of(linked, value) if node.is_truth else self.case(linked, value, self.integer(0))
        assert node.space == link.parent, (node, link)
        if node.op == "not":
            return self.all_of(linked, self.negation(self.lift(link, node.args[0], linked)))
        ends = self._ends(value) if linked == self.true else bounds.hull(self._ends(value), (0, 0))
        return self._add("lift", (value,), (link, node.is_truth), ends, link.child)

    def total(self, link: Link, value: int) -> int:
        """The sum over the children of each parent."""
        if self.value(value) == 0:
            return value
        return self._add("total", (value,), (link,), bounds.total(self._ends(value), self.most(link)), link.parent)

    def some(self, link: Link, value: int) -> int:
        """Whether it holds for a child."""
        if value == self.false:
            return value
        return self._add("some", (value,), (link,), (0, 1), link.parent)

    def before(self, place: int, members: tuple[Member, ...], amounts: tuple[int, ...]) -> int:
        """The running sum of an account's amounts before this row, where they are positive."""
        most = 0
        for member, amount in zip(members, amounts, strict=True):
            most += self.nodes[amount].high * (self.most(member.link) if member.link is not None else 1)
        return self._add("before", amounts, (place, members), bounds.checked((0, most)), members[place].space)
