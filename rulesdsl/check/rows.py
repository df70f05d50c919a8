"""Is every fact one of the clause's 对象 or of something that this belongs to?

A clause on 企业 can't read 项目.投资额: there may be several projects. A clause on 项目 reads the facts of its 企业.
"""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.check.places import bare_field
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.walk import target_homes
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.condition import Children, Received
from rulesdsl.model.expression import CountOf, Field, TotalOf
from rulesdsl.model.facts import subject_of
from rulesdsl.model.measure import Line, Measure
from rulesdsl.model.parts import part_names
from rulesdsl.model.payment import LimitItem
from rulesdsl.model.relation import CarveOut, ExceptionTo, Exclusion, FactDeeming, Mapping, SubjectDeeming
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.stipulation import Define


def check_rows(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD304: facts of a subject that the clause's own subject doesn't belong to."""
    return matter.in_each_measure(_in_measure)


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    for clause in measure.clauses:
        for placed in clause.stood:
            for row in rows_of_line(matter.rules, Home(measure, clause), placed.line):
                yield from _line(matter, placed.line, row)


def rows_of(rules: RuleSet, home: Home, above: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The subjects on whose instances a clause's lines are read; none where it can't be told or hasn't any."""
    clause = home.clause
    exception = clause.one(ExceptionTo)
    if exception is not None:
        base = rules.resolve(exception.clause, home.measure.id)
        return rows_of(rules, base, (*above, home.id)) if base is not None and base.id not in (*above, home.id) else ()
    deemings = clause.everywhere(SubjectDeeming)
    if deemings:
        return tuple(dict.fromkeys(line.subject.text for line in deemings if line.subject.text in rules.subjects))
    acting = clause.everywhere(FactDeeming)
    if acting:
        return _rows_of_targets(rules, home, acting[0], above)
    own = subject_of(rules, home)
    return (own,) if own is not None else ()


def _rows_of_targets(
    rules: RuleSet, home: Home, line: FactDeeming | CarveOut, above: tuple[str, ...] = ()
) -> tuple[str, ...]:
    targets = [target for target in target_homes(rules, home, line.applies_to) if target.id not in (*above, home.id)]
    found = [row for target in targets for row in rows_of(rules, target, (*above, home.id))]
    return tuple(dict.fromkeys(found))


def rows_of_line(rules: RuleSet, home: Home, line: Line) -> tuple[str, ...]:
    """The same for one line: 除外 is read on the rows of what it acts on, 界定 on its own subject's, 互斥 on none."""
    if isinstance(line, CarveOut):
        return _rows_of_targets(rules, home, line) or rows_of(rules, home)
    if isinstance(line, Define):
        return (line.field.subject,) if line.field.subject in rules.subjects else ()
    if isinstance(line, Exclusion):
        return ()
    return rows_of(rules, home)


def _line(matter: Matter, line: Line, row: str) -> Iterator[Diagnostic]:
    rules = matter.rules
    parts: object = line
    if isinstance(line, Mapping):
        # 取 A.x 为 … is read where A is deemed; only what follows 为 is read on the clause's rows.
        parts = line.value
    for value, on in _read(parts, row):
        match value:
            case Field() if value.subject in rules.subjects and value.subject not in rules.ancestors(on):
                yield _not_owned(matter, value, on)
            case Children() | CountOf() if not _is_child(rules, value.subject.text, on):
                yield _no_child(value.subject.text, value.subject.span, on)
            case TotalOf() if not _is_child(rules, value.field.subject, on):
                yield _no_child(value.field.subject, bare_field(matter, value.field), on)
            case Received() if value.owner.text in rules.subjects and value.owner.text not in rules.ancestors(on):
                yield _no_owner(value.owner.text, value.owner.span, on)
            case _:
                pass


def _is_child(rules: RuleSet, child: str, row: str) -> bool:
    """Unknown subjects pass: they are reported under names."""
    return child not in rules.subjects or (child != row and row in rules.ancestors(child))


def _read(value: object, row: str) -> Iterator[tuple[object, str]]:
    """Every part with the subject on whose rows it is read."""
    yield value, row
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        for item in value:
            yield from _read(item, row)
    inner = row
    if isinstance(value, Children | CountOf):
        inner = value.subject.text
    elif isinstance(value, TotalOf):
        inner = value.field.subject
    elif isinstance(value, LimitItem) and value.owner is not None:
        inner = value.owner.text
    for name in part_names(type(value)):
        yield from _read(getattr(value, name), inner)


def _not_owned(matter: Matter, field: Field, row: str) -> Diagnostic:
    message = f"「{row}」不属于「{field.subject}」，读不到它的「{field.name}」"
    if row in matter.rules.ancestors(field.subject):
        advice = f"一个「{row}」可以有几个「{field.subject}」：写 合计、任一、每个，或者把对象改为 {field.subject}"
    else:
        advice = f"检查对象，或者在词汇里写明 对象 {row} 属于 {field.subject}"
    return Diagnostic("RD304", message, bare_field(matter, field), label=f"这里按「{row}」逐个计算", help=advice)


def _no_child(child: str, span: Span, row: str) -> Diagnostic:
    message = f"「{child}」不是属于「{row}」的对象"
    advice = f"任一、每个、合计、个数 只能写属于「{row}」的对象"
    return Diagnostic("RD304", message, span, label=f"这里按「{row}」逐个计算", help=advice)


def _no_owner(owner: str, span: Span, row: str) -> Diagnostic:
    message = f"「{row}」不属于「{owner}」"
    return Diagnostic(
        "RD304", message, span, label=f"这里按「{row}」逐个计算", help="同一 之后写本条款的对象或者它所属的对象"
    )
