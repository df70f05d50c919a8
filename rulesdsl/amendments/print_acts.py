"""Clauses about a whole act: 废止, 施行, 有效期, 重新公布, 条文顺序."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from rulesdsl.amendments.locator import doc_phrase
from rulesdsl.amendments.operations import AutoRenumber, Effective, Extend, NonTextual, Operation, Repeal, Republish
from rulesdsl.source.numerals import to_chinese


def _day(iso: str) -> str:
    day = datetime.date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _repeal(operation: Repeal, before: Operation | None) -> str:
    doc = doc_phrase(operation.locator)
    return f"{doc}自{_day(operation.date)}起废止" if operation.date else f"废止{doc}"


def _effective(operation: Effective, before: Operation | None) -> str:
    subject = doc_phrase(operation.locator) or operation.subject
    when = _day(operation.date) if operation.date else operation.event
    return f"{subject}自{when}起施行"


def _extend(operation: Extend, before: Operation | None) -> str:
    length = f"至{_day(operation.date)}" if operation.date else f"{to_chinese(operation.years)}年"
    return f"{doc_phrase(operation.locator)}有效期延长{length}"


def _republish(operation: Republish, before: Operation | None) -> str:
    doc = doc_phrase(operation.locator)
    return f"{doc}修改后的版本见{operation.annex}" if operation.annex else f"{doc}根据本决定作相应修改，重新公布"


def _auto(operation: AutoRenumber, before: Operation | None) -> str:
    what = operation.locator.part or "条文顺序"
    return f"对{doc_phrase(operation.locator)}{what}作相应调整"


def _effect(operation: NonTextual, before: Operation | None) -> str:
    return operation.text


ACTS: dict[type, Callable[[Any, Operation | None], str]] = {
    Repeal: _repeal,
    Effective: _effective,
    Extend: _extend,
    Republish: _republish,
    AutoRenumber: _auto,
    NonTextual: _effect,
}
"""How each of these is printed, given the operation before it."""
