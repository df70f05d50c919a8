"""What one sentence changes in words: its changes together, as edits of blocks that don't overlap.

All changes of a sentence work on the text as it was before the sentence, from left to right; nothing that one puts in is read by
another. Where two of them want the same words the longer one counts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from difflib import SequenceMatcher
from typing import NamedTuple

from rulesdsl.amendments.execution.hits import Hit
from rulesdsl.amendments.execution.seam import BETWEEN, seam
from rulesdsl.amendments.execution.working import Block, Edit, Region, Working, now_at

LARGEST_COMPARISON = 4_000_000
_SHORTEST_RUN = 2


class Change(NamedTuple):
    """One hit of an operation (by its number in the sentence) and the words that take its place."""

    hit: Hit
    text: str
    operation: int
    insert: bool = False


class Overlap(NamedTuple):
    """Two changes of a sentence that run into each other."""

    first: Change
    second: Change


def settle(changes: list[Change]) -> tuple[list[Change], list[Change], list[Overlap]]:
    """The changes that are made, those that lie inside a longer one, and pairs of which neither holds the other.

    Words put in at the edge of a changed stretch stand beside it; inside it they would be lost, so that counts as running into it.
    """
    stretches: dict[int, list[tuple[Region, Change]]] = {}
    for change in changes:
        for part in change.hit.parts:
            stretches.setdefault(id(part.block), []).append((part, change))
    inside: list[Change] = []
    crossing: list[Overlap] = []
    lost: set[int] = set()
    for parts in stretches.values():
        before: tuple[Region, Change] | None = None
        for part, change in sorted(parts, key=lambda item: (item[0].start, not item[1].insert, -item[0].end)):
            if id(change) in lost:
                continue
            if before is None or before[0].end <= part.start:
                before = part, change
            elif change.insert or part.end > before[0].end or len(change.hit.parts) > 1:
                crossing.append(Overlap(before[1], change))
                lost.add(id(change))
            else:
                inside.append(change)
                lost.add(id(change))
    return [change for change in changes if id(change) not in lost], inside, crossing


def make(working: Working, changes: list[Change], sentence: int) -> None:
    """Make the settled changes of a sentence."""
    deletions: dict[int, list[Region]] = {}
    edits: dict[int, list[Edit]] = {}
    blocks: dict[int, Block] = {}
    for change in changes:
        for part in change.hit.parts:
            blocks[id(part.block)] = part.block
        if change.insert:
            region = change.hit.parts[0]
            edits.setdefault(id(region.block), []).append(Edit(region.end, region.end, change.text, sentence, "insert"))
        elif not change.text:
            for part in change.hit.parts:
                deletions.setdefault(id(part.block), []).append(part)
        else:
            for number, part in enumerate(change.hit.parts):
                text = change.text if number == 0 else ""
                edits.setdefault(id(part.block), []).extend(rewrite(part, text, sentence))
    for key, block in blocks.items():
        own = edits.get(key, [])
        own += _struck(working, block, deletions.get(key, []), own, sentence)
        working.apply(block, sorted(own, key=lambda edit: (edit.start, edit.end)))


def rewrite(region: Region, text: str, sentence: int) -> list[Edit]:
    """The smallest edits that turn a stretch into other words: runs of two characters and more that both have are kept."""
    old = region.block.text[region.start : region.end]
    edits: list[Edit] = []
    a = b = 0
    for start, there, size in [*shared_runs(old, text), (len(old), len(text), 0)]:
        if start > a or there > b:
            kind = "insert" if start == a else "replace" if there > b else "delete"
            edits.append(Edit(region.start + a, region.start + start, text[b:there], sentence, kind))
        a, b = start + size, there + size
    return edits


def shared_runs(old: str, new: str) -> list[tuple[int, int, int]]:
    """Runs that two texts share in the same order, longest first (offset in each, length); equal ends only for huge texts."""
    if len(old) * len(new) <= LARGEST_COMPARISON:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        found = matcher.get_matching_blocks()
        return [(block.a, block.b, block.size) for block in found if block.size >= _SHORTEST_RUN]
    head = next((i for i, (x, y) in enumerate(zip(old, new, strict=False)) if x != y), min(len(old), len(new)))
    room = min(len(old), len(new)) - head
    tail = next((i for i in range(room) if old[-1 - i] != new[-1 - i]), room)
    return [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]


def _struck(working: Working, block: Block, parts: list[Region], others: list[Edit], sentence: int) -> list[Edit]:
    """The edits of what is deleted: neighbours parted by nothing but a mark go together, and each stretch takes its seam along."""
    found: list[Edit] = []
    if not parts:
        return found
    floor = text_begins(working, block)
    waiting = deque(sorted(parts, key=lambda item: item.start))
    beside = sorted((edit.start, edit.end) for edit in others)
    for start, end in _joined(block.text, [(part.start, part.end) for part in waiting]):
        low, high = seam(block.text, start, end, floor)
        if _meets(beside, low, high):
            low, high = start, end
        at = low
        while waiting and waiting[0].start < end:
            part = waiting.popleft()
            if part.start >= high:
                continue
            if at < part.start:
                found.append(Edit(at, part.start, "", sentence, "consequential"))
            at = min(part.end, high)
            found.append(Edit(part.start, at, "", sentence, "delete"))
        if at < high:
            found.append(Edit(at, high, "", sentence, "consequential"))
    return found


def _meets(edits: list[tuple[int, int]], low: int, high: int) -> bool:
    """Whether one of some edits that don't overlap lies in a range, in part at least."""
    place = bisect_left(edits, (high, 0)) - 1
    return place >= 0 and edits[place][1] > low


def _joined(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and not text[joined[-1][1] : start].strip(BETWEEN):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def text_begins(working: Working, block: Block) -> int:
    """Where a unit's text begins in its block: behind the label, if that still stands."""
    unit = working.source.by_id.get(block.unit)
    if unit is None or unit.label_span is None:
        return len(block.label) if block.label and block.text.lstrip().startswith(block.label) else 0
    found = now_at(block, unit.label_span.start, unit.label_span.end)
    return found[1] if found is not None else 0
