"""“A”“B”合并修改为“C”: of the members of one list a single one is left, under the new name.

省地税局、国税局            →  省税务局            the second is dropped with its separator
统计局、地税局，省国税局    →  统计局，省税务局    the one that carries 省 itself stays
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rulesdsl.amendments.execution.changes import Change
from rulesdsl.amendments.execution.hits import Hit, find
from rulesdsl.amendments.execution.working import Block, Region

_LIST_ENDS = "。；;：:！？\n\r“”‘’《》「」"
_PREFIXES = ("自治区", "省", "市", "县", "区", "国家")
_BODY = re.compile(
    r"(?:局|厅|委|办|部|署|院|会|行|司|社|站|团|处|馆|台|所|中心|政府|机构|机关|集团|公司|部门|单位|高校|企业|银行|支行|分行|市|县|区|）)(?:等)?\Z"
)
_LONGEST_LIST = 2_000
_JOINED = re.compile(f"(?:和|与|及|以及)(?:{'|'.join(_PREFIXES)})?")


class Item(NamedTuple):
    """One member of a list `[start, end)` and the number of the ，-part it stands in."""

    start: int
    end: int
    part: int


class Mention(NamedTuple):
    """A name `[start, end)` that is merged, or (`new`) the new name where it stands already; 地税局和国税局 is one mention."""

    start: int
    end: int
    new: bool


class Member(NamedTuple):
    """A mention in a list; `fixed` where words of its own stand beside it (由地税局, 地税局牵头), so that it can't be dropped."""

    mention: Mention
    item: Item
    fixed: bool


def merge(hits: list[Hit], replace: str, operation: int) -> list[Change]:
    """The changes of one merging: a rename for each list, and the dropping of the other members."""
    found: list[Change] = []
    for block, own in _by_block(hits):
        mentions = _mentions(block, own, replace)
        for members in _lists(block.text, mentions):
            if not all(member.mention.new for member in members):
                found += _one_list(block, members, replace, operation)
    return found


def _by_block(hits: list[Hit]) -> list[tuple[Block, list[Hit]]]:
    blocks: dict[int, tuple[Block, list[Hit]]] = {}
    for hit in hits:
        blocks.setdefault(id(hit.block), (hit.block, []))[1].append(hit)
    return list(blocks.values())


def _mentions(block: Block, hits: list[Hit], replace: str) -> list[Mention]:
    """Where the old names and the new one stand in a block; what 和 joins is one mention."""
    standing = find([Region(block, 0, len(block.text))], replace)
    found: list[Mention] = []
    for one in sorted(
        [Mention(hit.start, hit.end, new=False) for hit in hits]
        + [Mention(hit.start, hit.end, new=True) for hit in standing]
    ):
        before = found[-1] if found else None
        if before is not None and _JOINED.fullmatch(block.text, before.end, max(before.end, one.start)):
            found[-1] = Mention(before.start, one.end, before.new and one.new)
        else:
            found.append(one)
    return found


def _lists(text: str, mentions: list[Mention]) -> list[list[Member]]:
    """Mentions by the list they stand in: a 、-list, or a ，-list where all its members are names of bodies."""
    stretches: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        stretches.setdefault(_stretch(text, mention), []).append(mention)
    lists: list[list[Member]] = []
    for (start, end), inside in stretches.items():
        items = _items(text, start, end)
        whole = all(_BODY.search(text[item.start : item.end].strip()) for item in items)
        parts: dict[int, list[Member]] = {}
        for mention in inside:
            place = next(place for place, item in enumerate(items) if item.start <= mention.start < item.end)
            member = Member(mention, items[place], _is_fixed(text, mention, items, place))
            parts.setdefault(0 if whole else member.item.part, []).append(member)
        lists += parts.values()
    return lists


def _is_fixed(text: str, mention: Mention, items: list[Item], place: int) -> bool:
    item = items[place]
    if text[item.start : mention.start].strip() not in ("", *_PREFIXES):
        return True
    if not text[mention.end : item.end].strip():
        return False
    # What follows the last name of a list speaks of all of it (地税局、国税局梳理…), unless the one before has words of its own.
    before = items[place - 1] if place else None
    return before is None or before.part != item.part or not _BODY.search(text[before.start : before.end].strip())


def _one_list(block: Block, members: list[Member], replace: str, operation: int) -> list[Change]:
    kept = [member for member in members if member.fixed] or [_slot(block, members, replace)]
    found: list[Change] = []
    for member in members:
        mention = member.mention
        if member not in kept:
            # What follows the name in its item is prose (国税局梳理…) and stays.
            found.append(Change(Hit((Region(block, _begins(block.text, member.item), mention.end),)), "", operation))
        elif not mention.new:
            found.append(_renamed(block, mention, replace, operation))
    return found


def _slot(block: Block, members: list[Member], replace: str) -> Member:
    """The member that stays: the new name itself, one in a later ，-part that carries its prefix, else the first."""
    first = members[0]
    for member in members:
        if member.mention.new:
            return member
    for member in members:
        if member.item.part > first.item.part and _absorbed(block, member.mention, replace):
            return member
    return first


def _renamed(block: Block, mention: Mention, replace: str, operation: int) -> Change:
    """The new name in the place of the old one; its prefix is not written twice (no 省省税务局)."""
    start = mention.start - _absorbed(block, mention, replace)
    return Change(Hit((Region(block, start, mention.end),)), replace, operation)


def _absorbed(block: Block, mention: Mention, replace: str) -> int:
    prefix = next((prefix for prefix in _PREFIXES if replace.startswith(prefix)), "")
    if not prefix or block.text.startswith(prefix, mention.start):
        return 0
    return len(prefix) if block.text.endswith(prefix, 0, mention.start) else 0


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


def _stretch(text: str, name: Mention) -> tuple[int, int]:
    """The stretch between full marks around a name; brackets are closed in themselves."""
    start, depth = name.start, 0
    while start > max(0, name.start - _LONGEST_LIST):
        mark = text[start - 1]
        depth += (mark in "）)") - (mark in "（(")
        if depth < 0 or (depth == 0 and mark in _LIST_ENDS):
            break
        start -= 1
    end, depth = name.end, 0
    while end < min(len(text), name.end + _LONGEST_LIST):
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
