"""Does every name that a rule uses mean something that is declared?

奖励 项目.设备总投资 的 5%      →  RD204: 「项目」没有名为「设备总投资」的事实
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rulesdsl.check.places import field_word, head_of, subject_word, word
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.traditional import likely
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.condition import Children, Determination, Received
from rulesdsl.model.expression import Approval, Constant, CountOf, Field, Let, NameUse, Period
from rulesdsl.model.facts import subject_of
from rulesdsl.model.grant import BandRow, Grant, Schedule
from rulesdsl.model.literals import Literal, LiteralError, parse_literal
from rulesdsl.model.measure import Clause, Measure, Stood
from rulesdsl.model.norm import Norm
from rulesdsl.model.parts import inside
from rulesdsl.model.payment import Charge, FundLine, LimitItem
from rulesdsl.model.program import Appropriation, Said
from rulesdsl.model.relation import ExceptionTo, Exclusion, Mapping, SubjectDeeming
from rulesdsl.model.ruleset import Home
from rulesdsl.model.stipulation import Requirement
from rulesdsl.model.subject import Beneficiary, SubjectLine
from rulesdsl.model.test_case import TestCase
from rulesdsl.model.tree import Name
from rulesdsl.model.vocabulary import Subject


def check_names(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD204 subjects, facts, bodies, units and 记; RD207 documents; RD212 no subject; RD202 a 用例 above all measures."""
    found = [
        _unknown_document(matter, measure.document, measure.span)
        for measure in matter.rules.measures
        if measure.document not in matter.rules.documents
    ]
    found += matter.in_each_measure(_in_measure)
    found += matter.memo.recall(_in_vocabulary, matter.rules.vocabularies, lambda: tuple(_in_vocabulary(matter)))
    found += (_stray(test) for measure, test in matter.rules.test_cases if not measure)
    return tuple(found)


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    for clause in measure.clauses:
        for part in (_facts, _subjects, _bodies, _units, _lets, _own_subject):
            yield from part(matter, Home(measure, clause))


def unknown(kind: str, name: str, span: Span, candidates: Iterable[str], otherwise: str) -> Diagnostic:
    """RD204 with the nearest declared name, or with what to do when none is near."""
    near = likely(name, candidates)
    advice = f"是否要写「{near}」" if near else otherwise
    return Diagnostic("RD204", f"词汇里没有{kind}「{name}」", span, label="没有声明", help=advice)


def _unknown_document(matter: Matter, number: str, span: Span) -> Diagnostic:
    near = likely(number, matter.rules.documents)
    advice = f"是否要写「{near}」" if near else f"写一段 文件 {number}，或者更正文号"
    return Diagnostic("RD207", f"没有声明文件「{number}」", word(matter, span, number), help=advice)


def _stray(test: TestCase) -> Diagnostic:
    advice = "把它移到所检验的措施之后"
    return Diagnostic("RD202", f"用例「{test.title.text}」前面没有措施", head_of(test.span, len("用例")), help=advice)


def _facts(matter: Matter, home: Home) -> Iterator[Diagnostic]:
    for field in home.clause.parts(Field):
        subject = matter.rules.subjects.get(field.subject)
        if subject is None:
            yield unknown("对象", field.subject, subject_word(field), matter.rules.subjects, "先在词汇里声明这个对象")
        elif (field.subject, field.name) not in matter.rules.fields:
            near = likely(field.name, (item.name.text for item in subject.fields))
            advice = f"是否要写「{near}」" if near else _declared_elsewhere(matter, field)
            message = f"「{field.subject}」没有名为「{field.name}」的事实"
            yield Diagnostic("RD204", message, field_word(matter, field), label="没有声明", help=advice)


def _declared_elsewhere(matter: Matter, field: Field) -> str:
    others = [f"{subject}.{name}" for subject, name in matter.rules.fields if name == field.name]
    return f"是否要写 {others[0]}" if others else f"先在词汇的 对象 {field.subject} 之下声明这个事实"


def _subjects(matter: Matter, home: Home) -> Iterator[Diagnostic]:
    known = matter.rules.subjects
    for name in _subject_names(home.clause):
        if name.text not in known:
            yield unknown("对象", name.text, name.span, known, "先在词汇里声明这个对象")
    for line in home.clause.everywhere(Beneficiary):
        if line.name.text not in known and line.name.text not in matter.rules.bodies:
            candidates = (*known, *matter.rules.bodies)
            yield unknown("对象或机构", line.name.text, line.name.span, candidates, "受益人写词汇里声明的对象或机构")


def _subject_names(clause: Clause) -> Iterator[Name]:
    yield from (line.subject for line in clause.parts(SubjectLine))
    yield from (item.owner for item in clause.parts(LimitItem) if item.owner is not None)
    yield from (line.owner for line in clause.parts(Exclusion))
    yield from (atom.owner for atom in clause.parts(Received))
    yield from (atom.subject for atom in clause.parts(Children))
    yield from (value.subject for value in clause.parts(CountOf))
    for line in clause.parts(SubjectDeeming):
        yield from (line.subject, line.as_subject)


def _bodies(matter: Matter, home: Home) -> Iterator[Diagnostic]:
    """Agencies, payers and funds are one list; a payer and one who has a duty can also be a subject, such as 企业."""
    clause, bodies = home.clause, matter.rules.bodies
    with_subjects = (*bodies, *matter.rules.subjects)
    asked: list[tuple[str, Name, Iterable[str]]] = []
    asked += [("机构", name, bodies) for atom in clause.parts(Determination) for name in atom.authorities]
    asked += [("机构", name, bodies) for value in clause.parts(Approval) for name in value.authorities]
    asked += [("机构", payer.name, with_subjects) for line in clause.parts(Charge) for payer in line.payers]
    asked += [("资金", name, bodies) for line in clause.parts(FundLine) for name in line.funds]
    asked += [("资金", line.fund, bodies) for line in clause.parts(Appropriation)]
    asked += [("机构", name, with_subjects) for line in clause.parts(Said) for name in line.bearers]
    for kind, name, known in asked:
        if name.text not in known:
            yield unknown(kind, name.text, name.span, known, f"先在词汇里写一行 {kind} {name.text}")


