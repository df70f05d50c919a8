"""Where the quotation marks of a whole act pair up, and how quoted words read in the document.

    >>> [(pair.start, pair.end) for pair in match_quotes("将“甲‘乙’”改为“丙”").pairs]
    [(1, 7), (9, 12)]
    >>> as_in_document("各种‘手拉手’活动")
    '各种“手拉手”活动'

Marks are paired before anything else is read, since quoted text holds every other mark. A text of several paragraphs may
open “ again at each of them and close once; such a mark opens nothing. A mark that is never closed is set aside, so that
one slip doesn't swallow the sentences after it. One pass, whatever the input.
"""

from __future__ import annotations

import re
from typing import NamedTuple

PARAGRAPH_BREAKS = "\n⏎"
"""What ends a paragraph; ⏎ is how collections of sentences print a line end."""

_CLOSERS = {"“": "”", "‘": "’", "「": "」", "『": "』", '"': '"'}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}
_MARK = re.compile(r'[“”‘’「」『』"＂\n⏎]')
_SWAP = str.maketrans("“”‘’", "‘’“”")


class Pair(NamedTuple):
    """One outermost quotation, marks included; `reopened` are the offsets of marks that only open a paragraph again."""

    start: int
    end: int
    reopened: tuple[int, ...]


class Quotes(NamedTuple):
    """The quotations of a text in order, and the offsets of marks without a partner."""

    pairs: tuple[Pair, ...]
    loose: frozenset[int]


def match_quotes(text: str) -> Quotes:
    """Pair the marks of a text."""
    stack: list[int] = []
    closed: list[tuple[int, int]] = []
    reopened: list[int] = []
    loose: set[int] = set()
    for hit in _MARK.finditer(text):
        mark, at = hit[0].replace("＂", '"'), hit.start()
        if mark in PARAGRAPH_BREAKS:
            if stack and text[stack[-1]] in '"＂':
                loose.add(stack.pop())
        elif mark == '"':
            _straight(text, at, stack, closed)
        elif mark in _CLOSERS:
            if mark in "“「" and stack and _begins_paragraph(text, at):
                reopened.append(at)
            else:
                stack.append(at)
        else:
            _close(text, at, _OPENERS[mark], stack, closed, loose)
    loose.update(stack)
    return Quotes(_outermost(closed, reopened), frozenset(loose))


def _straight(text: str, at: int, stack: list[int], closed: list[tuple[int, int]]) -> None:
    """ASCII marks open and close in turn, within one paragraph, and mean nothing inside curly ones."""
    if stack and text[stack[-1]] in '"＂':
        closed.append((stack.pop(), at + 1))
    elif not stack:
        stack.append(at)


def _close(text: str, at: int, opener: str, stack: list[int], closed: list[tuple[int, int]], loose: set[int]) -> None:
    """Close the innermost mark of that shape; a single mark never closes over an open double one (an apostrophe)."""
    if stack and text[stack[-1]] == opener:
        closed.append((stack.pop(), at + 1))
    elif opener == "“" and len(stack) > 1 and text[stack[-1]] == "‘" and text[stack[-2]] == opener:
        stack.pop()
        closed.append((stack.pop(), at + 1))
    elif not stack:
        loose.add(at)


def _begins_paragraph(text: str, at: int) -> bool:
    before = at - 1
    while before >= 0 and text[before] in " \t\r\u3000" and at - before < 40:
        before -= 1
    return before < 0 or text[before] in PARAGRAPH_BREAKS


def _outermost(closed: list[tuple[int, int]], reopened: list[int]) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    end = next_mark = 0
    for start, stop in sorted(closed):
        if start < end:
            continue
        end = stop
        while next_mark < len(reopened) and reopened[next_mark] < start:
            next_mark += 1
        first = next_mark
        while next_mark < len(reopened) and reopened[next_mark] < stop:
            next_mark += 1
        pairs.append(Pair(start, stop, tuple(reopened[first:next_mark])))
    return tuple(pairs)


def as_in_document(quoted: str) -> str:
    """Quoted words as they read in the document: inner marks one level out, ‘手拉手’ is “手拉手”."""
    return quoted.translate(_SWAP)


def as_in_sentence(words: str) -> str:
    """Words of the document as they are quoted in a sentence; the inverse of `as_in_document`."""
    return words.translate(_SWAP)
