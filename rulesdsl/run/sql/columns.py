"""What a query inside a view can hold, and the short names of it."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.words import name_of


class Fact(NamedTuple):
    """A column of a space's own table, or one made of the records; of an account space its year."""

    name: str


class Key(NamedTuple):
    """The key of a row's owner; of its own subject the row's own key."""

    owner: str


Column = int | Fact | Key
"""A node that is kept, a fact, a key."""


def in_order(columns: set[Column]) -> tuple[Column, ...]:
    """Keys first, then facts, then nodes."""
    return tuple(sorted(columns, key=_order))


def _order(column: Column) -> tuple[int, int, str]:
    if isinstance(column, int):
        return 2, column, ""
    return (0, 0, column.owner) if isinstance(column, Key) else (1, 0, column.name)


class Labels:
    """Short names, so that nothing of a rule is a name inside a view: n12 for a node, f3 for a fact, k1 for a key."""

    def __init__(self) -> None:
        self._names: dict[Column, str] = {}
        self._counts = {"f": 0, "k": 0}

    def of(self, column: Column) -> str:
        """The short name of a column."""
        if isinstance(column, int):
            return f"n{column}"
        if column not in self._names:
            kind = "k" if isinstance(column, Key) else "f"
            self._names[column] = f"{kind}{self._counts[kind]}"
            self._counts[kind] += 1
        return self._names[column]

    def read(self, column: Column, query: str = "") -> Expression:
        """A column as it is read, of a query if several are joined."""
        return name_of(self.of(column), query)
