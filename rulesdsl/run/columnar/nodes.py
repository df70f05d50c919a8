"""The nodes of the algebra of columns: what each operation means, and how the rows of one space find those of another."""

from __future__ import annotations

from typing import Any, NamedTuple

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
    "all": "every arg; or is the contrary of all contraries",
    "not": "the contrary",
    "linked": "data (link,): whether the row has a parent",
    "lift": "data (link,): the parent's value; 0 or false without a parent",
    "total": "data (link,): the sum over a parent's children",
    "some": "data (link,): whether it holds for a child",
    "before": "data (place, (Member, …)): in the sharing order of an account, the sum of what stands before this row; one arg a member",
}
"""What each operation means. `linked`, `lift`, `total`, `some` and `before` leave their row, all others stay on it."""

TRUTHS = frozenset({"truth", "flag", "given", "text", "at_most", "equal", "all", "not", "linked", "some"})
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


class Point(NamedTuple):
    """Of an interval: `known`, on which rows both ends are the same, and `value`, what they are there; elsewhere something between them."""

    value: int
    known: int


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


def column_at_home(space: str, home: str, name: str) -> str:
    """The name of a space's column in the space that holds it."""
    return name if space == home else f"{space}.{name}"
