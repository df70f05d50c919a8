"""Labels of units: their kind, their number, the same label with another number."""

from __future__ import annotations

import re

from rulesdsl.amendments.locator import Path, Step
from rulesdsl.source.numerals import DIGIT_CLASS, parse_number, to_chinese

_NUMERAL = re.compile(f"[{DIGIT_CLASS}]+(?:之[{DIGIT_CLASS}]+)*|[0-9０-９]+(?:\\.[0-9]+)?")
_TAIL = re.compile(f"之[{DIGIT_CLASS}]+")
_PLAIN = {
    "编": "第{}编",
    "章": "第{}章",
    "节": "第{}节",
    "部分": "{}、",
    "条": "第{}条",
    "点": "{}、",
    "项": "（{}）",
}
_ARABIC = {"目": "{}.", "小目": "（{}）"}
UNLABELLED = ("款", "段", "自然段")
"""Units that are counted and carry no label."""


def kind_of(unit: str) -> str:
    """The kind of unit an id names: 条 of 条:5, 款 of 条:5/款:2, 前言 of 前言."""
    return unit.rpartition("/")[2].partition(":")[0].partition("~")[0]


def number_of(label: str) -> tuple[int, ...]:
    """The number in a label; () where it has none."""
    found = _NUMERAL.search(label)
    if found is None:
        return ()
    tail = _TAIL.search(label, found.end())
    return parse_number(found[0] + (tail[0] if tail is not None else "")) or ()


def step_number(step: Step) -> tuple[int, ...]:
    """The number of a step in its short form (162之1)."""
    return parse_number(step.number) or ()


def number_text(number: tuple[int, ...]) -> str:
    """A number in the short form of a step."""
    return "之".join(map(str, number))


def with_number(label: str, number: tuple[int, ...]) -> str:
    """The same label with another number: （三） of （二）, 第十条之一 of 第九条."""
    found = _NUMERAL.search(label)
    if found is None:
        return label
    rest = _TAIL.sub("", label[found.end() :], count=1)
    if found[0][0].isdigit():
        return label[: found.start()] + str(number[0]) + rest
    inserted = "".join(f"之{to_chinese(part)}" for part in number[1:])
    if "条" in rest:
        head, _, end = rest.partition("条")
        return f"{label[: found.start()]}{to_chinese(number[0])}{head}条{inserted}{end}"
    return f"{label[: found.start()]}{to_chinese(number[0])}{inserted}{rest}"


def plain_label(kind: str, number: tuple[int, ...]) -> str:
    """The label a unit of a kind has by custom; empty for a 款."""
    if kind in UNLABELLED or not number:
        return ""
    if kind in _ARABIC:
        return _ARABIC[kind].format(number[0])
    shape = _PLAIN.get(kind, "第{}" + kind)
    label = shape.format(to_chinese(number[0]))
    return label + "".join(f"之{to_chinese(part)}" for part in number[1:])


def path_number(path: Path) -> tuple[int, ...]:
    """The number of the last step of a path."""
    return step_number(path[-1])
