"""One sentence → its operations: clause by clause, to the end or not at all."""

from __future__ import annotations

from rulesdsl.amendments.cursor import NOT_UNDERSTOOD, Cursor, Refused
from rulesdsl.amendments.operations import (
    DeleteText,
    DeleteUnit,
    InsertText,
    MergeNames,
    ReplaceText,
    ReplaceUnit,
    Retitle,
)
from rulesdsl.amendments.read_acts import read_act, read_effect
from rulesdsl.amendments.read_layout import change_units, delete_units, insert, merge, renumber, split
from rulesdsl.amendments.read_places import Context, Target, read_target
from rulesdsl.amendments.read_words import Found, change_words, delete_words

_KEEPS_PLACE = (ReplaceText, MergeNames, DeleteText, DeleteUnit, InsertText, ReplaceUnit, Retitle)
_MORE_TO_STRIKE = ("STEP", "DOC", "ITS", "OLD", "THAT", "WHOLE", "RELATED", "SELF")


def read_sentence(cursor: Cursor, context: Context) -> Found:
    """The operations of a sentence in written order, each with its place.

    Raises:
        Refused: at the first token that can't stand where it stands; the context is then spoilt.
    """
    found: Found = []
    struck = parted = False
    context.moved = None
    while True:
        begin = cursor.at
        struck_now = _strikes(cursor)
        try:
            made = _clause(cursor, context)
        except Refused as refused:
            if found and not parted and refused.start <= cursor.tokens[begin].start:
                # Nothing parts this from the quote before it, so the sentence could have ended here too.
                cursor.at = begin
                raise cursor.refusal("FINISH", "，", "；") from None
            made = _otherwise(cursor, context, begin, refused, found, struck)
            struck_now = struck_now or struck
        found += made
        _remember(context, made)
        struck = struck_now
        if cursor.kind == "FINISH" or (cursor.kind in ("STOP", "SEMICOLON") and cursor.ahead() == "FINISH"):
            return found
        parted = cursor.skip("COMMA", "SEMICOLON")
        if cursor.kind in ("LIST", "AND") and cursor.ahead() == "QUOTE":
            cursor.at += 1
        elif not parted and cursor.tokens[cursor.at - 1].kind not in ("QUOTE", "BLOCK"):
            raise cursor.refusal("FINISH", "，", "；")


def _strikes(cursor: Cursor) -> bool:
    at = cursor.at
    cursor.skip("LEAD", "ADVERB", "COMMA")
    strikes = cursor.kind == "DELETE"
    cursor.at = at
    return strikes


def _otherwise(cursor: Cursor, context: Context, begin: int, refused: Refused, found: Found, struck: bool) -> Found:
    """What else the words may be: more to strike after 删去, or a sentence that changes no word."""
    stop = cursor.at
    cursor.at = begin
    if struck and cursor.kind in _MORE_TO_STRIKE:
        return _strike(cursor, context)
    effect = read_effect(cursor, context, begin) if not found else None
    if effect is not None:
        return effect
    cursor.at = stop
    raise refused


def _clause(cursor: Cursor, context: Context) -> Found:
    cursor.skip("LEAD", "ADVERB", "COMMA")
    act = read_act(cursor, context)
    if act is not None:
        return act
    if cursor.take("DELETE"):
        return _strike(cursor, context)
    target = read_target(cursor, context)
    _fits(cursor, target)
    if cursor.kind == "QUOTE":
        return change_words(cursor, context, target)
    if cursor.kind == "COMMA" and cursor.ahead() in ("CHANGE", "MERGE", "ADVERB", "AS"):
        cursor.take("COMMA")
    cursor.skip("ADVERB")
    if cursor.kind == "FOR" and cursor.ahead() == "COUNT":
        # 单列为一条，作为第十九条.
        cursor.at += 2
        cursor.take("COMMA")
    token = cursor.take("CHANGE", "AS", "MERGE", "SPLIT", "ADD", "DELETE")
    if token is None:
        raise cursor.refusal("CHANGE", *(("QUOTE",) if target.where == "中" else ()), "ADD", "DELETE", "AS", "MERGE")
    read = {
        "CHANGE": change_units,
        "AS": renumber,
        "MERGE": merge,
        "SPLIT": split,
        "ADD": insert,
        "DELETE": delete_units,
    }[token.kind]
    return read(cursor, context, target)


def _fits(cursor: Cursor, target: Target) -> None:
    """后 and 前 belong to what is added there, 中 to words inside; anything else would be passed over in silence."""
    following = (
        cursor.tokens[cursor.at + 1 : cursor.at + 3]
        if cursor.kind == "COMMA"
        else cursor.tokens[cursor.at : cursor.at + 3]
    )
    kind = next((token.kind for token in following if token.kind not in ("ADVERB", "LEAD", "COMMA")), "FINISH")
    if target.where in ("后", "前") and kind != "ADD":
        token = target.behind
        raise Refused(
            NOT_UNDERSTOOD, f"修改语句没有读懂：「{token.text}」之后没有写增加什么", token.start, token.end, ("增加",)
        )
    if target.where == "中" and kind not in ("ADD", "QUOTE"):
        raise cursor.refusal("QUOTE", "ADD")


def _strike(cursor: Cursor, context: Context) -> Found:
    """After 删去: places with quotes, units, or one after the other."""
    found: Found = []
    while True:
        target = read_target(cursor, context)
        _fits(cursor, target)
        read = delete_words if cursor.kind == "QUOTE" else delete_units
        made = read(cursor, context, target)
        _remember(context, made)
        found += made
        if cursor.kind not in ("LIST", "AND") or cursor.ahead() not in _MORE_TO_STRIKE:
            return found
        cursor.at += 1


def _remember(context: Context, made: Found) -> None:
    """What the next clause may leave out."""
    for operation, _ in made:
        if isinstance(operation, _KEEPS_PLACE):
            context.last, context.renumbered = operation.locator, False
            context.fresh = False
