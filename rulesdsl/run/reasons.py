"""The reasons of one clause on one instance: each condition's value, the facts it read, what is missing, how far it is off."""

from __future__ import annotations

from rulesdsl.model.literals import date_text, money_text, ratio_text
from rulesdsl.plan.nodes import FALSE, RATIO_SCALE, Node, fact_subject
from rulesdsl.plan.plan import Reason
from rulesdsl.run.frame import Frame
from rulesdsl.run.leaves import fact_keys, fact_row
from rulesdsl.run.open_leaves import leaf_name, open_leaves
from rulesdsl.run.results import FactValue, ReasonResult


def reason_result(frame: Frame, reason: Reason, row: int) -> ReasonResult:
    """Evaluate one reason on one row of its clause's subject."""
    subject = frame.plan.nodes[reason.node].subject
    truth = frame.value(reason.node, row)
    return ReasonResult(
        reason.text,
        reason.quotes,
        truth,
        tuple(fact_value(frame, leaf, subject, row) for leaf in reason.leaves),
        open_leaves(frame, reason.node, row),
        _gap(frame, reason, row) if truth == FALSE else "",
        tuple(reason_result(frame, part, row) for part in reason.parts),
    )


def fact_value(frame: Frame, leaf: int, subject: str, row: int) -> FactValue:
    """A leaf's name and value as a case file writes them, seen from a row of some subject below it."""
    node = frame.plan.nodes[leaf]
    place = row if node.subject == subject else frame.of(subject)[row].owners.get(node.subject, -1)
    if place < 0:
        return FactValue(f"{node.subject}.{node.data[0]}", None)
    name = f"{fact_subject(node)}.{leaf_name(frame, node, place)}"
    if node.op == "history_ratio":
        return FactValue(name, None)
    if node.op == "history":
        low, high, _ = frame.value(leaf, place)
        return FactValue(name, value_text(frame, node, low) if low == high else None)
    key, instance = fact_keys(frame, node)[place], fact_row(frame, node, place)
    value = instance.facts.get((node.data[0], key)) if key is not None and instance is not None else None
    return FactValue(name, None if value is None else value_text(frame, node, value))


def value_text(frame: Frame, node: Node, value: object) -> str:
    """A stored value in the words of a case file."""
    field = frame.plan.subjects[fact_subject(node)].fields[node.data[0]]
    if field.kind == "是否":
        return "是" if value else "否"
    return stored_text(field.kind, field.unit, value)


def stored_text(kind: str, unit: str, value: object) -> str:
    """A stored number, date or text, by its declared type."""
    from fractions import Fraction

    if not isinstance(value, int):
        return str(value)
    if kind == "金额":
        return money_text(value)
    if kind == "比例":
        return ratio_text(Fraction(value, RATIO_SCALE))
    if kind == "日期":
        return date_text(value)
    if kind == "年度":
        return f"{value}年"
    return f"{value}{unit}"


def _gap(frame: Frame, reason: Reason, row: int) -> str:
    """`980万元，差 20万元`: how far a failed comparison is from its bound; "" where it can't be told."""
    if reason.distance is None:
        return ""
    left, right, relation, unit = reason.distance
    (a, a_high, _), (b, b_high, _) = frame.value(left, row), frame.value(right, row)
    if a is None or a != a_high or b is None or b != b_high:
        return ""
    a_scale, b_scale = frame.plan.nodes[left].scale, frame.plan.nodes[right].scale
    shown, difference = _exact(a, a_scale, unit), abs(a * b_scale - b * a_scale)
    if relation == "=":
        return f"{shown}，应为 {_exact(b, b_scale, unit)}"
    if difference == 0:
        return f"{shown}，须{'超过' if relation == '>' else '低于'}此数"
    if unit == "date":
        return f"{shown}，{'早' if a < b else '晚'} {difference}天"
    word = "差" if relation in ("≥", ">") else "超出"
    return f"{shown}，{word} {_exact(difference, a_scale * b_scale, unit)}"


def _exact(value: int, scale: int, unit: str) -> str:
    from fractions import Fraction

    exact = Fraction(value, scale)
    if unit == "元":
        return money_text(exact)
    if unit == "date":
        return date_text(int(exact))
    if unit == "ratio":
        return ratio_text(exact)
    if unit == "year":
        return f"{exact}年"
    return f"{exact}{unit}"
