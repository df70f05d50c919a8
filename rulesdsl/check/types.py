"""Do the values in a line go together: conditions with what they compare, grants with what they give?"""

from __future__ import annotations

from attrs import evolve

from rulesdsl.check.kinds import DATE, MONEY, RATIO, TRUTH, YEAR, Kind, Place, compare, field_kind, kind_of, same, wrong
from rulesdsl.check.places import word
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.traditional import likely
from rulesdsl.check.walk import all_lets
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.condition import Between, Comparison, Determination, Membership, Received, Truth
from rulesdsl.model.expression import Approval, Constant, Expression, Field, Let, NameUse, Quotient, TotalOf, Window
from rulesdsl.model.grant import Amount, Attribution, Grant
from rulesdsl.model.measure import Clause, Line, Measure
from rulesdsl.model.parts import inside
from rulesdsl.model.program import Appropriation
from rulesdsl.model.relation import FactDeeming, Mapping
from rulesdsl.model.stipulation import Define
from rulesdsl.model.tree import Name


def check_types(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD301 wrong kinds, RD302 units, RD305 choices, in every line of every clause."""
    return matter.in_each_measure(_in_measure)


def _in_measure(matter: Matter, measure: Measure) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    for clause in measure.clauses:
        place = Place(matter.rules, all_lets(clause), problems)
        for line in _lines(clause):
            for part in inside(line, object):
                _part(place, matter, part)
            _line(place, matter, line)
    return problems


def _lines(clause: Clause) -> list[Line]:
    return [
        *clause.lines,
        *(line for item in clause.readings for option in item.options for line in option.lines),
    ]


def _part(place: Place, matter: Matter, part: object) -> None:
    """One part of a line that has a mistake of its own to make."""
    match part:
        case Comparison():
            _comparison(place, part)
        case Between():
            sides = (part.value, part.low, part.high)
            compare(place, [(_ordered(place, side), side.span) for side in sides], "比较")
        case Membership():
            _membership(place, matter, part)
        case Truth():
            _truth(place, part.value)
        case Determination():
            _must_be_truth(place, matter, part.field, "认定与选定的只能是「是否」")
        case Received():
            _must_be_truth(place, matter, part.stated, "据以说明是否享受过的只能是「是否」")
        case TotalOf() | Approval():
            kind_of(place, part)
        case Amount():
            _amount(place, part)


def _line(place: Place, matter: Matter, line: Line) -> None:
    """What a line as a whole asks of its values."""
    match line:
        case Let() if not isinstance(line.value, Window):
            kind_of(evolve(place, seen=frozenset({line.name})), line.value)
            _no_quotient(place, line.value)
        case Grant() if line.word != "电价":
            _all_money(place, line)
        case Attribution():
            _wanted(place, line.year, (YEAR,), "归属年度")
        case Appropriation():
            _wanted(place, line.amount, (MONEY,), "安排的数额")
        case Mapping():
            _mapping(place, matter, line)
        case FactDeeming():
            _must_be_truth(place, matter, line.field, "视同只能用于「是否」")
        case Define():
            _must_be_truth(place, matter, line.field, "界定的只能是「是否」")
        case _:
            pass


def _comparison(place: Place, item: Comparison) -> None:
    _no_quotient(place, item.right)
    if isinstance(item.left, Quotient):
        kind_of(place, item.left)
        if not (isinstance(item.right, Constant) and item.right.value.kind == "ratio"):
            wrong(place, item.right.span, "所占的比例只能与一个百分比相比", "写成 部分 占 整体 达到 20%")
        return
    compare(
        place, [(_ordered(place, item.left), item.left.span), (_ordered(place, item.right), item.right.span)], "比较"
    )


def _ordered(place: Place, value: Expression) -> Kind | None:
    """The kind of a value that is compared; what has no order is reported."""
    if isinstance(value, NameUse) and value.name not in place.lets:
        return None
    kind = kind_of(place, value)
    if kind is None or kind.name not in ("是否", "之一", "文字", "地区"):
        return kind
    advice = "直接写这个事实，否定写 非" if kind == TRUTH else "写成 … 是 …"
    wrong(place, value.span, f"{kind}没有大小，不能比较", advice)
    return None


def _no_quotient(place: Place, value: Expression) -> None:
    for item in inside(value, Quotient):
        wrong(place, item.span, "「占」只能写在比较的左边", "写成 部分 占 整体 达到 20%")


def _membership(place: Place, matter: Matter, item: Membership) -> None:
    if not isinstance(item.value, Field):
        wrong(place, item.value.span, "「是」的左边只能是一个事实", "写成 对象.事实 是 选项")
        return
    kind = field_kind(place.rules, item.value)
    if kind is None or kind.name in ("文字", "地区"):
        return
    if kind == TRUTH:
        words = {name.text for name in item.choices}
        plain = f"{item.value.subject}.{item.value.name}"
        advice = f"写成 非 {plain}" if words == {"否"} else f"直接写 {plain}"
        wrong(place, item.value.span, f"「{item.value.name}」是「是否」，不写选项", advice)
    elif kind.name != "之一":
        wrong(place, item.value.span, f"「{item.value.name}」是{kind}，没有选项", "写 等于、达到、不超过 等比较")
    else:
        for name in item.choices:
            not_a_choice(place, item.value, name)


def not_a_choice(place: Place, field: Field, name: Name) -> None:
    """RD305 unless the name is one of the choices of a declared fact."""
    declared = place.rules.fields.get((field.subject, field.name))
    if declared is None or name.text in declared.type.choices:
        return
    near = likely(name.text, declared.type.choices)
    shown = "、".join(declared.type.choices)
    advice = f"是否要写「{near}」" if near else f"所列的选项是 {shown}"
    wrong(place, name.span, f"「{name.text}」不在「{field.name}」的选项之中", advice, "RD305")


def _truth(place: Place, value: Expression) -> None:
    if isinstance(value, NameUse) and value.name not in place.lets:
        return
    kind = kind_of(place, value)
    if not isinstance(value, Field):
        wrong(place, value.span, "条件里只有一个数值，没有写怎样才成立", "加上 达到、超过、不超过 等比较")
    elif kind is not None and kind != TRUTH:
        advice = "写成 … 是 …" if kind.name in ("之一", "文字", "地区") else "加上 达到、超过、不超过 等比较"
        wrong(place, value.span, f"「{value.name}」是{kind}，不能单独成为条件", advice)


def _must_be_truth(place: Place, matter: Matter, field: Field, rule: str) -> None:
    kind = field_kind(place.rules, field)
    if kind is not None and kind != TRUTH:
        span = word(matter, field.span, field.name, len(field.subject))
        wrong(place, span, f"「{field.name}」是{kind}，{rule}", "换一个「是否」的事实；金额用 核定")


def _amount(place: Place, item: Amount) -> None:
    for side in (item.low, item.high):
        if side is not None:
            _no_quotient(place, side)


def _all_money(place: Place, line: Grant) -> None:
    amounts = (
        [line.amount] if line.amount is not None else [row.amount for row in line.bands.rows] if line.bands else []
    )
    for amount in amounts:
        for side in (amount.low, amount.high):
            if side is not None:
                _wanted(place, side, (MONEY,), f"「{line.word}」的数额")


def _wanted(place: Place, value: Expression, kinds: tuple[Kind, ...], what: str) -> None:
    found = kind_of(place, value) if not isinstance(value, Quotient) else None
    if found is None or any(same(kind, found) for kind in kinds):
        return
    shown = "或".join(kind.name for kind in kinds)
    advice = {DATE: "用 日期 的 年度值 取出年度", RATIO: "写明基数，例如 项目.设备投资额 的 5%"}.get(
        found, f"这里写{shown}"
    )
    if found.name == "数量" and MONEY in kinds:
        advice = f"与单价相乘，例如 乘 2万元/{found.unit or '人'}"
    wrong(place, value.span, f"{what}应是{shown}，这里是{found}", advice)


def wanted_money(place: Place, value: Expression, what: str) -> None:
    """RD301 unless the value is money."""
    _no_quotient(place, value)
    _wanted(place, value, (MONEY,), what)


def _mapping(place: Place, matter: Matter, line: Mapping) -> None:
    target = place.rules.fields.get((line.field.subject, line.field.name))
    if target is None:
        return
    if isinstance(line.value, NameUse) and line.value.name not in place.lets:
        if target.type.kind == "之一":
            not_a_choice(place, line.field, Name(line.value.name, line.value.span))
        elif target.type.kind not in ("文字", "地区"):
            wrong(
                place,
                line.value.span,
                f"「{line.field.name}」是{target.type.kind}，不能取为一个名称",
                "写一个事实或数值",
            )
        return
    _no_quotient(place, line.value)
    kind, own = kind_of(place, line.value), field_kind(place.rules, line.field)
    compare(place, [(own, line.field.span), (kind, line.value.span)], "互相代替")
    if target.type.kind == "之一" and isinstance(line.value, Field):
        _choices_fit(place, matter, line, line.value, target.type.choices)


def _choices_fit(place: Place, matter: Matter, line: Mapping, value: Field, choices: tuple[str, ...]) -> None:
    source = place.rules.fields.get((value.subject, value.name))
    extra = [choice for choice in (source.type.choices if source is not None else ()) if choice not in choices]
    if extra:
        message = f"「{value.name}」的选项「{extra[0]}」不在「{line.field.name}」的选项之中"
        wrong(place, _word(matter, value), message, "让两个事实的选项一致", "RD305")


def _word(matter: Matter, value: Field) -> Span:
    return word(matter, value.span, value.name, len(value.subject))
