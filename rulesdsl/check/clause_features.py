"""What a clause does, in the terms of the words that carry meaning: whether it is once, yearly, a selection …

Adopted readings count as well: a word of the text may be left to one of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from rulesdsl.check.clause_lines import all_atoms, amounts, atom_fields, condition_of, parts_of
from rulesdsl.check.placement import Weighty
from rulesdsl.model.condition import Comparison, Determination, Group, Not
from rulesdsl.model.expression import Approval, Expression, Field, Let, Portion, Sum, TotalOf, Window
from rulesdsl.model.grant import Attribution, Grant, PeriodLine, Schedule
from rulesdsl.model.measure import Clause, Line, Stood
from rulesdsl.model.norm import Norm
from rulesdsl.model.payment import Charge, LimitLine
from rulesdsl.model.program import Appropriation, Quota, Target
from rulesdsl.model.relation import CarveOut, ExceptionTo, Exclusion, FactDeeming, Mapping, SubjectDeeming
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.stipulation import Requirement
from rulesdsl.model.subject import SubjectLine
from rulesdsl.source.fold import fold

OWNER_WORDS = ("单家", "单户", "单个企业", "每家", "每个企业", "同一企业", "集团内", "每个单位", "单个单位")
"""Words of the text for one owner of grants, as against one project."""


@define
class Features:
    """One flag a meaning; `phrases` are the declared words of what the clause uses, folded."""

    once: bool = False
    yearly: bool = False
    hours: bool = False
    limit: bool = False
    owner_limit: bool = False
    subject_is_owner: bool = False
    total: bool = False
    selects: bool = False
    priority: bool = False
    first: bool = False
    determines: bool = False
    approves: bool = False
    deems: bool = False
    excludes: bool = False
    excepts: bool = False
    exception: bool = False
    run: bool = False
    vague: bool = False
    elsewhere: bool = False
    grant: bool = False
    open_amount: bool = False
    norm: bool = False
    phrases: set[str] = field(factory=set)

    @property
    def grant_of_owner(self) -> bool:
        """Whether the clause gives to owners themselves, one grant each."""
        return self.grant and self.subject_is_owner

    def says(self, word: Weighty) -> bool:
        """Whether the word is part of a fact, choice or content that the clause names."""
        wanted = fold(word.word.text).text
        return any(wanted in phrase for phrase in self.phrases)


def features(rules: RuleSet, clause: Clause) -> Features:
    """The features of a clause and its readings, without the alternatives of a choice point that has an adopted one."""
    have = Features()
    subjects: set[str] = set()
    for stood in clause.stood:
        if stood.reading is not None and stood.reading.default not in (None, stood.option):
            continue
        _line(have, stood.line)
        for value in _expressions(stood):
            _expression(have, value)
        for used in _fields(stood):
            _field(rules, have, used)
            subjects.add(used.subject)
        if isinstance(stood.line, SubjectLine):
            subjects.add(stood.line.subject.text)
    owners = {owner.text for name in subjects if name in rules.subjects for owner in rules.subjects[name].owners}
    have.subject_is_owner = bool(subjects) and all(name in owners or not _owned(rules, name) for name in subjects)
    return have


def _owned(rules: RuleSet, subject: str) -> bool:
    return subject in rules.subjects and bool(rules.subjects[subject].owners)


def _line(have: Features, line: Line) -> None:
    match line:
        case Grant():
            _grant(have, line)
        case LimitLine():
            have.limit = True
            have.owner_limit |= any(item.owner is not None for item in line.items)
            have.yearly |= any(item.period == "每年" for item in line.items)
            joint = len(line.applies_to) > 1 or any(item.owner is not None for item in line.items)
            have.total |= joint or any(item.period == "累计" for item in line.items)
        case Appropriation() | Quota():
            have.yearly |= line.each_year
        case Schedule():
            have.yearly = have.run = True
        case Attribution():
            have.yearly = True
        case PeriodLine():
            have.hours |= bool(line.window.hours)
        case Norm():
            have.norm = True
            have.priority |= line.word == "优先"
            have.phrases.add(fold(line.content.text).text)
        case SubjectDeeming() | FactDeeming():
            have.deems = True
        case CarveOut() | Exclusion():
            have.excludes = have.excepts = True
        case ExceptionTo():
            have.exception = have.excepts = have.excludes = True
        case Charge():
            have.vague |= line.shares_unstated
        case Requirement():
            have.norm = True
        case _:
            pass
    _conditions(have, line)


def _grant(have: Features, line: Grant) -> None:
    have.grant = True
    have.once |= line.once
    have.first |= line.bands is not None and bool(line.bands.first)
    for amount in amounts(line):
        have.once |= amount.once
        have.elsewhere |= bool(amount.elsewhere)
        have.vague |= amount.low is None
        have.open_amount |= amount.up_to or amount.high is not None or amount.low is None


def _conditions(have: Features, line: Line) -> None:
    condition = condition_of(line)
    if condition is None:
        return
    have.excepts |= isinstance(condition, Not) or (isinstance(line, Requirement) and isinstance(condition, Group))
    have.excepts |= isinstance(condition, Group) and any(isinstance(part, Not) for part in condition.parts)
    for atom in all_atoms(condition):
        if isinstance(atom, Determination):
            have.selects |= atom.verb == "选定"
            have.determines |= atom.verb == "认定"
            have.vague = True
        if isinstance(atom, Comparison):
            have.first |= atom.first
            have.total |= isinstance(line, Target) and isinstance(atom.left, Sum | TotalOf)


def _expressions(stood: Stood) -> Iterator[Expression | Window]:
    line = stood.line
    match line:
        case Grant():
            if line.bands is not None:
                yield line.bands.measure
            for amount in amounts(line):
                yield from (side for side in (amount.low, amount.high) if side is not None)
        case LimitLine():
            yield from (item.bound for item in line.items)
        case Let() | Mapping():
            yield line.value
        case Appropriation():
            yield line.amount
        case _:
            pass
    condition = condition_of(line)
    for atom in all_atoms(condition) if condition is not None else ():
        yield from (
            side
            for name in ("left", "right", "value", "low", "high")
            if (side := getattr(atom, name, None)) is not None
        )


def _expression(have: Features, value: Expression | Window) -> None:
    if isinstance(value, Window):
        have.hours |= bool(value.hours)
        return
    for part in parts_of(value):
        have.approves |= isinstance(part, Approval)
        have.vague |= isinstance(part, Portion) and part.ratio is None
        have.total |= isinstance(part, Sum | TotalOf)


def _fields(stood: Stood) -> Iterator[Field]:
    for value in _expressions(stood):
        if not isinstance(value, Window):
            yield from (part for part in parts_of(value) if isinstance(part, Field))
    condition = condition_of(stood.line)
    for atom in all_atoms(condition) if condition is not None else ():
        yield from atom_fields(atom)


def _field(rules: RuleSet, have: Features, used: Field) -> None:
    period = used.period
    have.yearly |= period is not None and period.kind != "window"
    have.run |= period is not None and period.kind == "recent"
    have.hours |= period is not None and period.window is not None and bool(period.window.hours)
    declared = rules.fields.get((used.subject, used.name))
    have.phrases.add(fold(used.name).text)
    if declared is not None:
        have.phrases.update(fold(quote.text).text for quote in declared.phrases)
        have.phrases.update(fold(choice).text for choice in declared.type.choices)
        have.yearly |= declared.type.kind == "年度"
