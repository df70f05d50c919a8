"""Rule text → pieces with trees. A piece that does not parse becomes a diagnostic; the others are kept."""

from __future__ import annotations

from attrs import frozen
from lark import Tree, UnexpectedInput
from lark.lexer import Token
from lark.utils import TextSlice

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.syntax.errors import syntax_error
from rulesdsl.syntax.grammar import parser
from rulesdsl.syntax.limits import limit_errors
from rulesdsl.syntax.pieces import Extent, cut, is_blank

Node = Tree[Token]


@frozen
class Piece:
    """One top-level construct of a rule file with its tree; `kind` is the grammar rule (`measure`, `clause`, …)."""

    kind: str
    tree: Node
    span: Span


def parse_file(file: str, text: str) -> tuple[tuple[Piece, ...], tuple[Diagnostic, ...]]:
    """Parse one rule file.

    Args:
        file: the name diagnostics show.
        text: decoded text; offsets in every span are code points into it.
    Diagnostics:
        RD005 empty file; RD101–RD107 syntax; at most one syntax error a piece.
    """
    if is_blank(text):
        return (), (
            Diagnostic(
                "RD005", "文件里没有规则", Span(file, 0, len(text)), help="写下 措施、条款 等内容，或删除这个文件"
            ),
        )
    found = [parse_piece(file, text, extent) for extent in cut(text)]
    pieces = tuple(piece for piece, _ in found if piece is not None)
    return pieces, tuple(problem for _, problems in found for problem in problems)


def parse_piece(file: str, text: str, extent: Extent) -> tuple[Piece | None, tuple[Diagnostic, ...]]:
    """Parse one piece of a rule file; None for one that is blank or wrong. Nothing outside the piece is read."""
    found = limit_errors(file, text, extent)
    if found or is_blank(text[extent.start : extent.end]):
        return None, found
    try:
        tree = parser().parse(TextSlice(text, extent.start, extent.end))
    except UnexpectedInput as error:
        return None, (syntax_error(file, text, extent, error),)
    construct = tree.children[0]
    assert isinstance(construct, Tree)
    return Piece(str(construct.data), construct, Span(file, extent.start, extent.end)), ()
