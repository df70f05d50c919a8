"""The audit of computed texts against published ones: a report for readers, and data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from rulesdsl.amendments.audit.counts import Audit
from rulesdsl.amendments.audit.findings import Difference
from rulesdsl.amendments.audit.hints import Hint
from rulesdsl.reports.acts import act_name, sentence_name, sentence_names
from rulesdsl.reports.document import Block, Field, Fields, Note, Report, Section, Table

TITLE = "计算文本与公布文本的核对"
KINDS = {"mark": "标点", "custom": "惯例", "undone": "未照改", "uncommanded": "无令之改"}
COLUMNS = ("号", "位置", "计算文本", "公布文本", "类别", "线索")
NOT_EVIDENCE = (
    "还原的字和改自还原的字不作证据：底本在这些地方是从公布文本反推的，必然相同。"
    "没有标还原的字是否另有抄本可证，见该文件 document.rule 的说明。"
)
_SHOWN_AROUND = 4


def audit_report(audits: Sequence[Audit]) -> Report:
    """A chapter for each document, after one that sums up."""
    chapters = [Section(f"{one.version.document.number} {one.version.title}", 1, tuple(_blocks(one))) for one in audits]
    return Report(TITLE, (Section("总计", 1, (_summary(audits), Note(NOT_EVIDENCE))), *chapters))


def _summary(audits: Sequence[Audit]) -> Table:
    head = ("文件", "比较", "相同", "其中不作证据", "排版", *KINDS.values())
    return Table(head, tuple(_summary_row(item) for item in audits))


def _summary_row(item: Audit) -> tuple[str, ...]:
    kinds = [sum(found.kind == kind for found, _ in item.differences) for kind in KINDS]
    return (
        item.version.document.number,
        f"{item.compared}字",
        f"{sum(item.agreeing)}字",
        f"{item.agreeing.by_construction}字",
        f"{sum(item.setting)}处",
        *(f"{count}处" for count in kinds),
    )


def _blocks(item: Audit) -> Iterator[Block]:
    yield Fields(tuple(_fields(item)))
    if item.differences:
        yield Table(COLUMNS, tuple(_row(item, number, *pair) for number, pair in enumerate(item.differences, 1)))
    else:
        yield Note("没有差异。")


def _fields(item: Audit) -> Iterator[Field]:
    agreeing, setting = item.agreeing, item.setting
    written = agreeing.written_for_issued + agreeing.written_for_restored
    yield Field("修改", tuple(act_name(act) for act in item.version.acts))
    if item.heading:
        yield Field("公布文本", (item.heading,))
    yield Field(
        "相同",
        (
            f"原文 {agreeing.issued}字，还原 {agreeing.restored}字，语句写入 {written}字"
            f"（其中 {agreeing.written_for_restored}字改自还原的字）",
        ),
    )
    yield Field("排版不同", (f"空格和换行 {setting.spaces}处，全角半角 {setting.widths}处",))
    confirmed = [f"随删除去掉的标点 {count}处"] if (count := _seam_marks(item)) else []
    confirmed += [f"{_cited(item, one.unit)}{one.text}" for one in item.customary]
    if confirmed:
        yield Field("附带改动", (f"{'；'.join(confirmed)}：语句没有写，公布文本也这样改",))


def _seam_marks(item: Audit) -> int:
    """Places where only marks went with deleted words; labels are told as custom."""
    words = (item.version.first.text[gone.start : gone.end].strip() for gone in item.seams)
    return sum(bool(word) and not any(char.isalnum() for char in word) for word in words)


def _cited(item: Audit, unit: str) -> str:
    from rulesdsl.source.locate import cite

    before = item.version.acts[-1].execution.before
    return cite(before, before.by_id[unit]) if unit in before.by_id else unit


def _row(item: Audit, number: int, found: Difference, reason: Hint) -> tuple[str, ...]:
    return (
        str(number),
        f"{found.place}{found.part}",
        _shown(found, found.computed),
        _shown(found, found.published),
        KINDS[found.kind],
        hint_text(item, found, reason),
    )


def _shown(found: Difference, words: str) -> str:
    """A side of a difference, in 【】 with a little around it; a whole line stands alone."""
    if not words:
        return "（没有）" if len(found.computed) > _SHOWN_AROUND * 4 else f"{found.before[-4:]}【】{found.after[:4]}"
    if len(words) > _SHOWN_AROUND * 4:
        return f"【{words}】"
    return f"{found.before[-_SHOWN_AROUND:]}【{words}】{found.after[:_SHOWN_AROUND]}"


def hint_text(item: Audit, found: Difference, reason: Hint) -> str:
    """A hint in words."""
    acts = item.version.acts
    if reason.kind == "line_gone":
        names = "、".join(sentence_names(acts, reason.all_by))
        return "整行不见了，没有一句删除它" + (f"；{names}只改了其中的字" if names else "")
    if reason.by is not None:
        name = sentence_name(acts, reason.by)
        if reason.kind == "same_change":
            return f"同{name}的改法，但{name}只改{_place(reason.words)}"
        return f"{name}在这里只删除“{reason.words}”，没有写增加“{found.published.strip('、，')}”"
    return "没有一句这样改"


def _place(words: str) -> str:
    """A locator without the document it begins with."""
    return words.rpartition("》")[2].rpartition("）")[2] or words


def audit_json(audits: Sequence[Audit]) -> str:
    """The audits for programs; the shape is `docs/schema/audit.schema.json`."""
    return json.dumps({"audits": [_data(item) for item in audits]}, ensure_ascii=False, indent=2) + "\n"


def _data(item: Audit) -> dict[str, Any]:
    agreeing = item.agreeing
    return {
        "document": item.version.document.number,
        "title": item.version.title,
        "amended_by": [act_name(act) for act in item.version.acts],
        "published": item.heading,
        "compared": item.compared,
        "agreeing": {
            "issued": agreeing.issued,
            "restored": agreeing.restored,
            "written_for_issued": agreeing.written_for_issued,
            "written_for_restored": agreeing.written_for_restored,
            "by_construction": agreeing.by_construction,
        },
        "setting": {"spaces": item.setting.spaces, "widths": item.setting.widths},
        "differences": [_difference(item, found, reason) for found, reason in item.differences],
        "confirmed": {
            "marks": _seam_marks(item),
            "custom": [f"{_cited(item, one.unit)}{one.text}" for one in item.customary],
        },
    }


def _difference(item: Audit, found: Difference, reason: Hint) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "kind_text": KINDS[found.kind],
        "place": found.place,
        "part": found.part,
        "computed": found.computed,
        "published": found.published,
        "before": found.before,
        "after": found.after,
        "hint": hint_text(item, found, reason),
    }
