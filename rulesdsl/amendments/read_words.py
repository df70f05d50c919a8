"""Clauses about words: “A”修改为“B”, “A”“B”合并修改为“C”, 删除“A”的表述, 在“A”后增加“B”."""

from __future__ import annotations

from attrs import evolve

from rulesdsl.amendments.cursor import AMBIGUOUS, COUNTS_DIFFER, Cursor, Made, Refused
from rulesdsl.amendments.lexing import Counted, Token, lex
from rulesdsl.amendments.locator import Locator, Path
from rulesdsl.amendments.operations import DeleteText, InsertText, MergeNames, Operation, Renumber, ReplaceText
from rulesdsl.amendments.operations.insert_text import Position
from rulesdsl.amendments.read_places import Context, Target, inherited, quoted, read_units

Found = list[tuple[Operation, Made]]


def read_quotes(cursor: Cursor) -> list[Token]:
    """Quotes side by side or with 、和 between, and 的表述 behind them."""
    quotes = [cursor.need("QUOTE")]
    while True:
        if cursor.kind == "QUOTE":
            quotes.append(cursor.need("QUOTE"))
        elif cursor.kind in ("LIST", "AND") and cursor.ahead() == "QUOTE":
            cursor.at += 1
        else:
            break
    if cursor.kind == "TAIL" or (cursor.kind == "OF" and cursor.ahead() == "TAIL"):
        cursor.skip("OF", "TAIL")
    return quotes


def change_words(cursor: Cursor, context: Context, target: Target) -> Found:
    """A clause that has come to its first quote."""
    quotes = read_quotes(cursor)
    if cursor.kind in ("AFTER", "BEFORE"):
        return _insert_beside(cursor, context, target, quotes)
    if cursor.kind == "ADD":
        raise cursor.refusal("AFTER", "BEFORE", "CHANGE")
    cursor.take("COMMA") if cursor.ahead() in ("CHANGE", "ADVERB", "MERGE", "DELETE") else None
    words = _adverbs(cursor)
    if cursor.take("DELETE"):
        locator = inherited(target, context, cursor)
        return [(DeleteText(locator, quoted(cursor, item)), _made(target, cursor, item)) for item in quotes]
    if not cursor.take(*(("CHANGE", "FOR", "AS") if "合并" in words else ("CHANGE",))):
        raise cursor.refusal("CHANGE", "MERGE", "DELETE", "AFTER", "BEFORE")
    cursor.skip("COLON")
    labels = None if target.named or context.last is not None else _label_pair(cursor, quotes)
    if labels is not None:
        locator = context.about()
        return [(Renumber(locator, *labels), _made(target, cursor, quotes[0]))]
    news = (
        [cursor.need("QUOTE")]
        if len(quotes) == 1 and cursor.kind == "QUOTE" and _next_pair(cursor)
        else read_quotes(cursor)
    )
    locator = inherited(target, context, cursor)
    finds = [quoted(cursor, item) for item in quotes]
    replaces = [quoted(cursor, item) for item in news]
    if "合并" in words:
        if len(finds) < 2 or len(replaces) != 1:
            raise Refused(COUNTS_DIFFER, "「合并」要把两个以上的词改为一个", quotes[0].start, news[-1].end)
        return [(MergeNames(locator, tuple(finds), replaces[0]), _made(target, cursor, quotes[0]))]
    if len(replaces) == 1:
        replaces *= len(finds)
    if len(finds) != len(replaces) or (len(news) == 1 and len(finds) > 1 and "分别" in words):
        message = f"前面有 {len(finds)} 个词，后面有 {len(news)} 个，对不上"
        raise Refused(
            COUNTS_DIFFER, message, quotes[0].start, news[-1].end, advice="逐对写成 “A”修改为“B”，或者写 均、合并"
        )
    return [
        (ReplaceText(locator, find, new), _made(target, cursor, token))
        for find, new, token in zip(finds, replaces, quotes, strict=True)
    ]


