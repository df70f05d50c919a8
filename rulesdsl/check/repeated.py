"""Does a clause, or one reading of it, have two lines of a kind of which it can have only one?

奖励 10万元
奖励 20万元      →  RD108: the second would be overlooked
"""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.check.places import head_of
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.grant import Attribution, BandMode, Grant, PeriodLine, Schedule
from rulesdsl.model.measure import Line, Measure
from rulesdsl.model.norm import Norm
from rulesdsl.model.payment import Charge
from rulesdsl.model.relation import ExceptionTo
from rulesdsl.model.subject import Beneficiary, SubjectLine

ONCE: dict[type, str] = {
    SubjectLine: "对象",
    Beneficiary: "受益人",
    Grant: "给付的金额",
    Charge: "承担",
    BandMode: "分档方式",
    Attribution: "归属年度",
    PeriodLine: "期间",
    Schedule: "逐年",
    ExceptionTo: "例外于",
}
"""Lines of which a clause has one, and what they are called."""


def check_repeated(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD108 for the second of two such lines, in the clause itself or under one reading."""
    return (*matter.in_each_measure(_in_clauses), *matter.in_each_measure(_in_readings))


def _in_clauses(_: Matter, measure: Measure) -> Iterator[Diagnostic]:
    return (problem for clause in measure.clauses for problem in _in(clause.lines))


def _in_readings(_: Matter, measure: Measure) -> Iterator[Diagnostic]:
    readings = (reading for clause in measure.clauses for reading in clause.readings)
    return (problem for reading in readings for option in reading.options for problem in _in(option.lines))


def _in(lines: tuple[Line, ...]) -> Iterator[Diagnostic]:
    first: dict[str, Line] = {}
    for line in lines:
        # 待遇 and 优先 can stand in one clause, two 待遇 can't.
        kind = line.word if isinstance(line, Norm) else ONCE.get(type(line))
        if kind is None or getattr(line, "applies_to", False):
            continue
        before = first.setdefault(kind, line)
        if before is not line:
            label = Label(before.span, "已经写了一行")
            advice = "只留一行；两样都成立的，分写成两个条款"
            yield Diagnostic(
                "RD108", f"一个条款只能有一行 {kind}", head_of(line.span, 2), secondary=(label,), help=advice
            )
