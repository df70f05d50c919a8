"""The columns to compute, and an order in which to do it: what both Polars and SQL carry out.

A program is cut into rounds. In each round what crosses rows is gathered first (an owner's value, a sum of children), then every
space computes on its own rows, from what the round gathered and what earlier rounds kept.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.columnar.lowering import Derived
from rulesdsl.run.columnar.nodes import CROSSING, Link, Node, column_at_home

TIMES_READ = {"smaller": 2, "larger": 2, "year": 2}
"""Operations that are written as a case over their arguments, and so read them twice."""


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
    homes: tuple[tuple[str, str], ...] = ()


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
    """What has to be made of the tables, the rounds, and the outputs ready after each round.

    `depths` says of each node in which round it is computed. `kept` are the nodes that SQL makes columns of.
    """

    derived: tuple[Derived, ...]
    links: tuple[Link, ...]
    rounds: tuple[Round, ...]
    kept: frozenset[int]
    depths: dict[int, int]
    outputs: tuple[tuple[Output, ...], ...]


COLUMNS = frozenset({"column", "flag", "given", "text"})
CONSTANTS = frozenset({"integer", "truth"})
LEAVES = COLUMNS | CONSTANTS | {"linked"}


def schedule(program: Program) -> Schedule:
    """Cut a program into rounds."""
    needed = needed_nodes(program)
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
    read = {(node.space, node.data[0]) for node in nodes if node.op in COLUMNS}
    homes = dict(program.homes)
    derived = tuple(
        item
        for item in program.derived
        if (home := homes.get(item.space, item.space), column_at_home(item.space, home, item.name)) in read
    )
    links = tuple(node.data[0] for node in nodes if node.op == "linked")
    return Schedule(derived, links, rounds, kept, depth, tuple(tuple(items) for items in outputs))


def needed_nodes(program: Program) -> list[int]:
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
    """What is computed as a column: whatever crosses rows, is read across rows or twice, and divisions, which take longest.

    A contrary is written where it is read: what it is the contrary of is read as often. Of columns only those with nulls, which
    something asks for, are more than a name; a comparison of texts is work in any case.
    """
    nodes = program.nodes
    uses = dict.fromkeys(needed, 0)
    filled = {(nodes[index].space, nodes[index].data) for index in needed if nodes[index].op == "given"}
    kept: set[int] = {link.year for accounts in program.accounts for link in accounts.links} & set(needed)
    for output in program.outputs:
        for index in (output.node, output.null):
            if index >= 0:
                uses[index] += 1
    for index in reversed(needed):
        node = nodes[index]
        for arg in node.args:
            uses[arg] += uses[index] if node.op == "not" else TIMES_READ.get(node.op, 1)
        if node.op in CROSSING:
            kept.add(index)
            kept.update(node.args)
        elif node.op == "divide" or (uses[index] > 1 and _is_work(node, filled)):
            kept.add(index)
    return frozenset(index for index in kept if nodes[index].op not in CONSTANTS)


def _is_work(node: Node, filled: set[tuple[str, tuple[object, ...]]]) -> bool:
    """Whether writing a node twice would do something twice."""
    if node.op in ("column", "flag"):
        return (node.space, node.data) in filled
    if node.op == "text":
        return True
    return node.op not in LEAVES and node.op != "not"


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
