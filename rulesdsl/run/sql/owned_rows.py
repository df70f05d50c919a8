"""The rows of one table joined with those of their owners, as far as keys are asked for."""

from __future__ import annotations

from sqlglot import exp

from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.schema import KEY
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.words import equal, name_of

OWN = "t"
"""The alias of the table itself; its owners add to it."""


class OwnedRows:
    """The FROM of one table, in the making."""

    def __init__(self, database: Database, subject: str) -> None:
        self.database = database
        self.subject = subject
        self.joins: dict[str, exp.Join] = {}

    def column(self, name: str) -> Expression:
        """A column of the table."""
        return self._column(self.subject, OWN, name)

    def key(self, owner: str) -> Expression:
        """The key of an owner; of the row itself for its own subject."""
        if owner != self.subject:
            self.database.links_read[Link(self.subject, owner)] = None
        return self._key(self.subject, OWN, owner)

    def join(self, other: Expression, on: Expression) -> None:
        """One more query to the left, under the alias it has."""
        self.joins[other.alias] = exp.Join(this=other, side="LEFT", on=on)

    def alias(self) -> str:
        """An alias that is not taken."""
        return f"d{len(self.joins)}"

    def select(self, items: list[Expression]) -> exp.Select:
        """The SELECT of some columns."""
        query = exp.select(*items, copy=False).from_(self.database.table(self.subject, OWN), copy=False)
        query.set("joins", list(self.joins.values()))
        return query

    def _column(self, subject: str, alias: str, name: str) -> Expression:
        return name_of(self.database.column_name(subject, name), alias)

    def _key(self, subject: str, alias: str, owner: str) -> Expression:
        if owner == subject:
            return self._column(subject, alias, KEY)
        through = self.database.ways[Link(subject, owner)]
        if not through:
            return self._column(subject, alias, owner)
        above = f"{alias}{self.database.plan.subjects[subject].owners.index(through)}"
        if above not in self.joins:
            on = equal(self._column(subject, alias, through), self._column(through, above, KEY))
            self.join(self.database.table(through, above), on)
        return self._key(through, above, owner)
