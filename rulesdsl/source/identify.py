"""The lasting ids of units: 点:4/项:1, in a running series 项:14, without a label 前言 or 点:1/文首段."""

from __future__ import annotations

from rulesdsl.source.drafts import Draft
from rulesdsl.source.units import LEVELS, Kind

STEP_NAMES: dict[Kind, str] = {"point": "点", "item": "项", "subitem": "目", "detail": "小目"}
"""The step of an id for each numbered kind; 目 and 小目 are our names, documents have none for 1. and （1）."""

PLAIN_NAMES: dict[Kind, str] = {
    "title": "标题",
    "imprint": "版头",
    "addressee": "主送",
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
        if draft.level != LEVELS.index("item"):
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
        plain = _plain_id(draft, ids, running=running)
        seen[plain] = seen.get(plain, 0) + 1
        ids[draft] = plain if seen[plain] == 1 else f"{plain}~{seen[plain]}"
    return ids


def _plain_id(draft: Draft, ids: dict[Draft, str], *, running: bool) -> str:
    labelled = draft.label is not None
    step = f"{STEP_NAMES[draft.kind]}:{'之'.join(map(str, draft.number))}" if labelled else PLAIN_NAMES[draft.kind]
    if draft.parent is None or (running and draft.kind == "item"):
        return step
    return ids[draft.parent] + "/" + step
