"""What engines and case readers need of the vocabulary, the documents' dates, and the registered readings."""

from __future__ import annotations

from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.vocabulary import FieldDeclaration
from rulesdsl.plan.nodes import RATIO_SCALE
from rulesdsl.plan.plan import FieldPlan, PointPlan, SubjectPlan
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
    """Every registered reading of clauses, documents and acts."""
    found = [(point_id(home.id, reading), reading) for home in rules.homes for reading in home.clause.readings]
    found += [
        (point_id(number, reading), reading) for number, item in rules.documents.items() for reading in item.readings
    ]
    found += [(point_id(item.id, reading), reading) for item in rules.amendments for reading in item.readings]
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
