"""Does a limit have the owner and the period that stand beside its number in the quote?

单家企业年度奖励不超过800万元 is 每个 企业 每年 800万元: the words belong to this number, whatever other limits the clause has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulesdsl.check.agreement_literals import Use
from rulesdsl.check.agreement_match import Outcome
from rulesdsl.check.clause_features import OWNER_WORDS, Features
from rulesdsl.check.placement import Figure, inside
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.payment import LimitItem, LimitLine

_YEARLY = ("每年", "年度")
_TERM = ("期限内", "期内")
_ITEM_WORDS = (
    "单个项目",
    "单项",
    "每项",
    "同一个项目",
    "同一个产品",
    "每个项目",
    "每个专项",
    "每个平台",
    "每个示范工程",
)


def check_limits(matter: Matter, outcomes: Sequence[Outcome], have: Features) -> tuple[Diagnostic, ...]:
    """RD508 where the words beside a limit's number ask for another owner or period.

    The period is asked of every reading; the owner of the clause's own lines and the adopted readings, since whom a limit
    counts for is often what a 口径 is about.

    Args:
        have: the features of the clause.
    """
    found: list[Diagnostic] = []
    for outcome in outcomes:
        item = _item(outcome.use)
        if item is not None and outcome.hits and not outcome.outside:
            figure = outcome.hits[0].figure
            found += _period(outcome.use, item, figure)
            found += _owner(matter, outcome.use, item, figure, of_owner=have.subject_is_owner)
    return tuple(found)


def _item(use: Use) -> LimitItem | None:
    line = use.stood.line
    if not isinstance(line, LimitLine) or use.role != "limit":
        return None
    return next((item for item in line.items if inside(use.span, item.span)), None)


def _period(use: Use, item: LimitItem, figure: Figure) -> Iterator[Diagnostic]:
    if figure.reading.period.startswith(_YEARLY) and item.period != "每年":
        yield _differs(use, figure, figure.reading.period, f"在 {use.written} 前写 每年")
    if figure.reading.period.endswith(_TERM) and item.period != "期内":
        yield _differs(use, figure, figure.reading.period, f"在 {use.written} 前写 期内")


def _owner(matter: Matter, use: Use, item: LimitItem, figure: Figure, *, of_owner: bool) -> Iterator[Diagnostic]:
    if use.stood.option is not None and not use.stood.option.adopted:
        return
    words = figure.reading.owner
    if words.startswith(OWNER_WORDS) and item.owner is None and not of_owner:
        yield _differs(use, figure, words, "写 每个 企业")
    if words.startswith(_ITEM_WORDS) and item.owner is not None:
        subject = matter.rules.subjects.get(item.owner.text)
        if subject is not None and not subject.owners:
            yield _differs(use, figure, words, "写 每项")


def _differs(use: Use, figure: Figure, words: str, cure: str) -> Diagnostic:
    return Diagnostic(
        "RD508",
        f"原文说「{words}」，{use.written} 的限额没有这样写",
        use.span,
        secondary=(Label(figure.place, f"原文：{words}"),),
        help=cure,
    )
