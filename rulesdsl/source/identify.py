"""The lasting ids of units: 点:4/项:1, in a running series 项:14, 条:5/款:2, without a label 前言 or 点:1/文首段."""

from __future__ import annotations

from rulesdsl.source.drafts import Draft, outermost
from rulesdsl.source.units import ANNEXES, Kind

STEP_NAMES: dict[Kind, str] = {
    "annex": "附件",
    "schedule": "附表",
    "appendix": "附录",
    "book": "编",
    "subbook": "分编",
    "chapter": "章",
    "section": "节",
    "point": "点",
    "article": "条",
    "paragraph": "款",
    "item": "项",
    "subitem": "目",
    "detail": "小目",
}
"""The step of an id for each numbered kind; in a 公文 目 and 小目 are our names, it has none for 1. and （1）."""

PLAIN_NAMES: dict[Kind, str] = {
    "title": "标题",
    "imprint": "版头",
    "addressee": "主送",
    "contents": "目录",
    "preamble": "前言",
    "lead": "文首段",
    "closing": "结尾段",
    "signature": "落款",
}
"""The id and citation of each kind without a label."""


def runs_through(drafts: list[Draft]) -> bool:
    """Whether the （一） labels form one series through several points, each going on where the last stopped."""
    last: Draft | None = None
    crossings = 0
    for draft in drafts:
        if draft.kind != "item":
            continue
        if last is not None and draft.parent is not last.parent:
            if draft.number <= last.number:
                return False
            crossings += 1
        last = draft
    return crossings > 0


def identify(drafts: list[Draft], *, running: bool) -> dict[Draft, str]:
    """An id for each draft, uppers before lowers; a repeated id gets ~2, ~3 in the order of the text."""
    ids: dict[Draft, str] = {}
    seen: dict[str, int] = {}
    for draft in drafts:
        above = _series(draft, running=running)
        plain = (ids[above] + "/" if above else "") + _step(draft)
        seen[plain] = seen.get(plain, 0) + 1
        ids[draft] = plain if seen[plain] == 1 else f"{plain}~{seen[plain]}"
    return ids


def _series(draft: Draft, *, running: bool) -> Draft | None:
    """The draft in which the number of a draft is counted; None for the whole text."""
    if running and draft.kind == "item":
        return None
    if draft.kind == "article":
        top = outermost(draft)
        return top if top.kind in ANNEXES else None
    return draft.parent


def _step(draft: Draft) -> str:
    name = STEP_NAMES.get(draft.kind) or PLAIN_NAMES[draft.kind]
    return f"{name}:{draft.numeral}" if draft.number else name
