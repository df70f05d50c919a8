"""The text while an act is executed on it: one block a unit, and of every character where it comes from.

A unit's own text is one stretch of the file (`source.units`), so the file is cut at the lines where units begin; blocks are changed
one by one, moved and dropped, and joined again at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from attrs import define, field

from rulesdsl.source.fold import Folded, fold
from rulesdsl.source.units import SourceText

NOWHERE = (-1, -1)


class Piece(NamedTuple):
    """A run of characters: of the old text from offset `old` on, or (`old` −1) put there by a sentence, in place of the old
    characters `instead`."""

    length: int
    old: int
    sentence: int = -1
    instead: tuple[int, int] = NOWHERE


class Struck(NamedTuple):
    """Old characters that are gone: deleted, replaced by others, or (`consequential`) marks and labels that went with them."""

    start: int
    end: int
    sentence: int
    kind: str


class Edit(NamedTuple):
    """`[start, end)` of a block gives way to `text`; `kind` is delete, replace, insert or consequential."""

    start: int
    end: int
    text: str
    sentence: int
    kind: str


@define(eq=False)
class Block:
    """The own text of one unit, from the line it begins on to the line the next one begins on. `above` is the upper unit's id.

    `level` is the kind of unit, `label` its label as it now stands; a unit that an act puts in has an id that begins with +.
    """

    unit: str
    above: str | None
    level: str
    label: str
    text: str
    pieces: list[Piece]
    _folded: Folded | None = field(default=None, init=False)

    @property
    def folded(self) -> Folded:
        """The copy in which words are looked for."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded

    def put(self, text: str, pieces: list[Piece]) -> None:
        """The block with another text."""
        self.text, self.pieces, self._folded = text, pieces, None


class Region(NamedTuple):
    """A stretch of a block."""

    block: Block
    start: int
    end: int


@define(eq=False)
class Working:
    """All blocks in the order of the text, what has been struck so far, and the line ends that part units in this text."""

    source: SourceText
    blocks: list[Block]
    struck: list[Struck]
    by_unit: dict[str, Block]
    gap: str

    def below(self, unit: str) -> list[Block]:
        """The block of a unit and those of all units below it, as they now stand."""
        block = self.by_unit.get(unit)
        if block is None or block not in self.blocks:
            return []
        at = self.blocks.index(block)
        found = [block]
        inside = {unit}
        for other in self.blocks[at + 1 :]:
            if other.above not in inside:
                break
            inside.add(other.unit)
            found.append(other)
        return found

    def children(self, unit: str | None) -> list[Block]:
        """The blocks directly below a unit (None: below none)."""
        return [block for block in self.blocks if block.above == unit]

    def drop(self, blocks: list[Block], sentence: int, kind: str = "delete") -> None:
        """Take whole blocks out."""
        gone = set(map(id, blocks))
        for block in blocks:
            _strike(self.struck, block.pieces, sentence, kind)
        self.blocks = [block for block in self.blocks if id(block) not in gone]

    def join(self, first: Block, second: Block) -> None:
        """The text of a block becomes the end of another one's."""
        first.put(first.text + second.text, [*first.pieces, *second.pieces])
        self.blocks.remove(second)
        for block in self.children(second.unit):
            block.above = first.unit

    def apply(self, block: Block, edits: list[Edit]) -> None:
        """Make edits that rise and don't overlap."""
        texts: list[str] = []
        pieces: list[Piece] = []
        cursor = _Cursor(block.pieces)
        at = 0
        for edit in edits:
            texts += [block.text[at : edit.start], edit.text]
            pieces += cursor.take(edit.start - at)
            gone = cursor.take(edit.end - edit.start)
            _strike(self.struck, gone, edit.sentence, edit.kind)
            if edit.text:
                pieces.append(Piece(len(edit.text), -1, edit.sentence, _hull(gone)))
            at = edit.end
        texts.append(block.text[at:])
        pieces += cursor.take(len(block.text) - at)
        block.put("".join(texts), pieces)


