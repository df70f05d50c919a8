"""The grammar: its parts joined in a stated order, and the parser built from it once a process.

The parts are joined as text because `%import` renames terminals and would hide conflicts (docs/decisions/0003).
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from lark import Lark

PARTS = (
    "piece",
    "lexical",
    "document",
    "vocabulary",
    "measure",
    "subject",
    "condition",
    "expression",
    "grant",
    "payment",
    "relation",
    "norm",
    "program",
    "reading",
    "test_case",
    "amendment",
)


def grammar_text() -> str:
    """All parts as one grammar."""
    folder = resources.files("rulesdsl.grammar")
    return "\n".join(folder.joinpath(f"{part}.lark").read_text(encoding="utf-8") for part in PARTS)


@lru_cache(maxsize=1)
def parser() -> Lark:
    """The LALR parser for one piece of a rule file; every tree node carries code-point offsets."""
    return Lark(grammar_text(), parser="lalr", start="piece", propagate_positions=True, maybe_placeholders=False)


@lru_cache(maxsize=1)
def terminal_words() -> dict[str, str]:
    """What a reader would call each terminal: the keyword itself, or a short Chinese description."""
    words = {
        terminal.name: terminal.pattern.value
        for terminal in parser().terminals
        if terminal.name.startswith("KW_")
    }
    return words | {
        "NAME": "名称",
        "DOCUMENT_NUMBER": "文号",
        "LITERAL": "数值",
        "QUOTE": "「引文」",
        "STRING": "“文字”",
        "SENTENCE": "修改语句",
        "DOT": ".",
        "SLASH": "/",
        "COLON": "：",
        "COMMA": "，",
        "LIST_MARK": "、",
        "LEFT": "（",
        "RIGHT": "）",
        "LEFT_INDEX": "[",
        "RIGHT_INDEX": "]",
        "$END": "本段结束",
    }
