"""A piece's tree → the physical lines it is written on: which tokens, how far in, in which columns. Comments are not here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal as Of
from typing import NamedTuple

from lark import Token, Tree

from rulesdsl.syntax.format_breaks import Break, breaks_in
from rulesdsl.syntax.format_tokens import Node, all_tokens, start_of

STEP = 4
"""Cells that rows, fields and readings are set in."""

Kind = Of["plain", "anchored", "band", "field"]
Above = Of["tight", "kept", "new"]


class Row(NamedTuple):
    """One physical line.

    `cells` are set in columns: what is said and its anchor (`anchored`), key, amount and anchor (`band`), name, type and the
    rest (`field`). `table` tells the rows of one table. `above` is the blank line above: none, as the drafter has it, always.
    """

    indent: int
    cells: tuple[tuple[Token, ...], ...]
    kind: Kind = "plain"
    table: int = 0
    above: Above = "tight"

    def tokens(self) -> Iterator[Token]:
        """All tokens of the line."""
        return (token for cell in self.cells for token in cell)


_HEAD_PARTS = frozenset({"locator", "clause_ref"})
_TAILS = frozenset({"KW_APPLIES_TO", "KW_BY_YEAR"})
_DOCUMENT_LINES = {
    "title",
    "issuer",
    "addressees",
    "signed",
    "published",
    "in_force",
    "expires",
    "text_file",
    "restored",
    "republished",
}
_QUOTING_LINES = {"authority", "responsible", "quoted", "borrowed", "duty", "promotion", "statement", "excuse"}
_DECLARATIONS = {"unit_declaration", "agency_declaration", "fund_declaration"}
_CASE_LINES = {"claim_date", "accounting_year", "as_of", "instance", "paid", "choice", "reading_use", "expectation"}
_OPTIONS = {"reading_option", "day_option"}
_UNALIGNED = {*_DOCUMENT_LINES, *_QUOTING_LINES, *_DECLARATIONS, *_CASE_LINES, "condition_change", *_OPTIONS}
"""Lines whose quote is what they say, not the anchor of what they say."""


def rows(text: str, piece: Node) -> list[Row]:
    """The lines of one piece in written order; every token of the tree is on exactly one of them."""
    head: list[Token] = []
    found: list[Row] = []
    for child in piece.children:
        if isinstance(child, Token) and child.type in ("SENTENCE", "FOLLOWING"):
            found.append(Row(0, ((child,),), above="kept" if found and found[-1].above != "tight" else "new"))
        elif isinstance(child, Token) or str(child.data) in _HEAD_PARTS:
            head += all_tokens(child)
        else:
            above: Above = "kept" if piece.data == "vocabulary" else "tight"
            first, *more = _CONSTRUCTS.get(str(child.data), _line)(text, child, 0)
            found += [first._replace(above=above), *more]
    return [Row(0, (tuple(head),)), *found]


def _line(text: str, node: Node, indent: int) -> list[Row]:
    """A line and what hangs on it: the parts of a broken condition, the rows of a table."""
    breaks = breaks_in(text, node, indent, STEP)
    at = Break(indent, "plain" if str(node.data) in _UNALIGNED else "anchored")
    found: list[Row] = []
    run: list[Token] = []
    for token in all_tokens(node):
        following = breaks.get(start_of(token))
        if following is not None and run:
            found.append(_row(at, run))
            run = []
        at = following or at
        run.append(token)
    return [*found, _row(at, run)]


def _row(at: Break, tokens: list[Token]) -> Row:
    if at.kind == "plain":
        return Row(at.indent, (tuple(tokens),))
    anchor = _anchor(tokens)
    left, right = tuple(tokens[:anchor]), tuple(tokens[anchor:])
    if at.kind == "anchored":
        return Row(at.indent, (left, right), "anchored")
    return Row(at.indent, (left[: at.key], left[at.key :], right), "band", at.table)


def _anchor(tokens: list[Token]) -> int:
    """Where the quotes that end a line begin; what applies to the whole line (适用于, 到) may follow them."""
    end = next((index for index, token in enumerate(tokens) if index and token.type in _TAILS), len(tokens))
    for stop in (len(tokens), end):
        start = stop
        while start > 1 and tokens[start - 1].type == "RIGHT":
            start -= 1
        last = start
        while start > 1 and tokens[start - 1].type == "QUOTE":
            start -= 1
        if start < last:
            return start
    return len(tokens)


def _reading(text: str, node: Node, indent: int) -> list[Row]:
    found = [Row(indent, (tuple(_own_tokens(node)),))]
    for child in _trees(node):
        option = child.data in _OPTIONS
        found += _line(text, child, indent + STEP) if option else [_plain(child, indent + STEP)]
    return found


def _subject(_: str, node: Node, indent: int) -> list[Row]:
    fields = [child for child in _trees(node) if child.data == "field_declaration"]
    parts = node.children[: len(node.children) - len(fields)]
    head = tuple(token for child in parts for token in all_tokens(child))
    return [Row(indent, (head,)), *(_field(child, indent + STEP, start_of(head[0])) for child in fields)]


def _field(node: Node, indent: int, table: int) -> Row:
    name, *rest = node.children
    said = [token for child in rest if not _is_remark(child) for token in all_tokens(child)]
    remarks = [token for child in rest if _is_remark(child) for token in all_tokens(child)]
    return Row(indent, (tuple(all_tokens(name)), tuple(said), tuple(remarks)), "field", table, "kept")


def _is_remark(child: Node | Token) -> bool:
    return isinstance(child, Tree) and child.data in ("phrases", "remark")


def _plain(node: Node, indent: int) -> Row:
    return Row(indent, (tuple(all_tokens(node)),))


def _own_tokens(node: Node) -> Iterator[Token]:
    return (child for child in node.children if isinstance(child, Token))


def _trees(node: Node) -> Iterator[Node]:
    return (child for child in node.children if isinstance(child, Tree))


_CONSTRUCTS: dict[str, Callable[[str, Node, int], list[Row]]] = {
    "reading": _reading,
    "day_reading": _reading,
    "subject_declaration": _subject,
}
"""Constructs of several lines; every other construct is one line and what hangs on it."""
