"""A place in the tokens of one sentence, and the refusal of a sentence at that place."""

from __future__ import annotations

import re
from typing import NamedTuple

from rulesdsl.amendments.lexing import Lexed, Token
from rulesdsl.amendments.words import NAMES

NOT_UNDERSTOOD = "RD540"
LOOSE_QUOTE = "RD541"
COUNTS_DIFFER = "RD542"
NO_PLACE = "RD543"
BAD_NUMBER = "RD544"
AMBIGUOUS = "RD545"
TEXT_MISSING = "RD546"
TOO_MANY_UNITS = "RD547"


ACT_WORDS = re.compile("自|废止|失效|有效期|公布|见附|见后|相应|顺延")
"""Without one of these a sentence says nothing about a whole act."""


class Refused(Exception):  # noqa: N818 -- it is caught in the same stage and becomes a diagnostic
    """A sentence that isn't understood to its end: what is wrong, where, what was expected there."""

    def __init__(
        self, code: str, message: str, start: int, end: int, expected: tuple[str, ...] = (), advice: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.start = start
        self.end = end
        self.expected = expected
        self.advice = advice


class Made(NamedTuple):
    """Where an operation came from: its clause, and the quote it looks for."""

    clause: tuple[int, int]
    find: tuple[int, int] | None


class Cursor:
    """Reads the tokens of one sentence from left to right."""

    def __init__(self, lexed: Lexed, tokens: tuple[Token, ...]) -> None:
        self.lexed = lexed
        end = tokens[-1].end if tokens else 0
        self.tokens = (*tokens, Token("FINISH", "", end, end))
        self.at = 0
        begin = tokens[0].start if tokens else 0
        self.may_be_act = ACT_WORDS.search(lexed.shadow, begin, end) is not None

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.at]

    @property
    def behind(self) -> int:
        """Where the last token that was read ends."""
        return self.tokens[max(self.at - 1, 0)].end

    @property
    def kind(self) -> str:
        """Its kind."""
        return self.tokens[self.at].kind

    def ahead(self, steps: int = 1) -> str:
        """The kind of a later token; FINISH past the end."""
        index = self.at + steps
        return self.tokens[index].kind if index < len(self.tokens) else "FINISH"

    def take(self, *kinds: str) -> Token | None:
        """The next token if it is of one of these kinds."""
        token = self.tokens[self.at]
        if token.kind not in kinds or token.kind == "FINISH":
            return None
        self.at += 1
        return token

    def skip(self, *kinds: str) -> bool:
        """Pass over all tokens of these kinds; whether there were any."""
        start = self.at
        while self.take(*kinds):
            pass
        return self.at > start

    def need(self, *kinds: str) -> Token:
        """The next token, which must be of one of these kinds."""
        token = self.take(*kinds)
        if token is None:
            raise self.refusal(*kinds)
        return token

    def refusal(self, *expected: str) -> Refused:
        """Refuse the sentence here, naming the kinds that could have come."""
        token = self.token
        if token.kind == "LOOSE":
            return Refused(LOOSE_QUOTE, "引号没有配成一对", token.start, token.end)
        if token.kind == "BADSTEP":
            return Refused(BAD_NUMBER, f"「{token.text}」的编号不成立", token.start, token.end)
        names = tuple(dict.fromkeys(NAMES.get(kind, kind) for kind in expected))
        said = "语句到此为止" if token.kind == "FINISH" else f"「{_short(token.text)}」不能接在这里"
        return Refused(NOT_UNDERSTOOD, f"修改语句没有读懂：{said}", token.start, token.end, names)


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:12]}…{text[-8:]}"
