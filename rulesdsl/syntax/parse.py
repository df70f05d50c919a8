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
    pieces: list[Piece] = []
    problems: list[Diagnostic] = []
    for extent in cut(text):
        found = limit_errors(file, text, extent)
        if found:
            problems.extend(found)
        elif not is_blank(text[extent.start : extent.end]):
            _parse_piece(file, text, extent, pieces, problems)
    return tuple(pieces), tuple(problems)


def _parse_piece(file: str, text: str, extent: Extent, pieces: list[Piece], problems: list[Diagnostic]) -> None:
    try:
        tree = parser().parse(TextSlice(text, extent.start, extent.end))
    except UnexpectedInput as error:
        problems.append(syntax_error(file, text, extent, error))
        return
    construct = tree.children[0]
    assert isinstance(construct, Tree)
    pieces.append(Piece(str(construct.data), construct, Span(file, extent.start, extent.end)))
