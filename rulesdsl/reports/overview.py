"""The first screen: whose case, judged when, how much in all and from whom; then one row a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rulesdsl.cases.case import Case
from rulesdsl.model.literals import date_text, money_text
from rulesdsl.plan.plan import Plan
from rulesdsl.reports.document import Field, Fields, Note, Section, Table
from rulesdsl.reports.phrases import (
    NOTHING,
    amount_text,
    instance_of,
    item_of,
    outcome_text,
    payable_text,
    payer_texts,
    title_of,
)
from rulesdsl.run.payers import sum_payers
from rulesdsl.run.results import CaseResult, ClauseResult, Interval

_NAMED = 4
COLUMNS = ("号", "条款", "对象", "结果", "金额", "承担")


def head(plan: Plan, result: CaseResult, shown: Sequence[ClauseResult], case: Case | None) -> Fields:
    """The dates the case is judged on, its total, and what each payer pays of the results shown."""
    payers = sum_payers([item.payers for item in shown if plan.clauses[item.clause].cash])
    fields = (
        Field("判断日期", (_dates(result, case),)),
        Field("所知", (f"{date_text(plan.known_on)}为止公布的修改",) if plan.known_on is not None else ()),
        Field("应付合计", (_total(result.total), *total_notes(plan, result))),
        Field("各方承担", tuple(f"{name} {amount_text(amount)}" for name, amount in payers if amount != NOTHING)),
    )
    return Fields(tuple(field for field in fields if field.values))


def _dates(result: CaseResult, case: Case | None) -> str:
    year = f"，本年 {result.year}年" if result.year is not None else ""
    if case is None or case.as_of is None:
        return f"{date_text(result.as_of)}（申报日期）{year}"
    claim = f"，申报日期 {date_text(case.claim_date)}" if case.claim_date is not None else ""
    return f"{date_text(case.as_of)}（指定）{claim}{year}"


def _total(total: Interval) -> str:
    if total.is_point:
        return money_text(total.low)
    least = f"至少 {money_text(total.low)}，" if total.low else ""
    return f"{least}{'上限未定' if total.high is None else f'至多 {money_text(total.high)}'}"


def total_notes(plan: Plan, result: CaseResult) -> tuple[str, ...]:
    """Why the total is not what adding up the rows gives, and what leaves it open above."""
    return tuple(_total_notes(plan, result))


def _total_notes(plan: Plan, result: CaseResult) -> Iterator[str]:
    cash = [item for item in result.clauses if plan.clauses[item.clause].cash and item.amount is not None]
    if _sum([item.amount for item in cash if item.amount is not None]) != result.total:
        yield "共同的限额或只取其一的规定先合并计算，所以合计不等于各行金额两端相加"
    unbounded = list(
        dict.fromkeys(title_of(item.id) for item in cash if item.amount is not None and item.amount.high is None)
    )
    if unbounded:
        more = f" 等 {len(unbounded)} 条" if len(unbounded) > _NAMED else ""
        yield f"上限未定的条款：{'、'.join(unbounded[:_NAMED])}{more}"


def _sum(amounts: Sequence[Interval]) -> Interval:
    highs = [amount.high for amount in amounts]
    return Interval(sum(amount.low for amount in amounts), None if None in highs else sum(high or 0 for high in highs))


def overview(
    plan: Plan, result: CaseResult, items: Sequence[ClauseResult], others: Sequence[tuple[str, int]]
) -> Section:
    """One row a result, numbered like the blocks that follow; `others` counts the results told of further down."""
    several = len({plan.clauses[item.clause].document for item in items}) > 1
    rows = tuple(_row(number, item, several) for number, item in enumerate(items, 1))
    table = Table(COLUMNS, rows)
    notes = [Note(text) for text in _clause_totals(plan, result, items)]
    counted = "，".join(f"{name} {count} 项" for name, count in others if count)
    if counted:
        notes.append(Note(f"此外：{counted}，见后。"))
    return Section("结论", 1, (table if rows else Note("没有符合、待补充或待认定的条款。"), *notes))


def _row(number: int, item: ClauseResult, several: bool) -> tuple[str, ...]:
    """`several`: the items come from several documents, so each says from which."""
    payers = "\n".join(payer_texts(item))
    if len(item.payers) == 1 and item.payers[0][1] == item.amount:
        payers = item.payers[0][0]
    document = f"{item.id.partition('/')[0].rpartition('〕')[2]} " if several else ""
    clause = f"{document}{item_of(item)} {title_of(item.id)}"
    return str(number), clause, instance_of(item), outcome_text(item), payable_text(item) or "无金额", payers


def _clause_totals(plan: Plan, result: CaseResult, items: Sequence[ClauseResult]) -> Iterator[str]:
    """What a clause pays for all its instances, where it has several."""
    counts: dict[str, int] = {}
    for item in items:
        if item.amount is not None and item.amount != NOTHING:
            counts[item.id] = counts.get(item.id, 0) + 1
    for name, count in counts.items():
        if count > 1 and name in result.clause_totals:
            yield f"{title_of(name)} {count} 项合计 {amount_text(result.clause_totals[name])}"
