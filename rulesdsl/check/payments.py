"""Do the shares of those who pay add up, and does every limit bound what it may bound?

A grant without a payer is no mistake: the text often names none, and then the rule says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rulesdsl.check.kinds import Place
from rulesdsl.check.rows import rows_of
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.types import wanted_money
from rulesdsl.check.walk import all_lets, target_homes
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.literals import ratio_text
from rulesdsl.model.measure import Measure
from rulesdsl.model.parts import inside
from rulesdsl.model.payment import Charge, LimitItem, LimitLine
from rulesdsl.model.relation import ExceptionTo
from rulesdsl.model.ruleset import Home, RuleSet


def check_payments(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD306 shares; RD301 bounds that are no money; RD304 a limit's owner that its members don't belong to."""
    return matter.in_each_measure(_in_measure)


def _in_measure(matter: Matter, measure: Measure) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    for home in (Home(measure, clause) for clause in measure.clauses):
        place = Place(matter.rules, all_lets(home.clause), problems)
        for placed in home.clause.stood:
            if isinstance(placed.line, Charge):
                problems += _shares(placed.line)
            if isinstance(placed.line, LimitLine):
                for item in inside(placed.line, LimitItem):
                    wanted_money(place, item.bound, "限额")
                problems += _owners(matter.rules, home, placed.line)
    return problems


def _shares(line: Charge) -> Iterator[Diagnostic]:
    stated = [payer for payer in line.payers if payer.share is not None]
    names = "、".join(payer.name.text for payer in line.payers)
    first, last = line.payers[0], line.payers[-1]
    end = last.share.span.end if last.share is not None else last.name.span.end
    span = Span(line.span.file, first.name.span.start, end)
    if line.shares_unstated:
        if stated:
            yield Diagnostic(
                "RD306", f"{names} 的比例写明了，又写 比例未规定", span, help="删去 比例未规定 或各自的比例"
            )
    elif stated and len(stated) < len(line.payers):
        silent = next(payer for payer in line.payers if payer.share is None)
        yield Diagnostic(
            "RD306", f"「{silent.name.text}」没有写比例", silent.name.span, help="几家承担的，比例都要写明"
        )
    elif stated:
        total = sum((Fraction(str(payer.share.value.value)) for payer in stated if payer.share), Fraction(0))
        if total != 1:
            message = f"承担比例加起来是 {ratio_text(total)}，不是 100%"
            yield Diagnostic("RD306", message, span, help="改正比例；源文没有写全的，写 比例未规定")
    elif len(line.payers) > 1:
        advice = "写明各自的比例；源文没有写的，在末尾写 比例未规定"
        yield Diagnostic("RD306", f"{names} 各承担多少没有写", span, help=advice)


def limited_homes(rules: RuleSet, home: Home, line: LimitLine) -> tuple[Home, ...]:
    """What a limit limits: the clauses it names, else the clause that its own is an exception to, else its own."""
    exception = home.clause.one(ExceptionTo)
    if line.applies_to or exception is None:
        return target_homes(rules, home, line.applies_to)
    found = rules.resolve(exception.clause, home.measure.id)
    return (found,) if found is not None else ()


def _owners(rules: RuleSet, home: Home, line: LimitLine) -> Iterator[Diagnostic]:
    for item in line.items:
        owner = item.owner
        if owner is None or owner.text not in rules.subjects:
            continue
        for member in limited_homes(rules, home, line):
            for row in rows_of(rules, member):
                if owner.text not in rules.ancestors(row):
                    message = f"条款「{member.clause.name.text}」按「{row}」计算，「{row}」不属于「{owner.text}」"
                    advice = "每个 之后写这些条款的对象或者它所属的对象"
                    yield Diagnostic("RD304", message, owner.span, help=advice)