class _Cursor:
    """Takes characters off a list of pieces, from the left."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._rest = iter(pieces)
        self._held: Piece | None = None

    def take(self, count: int) -> list[Piece]:
        found: list[Piece] = []
        while count > 0:
            piece = self._held if self._held is not None else next(self._rest)
            self._held = None
            if piece.length > count:
                piece, self._held = split_piece(piece, count)
            found.append(piece)
            count -= piece.length
        return found


def split_piece(piece: Piece, at: int) -> tuple[Piece, Piece]:
    """A run cut in two."""
    rest = piece.old + at if piece.old >= 0 else -1
    return piece._replace(length=at), piece._replace(length=piece.length - at, old=rest)


def _hull(pieces: list[Piece]) -> tuple[int, int]:
    spans = [(piece.old, piece.old + piece.length) if piece.old >= 0 else piece.instead for piece in pieces]
    known = [span for span in spans if span != NOWHERE]
    return (min(span[0] for span in known), max(span[1] for span in known)) if known else NOWHERE


def _strike(struck: list[Struck], pieces: list[Piece], sentence: int, kind: str) -> None:
    struck += [Struck(piece.old, piece.old + piece.length, sentence, kind) for piece in pieces if piece.old >= 0]


def begin(source: SourceText) -> Working:
    """The working copy of a text."""
    starts = [_line_start(source.text, unit.span.start) for unit in source.units]
    cuts = [source.span.start, *starts[1:], source.span.end]
    blocks = []
    for unit, start, end in zip(source.units, cuts, cuts[1:], strict=False):
        label = source.slice(unit.label_span) if unit.label_span is not None else ""
        blocks.append(
            Block(unit.id, unit.parent, unit.kind, label, source.text[start:end], [Piece(end - start, start)])
        )
    spaced = sum(block.text.endswith("\n\n") for block in blocks)
    gap = "\n\n" if 2 * spaced > len(blocks) else "\n"
    return Working(source, blocks, [], {block.unit: block for block in blocks}, gap)


def _line_start(text: str, offset: int) -> int:
    """The start of the line, where nothing but space stands before; else the offset itself."""
    at = offset
    while at > 0 and text[at - 1] in " \t\u3000\xa0":
        at -= 1
    return at if at == 0 or text[at - 1] in "\r\n" else offset


def now_at(block: Block, start: int, end: int) -> tuple[int, int] | None:
    """Where the old characters `[start, end)`, or what replaced them, stand in a block now; None when nothing is left."""
    spans = [
        (low, high)
        for low, high, old_low, old_high in _old_runs(block.pieces, start, end)
        if old_low < end and old_high > start
    ]
    return (spans[0][0], spans[-1][1]) if spans else None


def with_put_in(block: Block, start: int, end: int) -> tuple[int, int]:
    """A stretch of a block as it is now, with the words that were put in right before and right behind it."""
    at = 0
    runs = []
    for piece in block.pieces:
        runs.append((at, at + piece.length, piece.old < 0))
        at += piece.length
    for low, high, put_in in runs:
        end = high if put_in and low == end else end
    for low, high, put_in in reversed(runs):
        start = low if put_in and high == start else start
    return start, end


def old_offset(block: Block, at: int) -> int:
    """The old offset of a character of a block; for one that was put in, that of the old character before it."""
    last = position = 0
    for piece in block.pieces:
        if piece.old >= 0:
            last = piece.old + min(max(at - position, 0), piece.length)
        position += piece.length
        if position > at:
            break
    return last


def _old_runs(pieces: list[Piece], start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    at = 0
    for piece in pieces:
        if piece.old >= 0:
            low, high = max(piece.old, start), min(piece.old + piece.length, end)
            if low < high:
                yield at + low - piece.old, at + high - piece.old, low, high
        elif piece.instead != NOWHERE:
            yield at, at + piece.length, *piece.instead
        at += piece.length
