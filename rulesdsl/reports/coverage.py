"""The coverage of texts by rules and of rules by 用例: for `rulesdsl coverage` and the tables in policies/README.md."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rulesdsl.audit.trial import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rulesdsl.audit.audit import ClauseAudit
    from rulesdsl.check.coverage import CoverageReport, DocumentCoverage, ItemCoverage

HEAD = ("文件", "句", "字", "条款", "可执行", "用例", "口径", "其中未定", "免读", "还原字")
CASES_HEAD = ("条款", "种类", *KINDS)
ITEM_HEAD = ("条目", "标题", "句", "条款", "可执行", "用例", "口径", "其中未定")


def coverage_text(report: CoverageReport, form: str, items: bool, width: int) -> str:
    """The report as text or md; with a table of items for each document where asked."""
    parts = [_table(HEAD, [_document_row(item) for item in report.documents], form, width)]
    for document in report.documents:
        kinds = "、".join(f"{kind} {count}" for kind, count in document.kinds.items())
        parts.append(f"{document.number} 条款种类：{kinds}")
        if items:
            parts.append(_table(ITEM_HEAD, [_item_row(item) for item in document.items], form, width))
    return "\n\n".join(parts) + "\n"


def cases_text(audits: Iterable[ClauseAudit], form: str, width: int) -> str:
    """What the 用例 try of each clause that grants money, a table for each document, and what they leave untried."""
    parts = []
    for document, items in groupby(audits, key=lambda item: item.document):
        found = tuple(items)
        parts.append(f"{document} 给钱的条款和它们的用例")
        parts.append(
            _table(CASES_HEAD, [(item.clause, item.word, *item.marks.values()) for item in found], form, width)
        )
        parts.extend(f"{item.clause} 缺\n" + _list(item.lacking) for item in found if item.lacking)
    return "\n\n".join(parts) + "\n"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _document_row(item: DocumentCoverage) -> tuple[str, ...]:
    return (
        item.number,
        _share(item.covered_sentences, item.sentences),
        _share(item.covered_characters, item.characters),
        str(item.clauses),
        str(item.executable),
        str(item.test_cases),
        str(item.readings),
        str(item.open_readings),
        str(item.excuses),
        str(item.restored_characters),
    )


def _item_row(item: ItemCoverage) -> tuple[str, ...]:
    sentences = _share(item.covered_sentences, item.sentences)
    kinds = "、".join(f"{kind} {count}" for kind, count in item.kinds.items())
    counts = (item.executable, item.test_cases, item.readings, item.open_readings)
    return (item.citation, item.title, sentences, kinds, *map(str, counts))


def _share(part: int, whole: int) -> str:
    """`85/85`, or `80/85（94%）` where something is left."""
    return f"{part}/{whole}" if part == whole else f"{part}/{whole}（{part * 100 // whole}%）"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], form: str, width: int) -> str:
    if form == "md":
        lines = [head, ["---"] * len(head), *rows]
        return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
    from tabulate import tabulate

    return tabulate(rows, headers=head, tablefmt="simple", disable_numparse=True)
