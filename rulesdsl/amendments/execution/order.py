"""Pairs of sentences whose order matters: the act says which comes first, and this says why it has to.

Two sentences are tried both ways, behind all that come before them. Only pairs that may meet are tried: one looks for words that the
other looks for, takes away or puts in, or both work on one unit as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from rulesdsl.amendments.act import Sentence
from rulesdsl.amendments.execution.execute import execute
from rulesdsl.amendments.execution.outcome import Execution, OrderSensitive
from rulesdsl.amendments.operations import InsertText, MergeNames, Operation, ReplaceText, ReplaceUnit
from rulesdsl.amendments.quotes import as_in_document
from rulesdsl.diagnostics import severity_of
from rulesdsl.source.fold import fold
from rulesdsl.source.units import SourceText

_AROUND = 8


def order_sensitive(source: SourceText, sentences: tuple[Sentence, ...]) -> tuple[OrderSensitive, ...]:
    """Every pair that gives another text, or can't be executed, the other way round.

    Args:
        sentences: of an act that can be executed on `source` as it is written.
    """
    found = []
    words = [_words(sentence) for sentence in sentences]
    finds = [_finds(sentence) for sentence in sentences]
    for one, other in combinations(range(len(sentences)), 2):
        if (
            _may_meet(finds[one], words[other])
            or _may_meet(finds[other], words[one])
            or _share_unit(sentences, one, other)
        ):
            why = _tried(source, sentences[:one], sentences[one], sentences[other])
            if why:
                found.append(OrderSensitive(one, other, why))
    return tuple(found)


def reversed_differs(source: SourceText, execution: Execution) -> bool:
    """Whether the act read from its end gives another text, or none."""
    backward = execute(source, tuple(reversed(execution.sentences)))
    return backward.failed or backward.text.text != execution.text.text


def _finds(sentence: Sentence) -> tuple[str, ...]:
    return tuple(fold(as_in_document(words)).text for item in sentence.operations for words in _sought(item))


def _sought(operation: Operation) -> tuple[str, ...]:
    if isinstance(operation, MergeNames):
        return operation.find
    found = getattr(operation, "find", "")
    return (found,) if found and isinstance(found, str) else ()


def _words(sentence: Sentence) -> tuple[str, ...]:
    """All that a sentence looks for or puts in."""
    return _finds(sentence) + tuple(
        fold(as_in_document(words)).text for item in sentence.operations for words in _put_in(item)
    )


def _put_in(operation: Operation) -> Iterator[str]:
    if isinstance(operation, ReplaceText | MergeNames):
        yield operation.replace
    elif isinstance(operation, InsertText):
        yield operation.text
    elif isinstance(operation, ReplaceUnit):
        yield from operation.text


def _may_meet(finds: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(
        find in text or text in find or _cross(find, text) or _cross(text, find)
        for find in finds
        for text in words
        if text
    )


def _cross(one: str, other: str) -> bool:
    """Whether the end of one is the beginning of the other."""
    return any(one.endswith(other[:size]) for size in range(1, min(len(one), len(other))))


def _share_unit(sentences: tuple[Sentence, ...], one: int, other: int) -> bool:
    """Whether either works on a whole unit in which the other works too."""
    mine, theirs = sentences[one].operations, sentences[other].operations
    return any(
        (_is_whole(a) or _is_whole(b)) and (a.locator.scope or b.locator.scope or _nested(a, b))
        for a in mine
        for b in theirs
    )


def _is_whole(operation: Operation) -> bool:
    return bool(operation.locator.units) and not _sought(operation)


def _nested(one: Operation, other: Operation) -> bool:
    return any(a[: len(b)] == b or b[: len(a)] == a for a in one.locator.units for b in other.locator.units)


def _tried(source: SourceText, before: tuple[Sentence, ...], one: Sentence, other: Sentence) -> str:
    written = execute(source, (*before, one, other))
    if written.failed:
        return ""
    turned = execute(source, (*before, other, one))
    if turned.failed:
        error = next(item for item in turned.diagnostics if severity_of(item.code) == "error")
        return f"倒过来不能执行：{error.message}"
    if written.text.text == turned.text.text:
        return ""
    return f"倒过来结果不同：{_difference(written.text.text, turned.text.text)}"


def _difference(written: str, turned: str) -> str:
    for tag, a, a_end, b, b_end in SequenceMatcher(None, written, turned, autojunk=False).get_opcodes():
        if tag != "equal":
            return f"「{_around(written, a, a_end)}」成了「{_around(turned, b, b_end)}」"
    return ""


def _around(text: str, start: int, end: int) -> str:
    return "".join(text[max(0, start - _AROUND) : end + _AROUND].split())