def _units(matter: Matter, home: Home) -> Iterator[Diagnostic]:
    for constant in home.clause.parts(Constant):
        yield from _unit(matter, constant.value, constant.span)
    for row in home.clause.parts(BandRow):
        for bound in (row.low, row.high):
            if bound is not None:
                yield from _unit(matter, bound, row.key_span)


def _unit(matter: Matter, value: Literal, span: Span) -> Iterator[Diagnostic]:
    if value.kind in ("quantity", "unit_price") and value.unit and value.unit not in matter.rules.units:
        advice = f"先在词汇里写一行 单位 {value.unit}"
        yield unknown("单位", value.unit, word(matter, span, value.unit), matter.rules.units, advice)


def _lets(matter: Matter, home: Home) -> Iterator[Diagnostic]:
    """A name in an expression is a 记 of its clause that stands whenever the line does; 取 may give a choice instead."""
    if not (*home.clause.parts(NameUse), *home.clause.parts(Period), *home.clause.parts(Schedule)):
        return
    for placed in home.clause.stood:
        uses = {(use.name, use.span) for use in inside(placed.line, NameUse) if not _is_choice(placed, use)}
        uses |= {(period.name, period.span) for period in inside(placed.line, Period) if period.kind == "named"}
        if isinstance(placed.line, Schedule):
            uses.add((placed.line.start, word(matter, placed.line.span, placed.line.start)))
        for name, span in sorted(uses, key=lambda use: use[1]):
            if not _stands(home.clause, placed, name):
                yield _unknown_let(matter, home, name, span)


def _is_choice(placed: Stood, use: NameUse) -> bool:
    return isinstance(placed.line, Mapping) and placed.line.value is use


def _stands(clause: Clause, placed: Stood, name: str) -> bool:
    if any(line.name == name for line in clause.all(Let)):
        return True
    if placed.option is not None and any(isinstance(line, Let) and line.name == name for line in placed.option.lines):
        return True
    return any(
        all(any(isinstance(line, Let) and line.name == name for line in option.lines) for option in reading.options)
        for reading in clause.readings
    )


def _unknown_let(matter: Matter, home: Home, name: str, span: Span) -> Diagnostic:
    number = parse_literal(name)
    if isinstance(number, LiteralError) and number.suggestion:
        return Diagnostic("RD107", number.reason, span, help=f"写成 {number.suggestion}")
    lets = [line.name for line in home.clause.everywhere(Let)]
    if name in lets:
        message = f"「{name}」不是在每种读法之下都有"
        return Diagnostic("RD204", message, span, help=f"在口径的每一种读法里都写一行 记 {name} 为 …")
    fields = [f"{subject}.{field}" for subject, field in matter.rules.fields if field == name]
    near = likely(name, lets)
    advice = f"是否要写「{near or fields[0]}」" if near or fields else f"先写一行 记 {name} 为 …"
    return Diagnostic(
        "RD204", f"条款「{home.clause.name.text}」里没有名为「{name}」的 记", span, label="没有声明", help=advice
    )


def _own_subject(matter: Matter, home: Home) -> Iterator[Diagnostic]:
    clause = home.clause
    judged = any(isinstance(placed.line, Grant | Norm | Requirement) for placed in clause.stood)
    if not judged or clause.one(ExceptionTo) is not None or clause.one(SubjectLine) is not None:
        return
    used = dict.fromkeys(field.subject for field in clause.parts(Field))
    if all(subject in matter.rules.subjects for subject in used) and subject_of(matter.rules, home) is None:
        several = "、".join(used)
        message = f"条款「{clause.name.text}」没有写对象" + (
            f"，用到的 {several} 之间看不出以哪个计" if several else ""
        )
        yield Diagnostic("RD212", message, clause.name.span, help="加一行 对象，写明按什么逐个计算")


def _in_vocabulary(matter: Matter) -> Iterator[Diagnostic]:
    for vocabulary in matter.rules.vocabularies:
        for subject in vocabulary.subjects:
            yield from _in_subject(matter, subject)
        for body in vocabulary.bodies:
            for name in body.predecessors:
                if name.text not in matter.rules.bodies:
                    advice = f"先写一行 机构 {name.text}"
                    yield unknown("机构或资金", name.text, name.span, matter.rules.bodies, advice)


def _in_subject(matter: Matter, subject: Subject) -> Iterator[Diagnostic]:
    rules = matter.rules
    for owner in subject.owners:
        if owner.text not in rules.subjects:
            yield unknown("对象", owner.text, owner.span, rules.subjects, "先在词汇里声明这个对象")
    names = [item.name.text for item in subject.fields]
    if subject.event_date and subject.event_date not in names:
        near = likely(subject.event_date, names)
        message = f"「{subject.name.text}」没有名为「{subject.event_date}」的事实"
        place = word(matter, subject.span, subject.event_date)
        yield Diagnostic("RD204", message, place, help=f"是否要写「{near}」" if near else "在对象之下声明这个日期")
    for field in subject.fields:
        unit = field.type.unit
        if unit and unit not in rules.units:
            place = word(matter, field.span, unit, len(field.name.text))
            yield unknown("单位", unit, place, rules.units, f"先写一行 单位 {unit}")