def _next_pair(cursor: Cursor) -> bool:
    """Whether the quotes behind the next one begin another pair: “甲”改为“乙”、“丙”改为“丁”."""
    at = cursor.at + 1
    while cursor.tokens[at].kind in ("QUOTE", "LIST", "AND"):
        at += 1
    return at > cursor.at + 1 and cursor.tokens[at].kind in ("CHANGE", "ADVERB", "MERGE")


def delete_words(cursor: Cursor, context: Context, target: Target) -> Found:
    """After 删去 and a place: the quotes to strike."""
    quotes = read_quotes(cursor)
    locator = inherited(target, context, cursor)
    return [(DeleteText(locator, quoted(cursor, item)), _made(target, cursor, item)) for item in quotes]


def _adverbs(cursor: Cursor) -> set[str]:
    words: set[str] = set()
    while True:
        token = cursor.take("ADVERB", "MERGE")
        if token is None:
            return words
        words.add(token.text)


def _label_pair(cursor: Cursor, quotes: list[Token]) -> tuple[Path, Path] | None:
    """“第八条”调整为“第七条”, without a place: a new label, not new words."""
    if len(quotes) != 1 or cursor.kind != "QUOTE":
        return None
    old, new = (label_of(quoted(cursor, token)) for token in (quotes[0], cursor.token))
    if old is None or new is None:
        return None
    cursor.at += 1
    return old, new


def label_of(text: str) -> Path | None:
    """The path a text consists of, if it is nothing else."""
    if not text.startswith("第") or len(text) > 40:
        return None
    lexed = lex(text)
    inner = Cursor(lexed, lexed.tokens)
    if any(token.kind != "STEP" for token in lexed.tokens):
        return None
    try:
        return read_units(inner, Context()).units[0]
    except Refused:
        return None


def _insert_beside(cursor: Cursor, context: Context, target: Target, quotes: list[Token]) -> Found:
    position: Position = "after" if cursor.need("AFTER", "BEFORE").kind == "AFTER" else "before"
    if len(quotes) > 1:
        raise Refused(
            AMBIGUOUS, "增加文字的位置写了不止一个词", quotes[0].start, quotes[-1].end, advice="一个位置写一句"
        )
    cursor.take("COMMA")
    cursor.skip("ADVERB")
    cursor.need("ADD")
    text = new_words(cursor)
    locator = inherited(target, context, cursor)
    find = quoted(cursor, quotes[0])
    return [(InsertText(locator, position, text, find), _made(target, cursor, quotes[0]))]


def new_words(cursor: Cursor) -> str:
    """What is put in: [一句][规定][，内容为][：]“T”."""
    if isinstance(cursor.token.data, Counted) and cursor.token.data.unit == "句":
        cursor.at += 1
    cursor.skip("TAIL")
    cursor.take("COMMA") if cursor.ahead() == "NAMELY" else None
    cursor.skip("NAMELY", "FOR")
    cursor.skip("COLON")
    return quoted(cursor, cursor.need("QUOTE"))


def insert_at_edge(cursor: Cursor, context: Context, target: Target) -> Found:
    """第一条第二款开始部分增加规定：“T”; the place has been read, 增加 too."""
    position: Position = "start" if target.locator.part == "开始部分" else "end"
    locator = inherited(target, context, cursor)
    locator = evolve(locator, part="") if locator.part in ("开始部分", "末尾") else locator
    return [(InsertText(_single(locator, target, cursor), position, new_words(cursor)), _made(target, cursor, None))]


def _single(locator: Locator, target: Target, cursor: Cursor) -> Locator:
    if len(locator.units) > 1:
        end = cursor.token.start
        raise Refused(AMBIGUOUS, "增加文字的位置不止一处", target.start, end, advice="一个位置写一句")
    return locator


def _made(target: Target, cursor: Cursor, find: Token | None) -> Made:
    end = cursor.behind
    return Made((target.start, end), (find.start, find.end) if find else None)
