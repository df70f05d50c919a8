"""Clauses that put in, merge and split units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve

from rulesdsl.amendments.locator import Locator, Path, doc_phrase, inherit, path_phrase, units_phrase
from rulesdsl.amendments.operations import InsertUnit, MergeUnits, Operation, SplitUnits
from rulesdsl.amendments.print_words import article
from rulesdsl.source.numerals import to_chinese


def doc_once(locator: Locator, before: Operation | None) -> Locator:
    """The locator without its document where the clause before has named the same."""
    same = before is not None and before.locator.doc == locator.doc
    return evolve(locator, doc="", number="", note="") if same else locator


def _doc(locator: Locator, before: Operation | None) -> str:
    return doc_phrase(doc_once(locator, before))


def _insert(operation: InsertUnit, before: Operation | None) -> str:
    checks = dict(operation.locator.checks)
    beside = operation.after or operation.before
    place = beside or (operation.as_[:-1] if operation.as_ else ())
    if not operation.as_ and not beside and operation.locator.units:
        place = operation.locator.units[0]
    if operation.as_ and not beside and (not place or inherit(place, operation.as_[-1:]) != operation.as_):
        place = ()
    side = "后" if operation.after else "前" if operation.before else "中" if checks else ""
    where = path_phrase(place, checks) + (side if place else "")
    label = ""
    if operation.as_:
        label = f"，作为{_label(operation.as_, place)}"
    text = article(operation.text, operation.unquoted) if operation.text else ""
    return f"{_doc(operation.locator, before)}{where}增加一{operation.unit}{label}：{text}"


def _merge(operation: MergeUnits, before: Operation | None) -> str:
    sources = units_phrase(operation.sources, operation.locator.checks)
    text = f"将{_doc(operation.locator, before)}{sources}合并"
    if operation.target:
        text += f"，作为{_label(operation.target, operation.sources[0])}"
    if operation.text:
        text += f"，修改为：{article(operation.text, operation.unquoted)}"
    return text


def _split(operation: SplitUnits, before: Operation | None) -> str:
    source = path_phrase(operation.source, dict(operation.locator.checks))
    count = len(operation.targets)
    unit = operation.targets[0][-1].unit
    labels = _labels(operation.targets, operation.source)
    text = f"将{_doc(operation.locator, before)}{source}分为{'两' if count == 2 else to_chinese(count)}{unit}，作为{labels}"
    if not operation.texts:
        return text
    if operation.unquoted:
        return f"{text}，修改为：" + article(tuple(item for part in operation.texts for item in part), unquoted=True)
    return f"{text}，修改为：" + "".join(article(part) for part in operation.texts)


def _label(path: Path, base: Path) -> str:
    return path_phrase(path[-1:] if base and inherit(base, path[-1:]) == path else path)


def _labels(paths: tuple[Path, ...], base: Path) -> str:
    shown: list[str] = []
    for path in paths:
        shown.append(_label(path, base))
        base = path
    return "、".join(shown)


UNITS: dict[type, Callable[[Any, Operation | None], str]] = {
    InsertUnit: _insert,
    MergeUnits: _merge,
    SplitUnits: _split,
}
"""How each of these is printed, given the operation before it."""
