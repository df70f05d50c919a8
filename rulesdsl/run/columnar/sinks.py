"""Columns that are made of registers, one stretch of rows after the other."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

import numpy as np
import polars as pl

from rulesdsl.run.columnar.operations import ARRAYS, COLUMNS, Kind
from rulesdsl.run.columnar.packed import WORD, Bits, column_of, room, words


class End(NamedTuple):
    """A register that becomes a column: its kind, of which space, the name; null where another one holds (or doesn't), −1 nowhere."""

    register: int
    kind: Kind
    space: str
    name: str
    null: int = -1
    null_holds: bool = True


class Sink(Protocol):
    """A column while its stretches are filled in, from several threads, each its own rows."""

    def take(self, registers: list[Any], first: int, rows: int) -> None:
        """Take over the rows of a stretch, which begins with a word of bits."""

    def column(self) -> pl.Series:
        """The whole column."""


def sink_of(end: End, height: int) -> Sink:
    """The sink for a register, of so many rows in all."""
    return _Wide(end, height) if end.kind is Kind.WIDE else _Arrays(end, height)


class _Nulls:
    """Where a column is given; None: everywhere."""

    def __init__(self, end: End, height: int) -> None:
        self.end = end
        self.given: Bits | None = room(words(height), np.uint64) if end.null >= 0 else None

    def take(self, registers: list[Any], first: int, rows: int) -> None:
        if self.given is not None:
            null = registers[self.end.null]
            self.given[first // WORD : words(first + rows)] = ~null if self.end.null_holds else null


class _Arrays:
    """Of integers of 64 or 8 bits, or of truths."""

    def __init__(self, end: End, height: int) -> None:
        self.end, self.height = end, height
        self.nulls = _Nulls(end, height)
        self.values = room(words(height) if end.kind is Kind.TRUTH else height, ARRAYS[end.kind])

    def take(self, registers: list[Any], first: int, rows: int) -> None:
        place = slice(first // WORD, words(first + rows)) if self.end.kind is Kind.TRUTH else slice(first, first + rows)
        self.values[place] = registers[self.end.register]
        self.nulls.take(registers, first, rows)

    def column(self) -> pl.Series:
        found = column_of(self.values, self.nulls.given, self.height, truths=self.end.kind is Kind.TRUTH)
        return found.alias(self.end.name)


class _Wide:
    """Of integers of 128 bits."""

    def __init__(self, end: End, height: int) -> None:
        self.end, self.height = end, height
        self.nulls = _Nulls(end, height)
        self.parts: dict[int, pl.Series] = {}

    def take(self, registers: list[Any], first: int, rows: int) -> None:
        values = registers[self.end.register]
        self.parts[first] = values if len(values) == rows else values.new_from_index(0, rows)
        self.nulls.take(registers, first, rows)

    def column(self) -> pl.Series:
        kind = COLUMNS[Kind.WIDE]
        whole = pl.concat([pl.Series([], dtype=kind), *(part for _, part in sorted(self.parts.items()))])
        if self.nulls.given is not None:
            given = column_of(self.nulls.given, None, self.height, truths=True)
            whole = whole.zip_with(given, pl.Series([None], dtype=kind))
        return whole.alias(self.end.name)
