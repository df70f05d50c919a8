"""All registered 口径: what is open in the text, how it may be read, which reading is adopted and why."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rulesdsl.plan.plan import Plan, PointPlan
from rulesdsl.reports.document import Field, Fields, Note, Report, Section
from rulesdsl.reports.phrases import title_of

TITLE = "口径一览"


def readings(plan: Plan) -> Report:
    """One section an item, one block a choice point, in document order."""
    sections: list[Section] = []
    home = ""
    for point in plan.points.values():
        item = point.id.rsplit("/", 2)[0]
        if item != home:
            home = item
            sections.append(Section(item.replace("/", " "), 1, ()))
        sections.append(_point(point))
    intro = Section(TITLE, 1, (Note(_summary(plan)),))
    return Report(TITLE, (intro, *sections))


def _summary(plan: Plan) -> str:
    open_points = sum(not point.adopted for point in plan.points.values())
    tail = f"，其中 {open_points} 处未采用任何一种，结果把各种读法都算上" if open_points else ""
    return f"共 {len(plan.points)} 处原文可作不同解释{tail}。换一种读法：rulesdsl explain 案卷 --reading 口径=读法"


def _point(point: PointPlan) -> Section:
    clause, name = point.id.rsplit("/", 2)[1:]
    fields = (
        Field("条款", (clause,)),
        Field("原文", tuple(f"「{quote}」" for quote in point.quotes), quote=True),
        Field("读法", tuple(f"{option}（采用）" if option == point.adopted else option for option in point.options)),
        Field("理由", (point.reason,) if point.reason else ()),
    )
    return Section(name, 2, (Fields(tuple(field for field in fields if field.values)),))


def readings_json(plan: Plan) -> str:
    """`{"readings": [{"id", "item", "clause", "name", "quotes", "options", "adopted", "reason"}]}`; `adopted` null if none is."""
    return json.dumps({"readings": list(_entries(plan))}, ensure_ascii=False, indent=2) + "\n"


def _entries(plan: Plan) -> Iterator[dict[str, object]]:
    for point in plan.points.values():
        item, clause, _ = point.id.rsplit("/", 2)
        yield {
            "id": point.id,
            "item": item,
            "clause": clause,
            "name": title_of(point.id),
            "quotes": list(point.quotes),
            "options": list(point.options),
            "adopted": point.adopted or None,
            "reason": point.reason,
        }
