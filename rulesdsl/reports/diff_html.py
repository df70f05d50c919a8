"""修改前后对照表 as a page: struck words as <del>, new ones as <ins>."""

from __future__ import annotations

from collections.abc import Sequence

from rulesdsl.amendments.side_by_side import Segment
from rulesdsl.reports.diff import GONE, MEANING_COLUMNS, NEW, Diff, acts_note, meaning_row, place_text, sentences_of
from rulesdsl.reports.html import escape, page


def render_html_diff(diff: Diff) -> str:
    """A page that needs nothing else."""
    rows = [
        (
            escape(place_text(row)),
            _html_marked(row.before) or NEW,
            _html_marked(row.after) or GONE,
            escape(sentences_of(diff, row)),
        )
        for row in diff.rows
    ]
    found = [tuple(map(escape, meaning_row(diff, meaning))) for meaning in diff.meanings]
    body = (
        f"<h1>{escape(diff.title)}</h1>\n<p>{escape(acts_note(diff))}。<del>删去的</del>，<ins>增加的</ins>。</p>\n"
        f"{_html_table(tuple(map(escape, diff.columns)), rows)}\n<h2>含义的变化</h2>\n{_html_table(MEANING_COLUMNS, found)}"
    )
    return page(diff.title, body, _STYLE)


_STYLE = "del { color: #b00; } ins { color: #b00; text-decoration: underline; }\nbody { max-width: 80rem; }\n"


def _html_table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _html_marked(segments: tuple[Segment, ...]) -> str:
    tags = {"struck": "<del>{}</del>", "added": "<ins>{}</ins>", "same": "{}"}
    return "".join(tags[item.mark].format(escape(item.text)) for item in segments)
