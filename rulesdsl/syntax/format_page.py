"""The page that is written: lines with their comments, blank lines between paragraphs."""

from __future__ import annotations

from typing import Literal as Of

from rulesdsl.syntax.format_comments import Comment, Gap
from rulesdsl.syntax.format_rows import Above

Wanted = Above | Of["end"]

_COMMENT_GAP = "  "


class Page:
    """Collects lines; each knows what stood between it and the token before."""

    def __init__(self) -> None:
        self._chunks: list[str] = []
        self._indent = 0
        self._loose = False

    def line(self, between: Gap, inside: list[Gap], indent: int, text: str, above: Above) -> None:
        """Write one line below what stood between it and the last. Comments from inside it can only go above it."""
        self._above(between, indent, above, _comments(inside))
        self._chunks.append(text + "\n")
        self._indent = indent
        self._loose = False

    def verbatim(self, between: Gap, text: str) -> None:
        """Write a piece that does not parse as it stands, with its own blank lines and comments."""
        self._above(between, 0, "new", ())
        self._chunks.append(text)
        self._loose = True

    def text(self, between: Gap) -> str:
        """The whole page; `between` is what follows the last line."""
        self._above(between, 0, "end", ())
        return "".join(self._chunks)

    def _above(self, between: Gap, indent: int, above: Wanted, lifted: tuple[str, ...]) -> None:
        if between.trailing:
            self._chunks[-1] = self._chunks[-1][:-1] + _COMMENT_GAP + between.trailing + "\n"
        own = (
            *between.own,
            *(Comment(text, not index and between.blank_after, False) for index, text in enumerate(lifted)),
        )
        blanks = _blank_lines(between, own, above)
        closing = _closing(blanks, above)
        for index, comment in enumerate(own):
            self._blank(blanks[index])
            inset = self._indent if index < closing and comment.indented else indent
            self._chunks.append(" " * inset + comment.text + "\n")
            self._loose = False
        self._blank(blanks[-1])

    def _blank(self, wanted: bool) -> None:
        if wanted and self._chunks and not self._loose:
            self._chunks.append("\n")


def _blank_lines(between: Gap, own: tuple[Comment, ...], above: Wanted) -> list[bool]:
    """Whether a blank line goes above each comment, and above the line itself."""
    if above == "end":
        return [*(comment.blank_before for comment in own), False]
    if not own:
        return [above == "new" or (above == "kept" and between.blank_after)]
    lifted = len(own) > len(between.own)
    found = [*(comment.blank_before for comment in own), between.blank_after and not lifted]
    if above == "new":
        first = max((index for index, blank in enumerate(found) if blank), default=0)
        found[first] = True
    return found


def _closing(blanks: list[bool], above: Wanted) -> int:
    """How many comments belong to the line before: those at a piece's end, up to the first blank line."""
    if above not in ("new", "end"):
        return 0
    return blanks.index(True) if True in blanks else len(blanks)


def _comments(inside: list[Gap]) -> tuple[str, ...]:
    return tuple(text for gap in inside for text in (gap.trailing, *(comment.text for comment in gap.own)) if text)
