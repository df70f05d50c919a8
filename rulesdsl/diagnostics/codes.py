"""Every diagnostic code with its slug, severity and headline. A retired code is never used again.

Hundreds by stage: 0 text, 1 syntax, 2 names, 3 types and units, 4 conflicts and coverage, 5 amendments and anchors, 6 plan and
engines, 7 cases and runs, 9 internal.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Code(NamedTuple):
    """The lasting identity of one kind of mistake; its page is `docs/diagnostics/<code>.md`."""

    slug: str
    severity: Severity
    title: str


CODES: dict[str, Code] = {
    # 0 text
    "RD001": Code("file-too-large", "error", "文件超过 5 MB"),
    "RD002": Code("not-utf8", "error", "文件不是 UTF-8 编码"),
    "RD003": Code("forbidden-character", "error", "含有不可见或控制字符"),
    "RD004": Code("unreadable-file", "error", "文件无法读取"),
    "RD005": Code("empty-file", "error", "文件没有内容"),
    "RD010": Code("duplicate-label", "warning", "编号重复"),
    "RD011": Code("label-gap", "note", "编号不连续"),
    "RD012": Code("no-labels", "warning", "全文没有编号"),
    "RD013": Code("unknown-place", "error", "找不到所指的位置"),
    "RD014": Code("ambiguous-place", "error", "所指的位置不止一处"),
    "RD015": Code("bad-citation", "error", "位置的写法不认得"),
    "RD016": Code("quote-not-found", "error", "引文不在原文里"),
    "RD017": Code("quote-ambiguous", "error", "引文不止出现一次"),
    "RD018": Code("no-such-occurrence", "error", "引文没有所说的那一处"),
    "RD019": Code("empty-quote", "error", "引文是空的"),
    "RD020": Code("heading-mismatch", "error", "位置后的标题与原文不符"),
    # 1 syntax
    "RD101": Code("unexpected-token", "error", "此处语法不符"),
    "RD102": Code("unclosed-quote", "error", "引文没有收尾的「」"),
    "RD103": Code("nested-too-deep", "error", "括号嵌套超过 64 层"),
    "RD104": Code("line-layout", "error", "每一行各起一行"),
    "RD105": Code("number-too-long", "error", "数字超过 18 位"),
    "RD106": Code("mixed-and-or", "error", "并且与或者混用而无括号"),
    "RD107": Code("bad-literal", "error", "数值写法不对"),
    "RD108": Code("repeated-line", "error", "同一条款里重复的行"),
}


def severity_of(code: str) -> Severity:
    """The severity a code always has."""
    return CODES[code].severity
