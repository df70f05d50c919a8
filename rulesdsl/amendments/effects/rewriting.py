"""A piece of the model with other quotes and other names: the same construct, whatever its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from attrs import evolve, fields, has

from rulesdsl.model.tree import Name, Quote

Part = TypeVar("Part")


def rewritten(value: Part, quote: Callable[[Quote], Quote | None], name: Callable[[str], str | None]) -> Part:
    """A copy in which every quote and every name is what the functions say; None drops it from the list it stands in.

    A part in which nothing changes is returned as it is.
    """
    return cast(Part, _rewritten(value, quote, name))


def _rewritten(value: Any, quote: Callable[[Quote], Quote | None], name: Callable[[str], str | None]) -> object:
    if isinstance(value, Quote):
        return quote(value)
    if isinstance(value, Name):
        text = name(value.text)
        return value if text == value.text else None if text is None else evolve(value, text=text)
    if type(value) is tuple:
        return _tuple(value, quote, name)
    if has(type(value)):
        changes = {}
        for attribute in fields(type(value)):
            old = getattr(value, attribute.name)
            new = _rewritten(old, quote, name)
            if new is not old:
                if new is None:
                    return None
                changes[attribute.name] = new
        return evolve(value, **changes) if changes else value
    return value


def _tuple(
    value: tuple[object, ...], quote: Callable[[Quote], Quote | None], name: Callable[[str], str | None]
) -> tuple[object, ...]:
    new = [_rewritten(item, quote, name) for item in value]
    if all(after is before for after, before in zip(new, value, strict=True)):
        return value
    kept: list[object] = []
    for item in new:
        # Two bodies that were merged into one are named once.
        if item is None or (isinstance(item, Name) and any(_same(item, other) for other in kept)):
            continue
        kept.append(item)
    return tuple(kept)


def _same(one: Name, other: object) -> bool:
    return isinstance(other, Name) and one.text == other.text
