"""The headings of one table against the vocabulary: which column is the key, an owner, a fact, and in which unit its numbers are."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.cases.case import Period
from rulesdsl.cases.names import Names, fold
from rulesdsl.cases.periods import HIGHEST
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.literals import LiteralError, read_as
from rulesdsl.plan.nodes import RATIO_SCALE
from rulesdsl.plan.plan import FieldPlan, Plan
from rulesdsl.tables.facts import KEY, hours_asked, used_facts
from rulesdsl.tables.headers import Heading, column_name, split

NAME = "名称"
"""Stands for the key where there is no column 键, as in case files."""
FEN = "分"


class Column(NamedTuple):
    """A column of a fact: its heading, its canonical name, the unit of plain numbers with its worth ("" and 0 where none is said)."""

    heading: str
    name: str
    field: FieldPlan
    unit: str
    worth: int


class Layout(NamedTuple):
    """What the columns of one table are; `owners` maps owner subjects to headings."""

    subject: str
    key: str
    owners: dict[str, str]
    facts: tuple[Column, ...]


class Layouts:
    """Reads headings against a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._used = used_facts(plan)
        self._hours = hours_asked(plan)

    def read(self, subject: str, headings: list[str], file: str) -> tuple[Layout | None, tuple[Diagnostic, ...]]:
        """Sort the columns of a subject's table. Facts that no clause reads are left out.

        Diagnostics:
            RD741 no key, or no column of an owner; RD742 a unit or year that doesn't fit; RD744 a fact in two columns;
            RD745 a column of no meaning.
        """
        declared, problems = self._plan.subjects[subject], list[Diagnostic]()
        names = Names((KEY, *declared.owners, *declared.fields))
        key, owners, facts = "", dict[str, str](), dict[str, Column]()
        parts = {heading: split(heading) for heading in headings}
        named = {part.name for part in parts.values()}
        for heading, part in parts.items():
            word = names.find(part.name)
            if word == KEY or (part.name == NAME and KEY not in named):
                key = heading
            if word in declared.owners:
                owners[word] = heading
            elif word in declared.fields and word in self._used.get(subject, ()):
                column = self._column(subject, word, heading, part, file)
                if isinstance(column, Diagnostic):
                    problems.append(column)
                elif column is not None and column.name in facts:
                    text = f"{file}：「{column.name}」有两列：「{facts[column.name].heading}」「{heading}」"
                    problems.append(Diagnostic("RD744", text, help="留下一列"))
                elif column is not None:
                    facts[column.name] = column
            elif word is None and part.name != NAME:
                advice = names.advice(part.name, "不需要的列可以删去；没有读它")
                problems.append(Diagnostic("RD745", f"{file}：不认得列「{heading}」", help=advice))
        problems += self._missing(subject, key, owners, file)
        layout = Layout(subject, key, owners, tuple(facts.values()))
        return (None if any(item.code != "RD745" for item in problems) else layout), tuple(problems)

    def _missing(self, subject: str, key: str, owners: dict[str, str], file: str) -> list[Diagnostic]:
        declared = self._plan.subjects[subject]
        found = []
        if not key:
            found.append(
                Diagnostic("RD741", f"{file}：没有列「{KEY}」", help="每一行写一个不重复的键，例如统一社会信用代码")
            )
        if not declared.owner_optional:
            found += [
                Diagnostic("RD741", f"{file}：没有列「{owner}」", help=f"写明每一行属于哪个{owner}：它的键")
                for owner in declared.owners
                if owner not in owners
            ]
        return found

    def _column(self, subject: str, name: str, heading: str, part: Heading, file: str) -> Column | Diagnostic | None:
        field = self._plan.subjects[subject].fields[name]
        period = self._period(subject, name, field, part.period)
        if isinstance(period, str):
            return Diagnostic("RD742", f"{file}：列「{heading}」{period}", help=_period_advice(name, field))
        if period is None:
            return None
        worth = unit_worth(field, part.unit, self._plan.units) if part.unit else 0
        if worth is None:
            text = f"{file}：列「{heading}」的单位「{part.unit}」不合{field.kind}"
            return Diagnostic("RD742", text, help=f"例如 {name}（{unit_example(field)}）")
        return Column(heading, column_name(name, period), field, part.unit, worth)

    def _period(self, subject: str, name: str, field: FieldPlan, text: str) -> Period | str | None:
        """The period of a column; a text says what is wrong with it, None that no clause asks for these hours."""
        if not field.each_year and not field.hourly:
            return "不分年度或时段" if text else ()
        if not text:
            return "没有写是哪一年" if field.each_year else "没有写是哪个时段"
        if field.hourly:
            asked = self._hours.get((subject, name), ())
            window = next((item for item in asked if _bare(item) == _bare(text)), None)
            return ("window", window) if window is not None else None
        if text == HIGHEST:
            return ("highest",)
        year = read_as("年度", "", text)
        return f"的「{text}」不是年度" if isinstance(year, LiteralError) else ("fixed", year)


def unit_worth(field: FieldPlan, unit: str, units: dict[str, str]) -> int | None:
    """What one of a unit is in stored integers: 万元 is 1,000,000 fen; None for no unit of the field's type."""
    if field.kind == "金额" and unit == FEN:
        return 1
    if field.kind not in ("金额", "数量", "比例"):
        return None
    value = read_as(field.kind, field.unit, f"1{unit}", synonyms=units)
    if isinstance(value, LiteralError | str):
        return None
    stored = value * RATIO_SCALE if field.kind == "比例" else value
    return int(stored)


def unit_example(field: FieldPlan) -> str:
    """A unit that a heading may say."""
    return {"金额": "万元", "比例": "%"}.get(field.kind, field.unit)


def _period_advice(name: str, field: FieldPlan) -> str:
    if field.each_year:
        return f"写成 {name}[2017年] 或 {name}[{HIGHEST}]"
    return f"写成 {name}[时段]，时段照条款所写" if field.hourly else f"写成 {name}"


def _bare(text: str) -> str:
    return "".join(fold(text).split())
