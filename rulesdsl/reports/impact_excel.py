"""An impact as an Excel workbook: a sheet a question, amounts as numbers of yuan, and charts of Excel's own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rulesdsl.batch.sums import Sum
from rulesdsl.impact.run import Impact
from rulesdsl.impact.shares import Change, change
from rulesdsl.model.literals import decimal_yuan
from rulesdsl.reports.document import Fields
from rulesdsl.reports.impact import impact_report
from rulesdsl.reports.impact_words import by_name, clause_name, sentence_name
from rulesdsl.reports.office import MONEY, fill_sheet, new_workbook

CHANGES = ("下限变化（元）", "上限变化（元）", "上限未定的变化")


def impact_excel(impact: Impact) -> bytes:
    """The file.

    Raises:
        MissingOfficeError: openpyxl is not installed.
    """
    book = new_workbook()
    summary = book.active
    summary.title = "概要"
    head = impact_report(impact).sections[0].blocks[0]
    assert isinstance(head, Fields), "the report begins with its head"
    fill_sheet(summary, ("", ""), [(item.label, "\n".join(item.values)) for item in head.items], (16, 90))
    _charted(book.create_sheet("条款"), *_clauses(impact))
    if impact.question.game is not None:
        _charted(book.create_sheet("语句"), *_sentences(impact))
    _charted(book.create_sheet("承担"), *_payers(impact))
    for title, label, groups in (("设区市", "所在设区市", "cities"), ("规模", "规模", "sizes")):
        _charted(book.create_sheet(title), *_owners(label, getattr(impact.comparison, groups)))
    fill_sheet(book.create_sheet("企业"), *_leaders(impact))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


Sheet = tuple[tuple[str, ...], list[tuple[Any, ...]], tuple[int, ...]]
"""Titles, rows, widths."""


def _money(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(decimal_yuan(fen))


def _shift(moved: Change) -> tuple[Any, ...]:
    return _money(moved.low), _money(moved.high), moved.unlimited


def _clauses(impact: Impact) -> Sheet:
    found = impact.comparison
    titles = (
        "条款", *CHANGES, "得到", "可能得到", "失去", "可能失去", "金额增加", "金额减少", "说不定", "变化不少于（元）", "变化不多于（元）",
        "减多少未定", "增多少未定",
    )  # fmt: skip
    rows = []
    for name, moves in found.clauses.items():
        moved = change(found.before.clauses.get(name, Sum()), found.after.clauses.get(name, Sum()))
        counts = (moves.gained, moves.may_gain, moves.lost, moves.may_lose, moves.up, moves.down, moves.unclear)
        ends = (_money(moves.least), _money(moves.most), moves.no_least, moves.no_most)
        rows.append((clause_name(name), *_shift(moved), *counts, *ends))
    return titles, rows, (50, 18, 18, 12, *[10] * 7, 18, 18, 12, 12)


def _sentences(impact: Impact) -> Sheet:
    game, shares = impact.question.game, impact.shares
    assert game is not None, "asked for before"
    assert shares is not None, "made with the game"
    rows = [
        (
            sentence_name(sentence),
            *_shift(share.total),
            "按顺序" if share.in_order else "",
            "\n".join(map(clause_name, touched)),
            sentence.text,
        )
        for sentence, touched, share in zip(game.sentences, game.touched, shares.sentences, strict=True)
    ]
    if shares.rest:
        rows.append(("不出于语句", *_shift(sum(shares.rest.values(), Change())), "", "日期、读法本身", ""))
    return ("语句", *CHANGES, "算法", "改变的条款", "原文"), rows, (26, 18, 18, 14, 8, 50, 80)


def _payers(impact: Impact) -> Sheet:
    found = impact.comparison
    pairs = by_name(found.before.payers, found.after.payers)
    rows = [(name, *_shift(change(before, after))) for name, before, after in pairs]
    return ("承担", *CHANGES), rows, (26, 18, 18, 14)


def _owners(label: str, groups: Any) -> Sheet:
    rows = [
        (name, *_shift(change(owners.before, owners.after)), owners.number, owners.up, owners.down, owners.both)
        for name, owners in sorted(groups.items(), key=lambda item: (-item[1].number, item[0]))
    ]
    return (label, *CHANGES, "企业", "增加", "减少", "有增有减"), rows, (26, 18, 18, 14, 10, 10, 10, 10)


def _leaders(impact: Impact) -> Sheet:
    rows = [
        (leader.key, leader.city, *(_money(end) for total in leader.totals for end in total), _money(leader.change))
        for leader in impact.leaders
    ]
    titles = (
        "企业",
        "所在设区市",
        "以前下限（元）",
        "以前上限（元）",
        "以后下限（元）",
        "以后上限（元）",
        "变化（元）",
    )
    return titles, rows, (24, 16, 18, 18, 18, 18, 18)


def _charted(sheet: Any, titles: Sequence[str], rows: Sequence[tuple[Any, ...]], widths: Sequence[int]) -> None:
    """A sheet whose second and third columns are drawn as bars beside the names in the first."""
    from openpyxl.chart import BarChart, Reference

    fill_sheet(sheet, titles, rows, widths)
    if not rows:
        return
    chart = BarChart()
    chart.type, chart.title, chart.style = "bar", f"{titles[0]}：下限与上限的变化", 10
    last = len(rows) + 1
    chart.add_data(Reference(sheet, min_col=2, max_col=3, min_row=1, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    chart.y_axis.number_format, chart.y_axis.title = MONEY, "元"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.height, chart.width = min(8 + 0.8 * len(rows), 40), 24
    sheet.add_chart(chart, f"A{last + 3}")
