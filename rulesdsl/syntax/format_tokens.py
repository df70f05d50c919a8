"""One token as it is written, and a run of tokens on one line: full-width marks, one space between words.

>>> canonical(Token("LITERAL", "1，200万元")), canonical(Token("COMMA", ","))
('1,200万元', '，')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lark import Token, Tree

Node = Tree[Token]

MARKS = {
    "DOT": ".",
    "SLASH": "/",
    "COLON": "：",
    "COMMA": "，",
    "LIST_MARK": "、",
    "LEFT": "（",
    "RIGHT": "）",
    "LEFT_INDEX": "[",
    "RIGHT_INDEX": "]",
}
"""Terminal of a mark → the one way it is written."""

_TIGHT_BEFORE = frozenset(MARKS) - {"LEFT"}
_TIGHT_AFTER = frozenset(MARKS) - {"RIGHT", "RIGHT_INDEX"}
_TIGHT_PAIRS = frozenset({("QUOTE", "QUOTE"), ("KW_RECENT", "LITERAL"), ("KW_NTH_START", "LITERAL")})
"""「甲」「乙」, 近3年, 第2处."""

_NUMBER = str.maketrans("０１２３４５６７８９，．：︰％／－−", "0123456789,.::%/--")
_NAME = str.maketrans("()", "（）")
_DOCUMENT = str.maketrans("０１２３４５６７８９[]", "0123456789〔〕")


def canonical(token: Token) -> str:
    """A token's text in its canonical width. What stands inside 「」 and “” is never touched, only CRLF becomes LF there."""
    mark = MARKS.get(token.type)
    if mark is not None:
        return mark
    rewrite = _REWRITES.get(token.type)
    return rewrite(str(token)) if rewrite is not None else str(token)


_REWRITES: dict[str, Callable[[str], str]] = {
    "LITERAL": lambda text: text.translate(_NUMBER),
    "NAME": lambda text: text.translate(_NAME),
    "DOCUMENT_NUMBER": lambda text: text.translate(_DOCUMENT),
    "SENTENCE": str.rstrip,
    "FOLLOWING": str.rstrip,
    "QUOTE": lambda text: text.replace("\r\n", "\n"),
    "STRING": lambda text: text.replace("\r\n", "\n"),
}


def spaced(tokens: Iterable[Token]) -> str:
    """Tokens on one line."""
    parts: list[str] = []
    before = ""
    for token in tokens:
        if before and not _tight(before, token.type):
            parts.append(" ")
        parts.append(canonical(token))
        before = token.type
    return "".join(parts)


def _tight(before: str, after: str) -> bool:
    return before in _TIGHT_AFTER or after in _TIGHT_BEFORE or (before, after) in _TIGHT_PAIRS


def all_tokens(node: Node | Token) -> Iterator[Token]:
    """Every token of a tree in written order (the grammar names all its terminals, so that none is left out)."""
    if isinstance(node, Token):
        yield node
        return
    for child in node.children:
        yield from all_tokens(child)


def start_of(token: Token) -> int:
    """Where a token begins in the file's text."""
    assert token.start_pos is not None
    return token.start_pos


def end_of(token: Token) -> int:
    """Where a token ends in the file's text."""
    assert token.end_pos is not None
    return token.end_pos
