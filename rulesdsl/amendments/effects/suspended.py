"""Sentences that end the effect of a passage without touching its text: 第十条不再适用, 暂停执行."""

from __future__ import annotations

from rulesdsl.amendments.execution.outcome import Execution
from rulesdsl.amendments.operations import NonTextual
from rulesdsl.amendments.resolve import resolve_locator
from rulesdsl.source.units import Unit

ENDING = ("不再适用", "不再执行", "停止执行", "暂停执行", "停止实施", "暂停实施")


def suspended(execution: Execution, unit: Unit | None) -> tuple[int, ...]:
    """The sentences that end the effect of a unit or of one above it; () where none does."""
    found: list[int] = []
    if unit is None:
        return ()
    for number, sentence in enumerate(execution.sentences):
        for operation, spoken in zip(sentence.operations, sentence.places, strict=True):
            if not isinstance(operation, NonTextual) or operation.effect not in ENDING:
                continue
            places, _ = resolve_locator(execution.before, operation.locator, spoken.clause)
            if any(place.span.start <= unit.span.start and unit.span.end <= place.span.end for place in places):
                found.append(number)
    return tuple(found)
