"""Is every declaration used, and does no thing have two names that hardly differ?

Both are warnings. A pair such as 国内行业排名 and 全球行业排名 is honest; 设备投资额 and 设备投资金额 are one thing named twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import combinations

from attrs import frozen

from rulesdsl.check.declarations import Declared, measure_scopes, vocabulary_scopes
from rulesdsl.check.places import fold
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.traditional import simplified
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.build import FileModel
from rulesdsl.model.expression import Constant, Field
from rulesdsl.model.grant import BandRow
from rulesdsl.model.measure import Clause, Measure
from rulesdsl.model.parts import Part, inside
from rulesdsl.model.relation import SubjectDeeming
from rulesdsl.model.tree import Name, Quote
from rulesdsl.model.vocabulary import Body, FieldDeclaration, Subject

FIRST_YEAR = "起始年"
"""The fact that 首次 reads by itself: the first year with figures (semantics: years)."""


def check_near_duplicates(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD210: names of one scope that differ only in characters that carry no meaning, or one 表述 for two of them."""
    return (
        *matter.memo.recall("near names", matter.rules.vocabularies, lambda: _alike(vocabulary_scopes(matter))),
        *matter.in_each_measure(_alike_in_measure),
        *matter.memo.recall("same phrases", matter.rules.vocabularies, lambda: tuple(_same_phrases(matter))),
    )


def _alike_in_measure(matter: Matter, measure: Measure) -> tuple[Diagnostic, ...]:
    return _alike(measure_scopes(matter, measure))


def _alike(scopes: Iterable[tuple[Declared, ...]]) -> tuple[Diagnostic, ...]:
    return tuple(_near(first, second) for scope in scopes for first, second in _pairs(scope))


def _same_phrases(matter: Matter) -> Iterator[Diagnostic]:
    vocabularies = matter.rules.vocabularies
    groups: list[tuple[FieldDeclaration | Body, ...]] = [item.fields for v in vocabularies for item in v.subjects]
    groups.append(tuple(body for vocabulary in vocabularies for body in vocabulary.bodies))
    for group in groups:
        first: dict[str, FieldDeclaration | Body] = {}
        for item in group:
            for quote in item.phrases:
                before = first.setdefault(quote.text, item)
                if before.name.text != item.name.text:
                    message = f"「{item.name.text}」与「{before.name.text}」的表述都是「{quote.text}」"
                    label = Label(before.name.span, "这里是另一个")
                    advice = "如果是同一样东西就只留一个，否则只给其中一个写这个表述"
                    yield Diagnostic("RD210", message, quote.span, secondary=(label,), help=advice)


def _pairs(scope: tuple[Declared, ...]) -> Iterator[tuple[Declared, Declared]]:
    """Pairs of different names with the same skeleton: grouped, so that long vocabularies stay fast."""
    groups: dict[str, list[Declared]] = {}
    for item in scope:
        groups.setdefault(_skeleton(item.name), []).append(item)
    for alike in groups.values():
        yield from (pair for pair in combinations(alike, 2) if fold(pair[0].name) != fold(pair[1].name))


_SAME = str.maketrans("帐其它象份购登陆", "账其他像分购登录")
_WEAK = frozenset("的之了所其总数")


def _skeleton(name: str) -> str:
    """What is left of a name without order, script, letter case and the characters that carry no meaning."""
    plain = simplified(fold(name)).casefold().translate(_SAME).replace("金额", "额").replace("购置", "购买")
    core = [character for character in plain if character not in _WEAK]
    return "".join(sorted(core)) if len(core) > 1 else name


def _near(first: Declared, second: Declared) -> Diagnostic:
    return Diagnostic(
        "RD210",
        f"{second.kind}「{second.name}」与「{first.name}」几乎相同",
        second.span,
        secondary=(Label(first.span, "这里是另一个"),),
        help="如果是同一样东西就只留一个，否则换一个能分清的名称",
    )


