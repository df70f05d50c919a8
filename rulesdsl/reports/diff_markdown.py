"""修改前后对照表 as Markdown: struck words as ~~删~~, new ones as **增**."""

from __future__ import annotations

from collections.abc import Iterable

from rulesdsl.amendments.side_by_side import Segment
from rulesdsl.reports.diff import GONE, MEANING_COLUMNS, NEW, Diff, acts_note, meaning_row, place_text, sentences_of
from rulesdsl.reports.markdown import escape


def render_markdown_diff(diff: Diff) -> str:
    """Two tables, texts and meaning."""
    lines = [
        f"# {escape(diff.title)}",
        "",
        f"{escape(acts_note(diff))}。~~删去的~~，**增加的**。",
        "",
        _md_row(map(escape, diff.columns)),
    ]
    lines.append("|" + " --- |" * len(diff.columns))
    for row in diff.rows:
        sides = (_md_marked(row.before) or NEW, _md_marked(row.after) or GONE)
        lines.append(_md_row((escape(place_text(row)), *sides, escape(sentences_of(diff, row)))))
    lines += ["", "## 含义的变化", "", _md_row(MEANING_COLUMNS), "|" + " --- |" * len(MEANING_COLUMNS)]
    lines += [_md_row(map(escape, meaning_row(diff, meaning))) for meaning in diff.meanings]
    return "\n".join(lines) + "\n"


def _md_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _md_marked(segments: tuple[Segment, ...]) -> str:
    """Marks in Markdown; a space parts them from their neighbours where a punctuation mark would keep them from working."""
    text = ""
    for item in segments:
        if item.mark == "same":
            text += escape(item.text)
            continue
        mark = "~~" if item.mark == "struck" else "**"
        words = item.text.replace("\n", "")
        before = " " if not words[:1].isalnum() and text and not text.endswith(" ") else ""
        after = " " if not words[-1:].isalnum() else ""
        text += f"{before}{mark}{escape(words)}{mark}{after}"
    return text.strip()
