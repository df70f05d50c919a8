"""Does every fact that is given year by year say which year, and no other fact?"""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.check.places import field_word
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.walk import all_lets
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.condition import Comparison
from rulesdsl.model.expression import Expression, Field, NameUse, Quotient, Window
from rulesdsl.model.grant import Bands
from rulesdsl.model.measure import Clause, Measure
from rulesdsl.model.relation import Mapping
from rulesdsl.model.vocabulary import FieldDeclaration


def check_periods(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD303: a yearly fact without a year, a year on one that has none, hours on one that has none, 首次 of another year."""
    return matter.in_each_measure(_in_measure)


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    for clause in measure.clauses:
        # The left side of 取 names a fact as a whole, for all its years.
        whole = {line.field.span for line in clause.parts(Mapping)}
        for field in clause.parts(Field):
            declared = matter.rules.fields.get((field.subject, field.name))
            if declared is not None and field.span not in whole:
                yield from _field(matter, clause, field, declared)
        yield from _first_times(matter, clause)


def _field(matter: Matter, clause: Clause, field: Field, declared: FieldDeclaration) -> Iterator[Diagnostic]:
    by_time = declared.each_year or declared.hourly
    if by_time and field.period is None:
        word = "每年" if declared.each_year else "逐时"
        example = (
            f"{field.name}[本年]"
            if declared.each_year
            else f"{field.name}[2017年1月1日 至 2017年6月30日 每日 7:00 至 8:00]"
        )
        message = f"「{field.name}」是{word}的事实，没有写哪一段"
        if declared.each_year:
            message = f"「{field.name}」是每年的事实，没有写年度"
        yield Diagnostic("RD303", message, field_word(matter, field), help=f"写成 {example}")
    elif field.period is not None and not by_time:
        message = f"「{field.name}」不是每年的事实，不能写年度"
        yield Diagnostic("RD303", message, field.period.span, help="删去 [ ]，或者在词汇里给它加上 每年")
    elif field.period is not None and _is_window(clause, field) and not declared.hourly:
        message = f"「{field.name}」不是逐时的事实，不能写时段"
        yield Diagnostic("RD303", message, field.period.span, help="写年度，例如 [本年]，或者在词汇里给它加上 逐时")


def _is_window(clause: Clause, field: Field) -> bool:
    period = field.period
    if period is None or period.kind == "window":
        return period is not None
    return period.kind == "named" and isinstance(all_lets(clause).get(period.name), Window)


def _first_times(matter: Matter, clause: Clause) -> Iterator[Diagnostic]:
    asked: list[Expression] = [item.left for item in clause.parts(Comparison) if item.first]
    asked += [item.measure for item in clause.parts(Bands) if item.first]
    for value in asked:
        sides = (value.part, value.whole) if isinstance(value, Quotient) else (value,)
        for side in sides:
            if not _is_this_year(matter, side):
                message = "「首次」只能问每年的事实在本年的值"
                yield Diagnostic(
                    "RD303", message, side.span, help="写成 对象.事实[本年] 首次超过 …，事实在词汇里是 每年"
                )


def _is_this_year(matter: Matter, value: Expression) -> bool:
    if isinstance(value, NameUse) or not isinstance(value, Field):
        return False
    declared = matter.rules.fields.get((value.subject, value.name))
    if declared is None:
        return True
    return value.period is None or value.period.kind == "this_year"
