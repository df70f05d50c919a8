"""The grammar: its parts joined in a stated order, and the parser built from it once a process.

The parts are joined as text because `%import` renames terminals and would hide conflicts (docs/decisions/0003).
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from typing import Any

import lark
from lark import Lark
from lark.grammar import Rule
from lark.lexer import TerminalDef

from rulesdsl.cache import read_cache, write_cache

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
    """The LALR parser for one piece of a rule file; every tree node carries code-point offsets.

    Its tables are kept in the user's cache as JSON: reading them takes a fifth of the time of building them.
    """
    text = grammar_text()
    digest = hashlib.sha256(f"{lark.__version__}\0{text}".encode()).hexdigest()
    known = read_cache(digest, "grammar")
    found = _from_tables(known) if known is not None else None
    if found is None:
        found = Lark(text, parser="lalr", start="piece", propagate_positions=True, maybe_placeholders=False)
        data, memo = found.memo_serialize([TerminalDef, Rule])
        write_cache(digest, "grammar", {"data": data, "memo": memo})
    return found


def _from_tables(tables: dict[str, Any]) -> Lark | None:
    """A parser from its tables; JSON has made the keys of three tables texts. None when the entry is damaged."""
    try:
        inner = tables["data"]["parser"]["parser"]
        inner["states"] = {int(state): _numbered(row) for state, row in inner["states"].items()}
        inner["tokens"] = _numbered(inner["tokens"])
        loaded: Lark = Lark.load({"data": tables["data"], "memo": _numbered(tables["memo"])})
        return loaded
    except (KeyError, TypeError, ValueError, AssertionError, AttributeError):
        return None


def _numbered(table: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in table.items()}


@lru_cache(maxsize=1)
def terminal_words() -> dict[str, str]:
    """What a reader would call each terminal: the keyword itself, or a short Chinese description."""
    words = {
        terminal.name: terminal.pattern.value for terminal in parser().terminals if terminal.name.startswith("KW_")
    }
    return words | {
        "NAME": "名称",
        "DOCUMENT_NUMBER": "文号",
        "LITERAL": "数值",
        "QUOTE": "「引文」",
        "STRING": "“文字”",
        "SENTENCE": "修改语句",
        "FOLLOWING": "修改语句的下一行",
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
