"""The columns to compute, and an order in which to do it: what both Polars and SQL carry out.

A program is cut into rounds. In each round what crosses rows is gathered first (an owner's value, a sum of children), then every
space computes on its own rows, from what the round gathered and what earlier rounds kept.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.columnar.algebra import CROSSING, Link, Node
from rulesdsl.run.columnar.lowering import Derived


class Output(NamedTuple):
    """A column of a result table: the node, and where it is null (a truth node, −1 nowhere)."""

    space: str
    name: str
    node: int
    null: int = -1


class Accounts(NamedTuple):
    """A space made of the pairs (owner, year) that occur on the rows of some links; its own column 年 holds the year."""

    space: str
    owner: str
    links: tuple[Link, ...]


class Program(NamedTuple):
    """Nodes in dependency order, what is asked for, and what has to be made of the tables first."""

    nodes: tuple[Node, ...]
    outputs: tuple[Output, ...]
    derived: tuple[Derived, ...]
    accounts: tuple[Accounts, ...]


class Round(NamedTuple):
    """One round: accounts to open, nodes that cross rows, and by space the levels of nodes to keep, each level after the last."""

    accounts: tuple[Accounts, ...]
    crossing: tuple[int, ...]
    levels: tuple[tuple[str, tuple[tuple[int, ...], ...]], ...]

    @property
    def opened(self) -> tuple[str, ...]:
        """The account spaces that are there from this round on."""
        return tuple(accounts.space for accounts in self.accounts)


class Schedule(NamedTuple):
    """What has to be made of the tables, the rounds, the nodes that become columns, and the outputs ready after each round."""

    derived: tuple[Derived, ...]
    links: tuple[Link, ...]
    rounds: tuple[Round, ...]
    kept: frozenset[int]
    outputs: tuple[tuple[Output, ...], ...]


LEAVES = frozenset({"integer", "truth", "column", "flag", "given", "text", "linked"})


def schedule(program: Program) -> Schedule:
    """Cut a program into rounds."""
    needed = _needed(program)
    depth = _depths(program, needed)
    kept = _kept(program, needed)
    level: dict[int, int] = {}
    for index in needed:
        node = program.nodes[index]
        below = [
            level.get(arg, 0) + (arg in kept and program.nodes[arg].op not in CROSSING)
            for arg in node.args
            if depth[arg] == depth[index]
        ]
        level[index] = max(below, default=0) if node.op not in CROSSING else 0
    last = 1 + max((depth[index] for index in needed), default=0)
    rounds = tuple(_round(program, needed, depth, level, kept, number) for number in range(last + 1))
    outputs: list[list[Output]] = [[] for _ in rounds]
    opened = {space: number for number, step in enumerate(rounds) for space in step.opened}
    for output in program.outputs:
        parts = [depth[index] for index in (output.node, output.null) if index >= 0]
        outputs[max(*parts, opened.get(output.space, 0))].append(output)
    nodes = [program.nodes[index] for index in needed]
    read = {(node.space, node.data[0]) for node in nodes if node.op in ("flag", "column")}
    derived = tuple(item for item in program.derived if (item.space, item.name) in read)
    links = tuple(node.data[0] for node in nodes if node.op == "linked")
    return Schedule(derived, links, rounds, kept, tuple(tuple(items) for items in outputs))


def _needed(program: Program) -> list[int]:
    """The nodes that outputs are made of, in order."""
    seen: set[int] = set()
    stack = [output.node for output in program.outputs]
    stack += [output.null for output in program.outputs if output.null >= 0]
    years = {accounts.space: [link.year for link in accounts.links] for accounts in program.accounts}
    stack += [year for output in program.outputs for year in years.get(output.space, ())]
    while stack:
        index = stack.pop()
        if index not in seen:
            seen.add(index)
            node = program.nodes[index]
            stack += [*node.args, *years.get(node.space, ())]
    return sorted(seen)


def _depths(program: Program, needed: list[int]) -> dict[int, int]:
    """How many times the way to a node crosses rows. An account is there one round after its years."""
    depth: dict[int, int] = {}
    spaces = {accounts.space: accounts for accounts in program.accounts}

    def opened(space: str) -> int:
        links = spaces[space].links if space in spaces else ()
        return 1 + max((depth[link.year] for link in links), default=-1)

    for index in needed:
        node = program.nodes[index]
        below = max((depth[arg] for arg in node.args), default=0)
        if node.op in CROSSING:
            links = [item for item in node.data if isinstance(item, Link)]
            links += [member.link for member in node.data[1] if member.link is not None] if node.op == "before" else []
            below = 1 + max([below, *(opened(link.parent) for link in links)])
        depth[index] = max(below, opened(node.space))
    return depth


def _kept(program: Program, needed: list[int]) -> frozenset[int]:
    """What is computed as a column: whatever crosses rows, is read across rows, or is read twice."""
    uses: dict[int, int] = {}
    kept: set[int] = {link.year for accounts in program.accounts for link in accounts.links} & set(needed)
    for index in needed:
        node = program.nodes[index]
        for arg in node.args:
            uses[arg] = uses.get(arg, 0) + 1
        if node.op in CROSSING:
            kept.add(index)
            kept.update(node.args)
    for output in program.outputs:
        for index in (output.node, output.null):
            uses[index] = uses.get(index, 0) + 1
    for index in needed:
        node = program.nodes[index]
        if uses.get(index, 0) > 1 and node.op not in LEAVES and node.op != "not":
            kept.add(index)
    return frozenset(index for index in kept if program.nodes[index].op not in ("integer", "truth"))


def _round(
    program: Program, needed: list[int], depth: dict[int, int], level: dict[int, int], kept: frozenset[int], number: int
) -> Round:
    spaces = {accounts.space: accounts for accounts in program.accounts}
    first = {
        space: accounts
        for space, accounts in spaces.items()
        if all(link.year in depth for link in accounts.links)
        and 1 + max(depth[link.year] for link in accounts.links) == number
    }
    crossing: list[int] = []
    levels: dict[str, dict[int, list[int]]] = {}
    for index in needed:
        node = program.nodes[index]
        if depth[index] != number or index not in kept:
            continue
        if node.op in CROSSING:
            crossing.append(index)
        else:
            levels.setdefault(node.space, {}).setdefault(level[index], []).append(index)
    ordered = tuple(
        (space, tuple(tuple(items) for _, items in sorted(found.items()))) for space, found in levels.items()
    )
    return Round(tuple(first.values()), tuple(crossing), ordered)
