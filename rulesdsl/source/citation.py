"""The written form of a citation: 第四点 第一项 to its steps, without a text to resolve them in."""

from __future__ import annotations

import re

from attrs import frozen

from rulesdsl.source.identify import PLAIN_NAMES
from rulesdsl.source.numerals import DIGIT_CLASS, parse_number
from rulesdsl.source.units import Kind

LONGEST_CITATION = 200
"""A longer string is no citation; the bound keeps messages short."""

CITED_KINDS: dict[str, Kind] = {
    "编": "book",
    "分编": "subbook",
    "章": "chapter",
    "节": "section",
    "部分": "point",
    "点": "point",
    "大点": "point",
    "条": "article",
    "款": "paragraph",
    "项": "item",
    "目": "subitem",
    "小目": "detail",
}
"""The kind each name in a citation prefers."""

_ANNEX_KINDS: dict[str, Kind] = {"附件": "annex", "附表": "schedule", "附录": "appendix"}
_SHAPES: tuple[Kind, ...] = ("point", "item", "subitem", "detail")
_NUMERAL = rf"(?:[{DIGIT_CLASS}]+(?:之[{DIGIT_CLASS}]+)*|[0-9０-９]+(?:[.．][0-9]+)*)"
_NAMES = "|".join(sorted(CITED_KINDS, key=len, reverse=True))
_STEP = re.compile(
    rf"(?P<written>第\s*(?P<open>[（(])?\s*(?P<number>{_NUMERAL})\s*[）)]?\s*(?P<name>{_NAMES})(?P<insert>(?:之[{DIGIT_CLASS}]+)*)"
    rf"|[（(](?P<item>[{DIGIT_CLASS}之]+)[）)]"
    rf"|(?P<point>[{DIGIT_CLASS}之]+)(?:、|(?=\s*[（(]))"
    r"|(?P<subitem>[0-9０-９]+)[.．、]"
    r"|[（(](?P<detail>[0-9０-９]+)[）)]"
    rf"|(?P<annex>{'|'.join(_ANNEX_KINDS)})\s*(?P<annexed>{_NUMERAL})?"
    rf"|(?P<plain>{'|'.join(PLAIN_NAMES.values())}))"
    r"(?:\s*[“「](?P<heading>[^”」]*)[”」])?"
)
_BETWEEN = re.compile(r"[\s的，,中]*")


@frozen
class Step:
    """One step: `number` with the `kind` it prefers, or with `kind` None a `plain` name such as 前言.

    `strict` is a step that shows the shape itself, as （一） does, and takes no other kind; `heading` is the heading to
    check, "" for none; `written` is the step as it was written.
    """

    written: str
    number: tuple[int, ...] = ()
    kind: Kind | None = None
    strict: bool = False
    plain: str = ""
    heading: str = ""


def named_step(written: str, name: str, number: tuple[int, ...], *, strict: bool = False) -> Step | None:
    """The step for a name, 条 or 附件 or 序言, and its number; None for a name that citations don't have."""
    if name in ("序言", "前言"):
        return Step(written, plain=PLAIN_NAMES["preamble"])
    if name in _ANNEX_KINDS:
        return Step(written, number, _ANNEX_KINDS[name], strict=True)
    return Step(written, number, CITED_KINDS[name], strict) if name in CITED_KINDS else None


def read_citation(citation: str) -> tuple[Step, ...] | None:
    """The steps of a citation, at least one; None when any part of it is not understood."""
    if len(citation) > LONGEST_CITATION:
        return None
    steps: list[Step] = []
    offset = _skip(citation, 0)
    while offset < len(citation):
        hit = _STEP.match(citation, offset)
        step = _step(hit) if hit else None
        if hit is None or step is None:
            return None
        steps.append(step)
        offset = _skip(citation, hit.end())
    return tuple(steps) or None


def _skip(citation: str, offset: int) -> int:
    between = _BETWEEN.match(citation, offset)
    return between.end() if between else offset


def _step(hit: re.Match[str]) -> Step | None:
    heading = hit["heading"] or ""
    if hit["plain"]:
        return Step(hit["written"], plain=hit["plain"], heading=heading)
    numeral, kind, strict = _shape(hit)
    number = parse_number(numeral) if numeral else ()
    return None if number is None else Step(hit["written"], number, kind, strict, heading=heading)


def _shape(hit: re.Match[str]) -> tuple[str, Kind, bool]:
    """The numeral of a step, the kind its form points to, and whether the form is the label itself."""
    for kind in _SHAPES:
        if hit[kind]:
            return hit[kind], kind, True
    if hit["annex"]:
        return hit["annexed"] or "", _ANNEX_KINDS[hit["annex"]], True
    numeral = hit["number"] + hit["insert"]
    if hit["open"]:
        # 第（一）项 shows the brackets of the label, so its shape is certain.
        return numeral, "detail" if hit["number"].isdecimal() else "item", True
    return numeral, CITED_KINDS[hit["name"]], False
