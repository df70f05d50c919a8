"""Conditions whose passage is gone: the atom is struck, a list of one collapses, an empty list is struck itself."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from rulesdsl.model.condition import Condition, Group, Not
from rulesdsl.model.tree import Quote

Gone = Callable[[Quote], bool]


@frozen
class StruckAtom:
    """An atom that an act has struck: without it the condition is looser (it stood in a 并且) or stricter (in a 或者)."""

    condition: Condition
    looser: bool


def atoms(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that are joined in one."""
    if isinstance(condition, Not):
        return atoms(condition.inner)
    if isinstance(condition, Group):
        return tuple(atom for part in condition.parts for atom in atoms(part))
    return (condition,)


def strike(condition: Condition, gone: Gone, *, looser: bool = True) -> tuple[Condition | None, tuple[StruckAtom, ...]]:
    """What is left of a condition (None: nothing), and what was struck.

    Args:
        gone: whether a quote's passage is deleted.
        looser: whether dropping this condition makes the whole looser; `非` turns that round.
    """
    if isinstance(condition, Not):
        inner, struck = strike(condition.inner, gone, looser=not looser)
        if inner is None or (condition.quotes and all(map(gone, condition.quotes))):
            # The list it stood in loses the whole 非 ….
            return None, (StruckAtom(condition, looser),)
        return evolve(condition, inner=inner), struck
    if isinstance(condition, Group):
        return _group(condition, gone, looser)
    if condition.quotes and all(map(gone, condition.quotes)):
        return None, (StruckAtom(condition, looser),)
    return condition, ()


def _group(condition: Group, gone: Gone, looser: bool) -> tuple[Condition | None, tuple[StruckAtom, ...]]:
    kept: list[Condition] = []
    struck: list[StruckAtom] = []
    for part in condition.parts:
        left, found = strike(part, gone, looser=looser if condition.all else not looser)
        kept += [left] if left is not None else []
        struck += found
    if len(kept) == len(condition.parts):
        return evolve(condition, parts=tuple(kept)) if struck else condition, tuple(struck)
    if not kept:
        # A list of which nothing is left was a condition itself: dropping it as a whole is what it counts as.
        return None, tuple(evolve(item, looser=looser) for item in struck)
    return kept[0] if len(kept) == 1 else evolve(condition, parts=tuple(kept)), tuple(struck)
