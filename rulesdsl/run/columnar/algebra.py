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

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rulesdsl.run.columnar import bounds
from rulesdsl.run.columnar.bounds import Bounds
from rulesdsl.run.columnar.comparisons import bounded
from rulesdsl.run.columnar.conjunctions import conjunction
from rulesdsl.run.columnar.nodes import Link, Member, Node, Point, column_at_home


class Algebra:
    """Collects nodes, simplified as they are made. The only mutable thing here.

    Args:
        most: how many children one parent of a link has at most, for the bounds of sums.
        homes: spaces whose rows are one by one those of another space; they share its columns.

    `points` holds, for intervals (low, high, …) whose makers know it, on which rows both ends are the same and what they are there.
    To compare the ends takes longer, and makes both where nobody asks for them.
    """

    def __init__(self, most: Callable[[Link], int] = lambda link: 1, homes: Mapping[str, str] | None = None) -> None:
        self.nodes: list[Node] = []
        self._known: dict[tuple[Any, ...], int] = {}
        self.most = most
        self._homes = homes or {}
        self.points: dict[tuple[int, ...], Point] = {}
        self._conjunctions: dict[frozenset[int], int] = {}
        self.true = self._add("truth", (), (True,), (1, 1))
        self.false = self._add("truth", (), (False,), (0, 0))
        self._contraries = {self.true: self.false, self.false: self.true}

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

    def home(self, space: str) -> str:
        """The space that holds the columns of a space."""
        return self._homes.get(space, space)

    def same(self, link: Link) -> bool:
        """Whether the rows of both ends are the same ones."""
        return self.home(link.child) == self.home(link.parent)

    # ---------- leaves

    def _leaf(self, op: str, space: str, name: str, ends: Bounds, *rest: Any) -> int:
        home = self.home(space)
        return self._add(op, (), (column_at_home(space, home, name), *rest), ends, home)

    def integer(self, value: int) -> int:
        """A constant."""
        return self._add("integer", (), (value,), bounds.checked((value, value)))

    def truth(self, value: bool) -> int:
        """A constant truth."""
        return self.true if value else self.false

    def column(self, space: str, name: str, low: int, high: int) -> int:
        """An integer column within declared bounds; null is 0."""
        return self._leaf("column", space, name, bounds.checked((min(low, 0), max(high, 0))))

    def flag(self, space: str, name: str) -> int:
        """A truth column; null is false."""
        return self._leaf("flag", space, name, (0, 1))

    def given(self, space: str, name: str) -> int:
        """Whether a column is not null."""
        return self._leaf("given", space, name, (0, 1))

    def text(self, space: str, name: str, choices: tuple[str, ...]) -> int:
        """Whether a text column is one of some choices."""
        return self._leaf("text", space, name, (0, 1), choices)

    # ---------- integers

    def add(self, a: int, b: int) -> int:
        """a + b."""
        if self.value(a) is not None:
            a, b = b, a
        known, other = self.value(a), self.value(b)
        if known is not None and other is not None:
            return self.integer(known + other)
        return a if other == 0 else self._add("add", self._ordered(a, b), (), bounds.add(self._ends(a), self._ends(b)))

    def _ordered(self, a: int, b: int) -> tuple[int, int]:
        """Two whose order does not matter, in one order; a constant comes last."""
        return (a, b) if self.value(b) is not None or (a < b and self.value(a) is None) else (b, a)

    def sum_of(self, parts: Iterable[int]) -> int:
        """The sum of any number of integers: in halves, so that a thousand of them are not nested a thousand deep."""
        items = list(parts)
        if len(items) < 2:
            return items[0] if items else self.integer(0)
        half = len(items) // 2
        return self.add(self.sum_of(items[:half]), self.sum_of(items[half:]))

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
        inner = self.nodes[a]
        if factor is not None and inner.op == "multiply" and (other := self.value(inner.args[1])) is not None:
            return self.multiply(inner.args[0], self.integer(other * factor))
        if factor == 1:
            return a
        return self._add("multiply", self._ordered(a, b), (), bounds.multiply(self._ends(a), self._ends(b)))

    def divide(self, a: int, b: int) -> int:
        """⌊a / b⌋; b is 1 or more."""
        whole, divisor, ends = self.value(a), self.value(b), self._ends(b)
        assert ends[0] > 0, "a divisor may be zero"
        if whole is not None and divisor is not None:
            return self.integer(whole // divisor)
        if divisor == 1 or whole == 0:
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
        for one, other in ((a, b), (b, a)):
            node = self.nodes[one]
            if node.op == "case" and self.value(other) is not None and self._has_constant(node):
                then, otherwise = (self.smaller(arg, other) for arg in node.args[1:])
                return self.case(node.args[0], then, otherwise)
        return self._add("smaller", self._ordered(a, b), (), bounds.smaller(self._ends(a), self._ends(b)))

    def _has_constant(self, node: Node) -> bool:
        """Whether one branch of a case is a constant: then what is done to both costs no more than done to the whole."""
        return any(self.value(arg) is not None for arg in node.args[1:])

    def larger(self, a: int, b: int) -> int:
        """The larger of two."""
        if a == b or self.nodes[a].low >= self.nodes[b].high:
            return a
        if self.nodes[b].low >= self.nodes[a].high:
            return b
        return self._add("larger", self._ordered(a, b), (), bounds.larger(self._ends(a), self._ends(b)))

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
        shorter = self._shorter_case(condition, then, otherwise)
        if shorter is not None:
            return shorter
        ends = bounds.hull(self._ends(then), self._ends(otherwise))
        return self._add("case", (condition, then, otherwise), (), ends)

    def _shorter_case(self, condition: int, then: int, otherwise: int) -> int | None:
        """One case for a case in a case that come to the same in a branch: a truth more costs less than a choice more."""
        contrary = self.negation(condition)
        for holds, this, other in ((condition, then, otherwise), (contrary, otherwise, then)):
            inner = self.nodes[this]
            if inner.op != "case" or other not in inner.args[1:]:
                continue
            within, first, second = inner.args
            if other == second:
                return self.case(self.all_of(holds, within), first, other)
            return self.case(self.all_of(holds, self.negation(within)), second, other)
        return None

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
            constant = self.value(other)
            found = None if constant is None else bounded(self, side, constant, above=side == b)
            if found is not None:
                return found
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
        for one, other in ((a, b), (b, a)):
            node, constant = self.nodes[one], self.value(other)
            if constant is not None and constant in (node.low, node.high):
                return self.at_most(one, other) if constant == node.low else self.at_most(other, one)
            if node.op == "case" and self._compares_by_parts(node, other):
                condition, then, otherwise = node.args
                return self.either(condition, self.equal(then, other), self.equal(otherwise, other))
        return self._add("equal", (min(a, b), max(a, b)), (), (0, 1))

    def _compares_by_parts(self, node: Node, other: int) -> bool:
        """Whether a case is better compared branch by branch, because some branch settles it: truths cost less than integers."""
        if self._has_constant(node) and (self.value(other) is not None or self.nodes[other].op == "case"):
            return True
        branches = node.args[1:]
        return other in branches or any(
            inner.op == "case" and other in inner.args[1:] for inner in (self.nodes[arg] for arg in branches)
        )

    def negation(self, a: int) -> int:
        """The contrary."""
        found = self._contraries.get(a)
        if found is None:
            found = self._contraries[a] = self._add("not", (a,), (), (0, 1))
            self._contraries[found] = a
        return found

    def all_of(self, *parts: int) -> int:
        """Whether all hold."""
        kept: set[int] = set()
        for part in parts:
            kept.update(self.nodes[part].args if self.nodes[part].op == "all" else (part,))
        given = frozenset(kept)
        if given not in self._conjunctions:
            self._conjunctions[given] = self._all_of(given)
        return self._conjunctions[given]

    def _all_of(self, given: frozenset[int]) -> int:
        shorter = conjunction(self, given)
        if shorter is None:
            return self.false
        if shorter != given:
            return self.all_of(*shorter)
        return self._add("all", tuple(sorted(given)), (), (0, 1)) if len(given) > 1 else next(iter(given), self.true)

    def implied(self, truth: int) -> int | None:
        """That a column is given, where a truth about its value says so: what is not given counts as 0 or false."""
        node = self.nodes[truth]
        column = node if node.op in ("flag", "text") else None
        if node.op == "at_most":
            bound, other = (self.value(arg) for arg in node.args)
            if bound is not None and bound > 0:
                column = self.nodes[node.args[1]]
            elif other is not None and other < 0:
                column = self.nodes[node.args[0]]
        if column is None or column.op not in ("flag", "text", "column"):
            return None
        return self._known.get(("given", column.space, (), column.data[:1]))

    def any_of(self, *parts: int) -> int:
        """Whether one holds: not all contraries, so that a truth and its contrary are told to be that."""
        return self.negation(self.all_of(*(self.negation(part) for part in parts)))

    def either(self, condition: int, then: int, otherwise: int) -> int:
        """`case` of truths."""
        if then == otherwise:
            return then
        return self.any_of(self.all_of(condition, then), self.all_of(self.negation(condition), otherwise))

    # ---------- other rows

    def linked(self, link: Link, always: bool = False) -> int:
        """Whether a row has a parent."""
        return self.true if always else self._add("linked", (), (link,), (0, 1), self.home(link.child))

    def lift(self, link: Link, value: int, linked: int) -> int:
        """The parent's value on its children; 0 or false where `linked` does not hold."""
        node = self.nodes[value]
        if linked == self.false:
            return self.false if node.is_truth else self.integer(0)
        if node.space == "":
            return self.all_of(linked, value) if node.is_truth else self.case(linked, value, self.integer(0))
        if self.same(link):
            return value
        assert node.space == self.home(link.parent), (node, link)
        if node.op == "not":
            return self.all_of(linked, self.negation(self.lift(link, node.args[0], linked)))
        ends = self._ends(value) if linked == self.true else bounds.hull(self._ends(value), (0, 0))
        return self._add("lift", (value,), (link, node.is_truth), ends, self.home(link.child))

    def total(self, link: Link, value: int) -> int:
        """The sum over the children of each parent."""
        if self.value(value) == 0 or self.same(link):
            return value
        ends = bounds.total(self._ends(value), self.most(link))
        return self._add("total", (value,), (link,), ends, self.home(link.parent))

    def some(self, link: Link, value: int) -> int:
        """Whether it holds for a child."""
        if value == self.false or self.same(link):
            return value
        return self._add("some", (value,), (link,), (0, 1), self.home(link.parent))

    def before(self, place: int, members: tuple[Member, ...], amounts: tuple[int, ...]) -> int:
        """The running sum of an account's amounts before this row, where they are positive."""
        most = 0
        for member, amount in zip(members, amounts, strict=True):
            most += self.nodes[amount].high * (self.most(member.link) if member.link is not None else 1)
        return self._add(
            "before", amounts, (place, members), bounds.checked((0, most)), self.home(members[place].space)
        )
