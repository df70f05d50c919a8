"""A Word document in the fonts of official documents (GB/T 9704). Needs the extra `[office]`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from rulesdsl.reports.office import MissingOfficeError, Words

BODY_FONT, HEAD_FONT, TITLE_FONT = "仿宋_GB2312", "黑体", "方正小标宋简体"


def new_document(title: str) -> Any:
    """An empty document with the common styles."""
    try:
        from docx import Document
        from docx.shared import Cm, Pt
    except ImportError:
        raise MissingOfficeError("docx") from None
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    set_font(style, BODY_FONT)
    return document


def set_font(owner: Any, name: str) -> None:
    """Give a style or run a font, for Chinese characters too (`w:eastAsia`)."""
    from docx.oxml.ns import qn

    owner.font.name = name
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def add_words(paragraph: Any, words: Iterable[Words], size: float | None = None) -> None:
    """Add runs: what is struck in red with a line through it, what is added in red and underlined."""
    from docx.shared import Pt, RGBColor

    for item in words:
        run = paragraph.add_run(item.text)
        run.bold = item.mark == "strong" or None
        if size is not None:
            run.font.size = Pt(size)
        if item.mark in ("struck", "added"):
            run.font.color.rgb = RGBColor(0xC0, 0x00, 0x00)
            run.font.strike = item.mark == "struck" or None
            run.font.underline = item.mark == "added" or None


def add_title(document: Any, text: str) -> None:
    """A centred title."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(22)
    set_font_of_run(run, TITLE_FONT)


def set_font_of_run(run: Any, name: str) -> None:
    """Give a run a font, for Chinese characters too."""
    from docx.oxml.ns import qn

    run.font.name = name
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def add_table(
    document: Any, columns: Sequence[str], rows: Iterable[Sequence[Sequence[Words]]], widths: Sequence[float]
) -> None:
    """A ruled table whose head is repeated on every page; widths in centimetres."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        add_words(cell.paragraphs[0], [Words(column, "strong")], 12)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            add_words(cell.paragraphs[0], words, 10.5)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def document_bytes(document: Any) -> bytes:
    """The file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
