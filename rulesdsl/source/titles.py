"""Which units have a title: the heading line after a label, or a short first sentence that its siblings have too.

（八）推广应用智能技术与装备。鼓励企业… has the title 推广应用智能技术与装备;
（一）对各地市的集成电路设计中心…给予补贴。 has none. Documents title either all members of a series or none, so one
untitled member takes the first-sentence titles from its siblings.
"""

from __future__ import annotations

import re

from rulesdsl.source.drafts import Draft
from rulesdsl.source.units import Kind

LONGEST_TITLE = 30
"""The longest first sentence, in marks, that can be a title."""

_BRACKETS = {"（": "）", "“": "”", "《": "》", "‘": "’", "〈": "〉"}
_AFTER_STOP = re.compile(r"\s*")


def find_titles(text: str, drafts: list[Draft]) -> None:
    """Set `title` of the drafts that have one, and take it off the front of their body."""
    series: dict[tuple[Draft | None, Kind], list[Draft]] = {}
    uppers = {id(draft.parent) for draft in drafts if draft.label is not None}
    for draft in drafts:
        if draft.label is None:
            continue
        if draft.label.heading:
            draft.title = (draft.label.content, draft.label.end)
        else:
            series.setdefault((draft.parent, draft.kind), []).append(draft)
    for siblings in series.values():
        _title_series(text, siblings, uppers)


def _title_series(text: str, siblings: list[Draft], uppers: set[int]) -> None:
    stops = {draft: _first_stop(text, *draft.body[0]) for draft in siblings if draft.body}
    # A lone short sentence says neither yes nor no: it is all its item has, so it can't be a title.
    if not all(0 <= stop - draft.body[0][0] <= LONGEST_TITLE for draft, stop in stops.items()):
        return
    for draft, stop in stops.items():
        start, end = draft.body[0]
        rest = _after_stop(text, stop, end)
        if rest == end and len(draft.body) == 1 and id(draft) not in uppers:
            continue
        draft.title = (start, stop)
        draft.body[:1] = [(rest, end)] if rest < end else []


def _first_stop(text: str, start: int, end: int) -> int:
    """The offset of the first 。 outside brackets and quotation marks, -1 when none comes in time for a title."""
    expected: list[str] = []
    for offset in range(start, min(end, start + LONGEST_TITLE + 1)):
        mark = text[offset]
        if mark == "。" and not expected:
            return offset
        if mark in _BRACKETS:
            expected.append(_BRACKETS[mark])
        elif expected and mark == expected[-1]:
            expected.pop()
    return -1


def _after_stop(text: str, stop: int, end: int) -> int:
    space = _AFTER_STOP.match(text, stop + 1, end)
    return space.end() if space else stop + 1
