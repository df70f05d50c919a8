"""What all queries of one view share while they are written: the nodes, the short names, the types."""

from __future__ import annotations

from rulesdsl.run.columnar.bounds import is_narrow
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.sql.columns import Column, Key, Labels
from rulesdsl.run.sql.dialects import Dialect, Expression
from rulesdsl.run.sql.expressions import Expressions
from rulesdsl.run.sql.steps import Plans
from rulesdsl.run.sql.words import number


class Writing:
    """The writing of one view."""

    def __init__(self, dialect: Dialect, plans: Plans) -> None:
        self.dialect = dialect
        self.plans = plans
        self.labels = Labels()

    def label(self, column: Column) -> str:
        """The short name of a column."""
        return self.labels.of(column)

    def read(self, column: Column, query: str = "") -> Expression:
        """A column as it is read."""
        return self.labels.read(column, query)

    def value(self, index: int, query: str = "") -> Expression:
        """A kept node as a column, or a constant as a number."""
        node = self.plans.nodes[index]
        return number(int(node.data[0])) if node.op in ("integer", "truth") else self.read(index, query)

    def key(self, link: Link, query: str = "") -> Expression:
        """The key that leads from a link's child to its parent."""
        return self.read(Key(self.plans.owner(link)), query)

    def kind(self, index: int) -> str:
        """The type a node is held in."""
        node = self.plans.nodes[index]
        return self.dialect.integer if is_narrow((node.low, node.high)) else self.dialect.wide

    def expressions(self) -> Expressions:
        """Expressions over the columns of one query."""
        plans = self.plans
        return Expressions(plans.nodes, self.dialect, plans.kept.__contains__, self.labels.read, plans.owner)
