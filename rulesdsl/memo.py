"""What pure functions made, kept while what they made it from stands.

A stage asks for a part of its work under a key, with the grounds it rests on: values that hold all that the part may read. The
part is made again only when one of them is another object (for texts and numbers: another value). Which objects stay the same is
for the stages to see to: what an edit or an act does not touch is handed on as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from operator import is_
from typing import Any, TypeVar

Made = TypeVar("Made")
Grounds = tuple[object, ...]

_COMPARED_BY_VALUE = frozenset({str, int, tuple, frozenset})


class Memo:
    """The latest part under each key: the only state between two runs. Losing it costs time and changes nothing."""

    def __init__(self, before: Memo | None = None) -> None:
        self._parts: dict[Hashable, tuple[Grounds, Any]] = {}
        self._before = before
        self._after: Memo | None = None

    def recall(self, key: Hashable, grounds: Grounds, make: Callable[[], Made]) -> Made:
        """The part under a key, made anew unless the one there has the same grounds; `make` must read nothing else."""
        found = self._known(key, grounds)
        if found is None:
            found = self._parts[key] = grounds, make()
        made: Made = found[1]
        return made

    def keep(self, key: Hashable, grounds: Grounds, part: object) -> None:
        """Put in a part that was made elsewhere."""
        self._parts[key] = grounds, part

    def settled(self, key: Hashable, value: Made) -> Made:
        """A value just made, or the one made before under the key where they are equal: what comes out the same stays the same."""
        known = self._parts.get(key)
        if known is not None and known[1] == value:
            before: Made = known[1]
            return before
        self._parts[key] = (), value
        return value

    def _known(self, key: Hashable, grounds: Grounds) -> tuple[Grounds, Any] | None:
        found = self._parts.get(key)
        if found is not None and _same(found[0], grounds):
            return found
        return self._before._known(key, grounds) if self._before is not None else None

    @property
    def after(self) -> Memo:
        """The memo for the next version of the same rules: what is the same there as in this version need not be made again."""
        if self._after is None:
            self._after = Memo(self)
        return self._after


def _same(one: Grounds, other: Grounds) -> bool:
    if len(one) != len(other):
        return False
    return all(map(is_, one, other)) or all(map(_alike, one, other))


def _alike(one: object, other: object) -> bool:
    return one is other or (type(one) in _COMPARED_BY_VALUE and one == other)
