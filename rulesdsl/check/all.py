"""All checks, in the order in which their findings are easiest to mend: names first, then what depends on them."""

from __future__ import annotations

from collections.abc import Callable

from rulesdsl.check.agreement import check_agreement
from rulesdsl.check.anchors import check_anchors
from rulesdsl.check.bands import check_bands
from rulesdsl.check.conflicts import check_conflicts
from rulesdsl.check.coverage import check_coverage
from rulesdsl.check.cycles import check_cycles
from rulesdsl.check.declarations import check_declarations
from rulesdsl.check.layout import check_layout
from rulesdsl.check.names import check_names
from rulesdsl.check.payments import check_payments
from rulesdsl.check.periods import check_periods
from rulesdsl.check.readings import check_readings
from rulesdsl.check.references import check_references
from rulesdsl.check.relations import check_relations
from rulesdsl.check.rows import check_rows
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.types import check_types
from rulesdsl.check.vocabulary_use import check_near_duplicates, check_unused
from rulesdsl.diagnostics import Diagnostic

Check = Callable[[Matter], tuple[Diagnostic, ...]]

CHECKS: tuple[Check, ...] = (
    check_layout,
    check_declarations,
    check_names,
    check_references,
    check_types,
    check_periods,
    check_bands,
    check_rows,
    check_payments,
    check_readings,
    check_cycles,
    check_relations,
    check_conflicts,
    check_coverage,
    check_anchors,
    check_agreement,
    check_near_duplicates,
    check_unused,
)


def run_checks(matter: Matter) -> tuple[Diagnostic, ...]:
    """What all checks find, one of several equal findings kept. `check_compiled` is apart, as it needs the plan."""
    return tuple(dict.fromkeys(problem for check in CHECKS for problem in check(matter)))
