"""修改前后对照表: the text side by side, and what changes in the meaning of each clause; for a screen and as JSON."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from rulesdsl.amendments.between import Between
from rulesdsl.amendments.side_by_side import Row, Segment
from rulesdsl.reports.acts import act_name, sentence_names
from rulesdsl.reports.document import Block, Field, Fields, Note, Report, Section, Table
from rulesdsl.reports.meaning import Meaning, effect_text, example_text

TITLE = "修改前后对照表"
GONE, NEW = "（删去）", "（新增）"
MEANING_COLUMNS = ("条款", "变化", "语句", "用例")
_LONGEST_SAME = 40
_SHOWN = 12


class Diff(NamedTuple):
    """Two versions with the days they are taken on, and what the change means."""

    between: Between
    days: tuple[str, str]
    rows: tuple[Row, ...]
    meanings: tuple[Meaning, ...]

    @property
    def title(self) -> str:
        """The title of the document."""
        return f"《{self.between.after.title}》{TITLE}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The head of the table of texts."""
        return ("条目", f"修改前（{self.days[0]}）", f"修改后（{self.days[1]}）", "语句")


def place_text(row: Row) -> str:
    """The item, with its new place where it has moved."""
    if row.place and row.place_after and row.place != row.place_after:
        return f"{row.place}\n→ {row.place_after}"
    return row.place or row.place_after


def sentences_of(diff: Diff, row: Row | Meaning) -> str:
    """The sentences that changed a row."""
    return "、".join(sentence_names(diff.between.acts, row.by))


def meaning_row(diff: Diff, meaning: Meaning) -> tuple[str, ...]:
    """A row of the table of meaning."""
    changes = "\n".join(effect_text(effect) for effect in meaning.effects)
    return (
        f"{'、'.join(meaning.items)} {meaning.name}".strip(),
        changes,
        sentences_of(diff, meaning),
        example_text(meaning),
    )


def acts_note(diff: Diff) -> str:
    """`根据2020年12月4日《…》第四条`."""
    return "、".join(f"根据{act_name(act)}" for act in diff.between.acts)


def diff_report(diff: Diff) -> Report:
    """For a screen: unchanged stretches are cut short, struck words stand in [-…-], new ones in {+…+}."""
    rows = tuple(
        (place_text(row), _marked(row.before) or NEW, _marked(row.after) or GONE, sentences_of(diff, row))
        for row in diff.rows
    )
    head = Fields((Field("文件", (f"{diff.between.after.document.number} {diff.between.after.title}",)),))
    legend = Note(f"{acts_note(diff)}。[-…-] 是删去的，{{+…+}} 是增加的，…… 处是没有改的文字。")
    texts: Block = Table(diff.columns, rows) if rows else Note("文字没有改动。")
    found = tuple(meaning_row(diff, meaning) for meaning in diff.meanings)
    meaning: Block = Table(MEANING_COLUMNS, found) if found else Note("规则没有改动。")
    return Report(TITLE, (Section(TITLE, 1, (head, legend, texts)), Section("含义的变化", 1, (meaning,))))


def _marked(segments: tuple[Segment, ...]) -> str:
    marks = {"struck": "[-{}-]", "added": "{{+{}+}}", "same": "{}"}
    last = len(segments) - 1
    return "".join(
        marks[item.mark].format(
            _cut(item.text, first=number == 0, last=number == last) if item.mark == "same" else item.text
        )
        for number, item in enumerate(segments)
    )


def _cut(words: str, *, first: bool, last: bool) -> str:
    """An unchanged stretch: a little at each end that meets a change, and the beginning of the item."""
    if len(words) <= _LONGEST_SAME:
        return words
    return words[:_SHOWN] + "……" + ("" if last and not first else words[-_SHOWN:])


def diff_json(diff: Diff) -> str:
    """For programs; the shape is `docs/schema/diff.schema.json`."""
    return json.dumps(diff_data(diff), ensure_ascii=False, indent=2) + "\n"


def diff_data(diff: Diff) -> dict[str, Any]:
    """The table as data."""
    acts = diff.between.acts
    return {
        "document": diff.between.after.document.number,
        "title": diff.between.after.title,
        "before": diff.days[0],
        "after": diff.days[1],
        "acts": [act_name(act) for act in acts],
        "items": [
            {
                "place": row.place,
                "place_after": row.place_after,
                "before": [{"text": item.text, "mark": item.mark} for item in row.before],
                "after": [{"text": item.text, "mark": item.mark} for item in row.after],
                "sentences": list(sentence_names(acts, row.by)),
            }
            for row in diff.rows
        ],
        "clauses": [
            {
                "items": list(meaning.items),
                "clause": meaning.name or None,
                "effects": [
                    {"kind": effect.kind, "text": effect.text, "direction": effect.direction or None}
                    for effect in meaning.effects
                ],
                "sentences": list(sentence_names(acts, meaning.by)),
                "example": meaning.example._asdict() if meaning.example is not None else None,
            }
            for meaning in diff.meanings
        ],
    }
