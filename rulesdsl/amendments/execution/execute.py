"""An act executed on one text: sentence after sentence, each in one pass; labels at the end; whole or not at all.

    >>> act = parse_act("将第一项中的“甲”修改为“乙”。")
    >>> execute(source, act.sentences).text.text
    '（一）乙…'

Meaning: docs/amendments/execution.md.
"""

from __future__ import annotations

from rulesdsl.amendments.act import Place as Spoken
from rulesdsl.amendments.act import Sentence
from rulesdsl.amendments.execution import text_operations, unit_operations
from rulesdsl.amendments.execution.changes import make, settle, text_begins
from rulesdsl.amendments.execution.circular import circular
from rulesdsl.amendments.execution.hits import Hit
from rulesdsl.amendments.execution.labels import kind_of
from rulesdsl.amendments.execution.near_misses import near_misses
from rulesdsl.amendments.execution.numbering import finish
from rulesdsl.amendments.execution.outcome import Done, Execution, Place
from rulesdsl.amendments.execution.session import Session, place_of
from rulesdsl.amendments.execution.spanmap import SpanMap, span_map
from rulesdsl.amendments.execution.working import Block, Working, begin
from rulesdsl.amendments.operations import Operation
from rulesdsl.amendments.resolve import resolve_locator
from rulesdsl.diagnostics import Diagnostic, severity_of
from rulesdsl.source.parse import parse
from rulesdsl.source.units import SourceText

HANDLERS = {**text_operations.HANDLERS, **unit_operations.HANDLERS}
"""Operation → what it does to the text; those that are not here (施行, 废止 …) leave it as it is."""


def execute(source: SourceText, sentences: tuple[Sentence, ...]) -> Execution:
    """Execute sentences on a text.

    Args:
        source: the text before the act; labels in sentences are read in it.
        sentences: of this document, in written order.
    Diagnostics:
        RD55x places that the text does not have, RD560 words that are not there, RD561 and RD562 words that are there more than once,
        RD563 words that an earlier sentence took (a note), RD564 a sentence that has been executed before, RD565 changes that run into
        each other, RD566 labels that collide, RD567 names that are changed in a circle.
    Returns:
        The new text with the way back; with any error the old one, untouched.
    """
    session = Session(_levelled(begin(source)))
    session.problems += circular(sentences)
    for number, sentence in enumerate(sentences):
        session.sentence = number
        _sentence(session, sentence)
    moved = finish(session)
    problems = tuple(dict.fromkeys(session.problems))
    if any(severity_of(item.code) == "error" for item in problems):
        same = SpanMap((), (), ())
        return Execution(source, source, same, sentences, tuple(session.done), (), (), (), problems)
    text, found = _finished(session.working)
    return Execution(
        source,
        text,
        span_map([piece for block in session.working.blocks for piece in block.pieces], session.working.struck),
        sentences,
        tuple(session.done),
        near_misses(session.working, session.done),
        tuple(session.customary),
        moved,
        (*problems, *_new_problems(found, source)),
    )


def _levelled(working: Working) -> Working:
    for block in working.blocks:
        block.level = kind_of(block.unit)
    return working


def _sentence(session: Session, sentence: Sentence) -> None:
    session.changes, session.later = [], []
    for number, (operation, spoken) in enumerate(zip(sentence.operations, sentence.places, strict=True)):
        session.number = number
        handler = HANDLERS.get(type(operation))
        if handler is None:
            _leave(session, operation, spoken)
        else:
            handler(session, operation, spoken)
    kept, inside, crossing = settle(session.changes)
    for first, second in crossing:
        spoken = sentence.places[second.operation]
        message = f"「{second.hit.text or second.text}」与同一句里要改的「{first.hit.text}」有一部分重合"
        session.report("RD565", message, spoken.find or spoken.clause, "把两处并成一个引文")
    _contained(session, [place_of(item.hit.block, item.hit.start, item.hit.end) for item in inside])
    touched = {id(part.block): part.block for change in kept if not change.text for part in change.hit.parts}
    make(session.working, kept, session.sentence)
    for change in kept:
        _dissolve(session, change.hit)
    for step in session.later:
        step()
    for block in touched.values():
        _drop_if_empty(session, block)


def _leave(session: Session, operation: Operation, spoken: Spoken) -> None:
    """An operation that changes no word; the units it names must be there all the same."""
    if operation.locator.units:
        session.problems += resolve_locator(session.working.source, operation.locator, spoken.clause)[1]
    session.done.append(Done(session.sentence, operation))


def _contained(session: Session, places: list[Place]) -> None:
    if places and session.done:
        from attrs import evolve

        session.done[-1] = evolve(session.done[-1], contained=tuple(places))


def _dissolve(session: Session, hit: Hit) -> None:
    """Units whose labels lie inside what was found have gone; what is left of them belongs to the unit where it began."""
    for part in hit.parts[1:]:
        if part.block in session.working.blocks:
            session.gone.append((part.block.above, part.block.level, session.sentence))
            session.working.join(hit.block, part.block)


def _drop_if_empty(session: Session, block: Block) -> None:
    """A unit of which nothing is left but its label is gone."""
    working = session.working
    if block not in working.blocks or block.text[text_begins(working, block) :].strip():
        return
    if len(working.below(block.unit)) > 1 or block.level in ("标题", "条"):
        return
    session.gone.append((block.above, block.level, session.sentence))
    working.drop([block], session.sentence, "consequential")


def _finished(working: Working) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    text = "".join(block.text for block in working.blocks)
    return parse(working.source.file, text)


def _new_problems(found: tuple[Diagnostic, ...], source: SourceText) -> tuple[Diagnostic, ...]:
    """What the new text has of numbering faults that the old one had not; without a place, since the text is in no file."""
    old = {item.message for item in parse(source.file, source.slice(source.span))[1]}
    return tuple(item._replace(span=None, secondary=()) for item in found if item.message not in old)
