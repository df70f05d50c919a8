"""Tapes: what is computed on the rows of one space in one round, as a list of single operations on registers.

Rows are independent of each other there, so a tape is played on one stretch of rows after the other, short enough that what is computed
is still near the processor when it is read; registers that are not read any more are written to again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import polars as pl

from rulesdsl.run.columnar.operations import ARRAYS, Kind, Operation
from rulesdsl.run.columnar.packed import WORD, room, words
from rulesdsl.run.columnar.sinks import End, Sink, sink_of

ROWS = 1 << 17
"""How many rows a stretch has: whole words of bits. With fewer, threads wait for Python's lock at each operation; with more, for memory."""


class Source(NamedTuple):
    """A register that holds something of a table: `read` says what of the column or expression, whole."""

    register: int
    kind: Kind
    column: str | pl.Expr
    read: Callable[[pl.Series], Any]


class Instruction(NamedTuple):
    """An operation on the registers that `pick` picks: it writes to the last of them, or what it makes is the new content of `into`."""

    apply: Operation
    pick: Callable[[list[Any]], tuple[Any, ...]]
    into: int


class Tape(NamedTuple):
    """`registers` tells the kind of those that are written to, by number; `kept` become columns of the space, `shown` of results."""

    space: str
    size: int
    registers: tuple[tuple[int, Kind], ...]
    constants: tuple[tuple[int, Any], ...]
    sources: tuple[Source, ...]
    code: tuple[Instruction, ...]
    kept: tuple[End, ...]
    shown: tuple[End, ...]


def play(tape: Tape, frame: pl.DataFrame) -> list[pl.Series]:
    """The columns `kept` and then those `shown`, for all rows of the space."""
    height = len(frame)
    sources = _opened(tape.sources, frame)
    sinks = [sink_of(end, height) for end in (*tape.kept, *tape.shown)]
    firsts = deque(range(0, height, ROWS))
    workers = min(pl.thread_pool_size(), len(firsts))
    if workers > 1:
        with ThreadPoolExecutor(workers) as pool:
            for done in [pool.submit(_work, tape, sources, sinks, firsts, height) for _ in range(workers)]:
                done.result()
    else:
        _work(tape, sources, sinks, firsts, height)
    return [sink.column() for sink in sinks]


def _opened(sources: tuple[Source, ...], frame: pl.DataFrame) -> list[tuple[Source, Any]]:
    """What is read of the table, whole."""
    asked = {source.register: source.column for source in sources if isinstance(source.column, pl.Expr)}
    answers = frame.select(expression.alias(str(at)) for at, expression in asked.items()) if asked else frame

    def column(source: Source) -> pl.Series:
        return answers[str(source.register)] if source.register in asked else frame[str(source.column)]

    return [(source, source.read(column(source))) for source in sources]


def _work(tape: Tape, sources: list[tuple[Source, Any]], sinks: list[Sink], firsts: deque[int], height: int) -> None:
    """Play stretches until there are none left, beside others who do the same."""
    rows = min(ROWS, height)
    arrays = {register: room(_length(kind, rows), ARRAYS[kind]) for register, kind in tape.registers}
    kinds = dict(tape.registers)
    while firsts:
        try:
            first = firsts.popleft()
        except IndexError:
            return
        count = min(ROWS, height - first)
        registers: list[Any] = [None] * tape.size
        for register, value in tape.constants:
            registers[register] = value
        for register, array in arrays.items():
            registers[register] = array if count == rows else array[: _length(kinds[register], count)]
        for source, whole in sources:
            registers[source.register] = _stretch(source.kind, whole, first, count)
        _run(tape.code, registers)
        for sink in sinks:
            sink.take(registers, first, count)


def _run(code: tuple[Instruction, ...], registers: list[Any]) -> None:
    """Carry out a tape on one stretch."""
    for apply, pick, into in code:
        if into < 0:
            apply(*pick(registers))
        else:
            registers[into] = apply(*pick(registers))


def _length(kind: Kind, rows: int) -> int:
    return words(rows) if kind is Kind.TRUTH else rows


def _stretch(kind: Kind, whole: Any, first: int, rows: int) -> Any:
    """Some rows of a column."""
    if kind is Kind.WIDE:
        return whole.slice(first, rows)
    return whole[first // WORD : words(first + rows)] if kind is Kind.TRUTH else whole[first : first + rows]
