"""Where quoted words stand in the working text: width variants, spaces and line ends ignored, also across units.

>>> [hit.text for hit in find(regions, "设备投资额的8%")]
['设备投资额的 8%']
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from rulesdsl.amendments.execution.working import Block, Region
from rulesdsl.source.fold import fold

_TITLE = re.compile(r"《[^《》]*》")
_NUMBER = re.compile(r"[^\s，。；：、（）()《》“”]{1,12}[〔\[]\d{4}[〕\]]\d+号")

_LONGEST_NAME = 120


class Hit(NamedTuple):
    """One occurrence: a stretch of a block, or of several blocks that follow one another."""

    parts: tuple[Region, ...]

    @property
    def block(self) -> Block:
        """The block it begins in."""
        return self.parts[0].block

    @property
    def start(self) -> int:
        """Where it begins in that block."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where it ends in that block."""
        return self.parts[0].end

    @property
    def text(self) -> str:
        """The words as they stand."""
        return "".join(part.block.text[part.start : part.end] for part in self.parts)


def find(regions: list[Region], words: str) -> list[Hit]:
    """Every occurrence inside one block; where there is none, those that run over several blocks."""
    wanted = fold(words).text
    if not wanted:
        return []
    alone = [hit for region in regions for hit in _inside(region, wanted)]
    return alone or (_across(regions, wanted) if len(regions) > 1 else [])


def _inside(region: Region, wanted: str) -> list[Hit]:
    block, start, end = region
    text = block.folded.text
    whole = start == 0 and end == len(block.text)
    low, high = (0, len(text)) if whole else (block.folded.position(start), block.folded.position(end))
    found: list[Hit] = []
    at = text.find(wanted, low, high)
    while at >= 0:
        found.append(Hit((Region(block, *block.folded.span(at, at + len(wanted))),)))
        at = text.find(wanted, at + len(wanted), high)
    return found


def _across(regions: list[Region], wanted: str) -> list[Hit]:
    """Occurrences in the regions taken as one text."""
    bounds = [
        (region.block.folded.position(region.start), region.block.folded.position(region.end)) for region in regions
    ]
    texts = [region.block.folded.text[low:high] for region, (low, high) in zip(regions, bounds, strict=True)]
    starts = [0, *accumulate(map(len, texts))]
    whole = "".join(texts)
    found: list[Hit] = []
    at = whole.find(wanted)
    while at >= 0:
        found.append(Hit(tuple(_parts(regions, bounds, starts, at, at + len(wanted)))))
        at = whole.find(wanted, at + len(wanted))
    return found


def _parts(
    regions: list[Region], bounds: list[tuple[int, int]], starts: list[int], start: int, end: int
) -> list[Region]:
    parts: list[Region] = []
    index = bisect_right(starts, start) - 1
    while index < len(regions) and starts[index] < end:
        low, high = max(start, starts[index]), min(end, starts[index + 1])
        if low < high:
            region = regions[index]
            shift = bounds[index][0] - starts[index]
            first, last = region.block.folded.span(low + shift, high + shift)
            # The line ends between the blocks belong to what is found.
            parts.append(Region(region.block, first, last if high == end else region.end))
        index += 1
    return parts


def within(hit: Hit, words: str) -> bool:
    """Whether a hit lies inside an occurrence of other, longer words: 市环卫局 in 市市容环卫局 is no hit for 环卫局."""
    wanted, block = fold(words).text, hit.block
    folded = block.folded
    low, high = folded.position(hit.start), folded.position(hit.end)
    at = folded.text.find(wanted, max(0, high - len(wanted)), min(len(folded.text), low + len(wanted)))
    return 0 <= at <= low and at + len(wanted) >= high


def in_name_of_act(hit: Hit) -> bool:
    """Whether a hit lies in a title 《…》 or a document number: the name of another act is a fact, not a mention."""
    # A window around the hit, so that a long unit with many hits is not read again for each of them.
    low = max(0, hit.start - _LONGEST_NAME)
    window = hit.block.text[low : hit.end + _LONGEST_NAME]
    patterns = [
        pattern for marks, pattern in (("》", _TITLE), ("〕]", _NUMBER)) if any(map(window.__contains__, marks))
    ]
    return any(
        low + found.start() <= hit.start and hit.end <= low + found.end()
        for pattern in patterns
        for found in pattern.finditer(window)
    )
