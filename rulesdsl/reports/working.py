"""How an amount came about, in figures: `中标合同.金额 1.2亿元 × 5% = 600万元`.

The plan's amount node is read again on one row: branches that the facts or the readings rule out are left away, so that
what is left is the sum an officer would do by hand. Limits and exclusions come after it and are told by `capped_by`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from rulesdsl.cases.case import Case
from rulesdsl.model.literals import money_text, ratio_text
from rulesdsl.plan.nodes import FALSE, TRUE, Node
from rulesdsl.plan.plan import Plan
from rulesdsl.reports.phrases import amount_text
from rulesdsl.run.frame import Frame
from rulesdsl.run.interpreter import evaluate
from rulesdsl.run.open_leaves import open_leaves
from rulesdsl.run.reasons import fact_value
from rulesdsl.run.results import ClauseResult, Interval, Missing

UNSTATED = "原文未规定数额"
NOT_GIVEN = "未提供"
_LONGEST = 400


class _Place(NamedTuple):
    """Where a node is read: the frame and the row of the node's own subject."""

    frame: Frame
    row: int


class Workings:
    """The workings of one case; the case is evaluated once, when first asked."""

    def __init__(self, plan: Plan, case: Case | None) -> None:
        self._plan = plan
        self._case = case
        self._frame: Frame | None = None

    def of(self, item: ClauseResult) -> str:
        """The working of one result; "" without a case, an amount or an instance, and where it would be too long."""
        clause = self._plan.clauses[item.clause]
        if clause.amount < 0 or item.row < 0 or (frame := self._evaluated()) is None:
            return ""
        text, compound = _say(_Place(frame, item.row), clause.amount)
        if len(text) > _LONGEST:
            return ""
        return text + (_total(frame, clause.amount, item.row) if compound else "")

    def open_payers(self, item: ClauseResult) -> tuple[Missing, ...]:
        """What keeps it open who pays: the leaves of the guards that are not settled."""
        guards = [payers.guard for payers in self._plan.clauses[item.clause].payers if payers.guard >= 0]
        if not guards or not item.payers or (frame := self._evaluated()) is None:
            return ()
        return tuple(dict.fromkeys(leaf for guard in guards for leaf in open_leaves(frame, guard, item.row)))

    def _evaluated(self) -> Frame | None:
        if self._frame is None and self._case is not None:
            self._frame = evaluate(self._plan, self._case)
        return self._frame


def _total(frame: Frame, index: int, row: int) -> str:
    """`= 617.2835元，四舍五入 617.28元`; nothing where the sum is open."""
    low, high, _ = frame.columns[index][row]
    if high is None or (low == 0 and high == 0):
        return " = 0元" if high == 0 else ""
    node = frame.plan.nodes[_settled(frame, index, row)]
    exact = _exact_before_rounding(frame, node, row)
    shown = amount_text(Interval(low or 0, high))
    if exact is None or exact.denominator == 1:
        return f" = {shown}"
    return f" = {money_text(exact)}，{'舍去' if node.data[0] == 'down' else '四舍五入'}到分 {shown}"


def _settled(frame: Frame, index: int, row: int) -> int:
    """The node that rules in the end, past branches and readings that are settled."""
    node = frame.plan.nodes[index]
    if node.op == "ite" and (truth := frame.columns[node.args[0]][row]) in (TRUE, FALSE):
        return _settled(frame, node.args[1 if truth == TRUE else 2], row)
    if node.op == "reading" and (chosen := frame.choices.get(node.data[0])) in node.data[1]:
        return _settled(frame, node.args[node.data[1].index(chosen)], row)
    return _settled(frame, node.args[0], row) if node.op == "at_most" else index


def _exact_before_rounding(frame: Frame, node: Node, row: int) -> Fraction | None:
    if node.op != "round":
        return None
    low, high, _ = frame.columns[node.args[0]][row]
    return Fraction(low, frame.plan.nodes[node.args[0]].scale) if low is not None and low == high else None