def check_unused(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD211: subjects, facts, units, agencies and funds that no rule, case or quote comes back to."""
    if not any(measure.clauses for measure in matter.rules.measures):
        return ()
    vocabularies = matter.rules.vocabularies
    found: list[Diagnostic] = []
    used = _used_by_rules(matter)
    found += _unused_subjects(matter, used, [subject for item in vocabularies for subject in item.subjects])
    found += _unused_bodies(used, [body for item in vocabularies for body in item.bodies])
    units = used.units | {field.type.unit for field in matter.rules.fields.values()}
    for unit in (unit for item in vocabularies for unit in item.units):
        if not units & {unit.name.text, *(name.text for name in unit.synonyms)}:
            found.append(_unused("单位", unit.name))
    return tuple(found)


def _unused(kind: str, name: Name, more: str = "") -> Diagnostic:
    return Diagnostic(
        "RD211",
        f"{kind}「{more}{name.text}」声明了却没有用到",
        name.span,
        help="删去它，或者检查用的地方是否写了别的名称",
    )


@frozen
class Used:
    """What some clauses use: subjects and facts, deemings (subject, as which), names of any kind, units, bodies that quotes name."""

    facts: frozenset[tuple[str, str]]
    deemed: frozenset[tuple[str, str]]
    names: frozenset[str]
    units: frozenset[str]
    quoted: frozenset[str]


def _used_in_measure(matter: Matter, measure: Measure) -> tuple[Used, ...]:
    head = (*measure.responsible, *((measure.title,) if measure.title is not None else ()))
    return (_used(matter, measure.clauses, head),)


def _used(matter: Matter, clauses: tuple[Clause, ...], quotes: tuple[Quote, ...] = ()) -> Used:
    def every(kind: type[Part]) -> list[Part]:
        return [part for clause in clauses for part in clause.parts(kind)]

    literals = [constant.value for constant in every(Constant)]
    literals += [bound for row in every(BandRow) for bound in (row.low, row.high) if bound is not None]
    return Used(
        frozenset((field.subject, field.name) for field in every(Field)),
        frozenset((line.subject.text, line.as_subject.text) for line in every(SubjectDeeming)),
        frozenset(name.text for name in (*(clause.name for clause in clauses), *every(Name))),
        frozenset(literal.unit for literal in literals),
        _bodies_in(matter, (*quotes, *every(Quote))),
    )


def _bodies_in(matter: Matter, quotes: Iterable[Quote]) -> frozenset[str]:
    """The bodies of which the name or a phrase stands in one of some quotes."""
    words = "\n".join(quote.text for quote in quotes)
    return frozenset(name for name, body in matter.rules.bodies.items() if any(item in words for item in _called(body)))


def _called(body: Body) -> tuple[str, ...]:
    return body.name.text, *(quote.text for quote in body.phrases)


def _used_by_rules(matter: Matter) -> Used:
    """What all measures, restated clauses and heads of documents and acts use together."""
    rules = matter.rules
    parts = [*matter.in_each_measure(_used_in_measure), _used(matter, tuple(item.lines for item in rules.restatements))]
    heads = (tuple(rules.documents.values()), rules.amendments)
    return Used(
        frozenset[tuple[str, str]]().union(*(part.facts for part in parts)),
        frozenset[tuple[str, str]]().union(*(part.deemed for part in parts)),
        frozenset[str]().union(*(part.names for part in parts)),
        frozenset[str]().union(*(part.units for part in parts)),
        _bodies_in(matter, inside(heads, Quote)).union(*(part.quoted for part in parts)),
    )


def _unused_subjects(matter: Matter, used: Used, subjects: Iterable[Subject]) -> Iterator[Diagnostic]:
    stated = [matter.memo.recall((_stated, file.file), (file,), partial(_stated, file)) for file in matter.rules.files]
    named = used.names.union(*(subjects for subjects, _ in stated))
    named |= {owner.text for subject in matter.rules.subjects.values() for owner in subject.owners}
    names: dict[str, list[str]] = {}
    for subject_name, name in used.facts:
        names.setdefault(subject_name, []).append(name)
    facts = used.facts | {(subject, name) for subject, as_subject in used.deemed for name in names.get(as_subject, ())}
    facts = facts.union(*(found for _, found in stated))
    read = {subject for subject, _ in facts}
    for subject in subjects:
        name = subject.name.text
        if name not in named and name not in read:
            yield _unused("对象", subject.name)
            continue
        for field in subject.fields:
            if (
                (name, field.name.text) not in facts
                and field.name.text != subject.event_date
                and not _identifies(field)
            ):
                yield _unused("事实", field.name, f"{name}.")


def _stated(file: FileModel) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The subjects and facts that the 用例 of a file state."""
    instances = [instance for _, test in file.test_cases for instance in test.instances]
    facts = frozenset((instance.subject.text, fact.name.text) for instance in instances for fact in instance.facts)
    return frozenset(instance.subject.text for instance in instances), facts


def _identifies(field: FieldDeclaration) -> bool:
    """Facts that only say which one is meant (名称), and the first year that 首次 reads."""
    return field.type.kind in ("文字", "地区") or field.name.text == FIRST_YEAR


def _unused_bodies(used: Used, bodies: list[Body]) -> Iterator[Diagnostic]:
    """A body is used when a rule names it, when a quote has its name or a phrase of it, or when its predecessor is used."""
    known = {body.name.text for body in bodies} & (used.names | used.quoted)
    changed = True
    while changed:
        more = {body.name.text for body in bodies if any(before.text in known for before in body.predecessors)} - known
        more |= {before.text for body in bodies if body.name.text in known for before in body.predecessors} - known
        known |= more
        changed = bool(more)
    for body in bodies:
        if body.name.text not in known:
            yield _unused("资金" if body.is_fund else "机构", body.name)
