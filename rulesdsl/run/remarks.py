"""What a limit or an exclusion did, in words: how much was left, who shared it, what was compared."""

from __future__ import annotations

from collections.abc import Sequence

from rulesdsl.model.literals import money_text
from rulesdsl.plan.plan import LimitPlan
from rulesdsl.run.frame import Frame
from rulesdsl.run.results import Interval


def total_of(amounts: Sequence[Interval]) -> Interval:
    """The sum of intervals."""
    highs = [amount.high for amount in amounts]
    return Interval(sum(amount.low for amount in amounts), None if None in highs else sum(high or 0 for high in highs))


def limit_text(
    frame: Frame,
    limit: LimitPlan,
    left: Interval,
    stated: int,
    keys: Sequence[tuple[int, int]],
    before: Sequence[Interval],
) -> str:
    """`每个企业每年限额800万元，已兑现600万元，尚余200万元；与新增配套采购奖励共用，合计900万元，按比例分摊`."""
    who = f"每个{limit.owner}" if limit.owner else "每项"
    text = f"{who}{limit.period}限额{money_text(stated)}"
    if left.low < stated:
        text += f"，已兑现{money_text(stated - left.low)}，尚余{money_text(left.low)}"
    sharing = [amount for amount in before if amount.high != 0]
    if len(sharing) < 2:
        return text
    names = dict.fromkeys(frame.plan.clauses[key[0]].id.rpartition("/")[2] for key in keys)
    total = total_of(sharing)
    summed = f"，合计{money_text(total.low)}" if total.low == total.high else "，其中有数额未定的"
    return f"{text}；{len(sharing)}项共用（{'、'.join(names)}）{summed}，按比例分摊"


def rivals_text(frame: Frame, rivals: Sequence[Sequence[str]], sums: Sequence[Interval], place: int) -> str:
    """`（与龙头企业与样板工厂补助480万元相比，少230万元）`: the other members with what they would pay."""
    own, said = sums[place], []
    for number, (clauses, amount) in enumerate(zip(rivals, sums, strict=True)):
        if number == place or amount.high == 0 or not clauses:
            continue
        names = "、".join(dict.fromkeys(clause.rpartition("/")[2] for clause in clauses))
        said.append(f"{names} {_amount(amount)}{_difference(own, amount)}")
    return f"（另一项是{'；'.join(said)}）" if said else ""


def _amount(amount: Interval) -> str:
    if amount.low == amount.high:
        return money_text(amount.low)
    return "数额未定" if amount.high is None else f"{money_text(amount.low)} 至 {money_text(amount.high)}"


def _difference(own: Interval, other: Interval) -> str:
    if own.low != own.high or other.low != other.high or own.low == other.low:
        return ""
    word = "多" if other.low > own.low else "少"
    return f"，比本项{word} {money_text(abs(other.low - own.low))}"
