"""Phrase by phrase, where the words of a version come from: first issue, restored, or which sentence of which act."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from rulesdsl.amendments.lineage import Origin, origins, restored_spans
from rulesdsl.amendments.on_day import DocumentVersion
from rulesdsl.reports.acts import act_name, sentence_name
from rulesdsl.reports.consolidated import joined
from rulesdsl.reports.document import Block, Field, Fields, Report, Section, Table
from rulesdsl.source.locate import cite
from rulesdsl.source.own_paragraphs import own_paragraphs
from rulesdsl.source.units import Unit

TITLE = "文字来源"
ISSUED, RESTORED = "首次印发", "首次印发（还原）"
_LONGEST = 60


class Phrase(NamedTuple):
    """Words of one item that come from one source; `sentence` ("": first issue) as it is called in reports, `act` in full."""

    text: str
    source: str
    sentence: str
    act: str


class ItemPhrases(NamedTuple):
    """The phrases of one unit's own text in order."""

    place: str
    phrases: tuple[Phrase, ...]


def blame(version: DocumentVersion) -> tuple[ItemPhrases, ...]:
    """Every unit of the version with its phrases."""
    found = origins(version.lineage, restored_spans(version.first, version.document))
    units = version.text.units
    ends = [*(unit.span.start for unit in units[1:]), version.text.span.end]
    items: list[ItemPhrases] = []
    at = 0
    for unit, end in zip(units, ends, strict=True):
        while at < len(found) and found[at].end <= unit.span.start:
            at += 1
        phrases = tuple(_phrases(version, found, at, unit, end))
        items.append(ItemPhrases(cite(version.text, unit), phrases))
    return tuple(items)


def _phrases(version: DocumentVersion, found: tuple[Origin, ...], at: int, unit: Unit, end: int) -> Iterator[Phrase]:
    """The phrases of a unit: cut at paragraphs, and those of one source that touch as one."""
    text = version.text.text
    for paragraph in own_paragraphs(version.text, unit):
        held: Phrase | None = None
        while at < len(found) and found[at].start < paragraph.end:
            words = joined(text[max(found[at].start, paragraph.start) : min(found[at].end, paragraph.end)])
            phrase = _phrase(version, found[at], words)
            if held is not None and held[1:] == phrase[1:]:
                phrase = phrase._replace(text=held.text + words)
            elif held is not None:
                yield held
            held = phrase if words else held
            if found[at].end > paragraph.end:
                break
            at += 1
        if held is not None:
            yield held


def _phrase(version: DocumentVersion, origin: Origin, words: str) -> Phrase:
    if origin.by is None:
        return Phrase(words, RESTORED if origin.restored else ISSUED, "", "")
    act = act_name(version.acts[origin.by.act])
    name = sentence_name(version.acts, origin.by)
    return Phrase(words, f"第{name}句" if name.startswith("（") else name, name, act)


def blame_report(version: DocumentVersion) -> Report:
    """A table of phrases, item by item; long phrases that nothing changed are cut short."""
    acts = tuple(act_name(act) for act in version.acts)
    fields = [Field("文件", (f"{version.document.number} {version.title}",))]
    if acts:
        fields.append(Field("修改", acts))
    rows = [
        (item.place if number == 0 else "", _cut(phrase.text) if not phrase.sentence else phrase.text, phrase.source)
        for item in blame(version)
        for number, phrase in enumerate(item.phrases)
    ]
    blocks: tuple[Block, ...] = (Fields(tuple(fields)), Table(("条目", "文字", "来源"), tuple(rows)))
    return Report(TITLE, (Section(TITLE, 1, blocks),))


def _cut(words: str) -> str:
    half = _LONGEST // 2
    return words if len(words) <= _LONGEST else f"{words[:half]}……{words[-half:]}"


def blame_json(version: DocumentVersion) -> str:
    """For programs; the shape is `docs/schema/blame.schema.json`."""
    return json.dumps(blame_data(version), ensure_ascii=False, indent=2) + "\n"


def blame_data(version: DocumentVersion) -> dict[str, Any]:
    """The phrases as data; `origin` is issued, restored or amended."""
    return {
        "document": version.document.number,
        "title": version.title,
        "acts": [act_name(act) for act in version.acts],
        "items": [
            {"place": item.place, "phrases": [_data(phrase) for phrase in item.phrases]} for item in blame(version)
        ],
    }


def _data(phrase: Phrase) -> dict[str, Any]:
    origin = "amended" if phrase.sentence else "restored" if phrase.source == RESTORED else "issued"
    return {
        "text": phrase.text,
        "origin": origin,
        "sentence": phrase.sentence or None,
        "act": phrase.act or None,
    }
