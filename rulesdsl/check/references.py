"""Does every clause that a rule names exist, and is it named so that only one can be meant?"""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.check.places import word
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.traditional import likely
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.measure import Measure
from rulesdsl.model.ruleset import Home
from rulesdsl.model.tree import ClauseRef


def check_references(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD203 unknown or ambiguous clauses, RD207 unknown documents, in all lines that name a clause."""
    return matter.in_each_measure(_in_measure)


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    for clause in measure.clauses:
        for ref in clause.parts(ClauseRef):
            if matter.rules.resolve(ref, measure.id) is None:
                yield from _why_not(matter, Home(measure, clause), ref)


def _why_not(matter: Matter, home: Home, ref: ClauseRef) -> Iterator[Diagnostic]:
    document = ref.document or home.measure.document
    if ref.document and ref.document not in matter.rules.documents:
        near = likely(ref.document, matter.rules.documents)
        advice = f"是否要写「{near}」" if near else f"写一段 文件 {ref.document}，或者更正文号"
        yield Diagnostic("RD207", f"没有声明文件「{ref.document}」", word(matter, ref.span, ref.document), help=advice)
        return
    here = [other for other in matter.rules.homes if other.measure.document == document]
    if ref.locator:
        yield _in_item(matter, ref, here)
        return
    same = [other for other in here if other.clause.name.text == ref.name]
    if same:
        yield _ambiguous(ref, same)
        return
    near = likely(ref.name, (other.clause.name.text for other in here))
    place = word(matter, ref.span, ref.name)
    yield Diagnostic(
        "RD203",
        f"没有名为「{ref.name}」的条款",
        place,
        help=f"是否要写「{near}」" if near else "检查条款名，或先写这个条款",
    )


def _in_item(matter: Matter, ref: ClauseRef, here: list[Home]) -> Diagnostic:
    item = [other for other in here if other.measure.locator == ref.locator]
    if not item:
        where = next((other.measure.locator for other in here if other.clause.name.text == ref.name), None)
        advice = f"是否要写 {where}/{ref.name}" if where else "检查条目，或先写这个措施"
        return Diagnostic("RD203", f"没有为「{ref.locator}」写措施", word(matter, ref.span, ref.locator), help=advice)
    place = word(matter, ref.span, ref.name, len(ref.locator))
    near = likely(ref.name, (other.clause.name.text for other in item))
    elsewhere = next((other for other in here if other.clause.name.text == ref.name), None)
    advice = f"是否要写「{near}」" if near else "检查条款名，或先写这个条款"
    if near is None and elsewhere is not None:
        advice = f"是否要写 {elsewhere.measure.locator}/{ref.name}"
    return Diagnostic("RD203", f"{ref.locator}没有名为「{ref.name}」的条款", place, help=advice)


def _ambiguous(ref: ClauseRef, same: list[Home]) -> Diagnostic:
    labels = tuple(Label(other.clause.name.span, f"{other.measure.locator}的") for other in same)
    advice = f"写明条目，例如 {same[0].measure.locator}/{ref.name}"
    return Diagnostic("RD203", f"名为「{ref.name}」的条款有 {len(same)} 个", ref.span, secondary=labels, help=advice)
