"""Citations both ways: 第四点 第一项 to the unit it names, a unit to its citation.

Official documents have no fixed names for their levels, so a citation is resolved by the shape of the labels and by
uniqueness: 点 and 部分 prefer 一、, 项 prefers （一）, 目 prefers 1.. The units of a statute do have names of their own;
only in a text without articles 第三条 may be 三、. Labels themselves are read too: 四、（一）, 第（一）项. What is not
unique is refused with the candidates, never guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import islice
from typing import Literal

from attrs import frozen

from rulesdsl.source.citation import Step, read_citation
from rulesdsl.source.fold import same
from rulesdsl.source.identify import PLAIN_NAMES, STEP_NAMES
from rulesdsl.source.numerals import to_chinese
from rulesdsl.source.units import ANNEXES, RANKS, Kind, SourceText, Unit

Reason = Literal["bad-citation", "unknown", "ambiguous", "heading-mismatch"]

_NAMED_FREELY: tuple[Kind, ...] = ("point", "item", "subitem", "detail")
_MOST_NEAR = 6
_SHORT_SERIES = 3


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
    """The canonical citation of a unit: 第十四项, 第四点 第一项, 第五条 第二款, 第一点 文首段, 前言.

    `resolve` gives the unit back, unless its label occurs twice (RD010).
    """
    above = _series_of(unit)
    return f"{cite(source, source.by_id[above])} {_own_step(unit)}" if above else _own_step(unit)


def _own_step(unit: Unit) -> str:
    if unit.kind in ANNEXES:
        return STEP_NAMES[unit.kind] + "之".join(map(str, unit.number))
    if not unit.number:
        return PLAIN_NAMES[unit.kind]
    if unit.decimal:
        return f"第{'.'.join(map(str, unit.number))}{STEP_NAMES[unit.kind]}"
    base, *inserted = map(to_chinese, unit.number)
    return f"第{base}{STEP_NAMES[unit.kind]}" + "".join(f"之{number}" for number in inserted)


def unit_at(source: SourceText, offset: int) -> Unit | None:
    """The innermost unit that holds an offset; None between units and outside them."""
    index = bisect_right(source.starts, offset) - 1
    unit = source.units[index] if index >= 0 else None
    while unit is not None and not unit.span.start <= offset < unit.span.end:
        unit = source.by_id[unit.parent] if unit.parent else None
    return unit


def candidates(source: SourceText, upper: Unit | None, step: Step) -> list[Unit]:
    """The units a step may mean below `upper`, or in the whole text: one, none, or several that can't be told apart."""
    if step.kind is None:
        below = source.children.get(upper.id if upper else None, ())
        return [unit for unit in below if PLAIN_NAMES.get(unit.kind) == step.plain]
    if step.strict or _of_kind(source, upper, step.kind):
        return _closest(upper, _numbered(source, upper, (step.kind,), step.number))
    # Without a shape to go by, only what can be named from here on its own counts: the units directly below, a
    # running series.
    parent = upper.id if upper else None
    hits = _numbered(source, upper, _NAMED_FREELY, step.number)
    return [unit for unit in hits if unit.parent == parent or (source.running and unit.kind == "item")]


def near(source: SourceText, upper: Unit | None, step: Step) -> list[Unit]:
    """What the writer may have meant: the same number elsewhere, or else the end of the series asked for."""
    if step.kind is None:
        kinds = [kind for kind, name in PLAIN_NAMES.items() if name == step.plain]
        return [unit for kind in kinds for unit in source.by_kind.get(kind, ())][:_MOST_NEAR]
    series = _of_kind(source, upper, step.kind)
    if step.kind in ANNEXES:
        return list(series[-_SHORT_SERIES:])
    elsewhere = _numbered(source, None, tuple(kind for kind in RANKS if kind not in ANNEXES), step.number)
    if elsewhere:
        return elsewhere[:_MOST_NEAR]
    above = upper.id if upper else ""
    series = series or source.children.get(above or None, ())
    counted_here = (unit for unit in reversed(series) if unit.number and _series_of(unit) == above)
    return list(islice(counted_here, _SHORT_SERIES))[::-1] or [unit for unit in series[-_SHORT_SERIES:] if unit.number]


def _take(source: SourceText, citation: str, upper: Unit | None, step: Step) -> Unit | Unresolved:
    found = candidates(source, upper, step)
    if len(found) != 1:
        shown = found[:_MOST_NEAR] or near(source, upper, step)
        reason: Reason = "ambiguous" if found else "unknown"
        return Unresolved(citation, reason, step.written, tuple(cite(source, unit) for unit in shown))
    unit = found[0]
    if step.heading and not same(step.heading, unit.title):
        return Unresolved(citation, "heading-mismatch", step.written, (unit.title,) if unit.title else ())
    return unit


def _of_kind(source: SourceText, upper: Unit | None, kind: Kind) -> tuple[Unit, ...]:
    if upper is None:
        return source.by_kind.get(kind, ())
    return tuple(unit for unit in source.subtree(upper)[1:] if unit.kind == kind)


def _numbered(source: SourceText, upper: Unit | None, kinds: tuple[Kind, ...], number: tuple[int, ...]) -> list[Unit]:
    """The units of these kinds with this number below a unit, or in the whole text, in its order."""
    if upper is None:
        hits = [unit for kind in kinds for unit in source.by_number.get((kind, number), ())]
        return sorted(hits, key=lambda unit: unit.span.start)
    return [unit for unit in source.subtree(upper)[1:] if unit.kind in kinds and unit.number == number]


def _closest(upper: Unit | None, hits: list[Unit]) -> list[Unit]:
    """What is counted from here comes before deeper units with the same number: 第三条 is not that of an annex."""
    return [unit for unit in hits if _series_of(unit) == (upper.id if upper else "")] or hits


def _series_of(unit: Unit) -> str:
    """The id of the unit in which a number is counted, "" for the whole text."""
    return unit.id.rpartition("/")[0]
