"""“A”“B”合并修改为“C”: of the members of one list a single one is left, under the new name.

省地税局、国税局            →  省税务局            the second is dropped with its separator
统计局、地税局，省国税局    →  统计局，省税务局    the one that carries 省 itself stays
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rulesdsl.amendments.execution.changes import Change
from rulesdsl.amendments.execution.hits import Hit
from rulesdsl.amendments.execution.working import Block, Region

_LIST_ENDS = "。；;：:！？\n\r“”‘’《》「」"
_PREFIXES = ("自治区", "省", "市", "县", "区", "国家")
_BODY = re.compile(
    r"(?:局|厅|委|办|部|署|院|会|行|司|社|站|团|处|馆|台|所|中心|政府|机构|机关|集团|公司|部门|单位|高校|企业|银行|支行|分行|市|县|区|）)(?:等)?\Z"
)
_LONGEST_LIST = 2_000


class Item(NamedTuple):
    """One member of a list `[start, end)` and the number of the ，-part it stands in."""

    start: int
    end: int
    part: int


def merge(hits: list[Hit], replace: str, operation: int) -> list[Change]:
    """The changes of one merging: a rename for each list, and the dropping of the other members."""
    found: list[Change] = []
    for block, members in _by_block(hits):
        for group in _groups(block, members, replace):
            found += _one_list(block, group, replace, operation)
    return found


def _by_block(hits: list[Hit]) -> list[tuple[Block, list[Hit]]]:
    blocks: dict[int, tuple[Block, list[Hit]]] = {}
    for hit in sorted(hits, key=lambda item: item.start):
        blocks.setdefault(id(hit.block), (hit.block, []))[1].append(hit)
    return list(blocks.values())


class Group(NamedTuple):
    """The hits of one list, the items they are, and whether the list has the new name already."""

    hits: list[Hit]
    items: list[Item]
    present: bool


def _groups(block: Block, hits: list[Hit], replace: str) -> list[Group]:
    """Hits by the list they stand in: a 、-list, or a ，-list where all its members are names of bodies."""
    lists: dict[tuple[int, int], tuple[list[Item], list[Hit]]] = {}
    for hit in hits:
        start, end = _stretch(block.text, hit)
        lists.setdefault((start, end), (_items(block.text, start, end), []))[1].append(hit)
    groups: list[Group] = []
    for items, members in lists.values():
        whole = all(_BODY.search(block.text[item.start : item.end].strip()) for item in items)
        parts: dict[int, list[tuple[Hit, Item]]] = {}
        for hit in members:
            item = next(item for item in items if item.start <= hit.start < item.end)
            parts.setdefault(0 if whole else item.part, []).append((hit, item))
        for part, pairs in parts.items():
            mine = [item for item in items if whole or item.part == part]
            present = any(block.text[item.start : item.end].strip() == replace for item in mine)
            groups.append(Group([hit for hit, _ in pairs], [item for _, item in pairs], present))
    return groups


def _one_list(block: Block, group: Group, replace: str, operation: int) -> list[Change]:
    if len(group.hits) == 1 and not group.present:
        return [_renamed(block, group.hits[0], replace, operation)]
    kept = -1 if group.present else _slot(block, group, replace)
    found: list[Change] = []
    for number, (hit, item) in enumerate(zip(group.hits, group.items, strict=True)):
        if number == kept:
            found.append(_renamed(block, hit, replace, operation))
        else:
            # What follows the name in its item is prose (国税局梳理…) and stays.
            found.append(Change(Hit((Region(block, _begins(block.text, item), hit.end),)), "", operation))
    return found


def _slot(block: Block, group: Group, replace: str) -> int:
    """The member that stays: one in a later ，-part that carries the new name's prefix itself, else the first."""
    first = group.items[0].part
    for number, (hit, item) in enumerate(zip(group.hits, group.items, strict=True)):
        if item.part > first and _absorbed(block, hit, replace):
            return number
    return 0


def _renamed(block: Block, hit: Hit, replace: str, operation: int) -> Change:
    """The new name in the place of the old one; its prefix is not written twice (no 省省税务局)."""
    start = hit.start - _absorbed(block, hit, replace)
    return Change(Hit((Region(block, start, hit.end),)), replace, operation)


def _absorbed(block: Block, hit: Hit, replace: str) -> int:
    prefix = next((prefix for prefix in _PREFIXES if replace.startswith(prefix)), "")
    if not prefix or hit.text.startswith(prefix):
        return 0
    return len(prefix) if block.text[: hit.start].endswith(prefix) else 0


def with_prefix(hit: Hit) -> Hit:
    """A deleted member of a list with the prefix before it: 省物价局 goes whole where 物价局 is struck."""
    if len(hit.parts) > 1:
        return hit
    text = hit.block.text
    for prefix in _PREFIXES:
        start = hit.start - len(prefix)
        if start >= 0 and text[start : hit.start] == prefix and (start == 0 or text[start - 1] in "、，,：:\n"):
            return Hit((Region(hit.block, start, hit.end),))
    return hit


def _stretch(text: str, hit: Hit) -> tuple[int, int]:
    """The stretch between full marks around a hit; brackets are closed in themselves."""
    start, depth = hit.start, 0
    while start > max(0, hit.start - _LONGEST_LIST):
        mark = text[start - 1]
        depth += (mark in "）)") - (mark in "（(")
        if depth < 0 or (depth == 0 and mark in _LIST_ENDS):
            break
        start -= 1
    end, depth = hit.end, 0
    while end < min(len(text), hit.end + _LONGEST_LIST):
        mark = text[end]
        depth += (mark in "（(") - (mark in "）)")
        if depth < 0 or (depth == 0 and mark in _LIST_ENDS):
            break
        end += 1
    return start, end


def _items(text: str, start: int, end: int) -> list[Item]:
    items: list[Item] = []
    begin, depth, part = start, 0, 0
    for at in range(start, end + 1):
        mark = text[at] if at < end else "，"
        depth += (mark in "（(") - (mark in "）)")
        if depth == 0 and mark in "、，,":
            items.append(Item(begin, at, part))
            part += mark != "、"
            begin = at + 1
    return items


def _begins(text: str, item: Item) -> int:
    words = text[item.start : item.end]
    return item.start + len(words) - len(words.lstrip())
