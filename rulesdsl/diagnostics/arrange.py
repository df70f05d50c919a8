"""The order diagnostics are shown in, and the line that counts them."""

from __future__ import annotations

from collections.abc import Iterable

from rulesdsl.diagnostics.codes import CODES, Severity, severity_of
from rulesdsl.diagnostics.diagnostic import Diagnostic

WORDS: dict[Severity, str] = {"error": "错误", "warning": "警告", "note": "提示"}
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


def arrange(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file and position, and keep one of several that say the same of the same place.

    A diagnostic without a place comes first: it concerns the whole run. Of two equal ones the one with more to say
    is kept.
    """
    kept: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in diagnostics:
        key = (diagnostic.code, diagnostic.message, diagnostic.span)
        if key not in kept or _richness(diagnostic) > _richness(kept[key]):
            kept[key] = diagnostic
    return tuple(sorted(kept.values(), key=_place))


def _richness(diagnostic: Diagnostic) -> int:
    return sum(map(bool, diagnostic[3:]))


def _place(diagnostic: Diagnostic) -> tuple[bool, str, int, int, int, str, str]:
    span = diagnostic.span
    file, start, end = span if span else ("", 0, 0)
    order = _ORDER.index(severity_of(diagnostic.code))
    return (span is not None, file, start, end, order, diagnostic.code, diagnostic.message)


def head(code: str) -> str:
    """What a line about this code begins with: `错误[RD204]`."""
    return f"{WORDS[CODES[code].severity]}[{code}]"


def count(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many of each severity; every severity is a key."""
    counts: dict[Severity, int] = dict.fromkeys(_ORDER, 0)
    for diagnostic in diagnostics:
        counts[severity_of(diagnostic.code)] += 1
    return counts


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """`3 个错误，1 个警告`; says so when there is nothing."""
    parts = [f"{number} 个{WORDS[severity]}" for severity, number in count(diagnostics).items() if number]
    return "，".join(parts) or "没有发现问题"
