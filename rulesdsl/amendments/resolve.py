"""A sentence's locator → the places in a text that it means."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator, path_phrase
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.source.locate import Unresolved, resolve
from rulesdsl.source.units import SourceText


@frozen
class Place:
    unit: str
    span: Span
    paragraph: int | None = None
    part: str = ""


def resolve_locator(
    source: SourceText, locator: Locator, span: Span
) -> tuple[tuple[Place, ...], tuple[Diagnostic, ...]]:
    found, problems = [], []
    for path in locator.units:
        unit = resolve(source, path_phrase(path))
        if isinstance(unit, Unresolved):
            problems.append(Diagnostic("RD515", f"没有{path_phrase(path)}", span))
        else:
            found.append(Place(unit.id, unit.span))
    return tuple(found), tuple(problems)
