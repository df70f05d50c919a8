"""The model as plain JSON and back: lists that begin with the number of a class. Reading it can make model values and nothing else.

A file that is no such JSON raises ValueError, TypeError, KeyError or IndexError.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from importlib import import_module
from typing import Any

import rulesdsl.diagnostics.diagnostic
import rulesdsl.model

TUPLE, FRACTION = 0, 1


@lru_cache(maxsize=1)
def _classes() -> tuple[type, ...]:
    """Every class whose values are parts of the model, in a fixed order."""
    names = (f"rulesdsl.model.{info.name}" for info in pkgutil.iter_modules(rulesdsl.model.__path__))
    modules = (rulesdsl.diagnostics.diagnostic, *map(import_module, names))
    own = (item for module in modules for item in vars(module).values() if _is_of(item, module.__name__))
    return (tuple, Fraction, *own)


def _is_of(item: object, module: str) -> bool:
    if not isinstance(item, type) or item.__module__ != module:
        return False
    return hasattr(item, "__attrs_attrs__") or issubclass(item, tuple)


@lru_cache(maxsize=1)
def _numbers() -> dict[type, tuple[int, tuple[str, ...]]]:
    """The number of each class, and the names of its parts."""
    return {
        item: (number, tuple(part.name for part in getattr(item, "__attrs_attrs__", ())))
        for number, item in enumerate(_classes())
    }


def to_json(value: Any) -> Any:
    """Plain data for `json.dumps`."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Fraction):
        return [FRACTION, value.numerator, value.denominator]
    number, names = _numbers()[type(value)]
    parts = [getattr(value, name) for name in names] if names else value
    return [number, *map(to_json, parts)]


def from_json(data: Any) -> Any:
    """The inverse of `to_json`."""
    makers: tuple[Callable[..., Any], ...] = (_tuple, *_classes()[1:])

    def value(item: Any) -> Any:
        if type(item) is not list:
            if item is not None and not isinstance(item, str | int):
                raise ValueError("no part of a model")
            return item
        return makers[item[0]](*[value(part) for part in item[1:]])

    return value(data)


def _tuple(*items: Any) -> tuple[Any, ...]:
    return items
