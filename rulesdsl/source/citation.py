"""The written form of a citation: 第四点 第一项 to its steps, without a text to resolve them in."""

from __future__ import annotations

import re

from attrs import frozen

from rulesdsl.source.identify import PLAIN_NAMES
from rulesdsl.source.numerals import DIGIT_CLASS, parse_number

LONGEST_CITATION = 200
"""A longer string is no citation; the bound keeps messages short."""

_NUMERAL = f"(?:[{DIGIT_CLASS}]+(?:之[{DIGIT_CLASS}]+)*|[0-9０-９]+)"
_PREFERRED_LEVELS: dict[str, int | None] = {
    "点": 0,
    "大点": 0,
    "部分": 0,
    "项": 1,
    "目": 2,
    "小目": 3,
    "条": None,
    "款": None,
    "章": None,
    "节": None,
}
_NAMES = "|".join(sorted(_PREFERRED_LEVELS, key=len, reverse=True))
_STEP = re.compile(
    rf"(?P<written>第\s*(?P<open>[（(])?\s*(?P<number>{_NUMERAL})\s*[）)]?\s*(?P<name>{_NAMES})(?P<insert>之[{DIGIT_CLASS}]+)?"
    rf"|[（(](?P<item>[{DIGIT_CLASS}之]+)[）)]"
    rf"|(?P<point>[{DIGIT_CLASS}之]+)(?:、|(?=\s*[（(]))"
    r"|(?P<subitem>[0-9０-９]+)[.．、]"
    r"|[（(](?P<detail>[0-9０-９]+)[）)]"
    rf"|(?P<plain>{'|'.join(PLAIN_NAMES.values())}))"
    r"(?:\s*[“「](?P<heading>[^”」]*)[”」])?"
)
_BETWEEN = re.compile(r"[\s的，,中]*")


@frozen
class Step:
    """One step: `number` with the label `level` it prefers (None: any), or a `plain` name such as 前言.

    `strict` is a step that shows the shape itself, as （一） does; `heading` is the heading to check, "" for none;
    `written` is the step as it was written.
    """

    written: str
    number: tuple[int, ...] = ()
    level: int | None = None
    strict: bool = False
    plain: str = ""
    heading: str = ""


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
    numeral, level, strict = _shape(hit)
    number = parse_number(numeral)
    return None if number is None else Step(hit["written"], number, level, strict, heading=heading)


def _shape(hit: re.Match[str]) -> tuple[str, int | None, bool]:
    """The numeral of a step, the level its form points to, and whether the form is the label itself."""
    for level, group in enumerate(("point", "item", "subitem", "detail")):
        if hit[group]:
            return hit[group], level, True
    numeral = hit["number"] + (hit["insert"] or "")
    if hit["open"]:
        # 第（一）项 shows the brackets of the label, so its shape is certain.
        return numeral, 3 if hit["number"].isdecimal() else 1, True
    return numeral, _PREFERRED_LEVELS[hit["name"]], False
