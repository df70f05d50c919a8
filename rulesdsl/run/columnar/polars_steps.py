"""A scheduled program as lists of Polars expressions, written once and carried out on any number of tables of its shape."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from rulesdsl.run.columnar.guards import Guard
from rulesdsl.run.columnar.polars_expressions import Expressions, name_of
from rulesdsl.run.columnar.program import Accounts, Output, Program, Schedule

Drops = tuple[tuple[str, tuple[str, ...]], ...]
"""Columns by space that are not read any more."""


class Level(NamedTuple):
    """Columns to add to a space; `guarded` ones are looked at only on some rows, and read the columns named."""

    space: str
    plain: tuple[pl.Expr, ...]
    guarded: tuple[tuple[Guard, tuple[pl.Expr, ...], tuple[str, ...]], ...]
    drops: Drops


class Shown(NamedTuple):
    """Columns of the result of a space, read from the space that holds its rows."""

    space: str
    home: str
    columns: tuple[pl.Expr, ...]
    drops: Drops


class Step(NamedTuple):
    """One round."""

    accounts: tuple[Accounts, ...]
    crossing: tuple[int, ...]
    drops: Drops
    levels: tuple[Level, ...]
    shown: tuple[Shown, ...]


def write_steps(program: Program, plan: Schedule) -> tuple[Step, ...]:
    """Write down all rounds."""
    writer = _Writer(program, plan)
    return tuple(writer.step(number, outputs) for number, outputs in enumerate(plan.outputs))


class _Writer:
    """What is there while rounds are written down, and how often it is still to be read."""

    def __init__(self, program: Program, plan: Schedule) -> None:
        self.nodes = program.nodes
        self.homes = dict(program.homes)
        self.plan = plan
        self.there: set[int] = set()
        self.nullable = {(node.space, node.data[0]) for node in program.nodes if node.op == "given"}
        self.waiting = self._references(program)

    def step(self, number: int, outputs: tuple[Output, ...]) -> Step:
        """One round."""
        found = self.plan.rounds[number]
        self.there.update(found.crossing)
        drops = self._done(found.crossing)
        levels = tuple(self._level(space, level) for space, levels in found.levels for level in levels)
        by_space: dict[str, list[Output]] = {}
        for output in outputs:
            by_space.setdefault(output.space, []).append(output)
        shown = tuple(self._shown(space, items) for space, items in by_space.items())
        return Step(found.accounts, found.crossing, drops, levels, shown)

    def _expressions(self, space: str) -> Expressions:
        return Expressions(self.nodes, self.there.__contains__, lambda name: (space, name) in self.nullable)

    def _level(self, space: str, level: tuple[int, ...]) -> Level:
        written = self._expressions(space)
        found = {index: written.written(index).alias(name_of(index)) for index in level}
        guarded = []
        for guard in dict.fromkeys(self.plan.guards[index] for index in level if index in self.plan.guards):
            columns = tuple(found.pop(index) for index in level if self.plan.guards.get(index) == guard)
            names = sorted({name for column in columns for name in column.meta.root_names()})
            guarded.append((guard, columns, tuple(names)))
        self.there.update(level)
        return Level(space, tuple(found.values()), tuple(guarded), self._done(level))

    def _shown(self, space: str, outputs: list[Output]) -> Shown:
        home = self.homes.get(space, space)
        written, columns = self._expressions(home), []
        for output in outputs:
            value = written.of(output.node)
            if output.null >= 0:
                value = pl.when(~written.of(output.null)).then(value)
            columns.append(value.alias(output.name))
        drops = self._read(index for output in outputs for index in (output.node, output.null) if index >= 0)
        return Shown(space, home, tuple(columns), drops)

    def _done(self, computed: Iterable[int]) -> Drops:
        return self._read(arg for index in computed for arg in self.plan.reads(self.nodes[index], index))

    def _read(self, indices: Iterable[int]) -> Drops:
        """Count what was read, and tell what is not read any more."""
        gone: dict[str, list[str]] = {}
        for index in self._kept_below(indices):
            self.waiting[index] -= 1
            if not self.waiting[index]:
                gone.setdefault(self.nodes[index].space, []).append(name_of(index))
                self.there.discard(index)
        return tuple((space, tuple(names)) for space, names in gone.items())

    def _kept_below(self, indices: Iterable[int]) -> list[int]:
        """The kept nodes that some nodes read, through what is written out; one entry for each way."""
        found, stack = [], list(indices)
        while stack:
            index = stack.pop()
            if index in self.plan.kept:
                found.append(index)
            else:
                stack.extend(self.nodes[index].args)
        return found

    def _references(self, program: Program) -> dict[int, int]:
        """How often each kept node is read in all; the years of accounts once more, so that they stay."""
        reads = [arg for index in self.plan.kept for arg in self.plan.reads(self.nodes[index], index)]
        for output in program.outputs:
            reads += [index for index in (output.node, output.null) if index >= 0]
        reads += [link.year for accounts in program.accounts for link in accounts.links]
        counts = dict.fromkeys(self.plan.kept, 0)
        for index in self._kept_below(reads):
            counts[index] += 1
        return counts
