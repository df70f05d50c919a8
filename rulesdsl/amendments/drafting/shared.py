"""Changes that are the same in several places, found by themselves: a body renamed, bodies merged, a body struck, a word changed.

Names of bodies are changed in the whole text; other words in the places that are named, or in the whole text where these are many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rulesdsl.amendments.drafting.addresses import Address, Addresses
from rulesdsl.amendments.drafting.alignment import Alignment, Pair
from rulesdsl.amendments.drafting.differences import Difference, differences
from rulesdsl.amendments.drafting.passages import MEMBER, passages, splits
from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations import DeleteText, MergeNames, ReplaceText
from rulesdsl.amendments.quotes import as_in_sentence
from rulesdsl.source.fold import fold
from rulesdsl.source.units import SourceText

MOST_LISTED = 5
"""In more places than these a change is one of the whole text."""

_ORGANS = ("委", "厅", "局", "办", "部", "署", "院", "会", "中心", "部门", "政府", "机构", "公司", "集团", "银行")
_LOWER = "省市县区"
_PARTS = re.compile(r"[、，。；：！？（）()“”‘’《》〈〉「」,;:\s]+")
_MEMBER = re.compile(r"(?<=、)[^、,。;:()\n\"]+|[^、,。;:()\n\"]+(?=、)")
_NO_NAME = re.compile(r"[、，。；：！？（）()“”‘’《》〈〉「」〔〕,;:!?\"'\n]")
_ACT_NAME = re.compile(r"《[^《》]*》|[^\s,。;:、()《》]{1,12}[〔\[]\d{4}[〕\]]\d+号")
_SHORTEST_BODY, _LONGEST_BODY = 3, 12
_MOST_LEFT, _MOST_RIGHT, _LONGEST_WORD = 7, 4, 20
_ALIKE = 2


Shared = ReplaceText | MergeNames | DeleteText
"""The operations by which several places change alike."""


class Rename(NamedTuple):
    """Words that become others wherever they stand, in the form of the text."""

    find: str
    replace: str


class Site(NamedTuple):
    """One difference and the pair it lies in."""

    pair: Pair
    difference: Difference


def shared_changes(
    addresses: Addresses, now: SourceText, new: SourceText, alignment: Alignment, known: tuple[Shared, ...]
) -> tuple[Shared, ...]:
    """The changes that several places share, besides those that are known.

    Args:
        addresses: those of the text before the act, in which sentences are read.
        now: that text after the known changes; `alignment` pairs its units with those of the new text.
    """
    sites = [Site(pair, item) for pair in alignment.pairs for item in differences(pair.words, pair.new_words)]
    texts = _Texts(addresses, now, new)
    renames = _renames(texts, sites)
    gone = [name for name in _bodies(texts.mentions) if not texts.survives(name) and addresses.whole.count(name)]
    gone = [name for name in gone if all(rename.find != name for rename in renames)]
    found: list[Shared] = []
    for rename, places in renames.items():
        locator = _where(texts, rename, places)
        merged = [name for name in gone if _became(name, rename)] if locator == addresses.whole.locator else []
        gone = [name for name in gone if name not in merged]
        if merged:
            found.append(_merge(texts, [*merged, rename.find], rename.replace))
        elif locator is not None:
            found.append(ReplaceText(locator, as_in_sentence(rename.find), as_in_sentence(rename.replace)))
    for site in sites:
        names, name = _joined_names(site)
        if name and name not in texts.mentions and set(names) <= set(gone):
            found.append(_merge(texts, names, name))
            gone = [item for item in gone if item not in names]
    struck = {part for site in sites for part in _struck_names(site)}
    found += [DeleteText(addresses.whole.locator, name) for name in gone if name in struck]
    taken = {item.find for item in known}
    return tuple(item for item in found if item.find not in taken)


class _Texts:
    """The text with the known changes and that after the act, folded, a paragraph a line, without the names of acts."""

    def __init__(self, addresses: Addresses, now: SourceText, new: SourceText) -> None:
        self.addresses = addresses
        self.new = _ACT_NAME.sub("\n", _lines(new))
        self.mentions = _ACT_NAME.sub("\n", _lines(now))
        self._around: dict[str, frozenset[tuple[str, str]]] = {}

    def around(self, words: str) -> frozenset[tuple[str, str]]:
        """The marks right before and right behind words, wherever they stand before the act."""
        if words not in self._around:
            self._around[words] = frozenset(_neighbours(self.mentions, words))
        return self._around[words]

    def survives(self, words: str, instead: str = "") -> bool:
        """Whether words still stand in the new text, other than inside those that took their place."""
        rest = self.new.replace(instead, "\n") if instead and words in instead else self.new
        return words in rest


def _lines(source: SourceText) -> str:
    own = passages(source).values()
    return "\n".join(passage.folded[slice(*line)] for passage in own for line in passage.lines())


def _renames(texts: _Texts, sites: list[Site]) -> dict[Rename, list[Site]]:
    """For each site the shortest words around it that are a name, or a word, and change alike everywhere."""
    found: dict[Rename, list[Site]] = {}
    for site in sites:
        rename = next((item for item in _wordings(site) if _is_name(texts, item)), None)
        if rename is None:
            rename = next((item for item in _wordings(site) if _is_word(texts, item)), None)
        if rename is not None:
            found.setdefault(rename, []).append(site)
    counts: dict[str, int] = {}
    for rename in found:
        counts[rename.find] = counts.get(rename.find, 0) + 1
    return {rename: places for rename, places in found.items() if counts[rename.find] == 1}


def _wordings(site: Site) -> Iterator[Rename]:
    """The words around a difference, shortest first, as far as the next mark."""
    old, new = site.pair.words, site.pair.new_words
    if site.difference.end - site.difference.start > _LONGEST_WORD:
        return
    sizes = [(left, right) for left in range(_MOST_LEFT + 1) for right in range(_MOST_RIGHT + 1)]
    for left, right in sorted(sizes, key=sum):
        grown = site.difference.grown(left, right)
        if min(grown.start, grown.new_start) < 0 or grown.end > len(old.marks) or grown.new_end > len(new.marks):
            continue
        if old.folded[grown.start : site.difference.start] != new.folded[grown.new_start : site.difference.new_start]:
            continue
        if old.folded[site.difference.end : grown.end] != new.folded[site.difference.new_end : grown.new_end]:
            continue
        find, replace = old.marks[grown.start : grown.end], new.marks[grown.new_start : grown.new_end]
        if find and replace and not _NO_NAME.search(find + replace):
            yield Rename(find, replace)


def is_body(words: str) -> bool:
    """Whether words end as the name of an authority does: 经信委, 财政厅."""
    return words.endswith(_ORGANS)


def _is_name(texts: _Texts, rename: Rename) -> bool:
    """Whether a rename is that of a body: a whole name, and gone from the new text."""
    find = fold(rename.find).text
    if not (len(find) >= _SHORTEST_BODY and is_body(rename.find) and is_body(rename.replace)):
        return False
    if texts.survives(find, fold(rename.replace).text):
        return False
    return any(
        before in _LOWER or (_NO_NAME.match(before) and _NO_NAME.match(after)) for before, after in texts.around(find)
    )


def _is_word(texts: _Texts, rename: Rename) -> bool:
    """Whether a rename is that of a word: its ends are ends of words wherever it stands."""
    find = fold(rename.find).text
    if len(find) < _ALIKE or (is_body(rename.find) and is_body(rename.replace)):
        return False
    around = texts.around(find)
    if any(splits(before, find[0]) or splits(find[-1], after) for before, after in around):
        return False
    sides = ({before for before, _ in around}, {after for _, after in around})
    return all(len(marks) > 1 or any(map(_NO_NAME.match, marks)) for marks in sides)


def _neighbours(text: str, words: str) -> set[tuple[str, str]]:
    """The marks right before and right behind words, wherever they stand; 。 stands for the ends of the text."""
    found: set[tuple[str, str]] = set()
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        found.add((text[at - 1] if at else "。", text[end] if end < len(text) else "。"))
        at = text.find(words, at + 1)
    return found


def _where(texts: _Texts, rename: Rename, sites: list[Site]) -> Locator | None:
    """The places of a rename: the whole text, or those that are named; None where it is not worth a sentence of its own."""
    addresses, find = texts.addresses, fold(rename.find).text
    if not addresses.whole.count(find):
        return None
    gone = not texts.survives(find, fold(rename.replace).text)
    if gone and is_body(rename.find) and is_body(rename.replace):
        return addresses.whole.locator
    counts: dict[str, int] = {}
    for site in sites:
        place = addresses.of((site.pair.inner or site.pair.old).id)
        counts[place.unit] = counts.get(place.unit, 0) + 1
    if gone and len(counts) > MOST_LISTED:
        return addresses.whole.locator
    places = [addresses.of(unit) for unit, count in counts.items() if _alike(addresses.of(unit), find, count)]
    if sum(counts[place.unit] for place in places) < _ALIKE or not all(place.path for place in places):
        return None
    return Locator(units=tuple(place.path for place in places))


def _alike(place: Address, find: str, changed: int) -> bool:
    """Whether all occurrences in a place change; very short words only where there is one."""
    return place.count(find) == changed and (len(find) > _ALIKE or changed == 1)


def _became(name: str, rename: Rename) -> bool:
    """Whether a body that is gone has gone into another with the one that was renamed: 地税局 with 国税局 into 税务局."""
    one, other = set(name[:-1]), set(rename.find[:-1])
    alike = 4 * len(one & other) >= len(one) + len(other)
    return name[-1] == rename.find[-1] and alike and bool(one & other & set(rename.replace))


def _merge(texts: _Texts, names: list[str], replace: str) -> MergeNames:
    """Names in the order in which they first stand in the text."""
    in_order = sorted(names, key=texts.addresses.whole.text.find)
    return MergeNames(texts.addresses.whole.locator, tuple(in_order), _with_prefix(texts.new, replace))


def _bodies(text: str) -> list[str]:
    """The names of bodies that stand in lists, in the order of the text, without 省 and the like before them."""
    found: dict[str, None] = {}
    for hit in _MEMBER.finditer(text):
        name = _bare(hit[0])
        if _SHORTEST_BODY <= len(name) <= _LONGEST_BODY and is_body(name):
            found.setdefault(name)
    return list(found)


def _bare(name: str) -> str:
    return name[1:] if name[:1] in _LOWER and len(name) > _SHORTEST_BODY else name


def _with_prefix(text: str, name: str) -> str:
    """The name with 省 before it, where it never stands without."""
    before = {mark for mark, _ in _neighbours(text, name)}
    return before.pop() + name if len(before) == 1 and before <= set(_LOWER) else name


def _joined_names(site: Site) -> tuple[list[str], str]:
    """Several names of a list that have become one, and that one; nothing where the difference is another."""
    old, new = site.pair.words, site.pair.new_words
    start, end = site.difference.start, site.difference.end
    while start > 0 and old.cuts[start] < MEMBER:
        start -= 1
    while end < len(old.marks) and old.cuts[end] < MEMBER:
        end += 1
    wider = site.difference.grown(site.difference.start - start, end - site.difference.end)
    names = [_bare(part) for part in _PARTS.split(old.folded[start:end]) if part]
    name = _bare(new.folded[max(0, wider.new_start) : wider.new_end])
    fine = len(names) > 1 and all(map(is_body, [*names, name])) and not _NO_NAME.search(name)
    return (names, name) if fine else ([], "")


def _struck_names(site: Site) -> list[str]:
    """The names that a difference strikes, if it strikes nothing else."""
    item = site.difference
    if item.new_start < item.new_end:
        return []
    return [_bare(part) for part in _PARTS.split(site.pair.words.folded[item.start : item.end]) if part]
