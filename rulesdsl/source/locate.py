"""Citations both ways: 第四点 第一项 to the unit it names, a unit to its citation.

Official documents have no fixed names for their levels, so a citation is resolved by the shape of the labels and by
uniqueness: 点 and 部分 prefer 一、, 项 prefers （一）, 目 prefers 1.; 条, 款 and the like take what has the number,
if only one unit has it. Labels themselves are read too: 四、（一）, 第（一）项. What is not unique is refused with
the candidates, never guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from attrs import frozen

from rulesdsl.source.citation import Step, read_citation
from rulesdsl.source.fold import same
from rulesdsl.source.identify import PLAIN_NAMES
from rulesdsl.source.numerals import write_number
from rulesdsl.source.units import LEVELS, Kind, SourceText, Unit

Reason = Literal["bad-citation", "unknown", "ambiguous", "heading-mismatch"]

_CITED_NAMES: dict[Kind, str] = {"point": "点", "item": "项", "subitem": "目", "detail": "小目"}
_MOST_NEAR = 6


@frozen
class Unresolved:
    """A citation that names no single unit: why, the part at fault, and the citations of what comes near.

    For `ambiguous` `near` holds the candidates; for `heading-mismatch` the heading that stands in the text.
    """

    citation: str
    reason: Reason
    at: str
    near: tuple[str, ...] = ()


def resolve(source: SourceText, citation: str) -> Unit | Unresolved:
    """The unit a citation names.

    Args:
        citation: steps such as 第四点 第一项, 第十四项, 四、（一）, with spaces and 的 where one likes, then perhaps
            文首段; or 前言, 主送, 结尾段, 标题. A heading in “…” behind a step is checked: 第六点“拓展市场”.
    """
    steps = read_citation(citation)
    if steps is None:
        return Unresolved(citation, "bad-citation", citation)
    current: Unit | None = None
    for step in steps:
        found = _take(source, citation, current, step)
        if isinstance(found, Unresolved):
            return found
        current = found
    # INVARIANT: read_citation returns at least one step.
    assert current is not None
    return current


def cite(source: SourceText, unit: Unit) -> str:
    """The canonical citation of a unit: 第十四项, 第四点 第一项, 第一点 文首段, 前言.

    `resolve` gives the unit back, unless its label occurs twice (RD010).
    """
    own = f"第{write_number(unit.number)}{_CITED_NAMES[unit.kind]}" if unit.number else PLAIN_NAMES[unit.kind]
    if unit.parent is None or (source.running and unit.kind == "item"):
        return own
    return f"{cite(source, source.by_id[unit.parent])} {own}"


def unit_at(source: SourceText, offset: int) -> Unit | None:
    """The innermost unit that holds an offset; None between units and outside them."""
    index = bisect_right(source.starts, offset) - 1
    unit = source.units[index] if index >= 0 else None
    while unit is not None and not unit.span.start <= offset < unit.span.end:
        unit = source.by_id[unit.parent] if unit.parent else None
    return unit


def _take(source: SourceText, citation: str, upper: Unit | None, step: Step) -> Unit | Unresolved:
    scope = source.subtree(upper)[1:] if upper else source.units
    found = _named(upper, scope, step) if step.plain else _numbered(source, upper, scope, step)
    if len(found) != 1:
        near = found or _near(source, scope or source.units, step)
        reason: Reason = "ambiguous" if found else "unknown"
        return Unresolved(citation, reason, step.written, tuple(cite(source, unit) for unit in near[:_MOST_NEAR]))
    unit = found[0]
    if step.heading and not same(step.heading, unit.title):
        return Unresolved(citation, "heading-mismatch", step.written, (unit.title,) if unit.title else ())
    return unit


def _named(upper: Unit | None, scope: tuple[Unit, ...], step: Step) -> list[Unit]:
    parent = upper.id if upper else None
    return [unit for unit in scope if PLAIN_NAMES.get(unit.kind) == step.plain and unit.parent == parent]


def _numbered(source: SourceText, upper: Unit | None, scope: tuple[Unit, ...], step: Step) -> list[Unit]:
    """The units a numbered step may mean: of the preferred shape, or of any where nothing has that shape."""
    hits = [unit for unit in scope if unit.number == step.number]
    if step.level is not None:
        kind = LEVELS[step.level]
        if step.strict or any(unit.kind == kind for unit in scope):
            return _closest(upper, [unit for unit in hits if unit.kind == kind])
    # Without a shape to go by, only what can be named from here on its own counts: the units directly below, a
    # running series.
    parent = upper.id if upper else None
    return [unit for unit in hits if unit.parent == parent or (source.running and unit.kind == "item")]


def _closest(upper: Unit | None, hits: list[Unit]) -> list[Unit]:
    """Below a unit its own children come before deeper ones with the same number."""
    children = [unit for unit in hits if upper is not None and unit.parent == upper.id]
    return children or hits


def _near(source: SourceText, scope: tuple[Unit, ...], step: Step) -> list[Unit]:
    """What the writer may have meant: the same number elsewhere, or else the end of the series asked for."""
    if step.plain:
        return [unit for unit in source.units if PLAIN_NAMES.get(unit.kind) == step.plain]
    elsewhere = [unit for unit in source.units if unit.number == step.number]
    kind = LEVELS[step.level] if step.level is not None else None
    series = [unit for unit in scope if unit.number and (kind is None or unit.kind == kind)]
    return elsewhere or series[-3:]
