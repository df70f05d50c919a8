"""All checks, in the order in which their findings are easiest to mend: names first, then what depends on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rulesdsl.check.agreement import check_agreement
from rulesdsl.check.anchors import check_anchors
from rulesdsl.check.bands import check_bands
from rulesdsl.check.bodies_in_time import check_bodies_in_time
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
from rulesdsl.check.repeated import check_repeated
from rulesdsl.check.rows import check_rows
from rulesdsl.check.sentences import check_sentences
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.types import check_types
from rulesdsl.check.vocabulary_use import check_near_duplicates, check_unused
from rulesdsl.diagnostics import Diagnostic, Span

UNREAD = "RD107"
Check = Callable[[Matter], tuple[Diagnostic, ...]]

CHECKS: tuple[Check, ...] = (
    check_layout,
    check_repeated,
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
    check_bodies_in_time,
    check_coverage,
    check_anchors,
    check_agreement,
    check_sentences,
    check_near_duplicates,
    check_unused,
)


def run_checks(matter: Matter) -> tuple[Diagnostic, ...]:
    """What all checks find, one of several equal findings kept. `check_compiled` is apart, as it needs the plan.

    What is found in a clause with a literal that could not be read is left out: most of it would only follow from that.
    """
    found = dict.fromkeys(problem for check in CHECKS for problem in check(matter))
    broken = _broken_clauses(matter, found)
    return tuple(
        problem
        for problem in found
        if problem.code == UNREAD or not any(_within(problem.span, span) for span in broken)
    )


def _broken_clauses(matter: Matter, found: Iterable[Diagnostic]) -> tuple[Span, ...]:
    problems = (*found, *(problem for file in matter.rules.files for problem in file.problems))
    unread = [problem.span for problem in problems if problem.code == UNREAD]
    return tuple(
        home.clause.span for home in matter.rules.homes if any(_within(span, home.clause.span) for span in unread)
    )


def _within(span: Span | None, clause: Span) -> bool:
    return span is not None and span.file == clause.file and clause.start <= span.start and span.end <= clause.end
