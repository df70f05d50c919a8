"""The words of a report: amounts, instances, what is missing and from whom, readings.

>>> amount_text(Interval(0, 250_000_000))
'至多 250万元'
"""

from __future__ import annotations

from collections.abc import Iterable

from rulesdsl.model.literals import money_text
from rulesdsl.plan.nodes import FALSE, TRUE, UNKNOWN_FACT
from rulesdsl.plan.plan import ClauseText, Plan
from rulesdsl.run.results import (
    ELIGIBLE,
    INELIGIBLE,
    NOT_IN_FORCE,
    OUTCOME_WORDS,
    ClauseResult,
    Interval,
    Missing,
    ReasonResult,
)

TRUTH_WORDS = {TRUE: "是", FALSE: "否", UNKNOWN_FACT: "缺", 2: "待认定"}
NOTHING = Interval(0, 0)
DEFAULT_VERB = "认定"


def amount_text(amount: Interval | None) -> str:
    """An interval for readers: `250万元`, `至多 250万元`, `25万元 至 200万元`, `数额未定`; "" where there is no amount."""
    if amount is None:
        return ""
    if amount.is_point:
        return money_text(amount.low)
    if amount.high is None:
        return f"{money_text(amount.low)} 起，上限未定" if amount.low else "数额未定"
    return f"{money_text(amount.low)} 至 {money_text(amount.high)}" if amount.low else f"至多 {money_text(amount.high)}"


def text_of(plan: Plan, item: ClauseResult) -> ClauseText:
    """What the clause of a result says of itself."""
    return plan.texts[plan.clauses[item.clause].text]


def item_of(item: ClauseResult) -> str:
    """The item a clause stands in: `第十四项`."""
    return item.id.rpartition("/")[0].partition("/")[2]


def title_of(clause_id: str) -> str:
    """The last part of an id: a clause's name, or a choice point's."""
    return clause_id.rpartition("/")[2]


def instance_of(item: ClauseResult) -> str:
    """The instance a result is about: its name, else its subject."""
    return item.key or item.subject


def outcome_text(item: ClauseResult) -> str:
    """The outcome in words; what has ended, was struck or amended away is 已失效 and not 未施行."""
    if item.outcome == NOT_IN_FORCE and item.in_force and not item.in_force.endswith("尚未施行"):
        return "已失效"
    return OUTCOME_WORDS[item.outcome]


def payable_text(item: ClauseResult) -> str:
    """What is payable: `250万元`, `0元（互斥）`; without an upper end `数额待定` (a fact is missing) or `未规定数额`."""
    if item.amount == NOTHING and item.outcome == ELIGIBLE and item.capped_by:
        return f"{amount_text(item.amount)}（{item.capped_by[-1].kind}）"
    return _with_cause(item, item.amount)


def if_eligible_text(item: ClauseResult) -> str:
    """What the clause gives if its condition holds, in the same words."""
    return _with_cause(item, item.if_eligible)


def _with_cause(item: ClauseResult, amount: Interval | None) -> str:
    if amount is None or amount.high is not None or amount.low:
        return amount_text(amount)
    return "数额待定" if item.amount_missing or item.outcome == INELIGIBLE else "未规定数额"


def payer_texts(item: ClauseResult) -> tuple[str, ...]:
    """Who pays how much: `省级财政 150万元`. One who pays nothing is left out."""
    paying = [(name, amount) for name, amount in item.payers if amount != NOTHING]
    return tuple(
        f"{name} {'全额' if amount.high is None and len(paying) == 1 else amount_text(amount)}"
        for name, amount in paying
    )


def fact_text(missing: Missing, item: ClauseResult) -> str:
    """A missing leaf by its name, with its instance where that is another one's."""
    owner = missing.name.partition(".")[0]
    return f"{missing.name}（{missing.key}）" if missing.key and owner != item.subject else missing.name


def needed_texts(item: ClauseResult, leaves: Iterable[Missing]) -> tuple[str, ...]:
    """What is missing, by who has to supply it: facts first, then determinations by authority, in written order."""
    groups: dict[str, list[str]] = {}
    for leaf in leaves:
        groups.setdefault(_source(item, leaf), []).append(fact_text(leaf, item))
    ordered = sorted(groups.items(), key=lambda group: group[0] != "须提供")
    return tuple(f"{source}：{'、'.join(dict.fromkeys(names))}" for source, names in ordered)


def _source(item: ClauseResult, leaf: Missing) -> str:
    if leaf.kind == "fact":
        return "须提供"
    if leaf.kind == "reading":
        return "须选定口径"
    verb = verb_of(item.reasons, leaf)
    return f"待{'、'.join(leaf.authorities)}{verb}" if leaf.authorities else f"待{verb}（原文未写由谁{verb}）"


def verb_of(reasons: tuple[ReasonResult, ...], leaf: Missing) -> str:
    """What has to be done about a leaf, as its condition says: 认定, 选定, 核定."""
    for reason in reasons:
        if leaf not in reason.missing:
            continue
        if reason.parts:
            return verb_of(reason.parts, leaf)
        if reason.condition.endswith(leaf.name) and reason.condition != leaf.name:
            return reason.condition[: -len(leaf.name)].split()[-1].removeprefix("须")
    return DEFAULT_VERB


def reading_text(plan: Plan, point: str, option: str) -> str:
    """`分档方式：整批适用一个比例（另有：超额累进）`."""
    known = plan.points.get(point)
    options = known.options if known is not None else ()
    if not option:
        return f"{title_of(point)}：未选定，全部读法都算（{'、'.join(options)}）"
    others = [other for other in options if other != option]
    return f"{title_of(point)}：{option}" + (f"（另有：{'、'.join(others)}）" if others else "")
