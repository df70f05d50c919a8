"""What crosses rows: an owner's value by a join, sums over children by GROUP BY, running sums of an account by a window."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from rulesdsl.run.columnar.accounts import YEAR
from rulesdsl.run.columnar.nodes import Link, Member
from rulesdsl.run.sql.columns import Fact, Key
from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.sharing import BEFORE, PLACE, ROW, running_query
from rulesdsl.run.sql.steps import Step
from rulesdsl.run.sql.words import both, cast, equal, filled, given, name_of, number, query_of, shown_as, subquery
from rulesdsl.run.sql.writing import Writing

OWN = "a"
"""The alias of the rows themselves; what is joined has other ones."""

Sharing = tuple[tuple[int, ...], tuple[Member, ...]]


class Across:
    """Writes the steps that cross rows. Each sharing is a query of its own, written once."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.nodes = writing.plans.nodes
        self.sharings: dict[Sharing, str] = {}

    def queries(self, step: Step) -> Iterator[tuple[str, exp.Query]]:
        """The sharings that a step is the first to need, then the step itself."""
        for index in step.new:
            node = self.nodes[index]
            if node.op == "before" and (node.args, node.data[1]) not in self.sharings:
                name = self.sharings[node.args, node.data[1]] = f"s{len(self.sharings)}"
                yield name, running_query(self.writing, step, node)
        yield step.name, self._step(step)

    def _step(self, step: Step) -> exp.Query:
        joins: dict[str, exp.Join] = {}
        values: dict[int, Expression] = {}
        for link, indices in self._by_link(step, ("lift",)).items():
            alias = f"p{len(joins)}"
            joins[alias] = _left_join(query_of(step.others[link.parent], alias), self._of_parent(link, alias))
            for index in indices:
                values[index] = filled(self.writing.value(self.nodes[index].args[0], alias))
        for link, indices in self._by_link(step, ("total", "some")).items():
            alias = f"c{len(joins)}"
            joins[alias] = _left_join(subquery(self._gathered(step, link, indices), alias), self._of_child(link, alias))
            for index in indices:
                values[index] = filled(self.writing.read(index, alias))
        for index in step.new:
            if self.nodes[index].op == "before":
                alias = f"s{len(joins)}"
                joins[alias] = self._shared(step, index, alias)
                values[index] = filled(name_of(BEFORE, alias))
        items = [
            shown_as(
                values[column] if isinstance(column, int) and column in values else self.writing.read(column, OWN),
                self.writing.label(column),
            )
            for column in step.columns
        ]
        query = exp.select(*items, copy=False).from_(query_of(step.source, OWN), copy=False)
        query.set("joins", list(joins.values()))
        return query

    def _by_link(self, step: Step, ops: tuple[str, ...]) -> dict[Link, list[int]]:
        found: dict[Link, list[int]] = {}
        for index in step.new:
            if self.nodes[index].op in ops:
                found.setdefault(self.nodes[index].data[0], []).append(index)
        return found

    def _is_dated(self, link: Link) -> bool:
        """Whether the parents are accounts, of which an owner may have one each year."""
        return link.parent in self.writing.plans.account_spaces

    def _of_parent(self, link: Link, parent: str) -> Expression:
        """The parent of the row."""
        w = self.writing
        found = [equal(w.key(link, OWN), w.key(link, parent))]
        if self._is_dated(link):
            found.append(equal(w.value(link.year, OWN), w.read(Fact(YEAR), parent)))
        return both(found)

    def _of_child(self, link: Link, children: str) -> Expression:
        """The children of the row, gathered."""
        w = self.writing
        found = [equal(w.key(link, OWN), w.key(link, children))]
        if self._is_dated(link):
            found.append(equal(w.read(Fact(YEAR), OWN), w.read(Fact(YEAR), children)))
        return both(found)

    def _gathered(self, step: Step, link: Link, indices: list[int]) -> exp.Query:
        """Sums over the children of each parent; whether a truth holds for one is the largest of 1 and 0."""
        w = self.writing
        key = w.key(link)
        items, groups = [shown_as(key, w.label(Key(w.plans.owner(link))))], [key.copy()]
        if self._is_dated(link):
            year = w.value(link.year)
            items.append(shown_as(year, w.label(Fact(YEAR))))
            groups += [year.copy()] if isinstance(year, exp.Column) else []
        for index in indices:
            node, value = self.nodes[index], w.value(self.nodes[index].args[0])
            if node.op == "some":
                value = exp.Max(this=value)
            else:
                kind = w.kind(index)
                value = cast(exp.Sum(this=cast(value, kind, w.dialect)), kind, w.dialect)
            items.append(shown_as(value, w.label(index)))
        query = exp.select(*items, copy=False).from_(query_of(step.others[link.child]), copy=False)
        return query.where(given(w.key(link)), copy=False).group_by(*groups, copy=False)

    def _shared(self, step: Step, index: int, alias: str) -> exp.Join:
        """What stands before each row in its account."""
        node = self.nodes[index]
        on = [
            equal(name_of(ROW, alias), self.writing.read(Key(step.space), OWN)),
            equal(name_of(PLACE, alias), number(node.data[0])),
        ]
        return _left_join(query_of(self.sharings[node.args, node.data[1]], alias), both(on))


def _left_join(other: Expression, on: Expression) -> exp.Join:
    return exp.Join(this=other, side="LEFT", on=on)
