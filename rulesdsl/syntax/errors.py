"""Lark's complaints in the drafter's words: what stands there, what may stand there, and the likeliest cause."""

from __future__ import annotations

import re

from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.diagnostics.suggest import nearest
from rulesdsl.syntax.grammar import terminal_words
from rulesdsl.syntax.pieces import TOP_LEVEL, Extent

_MOST_SHOWN = 8
_COMMENT = re.compile(r"「[^」]*」|“[^”]*”|#[^\n]*")
_SYNONYMS = (
    dict.fromkeys(("不低于", "至少", "不少于", "以上", "≥", ">=", "大于等于"), "达到")
    | dict.fromkeys(("大于", "高于", "多于", "突破", ">"), "超过")
    | dict.fromkeys(("不高于", "不多于", "至多", "以下", "≤", "<=", "小于等于"), "不超过")
    | dict.fromkeys(("小于", "不足", "不满", "少于", "<"), "低于")
    | {"且": "并且", "和": "并且", "或": "或者", "不是": "非", "=": "等于"}
)
_APART = re.compile(r"\d[ \t\u3000]+(?:[万亿]|元|[%％‰])")
_GLUED = ("并且", "或者", "达到", "不超过", "首次超过", "超过", "低于", "等于", "适用于", "的")


def syntax_error(file: str, text: str, extent: Extent, error: UnexpectedInput) -> Diagnostic:
    """RD101, or RD106 where 并且 and 或者 meet without parentheses."""
    start, end = _place(text, extent, error)
    span = Span(file, start, end)
    found = text[start:end]
    if isinstance(error, UnexpectedToken) and error.token.type in ("KW_AND", "KW_OR"):
        return Diagnostic(
            "RD106", "「并且」与「或者」混用而没有括号", span, label="这里换了连词", help="用（）把先算的部分括起来"
        )
    expected = _expected(error)
    shown = "、".join(expected[:_MOST_SHOWN]) + ("等" if len(expected) > _MOST_SHOWN else "")
    unfinished = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    message = "这一段没有写完" if unfinished or not found.strip() else f"这里不能写「{_clip(found)}」"
    label = f"此处可以写：{shown}" if shown else ""
    return Diagnostic("RD101", message, span, label=label, help=_help(text, extent, start, found, expected))


def _place(text: str, extent: Extent, error: UnexpectedInput) -> tuple[int, int]:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        end = extent.start + len(_COMMENT.sub(_blank, text[extent.start : extent.end]).rstrip())
        return max(extent.start, end - 1), end
    if isinstance(error, UnexpectedToken):
        return error.token.start_pos, error.token.end_pos
    start = getattr(error, "pos_in_stream", None) or extent.start
    return start, min(start + 1, extent.end)


def _blank(match: re.Match[str]) -> str:
    return match.group() if match.group()[0] in "「“" else " " * len(match.group())


def _expected(error: UnexpectedInput) -> list[str]:
    names: set[str] = set()
    if isinstance(error, UnexpectedToken):
        names = set(error.accepts or error.expected)
    elif isinstance(error, UnexpectedCharacters):
        names = set(error.allowed or ())
    words = terminal_words()
    return sorted(words[name] for name in names if name in words)


def _help(text: str, extent: Extent, start: int, found: str, expected: list[str]) -> str:
    if extent.keyword == "":
        return f"规则文件的每一段以 {'、'.join(TOP_LEVEL)} 之一起行"
    if found in _SYNONYMS:
        return f"这里写「{_SYNONYMS[found]}」；原文的说法留在引文里"
    glued = next((word for word in _GLUED if word in found and word != found), None)
    if glued and len(found) > len(glued):
        return f"名称与关键词之间要有空格：在「{glued}」前后各空一格"
    if _APART.search(_COMMENT.sub("", _line_of(text, start))):
        return "数与单位连着写，例如 25万元"
    before = _word_before(text, start)
    glued = next((word for word in _GLUED if before.endswith(word) or before.startswith(word)), None)
    if glued and len(before) > len(glued):
        return f"前一个词「{_clip(before)}」里的「{glued}」要与名称用空格隔开"
    word = nearest(found, [word for word in expected if len(word) > 1])
    if word:
        return f"是否要写「{word}」"
    if found in "\"'":
        return "引文用「」，文字用“”"
    return "对照 docs/language 里这一种行的写法"


def _line_of(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[text.rfind("\n", 0, start) + 1 : end if end >= 0 else len(text)]


def _word_before(text: str, start: int) -> str:
    line = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
    return line.rpartition(" ")[2].rpartition(".")[2]


def _clip(found: str) -> str:
    first = found.splitlines()[0] if found else ""
    return first if len(first) <= 16 else first[:15] + "…"
