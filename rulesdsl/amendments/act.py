"""A whole act, or any number of sentences → operations in written order; what isn't understood is refused with its place.

>>> act = parse_act("删去《外国商会管理暂行规定》第七条。")
>>> [operation.to_json()["op"] for operation in act.operations]
['delete_unit']
"""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.cursor import (
    AMBIGUOUS,
    BAD_NUMBER,
    COUNTS_DIFFER,
    LOOSE_QUOTE,
    NO_PLACE,
    NOT_UNDERSTOOD,
    TEXT_MISSING,
    TOO_MANY_UNITS,
    Cursor,
    Refused,
)
from rulesdsl.amendments.lexing import Lexed, Token, lex
from rulesdsl.amendments.locator import Path
from rulesdsl.amendments.operations import InsertUnit, Operation
from rulesdsl.amendments.read_places import Context, read_units
from rulesdsl.amendments.read_sentence import read_sentence
from rulesdsl.amendments.segments import Line, heading, is_frame, preamble, sentence_lines
from rulesdsl.diagnostics import Diagnostic, Span


@frozen
class Place:
    """Where an operation stands in the act: its clause, and the quote it looks for, marks included."""

    clause: Span
    find: Span | None


@frozen
class Sentence:
    """One sentence that was understood: the label of its line, and its operations with their places, in step.

    The operations of one sentence work in one pass; those of different sentences one after the other.
    """

    label: str
    span: Span
    operations: tuple[Operation, ...]
    places: tuple[Place, ...]


@frozen
class Act:
    """What was understood, in order, and what was not."""

    sentences: tuple[Sentence, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of all sentences."""
        return tuple(operation for sentence in self.sentences for operation in sentence.operations)


def parse_act(text: str, file: str = "", path: Path = ()) -> Act:
    """Read a notice, a few sentences or one.

    Args:
        file: the name spans carry.
        path: the path named before the text begins, for a sentence that leaves it out.
    Diagnostics:
        RD540 for words that can't stand where they stand, RD541 to RD545 and RD547 for sentences that are understood but
        can't be meant, RD546 (a warning) for a new unit whose text is not there.
    """
    lexed = lex(text)
    context = Context(path=path)
    sentences: list[Sentence] = []
    problems: list[Diagnostic] = []
    begun = False
    for line in sentence_lines(lexed):
        tokens = _after_heading(lexed, line, context, begun)
        for piece in _split(tokens):
            _sentence(lexed, line, piece, context, file, sentences, problems)
            begun = True
    return Act(tuple(sentences), tuple(problems))


def parse_path(text: str) -> Path | None:
    """A path as `--path` gives it (第二十四条第一款); None for anything else."""
    lexed = lex(text)
    cursor = Cursor(lexed, lexed.tokens)
    try:
        units = read_units(cursor, Context()).units
    except Refused:
        return None
    return units[0] if len(units) == 1 and cursor.kind == "FINISH" else None


def _after_heading(lexed: Lexed, line: Line, context: Context, begun: bool) -> tuple[Token, ...]:
    """The tokens of a line that make sentences; a heading changes the document, a frame has no sentence."""
    found = heading(lexed, line)
    if found is not None:
        docs, count = found
        context.document = None
        if len(docs) == 1:
            context.name_document(docs[0])
        context.base = context.document
        context.path, context.last, context.broken, context.fresh = (), None, False, False
        return line.tokens[count:]
    if is_frame(lexed, line):
        doc = preamble(lexed, line)
        if doc is not None:
            context.name_document(doc)
            context.base = context.document
        return ()
    if line.label:
        context.last, context.fresh = None, begun
        if context.broken:
            context.path, context.broken = (), False
        if context.base is not None and context.document != context.base:
            context.name_document(context.base)
    return line.tokens


def _split(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """The sentences of a line, each with its mark at the end."""
    pieces: list[tuple[Token, ...]] = []
    begin = 0
    for index, token in enumerate(tokens, 1):
        if token.kind == "STOP" or index == len(tokens):
            if index - begin > (1 if token.kind == "STOP" else 0):
                pieces.append(tokens[begin:index])
            begin = index
    return pieces


def _sentence(
    lexed: Lexed,
    line: Line,
    tokens: tuple[Token, ...],
    context: Context,
    file: str,
    sentences: list[Sentence],
    problems: list[Diagnostic],
) -> None:
    span = Span(file, tokens[0].start, tokens[-1].end)
    try:
        found = read_sentence(Cursor(lexed, tokens), context)
    except Refused as refused:
        problems.append(_diagnostic(_at_loose_mark(tokens) or refused, file))
        context.path, context.last, context.broken = (), None, True
        return
    places = tuple(Place(Span(file, *made.clause), Span(file, *made.find) if made.find else None) for _, made in found)
    operations = tuple(operation for operation, _ in found)
    sentences.append(Sentence(line.label, span, operations, places))
    for operation, place in zip(operations, places, strict=True):
        if isinstance(operation, InsertUnit) and not operation.text:
            message = "没有写出增加的文字"
            problems.append(
                Diagnostic(TEXT_MISSING, message, place.clause, help="在 ： 之后写上“…”，或另起一段写新的条文")
            )
    context.fresh = False


def _at_loose_mark(tokens: tuple[Token, ...]) -> Refused | None:
    """A mark without partner is the cause of whatever else went wrong in its sentence."""
    loose = next((token for token in tokens if token.kind == "LOOSE"), None)
    return Refused(LOOSE_QUOTE, "引号没有配成一对", loose.start, loose.end) if loose else None


_HELP = {
    NOT_UNDERSTOOD: "句式见 docs/amendments/sentences.md",
    LOOSE_QUOTE: "补上缺的引号；引文里的引号用‘’",
    COUNTS_DIFFER: "让前后的数目相同",
    NO_PLACE: "写明第几条，或者用 --path 给出前面的位置",
    BAD_NUMBER: "核对编号、起止和日期",
    AMBIGUOUS: "写得只有一种读法",
    TEXT_MISSING: "写出新的文字",
    TOO_MANY_UNITS: "把通知分成几份",
}


def _diagnostic(refused: Refused, file: str) -> Diagnostic:
    expected = f"此处应为 {'、'.join(refused.expected)}" if refused.expected else ""
    return Diagnostic(
        refused.code,
        refused.message,
        Span(file, refused.start, refused.end),
        label=expected,
        help=refused.advice or _HELP[refused.code],
    )
