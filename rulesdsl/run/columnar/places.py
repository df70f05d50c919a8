"""In which round each node is computed on the rows of its space, and until when it has to be a column there."""

from __future__ import annotations

from rulesdsl.run.columnar.guards import guards
from rulesdsl.run.columnar.nodes import CROSSING, Node
from rulesdsl.run.columnar.program import CONSTANTS, LEAVES, Program, Schedule, needed_nodes

Columns = tuple[tuple[str, int], ...]
"""Nodes that are columns, with their spaces."""

CROSSED, OWN = 0, 1
"""The two stages of a round: what crosses rows, and what stays on them."""


class Places:
    """A program with its schedule, seen from its columns."""

    def __init__(self, program: Program, plan: Schedule) -> None:
        self.nodes = program.nodes
        self.homes = dict(program.homes)
        self.plan = plan
        needed = needed_nodes(program)
        self._nullable = {(node.space, node.data[0]) for node in program.nodes if node.op == "given"}
        asked = frozenset(index for output in program.outputs for index in (output.node, output.null))
        # A condition that crosses more rows than the division is known only a round later.
        found = guards(program.nodes, needed, asked)
        self.guards = {
            index: guard for index, guard in found.items() if self.depth(guard.condition) <= self.depth(index)
        }
        self.last_read = self._last_reads(program, needed)

    def depth(self, index: int) -> int:
        """The round in which a node is computed."""
        return self.plan.depths[index]

    def reads(self, index: int) -> tuple[int, ...]:
        """What has to be there before a node is computed."""
        guard = self.guards.get(index)
        return self.nodes[index].args if guard is None else (*self.nodes[index].args, guard.condition)

    def is_nullable(self, node: Node) -> bool:
        """Whether a column of a table has nulls."""
        return (node.space, node.data[0]) in self._nullable

    def is_at_hand(self, index: int, number: int) -> bool:
        """Whether a node is constant, or a column of the table or of the space, when the rows of a round are computed."""
        node = self.nodes[index]
        return node.op in LEAVES or node.op in CROSSING or self.depth(index) < number

    def kept_in(self, number: int) -> dict[str, list[int]]:
        """The nodes that become columns in a round, by space."""
        found: dict[str, list[int]] = {}
        for index in self.last_read:
            if self.depth(index) == number and self.nodes[index].op not in CROSSING:
                found.setdefault(self.nodes[index].space, []).append(index)
        return found

    def past(self, number: int, stage: int) -> Columns:
        """The columns that were read for the last time."""
        return tuple((self.nodes[index].space, index) for index, at in self.last_read.items() if at == (number, stage))

    def _last_reads(self, program: Program, needed: list[int]) -> dict[int, tuple[int, int]]:
        """Of each node that is a column, the round and the stage in which it is read last."""
        found: dict[int, tuple[int, int]] = {}

        def read(index: int, number: int, stage: int) -> None:
            found[index] = max(found.get(index, (0, 0)), (number, stage))

        for index in needed:
            here, crosses = self.depth(index), self.nodes[index].op in CROSSING
            for arg in self.reads(index):
                if crosses and self.nodes[arg].op not in CONSTANTS:
                    read(arg, here, CROSSED)
                elif self._is_column(arg, here):
                    read(arg, here, OWN)
        for number, outputs in enumerate(self.plan.outputs):
            for index in (index for output in outputs for index in (output.node, output.null) if index >= 0):
                if self._is_column(index, number):
                    read(index, number, OWN)
        for link in (link for accounts in program.accounts for link in accounts.links):
            if link.year in self.plan.depths and self.nodes[link.year].op not in CONSTANTS:
                # Accounts are opened by their years, and no round says that it reads them.
                read(link.year, len(self.plan.rounds), CROSSED)
        return found

    def _is_column(self, index: int, number: int) -> bool:
        """Whether what is computed on the rows of a round reads a node as a column that an earlier stage has made."""
        node = self.nodes[index]
        return node.op not in LEAVES and (node.op in CROSSING or self.depth(index) < number)
