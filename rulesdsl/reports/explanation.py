"""The explanation of a case, as a report that every renderer lays out alike.

>>> from rulesdsl.run.results import CaseResult, Interval
>>> from rulesdsl.plan.plan import Plan
>>> nothing = CaseResult("空案卷", 736815, 2018, (), Interval(0, 0), {}, (), ())
>>> explanation(Plan({}, {}, (), (), (), (), (), (), {}, {}), nothing, ()).sections[0].title
'空案卷'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rulesdsl.cases.case import Case
from rulesdsl.plan.plan import Plan
from rulesdsl.reports.conditions import DECIDING, facts_text, failures, quote_text
from rulesdsl.reports.document import Block, Note, Report, Section, Table
from rulesdsl.reports.justification import RESTORED, heading, justification
from rulesdsl.reports.overview import head, overview
from rulesdsl.reports.phrases import NOTHING, if_eligible_text, item_of, text_of, title_of
from rulesdsl.reports.select import by_outcome, is_touched
from rulesdsl.reports.working import Workings
from rulesdsl.run.results import (
    ELIGIBLE,
    INELIGIBLE,
    NEEDS_DETERMINATION,
    NEEDS_FACTS,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    CaseResult,
    ClauseResult,
)

TITLE = "政策适用说明"
UNNAMED = "案卷"
REFUSED, NO_FORCE, IDLE, ABSENT = "不符合", "未施行或已失效", "案卷尚未涉及", "不适用"


class _Parts(NamedTuple):
    """The results by how fully they are told."""

    shown: list[ClauseResult]
    refused: list[ClauseResult]
    no_force: list[ClauseResult]
    idle: list[ClauseResult]
    absent: list[ClauseResult]


def explanation(
    plan: Plan, result: CaseResult, items: Sequence[ClauseResult], case: Case | None = None, *, in_full: bool = False
) -> Report:
    """Explain the chosen results of a case.

    Args:
        items: from `select`, in document order.
        case: for the dates and for how amounts came about; without it both are left out.
        in_full: a justification for every item, as when clauses were asked for by name.
    """
    parts = _divide(items, in_full)
    workings = Workings(plan, case)
    sections = [
        Section(result.case or UNNAMED, 1, (head(plan, result, parts.shown, case),)),
        overview(plan, result, parts.shown, _counts(parts)),
    ]
    if parts.shown:
        sections.append(Section("逐条说明", 1, tuple(_legend(plan, parts.shown))))
        sections += [justification(plan, item, workings, number) for number, item in enumerate(parts.shown, 1)]
    return Report(TITLE, (*sections, *_unpaid(parts, _ambiguous(items))))


def _divide(items: Sequence[ClauseResult], in_full: bool) -> _Parts:
    groups = by_outcome(items)
    if in_full:
        return _Parts([item for group in groups.values() for item in group], [], [], [], [])
    pending = [*groups[NEEDS_DETERMINATION], *groups[NEEDS_FACTS]]
    return _Parts(
        [*groups[ELIGIBLE], *(item for item in pending if is_touched(item))],
        groups[INELIGIBLE],
        groups[NOT_IN_FORCE],
        [item for item in pending if not is_touched(item)],
        groups[NOT_APPLICABLE],
    )


def _counts(parts: _Parts) -> list[tuple[str, int]]:
    rest = ((REFUSED, parts.refused), (NO_FORCE, parts.no_force), (IDLE, parts.idle), (ABSENT, parts.absent))
    return [(title, len(items)) for title, items in rest if items]


def _legend(plan: Plan, items: Sequence[ClauseResult]) -> Iterator[Note]:
    if any(item.deciding >= 0 for item in items):
        yield Note(f"判断一栏：是、否、缺（缺事实）、待认定；{DECIDING} 是决定结果的条件。")
    if any(text_of(plan, item).restored for item in items):
        yield Note(f"{RESTORED}：所引文字有一部分由后来的修改通知反推，不是首次印发本的原样。")


def _ambiguous(items: Sequence[ClauseResult]) -> frozenset[str]:
    """The subjects of which the case names several instances; only those have to be told apart."""
    keys: dict[str, set[str]] = {}
    for item in items:
        keys.setdefault(item.subject, set()).add(item.key)
    return frozenset(subject for subject, names in keys.items() if len(names) > 1)


def _unpaid(parts: _Parts, ambiguous: frozenset[str]) -> Iterator[Section]:
    """What the case fails, and what it neither meets nor fails, short."""
    if parts.refused:
        yield Section(REFUSED, 1, (_near_misses(parts.refused, ambiguous),))
    if parts.idle:
        yield Section(IDLE, 1, _untouched(parts.idle))
    if parts.no_force:
        yield Section(NO_FORCE, 1, _grouped((item.in_force, _name(item, ambiguous)) for item in parts.no_force))
    if parts.absent:
        yield Section(ABSENT, 1, _grouped((f"案卷没有列出{item.subject}", title_of(item.id)) for item in parts.absent))


def _name(item: ClauseResult, ambiguous: frozenset[str]) -> str:
    return heading(item) if item.subject in ambiguous else title_of(item.id)


def _near_misses(items: list[ClauseResult], ambiguous: frozenset[str]) -> Table:
    rows = tuple(_near_miss(item, _name(item, ambiguous)) for item in items)
    return Table(("条款", "不成立的条件与实际情况", "若成立"), rows)


def _near_miss(item: ClauseResult, name: str) -> tuple[str, ...]:
    """Each failed condition with what the case says and the quote it stands under."""
    said = (f"{reason.condition}：{facts_text(reason)} {quote_text(reason.quotes[:1])}" for reason in failures(item))
    lines = [line.replace("\n", "，").rstrip() for line in said]
    gain = if_eligible_text(item) if item.if_eligible != NOTHING else ""
    return f"{item_of(item)} {name}", "\n".join(lines) or "由例外、除外或禁止的规定得出", gain


def _untouched(items: list[ClauseResult]) -> tuple[Block, ...]:
    """One line a clause: its first open question, and what it would give."""
    note = Note("下列条款所问的事实，案卷一项也没有给出，还不能说符合与否。用 --clause 看某一条款还需要什么。")
    groups: dict[str, list[ClauseResult]] = {}
    for item in items:
        groups.setdefault(item.id, []).append(item)
    return note, Table(("条款", "首先要知道", "若成立"), tuple(_question(group) for group in groups.values()))


def _question(group: list[ClauseResult]) -> tuple[str, ...]:
    item = group[0]
    needed = item.to_qualify or item.missing
    asked = needed[0].name + (f" 等 {len(needed)} 项" if len(needed) > 1 else "") if needed else ""
    count = f"（{len(group)} 个{item.subject}）" if len(group) > 1 else ""
    return f"{item_of(item)} {title_of(item.id)}{count}", asked, if_eligible_text(item)


def _grouped(pairs: Iterable[tuple[str, str]]) -> tuple[Note, ...]:
    """`why：clause、clause`, one note a cause."""
    groups: dict[str, list[str]] = {}
    for cause, name in pairs:
        groups.setdefault(cause, []).append(name)
    return tuple(Note(f"{cause}：{'、'.join(dict.fromkeys(names))}") for cause, names in groups.items())
