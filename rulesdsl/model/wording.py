"""The model in the language's own words again: one line an expression or condition, without quotes. For reasons and `show`."""

from __future__ import annotations

from rulesdsl.model.condition import (
    Between,
    Children,
    Comparison,
    Condition,
    Determination,
    Group,
    Membership,
    Not,
    Received,
    Truth,
)
from rulesdsl.model.expression import (
    Approval,
    Constant,
    CountOf,
    Excess,
    Expression,
    Field,
    Hours,
    NameUse,
    Period,
    Portion,
    Quotient,
    Sum,
    Times,
    TotalOf,
    Window,
    YearOf,
)
from rulesdsl.model.literals import date_text, literal_text, minutes_text

_RELATIONS = {"≥": "达到", ">": "超过", "≤": "不超过", "<": "低于", "=": "等于"}


def expression_text(value: Expression) -> str:
    """An expression as a drafter writes it."""
    match value:
        case Field():
            return field_text(value)
        case Constant():
            return literal_text(value.value)
        case NameUse():
            return value.name
        case Portion():
            share = literal_text(value.ratio.value) if value.ratio is not None else "一定比例"
            return f"{expression_text(value.base)} 的 {share}"
        case Sum():
            return " 加 ".join(expression_text(part) for part in value.parts)
        case Excess():
            return f"{expression_text(value.whole)} 超出 {expression_text(value.base)}"
        case Quotient():
            return f"{expression_text(value.part)} 占 {expression_text(value.whole)}"
        case Times():
            return f"{expression_text(value.left)} 乘 {expression_text(value.right)}"
        case YearOf():
            return f"{expression_text(value.date)} 的 年度值"
        case Approval():
            return f"经 {'、'.join(name.text for name in value.authorities)} 核定 {field_text(value.field)}"
        case TotalOf():
            return f"合计 {field_text(value.field)}{_among(value.among)}"
        case CountOf():
            return f"个数 {value.subject.text}{_among(value.among)}"


def _among(condition: Condition | None) -> str:
    return f" 其中（{condition_text(condition)}）" if condition is not None else ""


def field_text(field: Field) -> str:
    """`企业.产值[本年]`."""
    return f"{field.subject}.{field.name}" + (f"[{period_text(field.period)}]" if field.period is not None else "")


def period_text(period: Period) -> str:
    """What stands between the brackets."""
    match period.kind:
        case "this_year":
            return "本年"
        case "last_year":
            return "上年"
        case "recent":
            return f"近{period.count}年"
        case "highest":
            return "历年最高"
        case "year":
            return f"{period.year}年"
        case "named" if period.count:
            return f"{period.name} {'前' if period.count < 0 else '后'} {abs(period.count)}年"
        case "window" if period.window is not None:
            return window_text(period.window)
        case _:
            return period.name


def window_text(window: Window) -> str:
    """`2017年1月1日 至 2017年6月30日 每日 7:00 至 8:00`; two windows of one meaning have one text."""
    days = f"{date_text(window.first)} 至 {date_text(window.last)}"
    return days + (" 每日 " + "、".join(_hours_text(hours) for hours in window.hours) if window.hours else "")


def _hours_text(hours: Hours) -> str:
    return f"{minutes_text(hours.start)} 至 {'次日 ' if hours.overnight else ''}{minutes_text(hours.end)}"


def condition_text(condition: Condition) -> str:
    """A condition on one line; groups inside groups in parentheses."""
    match condition:
        case Group():
            word = " 并且 " if condition.all else " 或者 "
            return word.join(_inner(part) for part in condition.parts)
        case Not():
            return f"非 {_inner(condition.inner)}"
        case Comparison():
            relation = ("首次" if condition.first else "") + _RELATIONS[condition.relation]
            return f"{expression_text(condition.left)} {relation} {expression_text(condition.right)}"
        case Between():
            return f"{expression_text(condition.value)} 在 {expression_text(condition.low)} 至 {expression_text(condition.high)}"
        case Membership():
            choices = "、".join(name.text for name in condition.choices)
            return f"{expression_text(condition.value)} 是 {choices}{' 之一' if len(condition.choices) > 1 else ''}"
        case Truth():
            return expression_text(condition.value)
        case Determination():
            who = f"经 {'、'.join(name.text for name in condition.authorities)} " if condition.authorities else "须"
            return f"{who}{condition.verb} {field_text(condition.field)}"
        case Received():
            return f"已享受 {'、'.join(ref.name for ref in condition.clauses)}（同一 {condition.owner.text}）"
        case Children():
            word = "每个" if condition.every else "任一"
            return f"{word} {condition.subject.text} 满足（{condition_text(condition.condition)}）"


def _inner(condition: Condition) -> str:
    text = condition_text(condition)
    return f"（{text}）" if isinstance(condition, Group) else text
