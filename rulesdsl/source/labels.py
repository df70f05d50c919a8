"""Which label a line begins with: 一、 （一） 1. （1） in a document, in a statute also 第一章, 第五条 and 附件1.

The label of an article is 第五条 with a space, a heading in brackets or nothing behind it; a mention of an article,
第五条规定的…, has none of these.
"""

from __future__ import annotations

import re

from attrs import frozen

from rulesdsl.source.numerals import DIGIT_CLASS, parse_number
from rulesdsl.source.units import RANKS, Kind

LONGEST_HEADING = 25
"""The longest heading of a document, in marks, that may stand on a line without a full stop."""

LONGEST_STATUTE_HEADING = 50
"""The same for chapters and annexes of a statute, which say 第一章 before it."""

_PLAIN_NUMERAL = f"[{DIGIT_CLASS}]{{1,7}}"
_NUMERAL = f"{_PLAIN_NUMERAL}(?:之{_PLAIN_NUMERAL})?"
_ANY_NUMERAL = f"(?:{_PLAIN_NUMERAL}|[0-9０-９]{{1,4}})"
_SENTENCE_MARK = re.compile(r"[。；：！？;:!?]")
_SPACE = re.compile(r"\s*")

_DOCUMENT: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("point", re.compile(f"(?P<number>{_NUMERAL})、")),
    ("item", re.compile(f"[（(](?P<number>{_NUMERAL})[）)]")),
    # 3.5亿元 and 1、2号 at the start of a continuation are no labels.
    ("subitem", re.compile(r"(?P<number>[0-9０-９]{1,3})[.．、](?![0-9０-９])")),
    ("detail", re.compile(r"[（(](?P<number>[0-9０-９]{1,3})[）)]")),
)
_ARTICLE = (
    rf"第[ 　]*(?P<number>{_ANY_NUMERAL}(?:[.．][0-9]{{1,4}}){{0,3}})[ 　]*条(?P<inserted>(?:之{_ANY_NUMERAL}){{0,2}})"
    # （一） behind it names an item and is no heading.
    rf"(?=\s|\Z|【|[（(](?!{_ANY_NUMERAL}[）)]))"
)
_ANNEX = (
    rf"[ 　]*(?P<number>{_ANY_NUMERAL})?[ 　]*(?:[：:][ 　]*|[ 　]+|\Z)"
    # 附件：1. begins a list of annexes.
    r"(?![0-9０-９]+[.．、])"
)


def _part(name: str) -> re.Pattern[str]:
    """第一章 and a heading; 第一章的规定 is a mention."""
    tail = rf"(?P<inserted>(?:之{_PLAIN_NUMERAL})?)(?![的和与及或至到、，第所中]|规定)"
    return re.compile(rf"第[ 　]*(?P<number>{_ANY_NUMERAL})[ 　]*{name}{tail}")


_STATUTE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("article", re.compile(_ARTICLE)),
    ("subbook", _part("分编")),
    ("book", _part("编")),
    ("chapter", _part("章")),
    ("section", _part("节")),
    ("annex", re.compile("附件" + _ANNEX)),
    ("schedule", re.compile("附表" + _ANNEX)),
    ("appendix", re.compile("附录" + _ANNEX)),
    *_DOCUMENT,
)
_ARTICLE_LINE = re.compile(rf"^[ \t　]*{_ARTICLE}", re.MULTILINE)


@frozen
class Label:
    """One label: `content` is the offset behind it and the space there; `decimal` numbers are written 27.573.

    `heading` says that what follows is a heading and not text.
    """

    kind: Kind
    number: tuple[int, ...]
    content: int
    decimal: bool
    heading: bool


def has_articles(text: str, start: int, end: int) -> bool:
    """Whether some line begins with the label of an article."""
    return _ARTICLE_LINE.search(text, start, end) is not None


def read_label(text: str, start: int, end: int, *, statute: bool) -> Label | None:
    """The label at the start of a line `text[start:end]`, None when it begins with something else."""
    for kind, pattern in _STATUTE if statute else _DOCUMENT:
        hit = pattern.match(text, start, end)
        number = _number(hit) if hit else None
        if hit is None or number is None:
            continue
        content = after_space(text, hit.end(), end)
        heading = _is_heading(text[content : min(end, content + LONGEST_STATUTE_HEADING + 1)], kind, statute=statute)
        if not _is_divider(kind) or heading or content == end:
            return Label(kind, number, content, kind == "article" and not {".", "．"}.isdisjoint(hit[0]), heading)
    return None


def after_space(text: str, start: int, end: int) -> int:
    """The offset of the first mark at or after `start` that is no space."""
    space = _SPACE.match(text, start, end)
    return space.end() if space else start


def _number(hit: re.Match[str]) -> tuple[int, ...] | None:
    numeral = hit["number"]
    # Only an annex may have none.
    return () if numeral is None else parse_number(numeral + hit.groupdict().get("inserted", ""))


def _is_divider(kind: Kind) -> bool:
    """Whether the kind has nothing but a heading of its own, as chapters and annexes do."""
    return RANKS[kind] < RANKS["point"]


def _is_heading(content: str, kind: Kind, *, statute: bool) -> bool:
    divider = _is_divider(kind)
    if not content or len(content) > (LONGEST_STATUTE_HEADING if divider else LONGEST_HEADING):
        return False
    if _SENTENCE_MARK.search(content) or (statute and RANKS[kind] > RANKS["point"]):
        return False
    # Below the points a comma without a full stop is rather the first line of a broken sentence.
    return RANKS[kind] <= RANKS["point"] or "，" not in content
