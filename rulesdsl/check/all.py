"""All checks in a stated order."""

from __future__ import annotations

from collections.abc import Callable

from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic

CHECKS: tuple[Callable[[Matter], tuple[Diagnostic, ...]], ...] = ()


def run_checks(matter: Matter) -> tuple[Diagnostic, ...]:
    """Every diagnostic of every check."""
    return tuple(found for check in CHECKS for found in check(matter))
