"""Where one line of a clause goes on on the next: before the parts of a condition, before the rows of a table.

Atoms on one physical line share the quote that ends it (`model/condition.py`), so the drafter's grouping is kept: a condition
is broken before a 并且 or 或者 where the drafter began a new line between the two parts, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal as Of
from typing import NamedTuple

from lark import Token, Tree

from rulesdsl.syntax.format_tokens import Node, all_tokens, start_of


class Break(NamedTuple):
    """A line begins: how far in and how its cells are set; a row of a table also knows its table and the length of its key."""

    indent: int
    kind: Of["plain", "anchored", "band"]
    table: int = 0
    key: int = 0


Breaks = dict[int, Break]
"""Offset of the first token of a line → how that line begins."""

_JOINED = frozenset({"all_of", "any_of"})
_CONDITIONS = _JOINED | {"term"}
_PARENTHESES = frozenset({"group", "any_child", "every_child", "filter"})


def breaks_in(text: str, node: Node, indent: int, step: int) -> Breaks:
    """The lines that begin inside one line's node, which itself begins at `indent`."""
    found: Breaks = {}
    statement = _statement(node)
    for child in _trees(statement):
        if child.data == "bands":
            found |= _rows_of(text, child, indent + step, step)
        else:
            found |= dict(_joints(text, child, indent + step, step))
    condition = next((child for child in _trees(statement) if child.data in _CONDITIONS), None)
    if condition is not None and found:
        found |= _around(statement, condition, Break(indent + step, "anchored"))
    return found


def _statement(node: Node) -> Node:
    """The clause line inside a reading's option; any other line is itself."""
    inner = list(_trees(node)) if node.data == "reading_option" else []
    return inner[-1] if inner else node


def _joints(text: str, node: Node, indent: int, step: int) -> Iterator[tuple[int, Break]]:
    """The 并且 and 或者 of a condition before which the drafter began a new line; deeper inside parentheses."""
    if node.data in _JOINED:
        conjunctions = (child for child in node.children if isinstance(child, Token))
        for (before, after), conjunction in zip(pairwise(_trees(node)), conjunctions, strict=True):
            if text.find("\n", _extent(before)[1], _extent(after)[0]) >= 0:
                yield start_of(conjunction), Break(indent, "anchored")
    inner = indent + step if node.data in _PARENTHESES else indent
    for child in _trees(node):
        yield from _joints(text, child, inner, step)


def _extent(node: Node) -> tuple[int, int]:
    """From where to where a part of a condition counts when its line is asked for: without parentheses and quotes."""
    while node.data in ("term", "group"):
        node = next(_trees(node))
    return node.meta.start_pos, node.meta.end_pos


def _around(statement: Node, condition: Node, line: Break) -> Breaks:
    """A broken condition begins a line of its own, and so does what follows it (适用于, 到)."""
    first = next(all_tokens(condition))
    after = statement.children[statement.children.index(condition) + 1 :]
    following = next((token for child in after for token in all_tokens(child)), None)
    found = {start_of(first): line}
    return found if following is None else found | {start_of(following): line._replace(kind="plain")}


def _rows_of(text: str, bands: Node, indent: int, step: int) -> Breaks:
    table = bands.meta.start_pos
    found: Breaks = dict(_joints(text, bands, indent, step))
    for row in _trees(bands):
        if row.data == "band_row":
            key = sum(1 for _ in all_tokens(row.children[0]))
            found[row.meta.start_pos] = Break(indent, "band", table, key)
    return found


def _trees(node: Node) -> Iterator[Node]:
    return (child for child in node.children if isinstance(child, Tree))
