"""A program as a chain of queries for each space: what each one computes, reads from others, and hands on to the next.

    table → across → own → own → across → own → …

The first query of a space reads its table, or makes the rows of an account space. `across` brings values over from other spaces as
they stood when the round began, `own` computes one level on the rows there are. A query hands on only what is read later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rulesdsl.run.columnar.accounts import YEAR
from rulesdsl.run.columnar.nodes import Link, Member
from rulesdsl.run.columnar.program import Program, Schedule, needed_nodes
from rulesdsl.run.sql.columns import Column, Fact, Key, in_order
from rulesdsl.run.sql.expressions import reads


class Step(NamedTuple):
    """One query.

    Attributes:
        source: the query of the same space before, "" for the first one.
        new: nodes it computes.
        others: for each other space that is read, the query that holds it.
        columns: everything it holds, handed on or new.
        readers: how many later queries read it.
    """

    name: str
    space: str
    kind: str
    source: str
    new: tuple[int, ...]
    others: dict[str, str]
    columns: tuple[Column, ...] = ()
    readers: int = 1


class Chain(NamedTuple):
    """All queries in order, and which one holds the results of a space."""

    steps: tuple[Step, ...]
    last: dict[str, str]


class Plans:
    """A scheduled program with what its links mean."""

    def __init__(self, program: Program, schedule: Schedule) -> None:
        self.program = program
        self.nodes = program.nodes
        self.schedule = schedule
        self.kept = schedule.kept
        self.derived = {(item.space, item.name): item for item in program.derived}
        self.account_spaces = {accounts.space: accounts for accounts in program.accounts}

    def owner(self, link: Link) -> str:
        """Whose key leads from a link's child to its parent."""
        accounts = self.account_spaces.get(link.parent)
        return accounts.owner if accounts is not None else link.parent

    def reads(self, index: int) -> set[Column]:
        """The columns that a node reads when it is written out."""
        return reads(self.nodes, self.kept, self.owner, index)

    def child_side(self, link: Link) -> list[Column]:
        """What finds the parent, on the child's rows."""
        year = [link.year] if link.year in self.kept else []
        return [Key(self.owner(link)), *year]

    def parent_side(self, link: Link) -> list[Column]:
        """What is found by it, on the parent's rows."""
        return [Key(self.owner(link)), *([Fact(YEAR)] if link.parent in self.account_spaces else [])]


def chain(plans: Plans, space: str) -> Chain:
    """The queries that the outputs on one space need."""
    made = _Chain(plans)
    made.build()
    wanted = {made.latest[space]: {Key(space), *_output_reads(plans, space)}}
    return Chain(tuple(made.with_columns(wanted)), made.latest)


def _output_reads(plans: Plans, space: str) -> Iterator[Column]:
    for output in plans.program.outputs:
        if output.space == space:
            for index in (output.node, output.null):
                if index in plans.kept:
                    yield index
                elif index >= 0:
                    yield from plans.reads(index)


class _Chain:
    """A chain in the making."""

    def __init__(self, plans: Plans) -> None:
        self.plans = plans
        self.steps: list[Step] = []
        self.latest: dict[str, str] = {}
        self.numbers: dict[str, int] = {}

    def build(self) -> None:
        """All steps in order, as yet without what they hand on."""
        nodes = self.plans.nodes
        for space in self._spaces():
            self._add(space, "table", (), {})
        for round_ in self.plans.schedule.rounds:
            begun = dict(self.latest)
            for accounts in round_.accounts:
                self._add(accounts.space, "accounts", (), begun)
            by_space: dict[str, list[int]] = {}
            for index in round_.crossing:
                by_space.setdefault(nodes[index].space, []).append(index)
            for space, indices in by_space.items():
                self._add(space, "across", tuple(indices), begun | {space: self.latest[space]})
            for space, levels in round_.levels:
                for level in levels:
                    self._add(space, "own", level, {})

    def _spaces(self) -> list[str]:
        """The subjects whose tables are read, in a fixed order."""
        program, found = self.plans.program, dict.fromkeys(output.space for output in self.plans.program.outputs)
        for index in needed_nodes(program):
            node = program.nodes[index]
            found[node.space] = None
            for link in _links(node.data):
                found |= {link.child: None, link.parent: None}
        for accounts in self.plans.account_spaces.values():
            if accounts.space in found:
                found |= {link.child: None for link in accounts.links}
        return [space for space in found if space and space not in self.plans.account_spaces]

    def _add(self, space: str, kind: str, new: tuple[int, ...], others: dict[str, str]) -> None:
        number = self.numbers.setdefault(space, len(self.numbers))
        place = sum(step.space == space for step in self.steps)
        step = Step(f"q{number}_{place}", space, kind, self.latest.get(space, ""), new, others)
        self.latest[space] = step.name
        self.steps.append(step)

    def with_columns(self, wanted: dict[str, set[Column]]) -> list[Step]:
        """The steps that are needed, each with what later ones read of it."""
        kept: list[Step] = []
        readers = Counter(wanted.keys())
        for step in reversed(self.steps):
            columns = wanted.pop(step.name, None)
            if columns is None:
                continue
            new = tuple(index for index in step.new if index in columns)
            step = step._replace(new=new)
            if step.source:
                wanted.setdefault(step.source, set()).update(columns - set(new))
            read = {step.source}
            for name, found in self._wants(step):
                wanted.setdefault(name, set()).update(found)
                read.add(name)
            readers.update(read)
            kept.append(step._replace(columns=in_order(columns), readers=readers[step.name]))
        return kept[::-1]

    def _wants(self, step: Step) -> Iterator[tuple[str, Iterable[Column]]]:
        """What a step reads, by query, besides what it hands on."""
        plans = self.plans
        if step.kind == "own":
            for index in step.new:
                yield step.source, plans.reads(index)
        elif step.kind == "accounts":
            for link in plans.account_spaces[step.space].links:
                yield step.others[link.child], plans.child_side(link)
        elif step.kind == "across":
            for index in step.new:
                yield from self._crossed(step, index)

    def _crossed(self, step: Step, index: int) -> Iterator[tuple[str, Iterable[Column]]]:
        plans, node = self.plans, self.plans.nodes[index]
        args = [arg for arg in node.args if arg in plans.kept]
        if node.op == "before":
            yield step.source, [Key(step.space)]
            for member, arg in zip(node.data[1], node.args, strict=True):
                yield step.others[member.space], [*member_columns(plans, member), *([arg] if arg in plans.kept else [])]
            return
        link = node.data[0]
        if node.op == "lift":
            yield step.others[link.parent], [*args, *plans.parent_side(link)]
            yield step.source, plans.child_side(link)
        else:
            yield step.others[link.child], [*args, *plans.child_side(link)]
            yield step.source, plans.parent_side(link)


def member_columns(plans: Plans, member: Member) -> list[Column]:
    """What the sharing reads of a member besides its amounts: its account, the owners that order it, its own key."""
    account = [Key(member.space)] if member.link is None else plans.child_side(member.link)
    return [*account, *(Key(owner) for owner in member.path), Key(member.space)]


def _links(data: object) -> list[Link]:
    if isinstance(data, Link):
        return [data]
    if isinstance(data, Member):
        return [data.link] if data.link is not None else []
    return [link for item in data for link in _links(item)] if isinstance(data, tuple) else []
