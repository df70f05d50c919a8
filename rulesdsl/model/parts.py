"""Every part of a kind inside a piece of the model, whatever the piece is made of.

>>> list(inside((1, (2.5, 3)), int))
[1, 3]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

Part = TypeVar("Part")


def inside(value: object, kind: type[Part]) -> Iterator[Part]:
    """Every part of a kind in a piece of the model, itself included, in written order."""
    return (part for part in _all(value) if isinstance(part, kind))


def by_kind(value: object) -> dict[type, tuple[object, ...]]:
    """Every part of a piece of the model under its own class, in written order: one walk for many questions."""
    found: dict[type, list[object]] = {}
    for part in _all(value):
        found.setdefault(type(part), []).append(part)
    return {kind: tuple(parts) for kind, parts in found.items()}


def _all(value: object) -> Iterator[object]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        yield part
        if type(part) is tuple:
            waiting.extend(reversed(part))
        else:
            waiting += [getattr(part, name) for name in reversed(part_names(type(part)))]


_KNOWN: dict[type, tuple[str, ...]] = {}


def part_names(kind: type) -> tuple[str, ...]:
    """What a class of the model is made of, in written order. Spans, names as text and numbers are no parts."""
    names = _KNOWN.get(kind)
    if names is None:
        found = (attribute.name for attribute in getattr(kind, "__attrs_attrs__", ()))
        names = _KNOWN[kind] = tuple(name for name in found if name not in ("span", "file", "text", "problems"))
    return names
