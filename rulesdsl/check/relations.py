"""Can a deemed subject be read wherever the clauses it is deemed for read the real one (视同, 取)?"""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.check.kinds import Kind, same
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.walk import target_homes
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.expression import Field
from rulesdsl.model.facts import clause_fields, subject_of
from rulesdsl.model.grant import Attribution
from rulesdsl.model.measure import Clause, Measure
from rulesdsl.model.parts import inside
from rulesdsl.model.relation import ExceptionTo, Mapping, SubjectDeeming
from rulesdsl.model.ruleset import Home, RuleSet


def check_relations(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD304, RD307 for 视同 … 为 …: the named clauses are on the deemed subject, and every fact they read has a source."""
    return matter.in_each_measure(_in_measure)


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    for home in (Home(measure, clause) for clause in measure.clauses):
        for line in home.clause.everywhere(SubjectDeeming):
            if line.subject.text in matter.rules.subjects and line.as_subject.text in matter.rules.subjects:
                yield from _deeming(matter.rules, home, line)


def _deeming(rules: RuleSet, home: Home, line: SubjectDeeming) -> Iterator[Diagnostic]:
    reported: set[str] = set()
    for target in target_homes(rules, home, line.applies_to):
        subject = subject_of(rules, target)
        if subject is not None and subject != line.as_subject.text:
            message = f"条款「{target.clause.name.text}」按「{subject}」计算，不按「{line.as_subject.text}」"
            yield Diagnostic("RD304", message, line.as_subject.span, help=f"写成 视同 {line.subject.text} 为 {subject}")
            continue
        for field in _read_by(rules, target):
            if field.name not in reported and field.subject == line.as_subject.text:
                problem = _source_of(rules, home.clause, line, field)
                if problem is not None:
                    reported.add(field.name)
                    yield problem
            elif field.subject in rules.subjects and field.subject not in (
                line.as_subject.text,
                *rules.ancestors(line.subject.text),
            ):
                yield _foreign(line, target, field)


def _read_by(rules: RuleSet, home: Home) -> Iterator[Field]:
    """The facts a clause and its exceptions read on their own rows."""
    acting = [other for other in rules.homes if _excepts_from(rules, other, home)]
    for clause in (home, *acting):
        yield from clause_fields(clause)
        yield from inside(clause.clause.everywhere(Attribution), Field)


def _excepts_from(rules: RuleSet, other: Home, home: Home) -> bool:
    line = other.clause.one(ExceptionTo)
    target = rules.resolve(line.clause, other.measure.id) if line is not None else None
    return target is not None and target.id == home.id


def _source_of(rules: RuleSet, clause: Clause, line: SubjectDeeming, field: Field) -> Diagnostic | None:
    if _is_mapped(clause, field):
        return None
    wanted = rules.fields.get((field.subject, field.name))
    own = rules.fields.get((line.subject.text, field.name))
    if wanted is None:
        return None
    if own is not None and same(Kind(wanted.type.kind, wanted.type.unit), Kind(own.type.kind, own.type.unit)):
        return None
    span = Span(line.subject.span.file, line.subject.span.start, line.as_subject.span.end)
    return Diagnostic(
        "RD307",
        f"「{line.subject.text}」没有「{field.name}」，也没有写从哪里取",
        span,
        secondary=(Label(field.span, "在这里要用到"),),
        help=f"加一行 取 {field.subject}.{field.name} 为 …",
    )


def _is_mapped(clause: Clause, field: Field) -> bool:
    """Mapped by the clause itself, or in each option of one of its readings."""

    def maps(lines: tuple[object, ...]) -> bool:
        mappings = (line.field for line in lines if isinstance(line, Mapping))
        return any(item.subject == field.subject and item.name == field.name for item in mappings)

    return maps(clause.lines) or any(
        all(maps(option.lines) for option in reading.options) for reading in clause.readings
    )


def _foreign(line: SubjectDeeming, target: Home, field: Field) -> Diagnostic:
    message = (
        f"「{line.subject.text}」不属于「{field.subject}」，而条款「{target.clause.name.text}」要读它的「{field.name}」"
    )
    label = Label(field.span, "在这里要用到")
    advice = f"在词汇里写明 对象 {line.subject.text} 属于 {field.subject}"
    return Diagnostic("RD304", message, line.subject.span, secondary=(label,), help=advice)
