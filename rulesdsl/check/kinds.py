"""What kind of value an expression has: money, a quantity with its unit, a ratio, a date; and what doesn't go together.

采购.台数 加 采购.不含税发票总价      →  RD302: 数量（台）与金额不能相加
用电量 乘 0.2元/千瓦时              →  金额
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from attrs import evolve, field, frozen

from rulesdsl.check.walk import Lets
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.expression import (
    Approval,
    Constant,
    CountOf,
    Excess,
    Expression,
    Field,
    NameUse,
    Portion,
    Quotient,
    Sum,
    Times,
    TotalOf,
    Window,
    YearOf,
)
from rulesdsl.model.ruleset import RuleSet

NUMBERS = ("金额", "数量", "比例", "单价")


class Kind(NamedTuple):
    """A kind of the vocabulary (金额 数量 比例 日期 年度 是否 之一 文字 地区), 单价 or 时刻; `unit` of 数量 and 单价, "" for any."""

    name: str
    unit: str = ""

    def __str__(self) -> str:
        """`数量（台）`; a fact of 之一 is called 选项."""
        return f"{self.name}（{self.unit}）" if self.unit else ("选项" if self.name == "之一" else self.name)


MONEY, RATIO, YEAR, DATE, TRUTH = Kind("金额"), Kind("比例"), Kind("年度"), Kind("日期"), Kind("是否")
_LITERALS = {
    "money": MONEY,
    "ratio": RATIO,
    "date": DATE,
    "year": YEAR,
    "month": Kind("年月"),
    "time": Kind("时刻"),
    "bool": TRUTH,
}


@frozen
class Place:
    """Where an expression stands: what its names mean, and the list that collects what is found wrong."""

    rules: RuleSet
    lets: Lets
    problems: list[Diagnostic]
    seen: frozenset[str] = field(default=frozenset())


def kind_of(place: Place, value: Expression) -> Kind | None:
    """The kind of a value; None where it can't be told, which has then been reported, here or under names."""
    match value:
        case Field():
            return field_kind(place.rules, value)
        case Constant():
            return constant_kind(place.rules, value)
        case NameUse():
            return _named(place, value)
        case Portion():
            return _number(place, value.base, "的")
        case Sum():
            return _alike(place, value.parts, "相加")
        case Excess():
            return _alike(place, (value.whole, value.base), "相减")
        case Quotient():
            _alike(place, (value.part, value.whole), "相比")
            return RATIO
        case Times():
            return _product(place, value)
        case YearOf():
            return _year(place, value)
        case Approval():
            return _number(place, value.field, "核定")
        case TotalOf():
            return _number(place, value.field, "合计")
        case CountOf():
            return Kind("数量")


def field_kind(rules: RuleSet, value: Field) -> Kind | None:
    """The declared kind of a fact."""
    declared = rules.fields.get((value.subject, value.name))
    return Kind(declared.type.kind, rules.unit_name(declared.type.unit)) if declared is not None else None


def constant_kind(rules: RuleSet, value: Constant) -> Kind | None:
    """The kind of a literal; None for one that could not be read (RD107), which has no unit."""
    literal = value.value
    if literal.kind == "quantity" and not literal.unit:
        return None
    if literal.kind in ("quantity", "unit_price"):
        return Kind("数量" if literal.kind == "quantity" else "单价", rules.unit_name(literal.unit))
    return _LITERALS[literal.kind]


def same(first: Kind, second: Kind) -> bool:
    """Whether two kinds can be compared and added; a count has any unit."""
    return first.name == second.name and (first.unit == second.unit or not first.unit or not second.unit)


def compare(place: Place, kinds: list[tuple[Kind | None, Span]], doing: str) -> bool:
    """Report the first value that doesn't go with the one before it: RD302 among numbers, RD301 for what is no number."""
    known = [(kind, span) for kind, span in kinds if kind is not None]
    for (first, _), (second, span) in pairwise(known):
        if not same(first, second):
            place.problems.append(_clash(first, second, span, doing))
            return False
    return True


def _clash(first: Kind, second: Kind, span: Span, doing: str) -> Diagnostic:
    message = f"{first}与{second}不能{doing}"
    advice = {
        frozenset(("日期", "年度")): "用 日期 的 年度值 取出年度",
        frozenset(("金额", "数量")): "检查单位，或者用单价相乘，例如 乘 25万元/人",
        frozenset(("金额", "比例")): "金额与金额相比；要比所占比例，写 部分 占 整体 达到 20%",
    }.get(frozenset((first.name, second.name)), "检查单位与所用的事实")
    code = "RD302" if first.name in NUMBERS and second.name in NUMBERS else "RD301"
    if {first.name, second.name} == {"日期", "年度"}:
        code = "RD302"
    return Diagnostic(code, message, span, label=f"这是{second}", help=advice)


def wrong(place: Place, span: Span, message: str, advice: str, code: str = "RD301") -> None:
    """Report one mistake."""
    place.problems.append(Diagnostic(code, message, span, help=advice))


def quiet(place: Place) -> Place:
    """The same place, where nothing is reported."""
    return evolve(place, problems=[])


def _named(place: Place, value: NameUse) -> Kind | None:
    found = place.lets.get(value.name)
    if isinstance(found, Window):
        wrong(place, value.span, f"「{value.name}」是一段时间，不是数值", "写在事实后的 [ ] 里")
        return None
    if found is None or value.name in place.seen:
        return None
    return kind_of(evolve(quiet(place), seen=place.seen | {value.name}), found)


def _number(place: Place, value: Expression, doing: str) -> Kind | None:
    kind = kind_of(place, value)
    if kind is None or kind.name in NUMBERS:
        return kind
    wrong(place, value.span, f"{kind}不能{doing}", "这里写金额、数量或比例")
    return None


def _alike(place: Place, parts: tuple[Expression, ...], doing: str) -> Kind | None:
    kinds = [(kind_of(place, part), part.span) for part in parts]
    for kind, span in kinds:
        if kind is not None and kind.name not in NUMBERS:
            wrong(place, span, f"{kind}不能{doing}", "这里写金额、数量或比例")
            return None
    return kinds[0][0] if compare(place, kinds, doing) else None


def _product(place: Place, value: Times) -> Kind | None:
    left, right = kind_of(place, value.left), kind_of(place, value.right)
    if left is None or right is None:
        return None
    for first, second in ((left, right), (right, left)):
        if first.name == "比例" and second.name in NUMBERS:
            return second
        if second.name == "单价" and first.name == "数量" and same(Kind("数量", second.unit), first):
            return MONEY
    message = f"{left}与{right}不能相乘"
    place.problems.append(
        Diagnostic("RD302", message, value.span, help="数量与同一单位的单价相乘，例如 10台 乘 2万元/台")
    )
    return None


def _year(place: Place, value: YearOf) -> Kind | None:
    kind = kind_of(place, value.date)
    if kind is not None and kind != DATE:
        wrong(place, value.date.span, f"{kind}没有年度值", "年度值从日期里取")
    return YEAR