def _say(place: _Place, index: int) -> tuple[str, bool]:
    """The words of a node, and whether they need a result after them."""
    node = place.frame.plan.nodes[index]
    handler = _HANDLERS.get(node.op)
    return handler(place, node, index) if handler is not None else (_value(place, index), False)


def _value(place: _Place, index: int) -> str:
    low, high, _ = place.frame.columns[index][place.row]
    scale = place.frame.plan.nodes[index].scale
    if low is None or low != high:
        return "数额未定"
    return money_text(Fraction(low, scale))


def _fact(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    found = fact_value(place.frame, index, node.subject, place.row)
    return f"{found.name} {found.value if found.value is not None else NOT_GIVEN}", False


def _inner(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    return _say(place, node.args[0])


def _at_most(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    text, compound = _say(place, node.args[0])
    return f"{text}" if compound else f"至多 {text}", compound


def _owner(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    owners = place.frame.of(node.subject)[place.row].owners
    if node.data[0] not in owners:
        return NOT_GIVEN, False
    return _say(_Place(place.frame, owners[node.data[0]]), node.args[0])


def _portion(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    inner = place.frame.plan.nodes[node.args[0]]
    text, compound = _say(place, node.args[0])
    ratio = Fraction(node.data[0] * inner.scale, node.scale)
    factor = node.data[1] if len(node.data) > 1 else ratio_text(ratio)
    if compound and inner.op in ("add", "minus_or_zero"):
        text = f"（{text}）"
    return f"{text} × {factor}", True


def _choice(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    condition, then, otherwise = node.args
    truth = place.frame.columns[condition][place.row]
    if truth in (TRUE, FALSE):
        return _say(place, then if truth == TRUE else otherwise)
    return _either(place, [then, otherwise])


def _reading(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    chosen = place.frame.choices.get(node.data[0])
    if chosen in node.data[1]:
        return _say(place, node.args[node.data[1].index(chosen)])
    return _either(place, list(node.args))


def _either(place: _Place, args: list[int]) -> tuple[str, bool]:
    """Branches that are still open, without those that give nothing."""
    said = [_say(place, arg) for arg in args if not _is_nothing(place, arg)]
    texts = list(dict.fromkeys(text for text, _ in said))
    return " 或 ".join(texts) or "0元", any(compound for _, compound in said)


def _is_nothing(place: _Place, index: int) -> bool:
    low, high, _ = place.frame.columns[index][place.row]
    return bool(low == 0 and high == 0)


def _joined(word: str) -> Callable[[_Place, Node, int], tuple[str, bool]]:
    def say(place: _Place, node: Node, index: int) -> tuple[str, bool]:
        kept = [arg for arg in node.args if word != " + " or not _is_nothing(place, arg)]
        said = [_say(place, arg)[0] for arg in kept]
        return word.join(said) or "0元", len(said) > 1

    return say


def _times(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    return " × ".join(_say(place, arg)[0] for arg in node.args), True


def _span(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    return " 至 ".join(_say(place, arg)[0] for arg in node.args), False


def _blend(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    amounts = "、".join(dict.fromkeys(_say(place, arg)[0] for arg in node.args[1:]))
    return f"分段计算（各段按所占数量折算）：{amounts}", True


def _unstated(place: _Place, node: Node, index: int) -> tuple[str, bool]:
    return UNSTATED, False


_HANDLERS: dict[str, Callable[[_Place, Node, int], tuple[str, bool]]] = {
    "fact": _fact,
    "determination": _fact,
    "round": _inner,
    "at_most": _at_most,
    "owner": _owner,
    "scale": _portion,
    "ite": _choice,
    "reading": _reading,
    "add": _joined(" + "),
    "minus_or_zero": _joined(" - "),
    "times": _times,
    "span": _span,
    "blend": _blend,
    "unstated": _unstated,
}
"""Op → words. An op without entry is shown by its value."""
