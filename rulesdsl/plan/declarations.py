"""What engines and case readers need of the vocabulary, the documents' dates, and the registered readings."""

from __future__ import annotations

from rulesdsl.model.document import Document, PartialDate
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.vocabulary import FieldDeclaration
from rulesdsl.plan.nodes import RATIO_SCALE
from rulesdsl.plan.plan import ALWAYS, Boundary, FieldPlan, PeriodOfForce, PointPlan, SubjectPlan
from rulesdsl.plan.variants import point_id

LARGEST_MONEY = 10**15
LARGEST_COUNT = 10**12
"""Declared maxima where the vocabulary gives none (fen; counts): a larger value in a case is a data error."""


def subjects(rules: RuleSet) -> dict[str, SubjectPlan]:
    """The declared subjects with their facts."""
    return {
        name: SubjectPlan(
            tuple(owner.text for owner in subject.owners),
            subject.optional_owner,
            subject.event_date,
            {item.name.text: _field(rules, item) for item in subject.fields},
        )
        for name, subject in rules.subjects.items()
    }


def _field(rules: RuleSet, item: FieldDeclaration) -> FieldPlan:
    default = {"金额": LARGEST_MONEY, "数量": LARGEST_COUNT, "比例": 1000 * RATIO_SCALE}.get(item.type.kind, 0)
    maximum = int(str(item.maximum.value)) if item.maximum is not None else default
    remark = item.remark or "；".join(f"「{quote.text}」" for quote in item.phrases)
    unit = rules.unit_name(item.type.unit) if item.type.unit else ""
    return FieldPlan(
        item.type.kind, unit, item.type.choices, item.each_year, item.hourly, item.may_be_negative, maximum, remark
    )


def units(rules: RuleSet) -> dict[str, str]:
    """Unit synonyms → the declared name."""
    return {name: unit.name.text for name, unit in rules.units.items()}


def points(rules: RuleSet) -> dict[str, PointPlan]:
    """Every registered reading of clauses and documents."""
    found = [(point_id(home.id, reading), reading) for home in rules.homes for reading in home.clause.readings]
    found += [
        (point_id(number, reading), reading) for number, item in rules.documents.items() for reading in item.readings
    ]
    return {
        name: PointPlan(
            name,
            tuple(option.name for option in reading.options),
            reading.default.name if reading.default is not None else "",
            reading.reason,
            tuple(quote.text for quote in reading.quotes),
        )
        for name, reading in found
    }


def documents_force(rules: RuleSet) -> dict[str, PeriodOfForce]:
    """From when to when each document is in force; a measure of an undeclared document counts as always in force."""
    force = {number: _force(document) for number, document in rules.documents.items()}
    return {measure.document: force.get(measure.document, ALWAYS) for measure in rules.measures}


def _force(document: Document) -> PeriodOfForce:
    start = _start(document)
    begins = ALWAYS.start if start is None else Boundary((start.first, start.last, start.text), "issued")
    end = document.expires
    return PeriodOfForce(begins, Boundary((end.first, end.last, end.text), "expired") if end is not None else None)


def _start(document: Document) -> PartialDate | None:
    """The stated day; else the day of publication; else of signature, the registered default (semantics: time)."""
    if document.in_force is not None and document.in_force.how == "stated":
        return document.in_force.date
    if document.in_force is not None and document.in_force.how == "on_publication":
        return document.published or document.signed
    return document.signed or document.published
