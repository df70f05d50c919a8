"""Why one clause says what it says of one instance: amount, payers, conditions, what is missing, quotes, units, readings."""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.model.literals import money_text
from rulesdsl.plan.plan import Plan
from rulesdsl.reports.conditions import condition_table, facts_text, failures
from rulesdsl.reports.document import Field, Fields, Section
from rulesdsl.reports.phrases import (
    NOTHING,
    amount_text,
    if_eligible_text,
    instance_of,
    needed_texts,
    outcome_text,
    payable_text,
    payer_texts,
    reading_text,
    text_of,
    title_of,
)
from rulesdsl.reports.working import Workings
from rulesdsl.run.results import (
    ELIGIBLE,
    INELIGIBLE,
    NEEDS_DETERMINATION,
    NEEDS_FACTS,
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    Cap,
    ClauseResult,
    Interval,
    Missing,
)

RESTORED = "（还原）"
PENDING = (NEEDS_FACTS, NEEDS_DETERMINATION)


def justification(plan: Plan, item: ClauseResult, workings: Workings, number: int) -> Section:
    """The block of one result, headed by its number in the overview."""
    amount = f"，{payable_text(item)}" if item.amount is not None and item.outcome in (ELIGIBLE, *PENDING) else ""
    who = f"（{item.key}）" if item.key else ""
    title = f"{number}. {text_of(plan, item).title}{who}：{outcome_text(item)}{amount}"
    head = Fields(tuple(field for field in _head(plan, item, workings) if field.values))
    foot = Fields(tuple(field for field in _foot(plan, item) if field.values))
    table = condition_table(item)
    return Section(title, 2, (head, *((table,) if table is not None else ()), foot))


def _head(plan: Plan, item: ClauseResult, workings: Workings) -> Iterator[Field]:
    text, clause = text_of(plan, item), plan.clauses[item.clause]
    since = (
        f"（{item.in_force}）" if item.in_force and item.outcome in (ELIGIBLE, INELIGIBLE, NEEDS_DETERMINATION) else ""
    )
    yield Field("依据", (f"{text.citation}{since}",))
    outcome = outcome_words(plan, item)
    yield Field("结果", (outcome,) if outcome != outcome_text(item) else ())
    if item.outcome not in (NOT_APPLICABLE, NOT_IN_FORCE):
        yield Field("金额", tuple(_amount(plan, item, workings)))
        yield Field("金额另缺", needed_texts(item, _only_for_amount(item)))
        yield Field("承担", payer_texts(item) or _nobody(plan, item))
        yield Field("承担另缺", needed_texts(item, workings.open_payers(item)))
    yield Field("尚缺", needed_texts(item, item.missing))
    yield Field("最少只需", needed_texts(item, item.to_qualify) if _is_less(item) else ())
    yield Field("视同", (f"依 {clause.deemed.replace('/', ' ')}",) if clause.deemed else ())


def outcome_words(plan: Plan, item: ClauseResult) -> str:
    """The outcome, and what makes it so: `不符合：合同.金额 达到 1000万元 不成立（980万元）`."""
    text, said = text_of(plan, item), outcome_text(item)
    if item.outcome == NOT_APPLICABLE:
        return f"{said}：案卷没有列出{item.subject}"
    if item.outcome == NOT_IN_FORCE:
        return f"{said}：{item.in_force}"
    if item.outcome == INELIGIBLE and (first := failures(item)):
        return f"{said}：{first[0].condition} 不成立（{facts_text(first[0])}）".replace("\n", "，")
    return f"{said}：{plan.clauses[item.clause].kind}，{text.content}" if text.content else said


def _only_for_amount(item: ClauseResult) -> tuple[Missing, ...]:
    return tuple(leaf for leaf in item.amount_missing if leaf not in item.missing)


def _nobody(plan: Plan, item: ClauseResult) -> tuple[str, ...]:
    """That the text names no payer of a sum that is or may be due."""
    due = item.amount is not None and item.amount != NOTHING and plan.clauses[item.clause].cash
    return ("原文未写由谁承担",) if due and not item.payers else ()


def _is_less(item: ClauseResult) -> bool:
    return bool(item.to_qualify) and len(item.to_qualify) < len(item.missing)


def _amount(plan: Plan, item: ClauseResult, workings: Workings) -> Iterator[str]:
    """The sum, then each limit or exclusion that changed it, in the order in which they worked."""
    if item.amount is None:
        return
    text = text_of(plan, item)
    if text.elsewhere:
        yield f"依 {text.elsewhere}，本文件未写数额"
    elif working := workings.of(item):
        yield working
    for cap in item.capped_by:
        yield cap_text(cap, told=text.quotes)
    if item.outcome == ELIGIBLE:
        yield f"应付 {payable_text(item)}" + ("" if plan.clauses[item.clause].cash else "（不是现金，不计入合计）")
    elif item.if_eligible is not None:
        yield f"条件成立时 {if_eligible_text(item)}"


def cap_text(cap: Cap, told: tuple[str, ...] = ()) -> str:
    """`每项限额500万元：600万元 → 500万元 「单个项目不超过500万元」`; a quote that is told elsewhere is not repeated."""
    change = f"{_point(cap.before)} → {_point(cap.after)}"
    return f"{cap.text}：{change}" + (f" 「{cap.quote}」" if cap.quote and cap.quote not in told else "")


def _point(amount: Interval) -> str:
    return money_text(0) if amount == NOTHING else amount_text(amount)


def _foot(plan: Plan, item: ClauseResult) -> Iterator[Field]:
    text = text_of(plan, item)
    mark = RESTORED if text.restored else ""
    yield Field("原文", tuple(f"「{quote}」{mark}" for quote in text.quotes), quote=True)
    yield Field("口径", tuple(reading_text(plan, point, option) for point, option in item.readings))
    yield Field("假定", item.assumes)
    yield Field("说明", (*text.notes, *item.notes, *(("“最少只需”是近似的",) if item.approximate else ())))
    yield Field("受益人", ("、".join(text.beneficiary),) if text.beneficiary else ())
    yield Field("资金", ("、".join(text.funds),) if text.funds else ())
    yield Field("责任单位", (text.responsible + (f"（{text.responsible_from}）" if text.responsible_from else ""),))


def heading(item: ClauseResult) -> str:
    """`采购省产装备补贴（第一次）`, for notes."""
    return f"{title_of(item.id)}（{instance_of(item)}）" if item.key else title_of(item.id)
