"""Limits of untrusted rule text that are checked before parsing (design: nesting 64, numbers of 18 digits, closed quotes)."""

from __future__ import annotations

import re

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.syntax.pieces import Extent

MAX_NESTING = 64
MAX_DIGITS = 18
_LONG_NUMBER = re.compile(r"\d[\d,，]{18,}")
_MASKED = re.compile(r"「[^」]*」|“[^”]*”|#[^\n]*")


def limit_errors(file: str, text: str, extent: Extent) -> tuple[Diagnostic, ...]:
    """RD102 unclosed quote, RD103 nesting, RD105 long number, in one piece."""
    body = text[extent.start : extent.end]
    unclosed = _unclosed_quote(file, body, extent.start)
    if unclosed:
        return (unclosed,)
    masked = _MASKED.sub(lambda match: " " * len(match.group()), body)
    return (*_too_deep(file, masked, extent.start), *_too_long(file, masked, extent.start))


def _unclosed_quote(file: str, body: str, offset: int) -> Diagnostic | None:
    position = 0
    for match in _MASKED.finditer(body):
        stray = _stray(body, position, match.start())
        if stray is not None:
            break
        position = match.end()
    else:
        stray = _stray(body, position, len(body))
    if stray is None:
        return None
    mark = body[stray]
    closing = "」" if mark == "「" else "”"
    end = body.find("\n", stray)
    end = len(body) if end < 0 else end
    return Diagnostic(
        "RD102",
        f"以 {mark} 开始的引文没有收尾的 {closing}",
        Span(file, offset + stray, offset + end),
        label="引文从这里开始",
        help=f"在引文末尾补上 {closing}",
    )


def _stray(body: str, start: int, end: int) -> int | None:
    found = [index for index in (body.find("「", start, end), body.find("“", start, end)) if index >= 0]
    return min(found) if found else None


def _too_deep(file: str, masked: str, offset: int) -> tuple[Diagnostic, ...]:
    depth = 0
    for index, character in enumerate(masked):
        if character in "（(":
            depth += 1
            if depth > MAX_NESTING:
                span = Span(file, offset + index, offset + index + 1)
                return (Diagnostic("RD103", f"括号嵌套超过 {MAX_NESTING} 层", span, help="用 界定 给其中一部分起名"),)
        elif character in "）)":
            depth -= 1
    return ()


def _too_long(file: str, masked: str, offset: int) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(
            "RD105",
            f"数字超过 {MAX_DIGITS} 位",
            Span(file, offset + match.start(), offset + match.end()),
            help="检查数字是否多写",
        )
        for match in _LONG_NUMBER.finditer(masked)
        if sum(character.isdigit() for character in match.group()) > MAX_DIGITS
    )
