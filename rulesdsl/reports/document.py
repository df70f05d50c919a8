"""A report as data: sections of tables, labelled fields and notes. Every renderer lays out the same content.

    >>> Report("案卷", (Section("结论", 1, (Note("没有可以发放的金额"),)),)).sections[0].title
    '结论'

A cell or value may hold several lines, kept apart by a line feed. Verbatim source text stands in 「」 and nothing else does.
"""

from __future__ import annotations

from typing import NamedTuple


class Table(NamedTuple):
    """Rows under column titles."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def kept(self) -> list[int]:
        """The columns in which any row says something; the others are not shown."""
        said = [index for index in range(len(self.columns)) if any(row[index] for row in self.rows)]
        return said or list(range(len(self.columns)))


class Field(NamedTuple):
    """A label and what is said under it, one value a line; `quote` when the values are verbatim source text."""

    label: str
    values: tuple[str, ...]
    quote: bool = False


class Fields(NamedTuple):
    """A list of labelled fields; those without values are left out by whoever builds it."""

    items: tuple[Field, ...]


class Note(NamedTuple):
    """A remark in a paragraph of its own."""

    text: str


Block = Table | Fields | Note


class Section(NamedTuple):
    """A titled part; `level` 1 is a chapter, 2 a part of the chapter before it."""

    title: str
    level: int
    blocks: tuple[Block, ...]


class Report(NamedTuple):
    """A whole report."""

    title: str
    sections: tuple[Section, ...]
