"""Rule text → the same rules in the one layout (docs/language/formatting.md).

Parsing the result gives the same tokens; comments keep their lines; a piece that does not parse is left as it is:

>>> format_text("a.rule", "条款   甲\\n对象\\t 企业\\n")[0]
'条款 甲\\n对象 企业\\n'
"""

from __future__ import annotations

from itertools import pairwise

from lark import Token

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.syntax.format_align import lines
from rulesdsl.syntax.format_comments import NO_GAP, Gap, gap
from rulesdsl.syntax.format_page import Page
from rulesdsl.syntax.format_rows import Row, rows
from rulesdsl.syntax.format_tokens import end_of, start_of
from rulesdsl.syntax.parse import Piece, parse_file
from rulesdsl.syntax.pieces import Extent, cut, is_blank

BOM = "\ufeff"


def format_text(file: str, text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Lay out one rule file.

    Args:
        file: the name diagnostics show.
        text: decoded text, with or without BOM, any line ends.
    Returns:
        The text in the one layout: LF, one newline at the end, no BOM. An empty file stays empty.
    Diagnostics:
        Those of `parse_file`, with offsets into the text without its BOM; the pieces they are about are kept byte for byte.
    """
    text = text.removeprefix(BOM)
    pieces, problems = parse_file(file, text)
    parsed = {piece.span.start: piece for piece in pieces}
    page = Page()
    between = NO_GAP
    for extent in cut(text):
        if extent.keyword == "" and is_blank(text[: extent.end]):
            between = gap(text, 0, extent.end)
            continue
        between = _write(page, text, extent, parsed.get(extent.start), between)
    return page.text(between), problems


def _write(page: Page, text: str, extent: Extent, piece: Piece | None, between: Gap) -> Gap:
    """Write one piece; what is left over is the gap after its last token."""
    found = rows(text, piece.tree) if piece is not None else []
    written = lines(found)
    if not found or len(cut("\n".join(written))) != 1:
        page.verbatim(between, text[extent.start : extent.end])
        return NO_GAP
    at: Token | None = None
    for row, line in zip(found, written, strict=True):
        at = _write_row(page, text, row, line, between if at is None else None, at)
    assert at is not None
    return gap(text, end_of(at), extent.end)


def _write_row(page: Page, text: str, row: Row, line: str, between: Gap | None, before: Token | None) -> Token:
    """Write one row with the comments above and inside it; returns its last token."""
    tokens = list(row.tokens())
    first, last = tokens[0], tokens[-1]
    if before is not None:
        between = gap(text, end_of(before), start_of(first))
    inside: list[Gap] = []
    if text.find("#", start_of(first), end_of(last)) >= 0:
        inside = [gap(text, end_of(left), start_of(right)) for left, right in pairwise(tokens)]
    page.line(between or NO_GAP, inside, row.indent, line, row.above if before is not None else "new")
    return last
