"""Cells, as many as a tape has values, onto registers, as few as are needed at a time."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any, NamedTuple

from rulesdsl.run.columnar.operations import Kind, Operation
from rulesdsl.run.columnar.tapes import Instruction


class Written(NamedTuple):
    """An operation on some cells gives another one, of a kind."""

    cell: int
    kind: Kind
    apply: Operation
    args: tuple[int, ...]
    fresh: bool
    """Whether it makes what it gives; else it writes to a register."""


class Registers(NamedTuple):
    """Which register holds each cell, the code on them, the kinds of those that are written to."""

    of: dict[int, int]
    code: tuple[Instruction, ...]
    kinds: tuple[tuple[int, Kind], ...]
    size: int


def assigned(code: list[Written], held: Iterable[int], stays: set[int]) -> Registers:
    """Assign registers.

    Args:
        held: cells that are there from the beginning.
        stays: cells that are read after the end.
    """
    of: dict[int, int] = {}
    for cell in held:
        of[cell] = len(of)
    last = _last_readers(code, set(of) | stays)
    kinds: dict[int, Kind] = {}
    free: dict[Kind, list[int]] = {}
    found, size = [], len(of)
    for number, (cell, kind, apply, args, fresh) in enumerate(code):
        sides = [of[arg] for arg in args]
        for arg in last.get(number, ()):
            if of[arg] in kinds:
                free.setdefault(kinds[of[arg]], []).append(of[arg])
        waiting = free.get(kind)
        if fresh or not waiting:
            of[cell], size = size, size + 1
        else:
            of[cell] = waiting.pop()
        if fresh:
            found.append(Instruction(apply, _picker(sides), of[cell]))
        else:
            kinds[of[cell]] = kind
            found.append(Instruction(apply, _picker([*sides, of[cell]]), -1))
    return Registers(of, tuple(found), tuple(kinds.items()), size)


def _last_readers(code: list[Written], stays: set[int]) -> dict[int, list[int]]:
    """By instruction, the cells that it is the last to read."""
    seen, found = set(stays), {}
    for number in range(len(code) - 1, -1, -1):
        gone = [arg for arg in dict.fromkeys(code[number].args) if arg not in seen]
        seen.update(gone)
        found[number] = gone
    return found


def _picker(registers: list[int]) -> Any:
    """From all registers to a tuple of some."""
    if len(registers) > 1:
        return itemgetter(*registers)
    only = registers[0]
    return lambda every: (every[only],)
