"""Do the rules agree with the text in every later version too, and does nothing they name fall away?

The same checks as for the first issue, on the rules and texts that an act has made; what was found before the act already is not
said twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rulesdsl.amendments.history import History, Version
from rulesdsl.check.agreement import check_agreement
from rulesdsl.check.anchors import check_anchors
from rulesdsl.check.conflicts import check_conflicts
from rulesdsl.check.coverage import check_coverage
from rulesdsl.check.payments import check_payments
from rulesdsl.check.references import check_references
from rulesdsl.check.relations import check_relations
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.memo import Memo
from rulesdsl.model.first_day import first_day

CHECKS: tuple[Callable[[Matter], tuple[Diagnostic, ...]], ...] = (
    check_references,
    check_payments,
    check_relations,
    check_conflicts,
    check_coverage,
    check_anchors,
    check_agreement,
)
"""What an act can break: what names other clauses, what rests on the text."""


def check_versions(
    history: History, sources: dict[str, str], known: Iterable[Diagnostic], memo: Memo | None = None
) -> tuple[Diagnostic, ...]:
    """The findings of `CHECKS` in every version after the first issue, each with the day it begins on.

    Args:
        known: what was found in the first issue; `memo` is that of its checks.
    """
    memo = memo or Memo()
    seen = set(map(_identity, known))
    found: dict[Diagnostic, None] = {}
    for version in history.versions[1:]:
        memo = memo.after
        matter = Matter(version.rules, version.texts, sources, memo)
        stale = _to_restate(version)
        for problem in (_shown(item, history, version) for check in CHECKS for item in check(matter)):
            if _identity(problem) in seen or _lies_in(problem, stale):
                continue
            seen.add(_identity(problem))
            found[_dated(problem, version)] = None
    return tuple(found)


def _identity(problem: Diagnostic) -> tuple[str, object]:
    """What makes a finding of a later version the same as one before: its place, whatever the words there are now."""
    return problem.code, problem.span if problem.span is not None else problem.message


def _shown(problem: Diagnostic, history: History, version: Version) -> Diagnostic:
    """The finding with its places as a reader can find them: the text of a later version is in no file."""
    return problem._replace(
        span=_place(problem.span, history, version) if problem.span is not None else None,
        secondary=tuple(label._replace(span=_place(label.span, history, version)) for label in problem.secondary),
    )


def _place(span: Span, history: History, version: Version) -> Span:
    """A place of an amended text in the text as first issued, or the sentence that put the words there."""
    until = history.versions.index(version) + 1
    acts = [item for made in history.versions[1:until] for item in made.amended]
    for item in reversed([one for one in acts if one.execution.text.file == span.file]):
        spans = item.execution.spans
        old = spans.before(span.start, span.end)
        put = spans.inserted_in(span.start, span.end)
        if old is None:
            return item.execution.sentences[put[0].sentence].span if put else span
        span = Span(span.file, *old)
    return span


def _to_restate(version: Version) -> tuple[Span, ...]:
    """The clauses that the act has left stale: they are to be written anew, so nothing is said of them as they stand."""
    stale = {effect.rule for item in version.amended for effect in item.effects if effect.kind == "stale"}
    return tuple(home.clause.span for home in version.rules.homes if home.id in stale)


def _lies_in(problem: Diagnostic, spans: tuple[Span, ...]) -> bool:
    place = problem.span
    return place is not None and any(
        place.file == span.file and span.start <= place.start and place.end <= span.end for span in spans
    )


def _dated(problem: Diagnostic, version: Version) -> Diagnostic:
    """The finding with the day of the version; a mend would be made in the text of the first issue, so none is offered."""
    amendment = version.amended[0].amendment
    day = first_day(amendment)
    return problem._replace(message=f"按{day.text if day is not None else ''}修改后的文字，{problem.message}", fix=None)
