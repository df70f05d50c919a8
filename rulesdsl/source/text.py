"""Bytes of an official text or rule file to decoded text, with what can't be accepted as diagnostics.

    >>> decode("text.txt", "一、总体要求".encode())
    ('一、总体要求', ())

The only changes made are the removal of a byte order mark at the start; line ends stay as they are, so that offsets
point into what the reader sees in an editor.
"""

from __future__ import annotations

import re
import unicodedata

from rulesdsl.diagnostics import Diagnostic, Label, Span

LARGEST_FILE = 5_000_000
"""The largest file that is read, in bytes (design, limits of untrusted input)."""

# Controls except tab and line ends; zero-width marks and word joiners; bidirectional overrides and isolates; the line
# and paragraph separators, which editors show as line ends and counters don't; a byte order mark that isn't at the
# start.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SHOWN_PLACES = 5


def decode(file: str, data: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Turn the bytes of one file into text.

    Args:
        file: the name that spans and messages carry.
        data: the whole file.
    Returns:
        The text with its byte order mark removed and line ends kept, or None when there is none to work on; a text
        with forbidden characters is returned too, so that their places can be shown.
    Diagnostics:
        RD001 size, RD002 encoding, RD003 one for each kind of forbidden character, RD005 nothing but space.
    """
    if len(data) > LARGEST_FILE:
        return None, (_too_large(file, len(data)),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(file, data, error),)
    if not text.strip():
        return None, (Diagnostic("RD005", "文件没有内容", Span(file, 0, 0), help="把公布的全文放进这个文件"),)
    return text, _forbidden(file, text)


def _too_large(file: str, size: int) -> Diagnostic:
    message = f"文件有 {size} 字节，超过 {LARGEST_FILE} 字节"
    return Diagnostic("RD001", message, Span(file, 0, 0), help="把文件按文号拆开")


def _not_utf8(file: str, data: bytes, error: UnicodeDecodeError) -> Diagnostic:
    # The offset of the first bad byte is turned into a code-point offset, as every span is one.
    good = data[: error.start].decode("utf-8-sig", errors="ignore")
    guess = "；看来是 GBK（GB 18030）编码" if _looks_like_gbk(data) else ""
    message = f"第 {error.start + 1} 个字节起不是 UTF-8 编码{guess}"
    return Diagnostic("RD002", message, Span(file, len(good), len(good)), help="用编辑器另存为 UTF-8")


def _looks_like_gbk(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = sum("\u4e00" <= mark <= "\u9fff" for mark in text)
    return 2 * wide >= sum(mark > "\x7f" for mark in text)


def _forbidden(file: str, text: str) -> tuple[Diagnostic, ...]:
    places: dict[str, list[int]] = {}
    for hit in _FORBIDDEN.finditer(text):
        places.setdefault(hit.group(), []).append(hit.start())
    return tuple(_forbidden_mark(file, mark, starts) for mark, starts in places.items())


def _forbidden_mark(file: str, mark: str, starts: list[int]) -> Diagnostic:
    name = unicodedata.name(mark, "控制字符")
    spans = [Span(file, start, start + 1) for start in starts[:_SHOWN_PLACES]]
    return Diagnostic(
        "RD003",
        f"含有看不见的字符 U+{ord(mark):04X}（{name}），共 {len(starts)} 处",
        spans[0],
        label="在这里",
        secondary=tuple(Label(span, "也在这里") for span in spans[1:]),
        help="删去这个字符",
    )
