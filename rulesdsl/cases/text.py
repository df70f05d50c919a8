"""The bytes of a case file → its text, or why there is none. As `source.text`, with the larger limit of cases."""

from __future__ import annotations

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.source.text import LARGEST_FILE, decode

LARGEST_CASE = 50_000_000
"""The largest case file that is read, in bytes."""

_EMPTY_HELP = "写上申报日期和各个对象，例如 申报日期: 2018年5月1日"


def decode_case(file: str, data: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Turn the bytes of a case file into text, its byte order mark removed, line ends kept.

    Diagnostics:
        RD002 encoding, RD003 invisible characters, RD005 nothing in it, RD720 more than 50 MB.
    """
    if len(data) > LARGEST_CASE:
        message = f"案卷有 {len(data)} 个字节，超过 {LARGEST_CASE} 个字节"
        return None, (
            Diagnostic("RD720", message, Span(file, 0, 0), help="成批的数据用 rulesdsl batch 处理，或把案卷拆开"),
        )
    text, problems = decode(file, data) if len(data) <= LARGEST_FILE else _decode_large(file, data)
    if problems:
        return None, tuple(item._replace(help=_EMPTY_HELP) if item.code == "RD005" else item for item in problems)
    return text, ()


def _decode_large(file: str, data: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Above the limit of `decode`: its judgement on each different character, shown where the first of them stands."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8-sig", errors="ignore"))
        message = f"第 {error.start + 1} 个字节起不是 UTF-8 编码"
        return None, (Diagnostic("RD002", message, Span(file, at, at), help="用编辑器另存为 UTF-8"),)
    if not text.strip():
        return None, (Diagnostic("RD005", "文件没有内容", Span(file, 0, 0)),)
    alphabet = "".join(sorted(set(text)))
    _, found = decode(file, alphabet.encode())
    return text, tuple(_at_first(item, text, alphabet) for item in found)


def _at_first(item: Diagnostic, text: str, alphabet: str) -> Diagnostic:
    assert item.span is not None
    mark = alphabet[item.span.start]
    at = text.index(mark)
    message = f"含有看不见的字符 U+{ord(mark):04X}，共 {text.count(mark)} 处"
    return item._replace(message=message, span=Span(item.span.file, at, at + 1), secondary=())
