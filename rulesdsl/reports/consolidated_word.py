"""The consolidated text as a Word document."""

from __future__ import annotations

from rulesdsl.amendments.on_day import DocumentVersion
from rulesdsl.reports.consolidated import Line, consolidated
from rulesdsl.reports.office import Words
from rulesdsl.reports.word import HEAD_FONT, add_title, add_words, document_bytes, new_document, set_font_of_run


def consolidated_word(version: DocumentVersion) -> bytes:
    """The file.

    Raises:
        MissingOfficeError: python-docx is not installed.
    """
    document = new_document(version.title)
    for line in consolidated(version):
        if line.kind == "title":
            add_title(document, line.text)
        else:
            _add_line(document, line)
    return document_bytes(document)


def _add_line(document: object, line: Line) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    add_words(paragraph, [Words(line.strong, "strong"), Words(line.text)], 14 if line.kind == "note" else None)
    if line.kind == "note":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif line.kind == "signature":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        # Two characters of the body's size.
        paragraph.paragraph_format.first_line_indent = Pt(32)
    if line.kind == "heading":
        set_font_of_run(paragraph.runs[0], HEAD_FONT)
