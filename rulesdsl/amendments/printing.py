"""Operations → one official sentence, in the house style of the notice of 2020-12-04.

    >>> print_sentence([DeleteUnit(Locator(units=((Step("条", "7"),),), doc="X规定"))])
    '删除《X规定》第七条。'

What is printed reads as the same operations. Operations that share a place share one 将…中的; the others are clauses of
their own, each with its whole path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve

from rulesdsl.amendments.locator import Locator, Step, inherit, path_phrase, phrase
from rulesdsl.amendments.operations import (
    DeleteText,
    DeleteUnit,
    InsertText,
    MergeNames,
    Operation,
    Renumber,
    ReplaceText,
    ReplaceUnit,
    Retitle,
)
from rulesdsl.amendments.print_acts import ACTS
from rulesdsl.amendments.print_units import UNITS, doc_once
from rulesdsl.amendments.print_words import article, quote

LONG = 8
"""From so many characters on, struck words are called a 表述."""


def print_sentence(operations: Sequence[Operation]) -> str:
    """The sentence that commands these operations, in this order.

    Raises:
        ValueError: nothing to print, or words whose quotation marks don't pair up (they can't be quoted).
    """
    if not operations:
        raise ValueError("a sentence needs an operation")
    text = ""
    at = 0
    while at < len(operations):
        clause, end = _group(operations, at)
        if text:
            text += "\n" if _ends_in_block(operations[at - 1]) else "，" if clause.startswith("并相应") else "；"
        text += clause
        at = end
    return text if _ends_in_block(operations[-1]) else text + "。"


def _ends_in_block(operation: Operation) -> bool:
    return bool(getattr(operation, "unquoted", False))


def _group(operations: Sequence[Operation], at: int) -> tuple[str, int]:
    """The clause that begins with an operation, and where the next one begins."""
    first = operations[at]
    before = operations[at - 1] if at else None
    if isinstance(first, ReplaceText | MergeNames):
        end = _same_place(operations, at, (ReplaceText, MergeNames))
        return f"将{_words(first.locator, before)}中的" + _pairs(operations[at:end]), end
    if isinstance(first, DeleteText):
        end = _same_place(operations, at, (DeleteText,))
        return _strike([item.find for item in operations[at:end] if isinstance(item, DeleteText)], first, before), end
    if isinstance(first, Renumber):
        return _renumber(operations, at, before)
    return _single(first, before), at + 1


def _same_place(operations: Sequence[Operation], at: int, kinds: tuple[type, ...]) -> int:
    end = at + 1
    place = _locator(operations[at])
    while end < len(operations) and isinstance(operations[end], kinds) and _locator(operations[end]) == place:
        end += 1
    return end


def _locator(operation: Operation) -> Locator:
    return operation.locator


def _words(locator: Locator, before: Operation | None) -> str:
    return phrase(doc_once(locator, before))


def _pairs(operations: Sequence[Operation]) -> str:
    shown: list[str] = []
    for item in operations:
        if isinstance(item, MergeNames):
            shown.append("".join(map(quote, item.find)) + f"合并修改为{quote(item.replace)}")
        elif isinstance(item, ReplaceText):
            shown.append(f"{quote(item.find)}修改为{quote(item.replace)}")
    return "，".join(shown)


def _strike(finds: list[str], first: DeleteText, before: Operation | None) -> str:
    locator = first.locator
    quotes = "".join(map(quote, finds))
    if locator.scope and before is not None and _locator(before) == locator:
        return f"删除{quotes}"
    if locator.refers and isinstance(before, DeleteText) and _refers_back(locator, before.locator):
        return f"并相应删除{locator.refers}{locator.part}中的{quotes}"
    where = _words(locator, before)
    if len(finds) < 3 and any(len(find) >= LONG for find in finds):
        about = "关于" if len(finds) > 1 else ""
        return f"删除{where}中{about}{'和'.join(map(quote, finds))}的表述"
    return f"删除{where}中的{quotes}"


def _refers_back(locator: Locator, before: Locator) -> bool:
    return evolve(before, part="", checks=()) == evolve(locator, part="", refers="") and not before.refers


def _renumber(operations: Sequence[Operation], at: int, before: Operation | None) -> tuple[str, int]:
    """New labels: a run as 第七项至第十五项相应改为…, and what the same sentence changes 其中."""
    first = operations[at]
    assert isinstance(first, Renumber)
    end = at + 1
    while end < len(operations) and _runs_on(operations[end - 1], operations[end]):
        end += 1
    last = operations[end - 1]
    assert isinstance(last, Renumber)
    doc = phrase(evolve(doc_once(first.locator, before), checks=()))
    old = path_phrase(first.source, dict(first.locator.checks))
    new = first.target[-1:] if inherit(first.source, first.target[-1:]) == first.target else first.target
    if end > at + 2:
        tail = last.target[-1:]
        return f"{doc}{old}至{path_phrase(last.source[-1:])}相应改为{path_phrase(new)}至{path_phrase(tail)}", end
    text = f"将{doc}{old}改为{path_phrase(new)}"
    if at + 1 < len(operations) and _inside(first, operations[at + 1]):
        following = operations[at + 1]
        if isinstance(following, ReplaceUnit):
            return f"{text}，修改为：{article(following.text, following.unquoted)}", at + 2
        stop = _same_place(operations, at + 1, (ReplaceText, MergeNames))
        return f"{text}，其中的{_pairs(operations[at + 1 : stop])}", stop
    return text, at + 1


def _runs_on(one: Operation, other: Operation) -> bool:
    """Whether two labels go on by one each, in the same unit."""
    if not isinstance(one, Renumber) or not isinstance(other, Renumber) or one.locator != other.locator:
        return False
    return all(_next(a, b) for a, b in ((one.source, other.source), (one.target, other.target)))


def _next(one: tuple[Step, ...], other: tuple[Step, ...]) -> bool:
    a, b = one[-1].number, other[-1].number
    alike = one[:-1] == other[:-1] and one[-1].unit == other[-1].unit and inherit(one, other[-1:]) == other
    return alike and a.isdigit() and b.isdigit() and int(b) == int(a) + 1


def _inside(first: Renumber, following: Operation) -> bool:
    if not isinstance(following, ReplaceText | MergeNames | ReplaceUnit):
        return False
    there = evolve(first.locator, units=(first.source,), numbering="original", checks=())
    return following.locator == there


def _single(operation: Operation, before: Operation | None) -> str:
    printers: dict[type, Callable[[Any, Operation | None], str]] = {**_OWN, **UNITS, **ACTS}
    return printers[type(operation)](operation, before)


def _insert_text(operation: InsertText, before: Operation | None) -> str:
    where = _words(operation.locator, before)
    if operation.position in ("start", "end"):
        edge = "开始部分" if operation.position == "start" else "末尾"
        return f"{where}{edge}增加：{quote(operation.text)}"
    side = "后" if operation.position == "after" else "前"
    return f"在{where}中的{quote(operation.find)}{side}增加{quote(operation.text)}"


def _replace_unit(operation: ReplaceUnit, before: Operation | None) -> str:
    return f"将{_words(operation.locator, before)}修改为：{article(operation.text, operation.unquoted)}"


def _delete_unit(operation: DeleteUnit, before: Operation | None) -> str:
    return f"删除{_words(operation.locator, before)}"


def _retitle(operation: Retitle, before: Operation | None) -> str:
    return f"将{_words(operation.locator, before)}修改为：{quote(operation.text)}"


_OWN: dict[type, Callable[[Any, Operation | None], str]] = {
    InsertText: _insert_text,
    ReplaceUnit: _replace_unit,
    DeleteUnit: _delete_unit,
    Retitle: _retitle,
}
