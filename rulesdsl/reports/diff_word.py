"""修改前后对照表 as a Word document: struck words red and crossed out, new ones red and underlined."""

from __future__ import annotations

from typing import Any

from rulesdsl.amendments.side_by_side import Segment
from rulesdsl.reports.diff import GONE, MEANING_COLUMNS, NEW, Diff, acts_note, meaning_row, place_text, sentences_of
from rulesdsl.reports.office import Words
from rulesdsl.reports.word import add_table, add_title, add_words, document_bytes, new_document


def diff_word(diff: Diff) -> bytes:
    """The file, in landscape.

    Raises:
        MissingOfficeError: python-docx is not installed.
    """
    document = new_document(diff.title)
    _turn(document.sections[0])
    add_title(document, diff.title)
    add_words(document.add_paragraph(), [Words(acts_note(diff))], 12)
    rows = [
        (
            [Words(place_text(row))],
            _words(row.before) or [Words(NEW)],
            _words(row.after) or [Words(GONE)],
            [Words(sentences_of(diff, row))],
        )
        for row in diff.rows
    ]
    add_table(document, diff.columns, rows, (2.6, 9.8, 9.8, 1.9))
    add_words(document.add_paragraph(), [Words("含义的变化", "strong")], 14)
    found = [[[Words(cell)] for cell in meaning_row(diff, meaning)] for meaning in diff.meanings]
    add_table(document, MEANING_COLUMNS, found, (4.6, 8.8, 1.9, 8.8))
    return document_bytes(document)


def _turn(section: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.8)


def _words(segments: tuple[Segment, ...]) -> list[Words]:
    return [Words(item.text, item.mark) for item in segments]
