"""Is every declaration used, and does no thing have two names that hardly differ?

Both are warnings. A pair such as 国内行业排名 and 全球行业排名 is honest; 设备投资额 and 设备投资金额 are one thing named twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from rulesdsl.check.declarations import Declared, scopes
from rulesdsl.check.places import fold
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.traditional import simplified
from rulesdsl.check.walk import inside
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.expression import Constant, Field
from rulesdsl.model.grant import BandRow
from rulesdsl.model.relation import SubjectDeeming
from rulesdsl.model.tree import Name, Quote
from rulesdsl.model.vocabulary import Body, FieldDeclaration, Subject

FIRST_YEAR = "起始年"
"""The fact that 首次 reads by itself: the first year with figures (semantics: years)."""


def check_near_duplicates(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD210: names of one scope that differ only in characters that carry no meaning, or one 表述 for two of them."""
    names = tuple(_near(first, second) for scope in scopes(matter) for first, second in _pairs(scope))
    return names + tuple(_same_phrases(matter))


def _same_phrases(matter: Matter) -> Iterator[Diagnostic]:
    vocabularies = [item for file in matter.rules.files for item in file.vocabularies]
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
        if item.kind not in ("措施", "文件"):
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
    vocabularies = [item for file in matter.rules.files for item in file.vocabularies]
    found: list[Diagnostic] = []
    found += _unused_subjects(matter, [subject for item in vocabularies for subject in item.subjects])
    found += _unused_bodies(matter, [body for item in vocabularies for body in item.bodies])
    units = _used_units(matter)
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


def _unused_subjects(matter: Matter, subjects: Iterable[Subject]) -> Iterator[Diagnostic]:
    used, named = _used_fields(matter), _used_subjects(matter)
    for subject in subjects:
        name = subject.name.text
        if name not in named and not any(of == name for of, _ in used):
            yield _unused("对象", subject.name)
            continue
        for field in subject.fields:
            if (name, field.name.text) not in used and field.name.text != subject.event_date and not _identifies(field):
                yield _unused("事实", field.name, f"{name}.")


def _identifies(field: FieldDeclaration) -> bool:
    """Facts that only say which one is meant (名称), and the first year that 首次 reads."""
    return field.type.kind in ("文字", "地区") or field.name.text == FIRST_YEAR


def _used_fields(matter: Matter) -> set[tuple[str, str]]:
    rules = matter.rules
    measures = (rules.measures, rules.restatements)
    used = {(field.subject, field.name) for field in inside(measures, Field)}
    deemings = inside(measures, SubjectDeeming)
    used |= {(line.subject.text, name) for line in deemings for of, name in tuple(used) if of == line.as_subject.text}
    for _, test in rules.test_cases:
        used |= {(instance.subject.text, fact.name.text) for instance in test.instances for fact in instance.facts}
    return used


def _used_subjects(matter: Matter) -> set[str]:
    rules = matter.rules
    used = {name.text for name in inside((rules.measures, rules.restatements), Name)}
    used |= {instance.subject.text for _, test in rules.test_cases for instance in test.instances}
    return used | {owner.text for subject in rules.subjects.values() for owner in subject.owners}


def _used_units(matter: Matter) -> set[str]:
    rules = matter.rules
    used = {field.type.unit for field in rules.fields.values()}
    values = [constant.value for constant in inside(rules.measures, Constant)]
    values += [bound for row in inside(rules.measures, BandRow) for bound in (row.low, row.high) if bound is not None]
    return used | {value.unit for value in values}


def _unused_bodies(matter: Matter, bodies: list[Body]) -> Iterator[Diagnostic]:
    """A body is used when a rule names it, when a quote has its name or a phrase of it, or when its predecessor is used."""
    rules = matter.rules
    parts = (rules.measures, tuple(rules.documents.values()), rules.amendments, rules.restatements)
    named = {name.text for name in inside(parts, Name)}
    quotes = "\n".join(quote.text for quote in inside(parts, Quote))
    used = {body.name.text for body in bodies if body.name.text in named or _quoted(body, quotes)}
    changed = True
    while changed:
        more = {body.name.text for body in bodies if any(before.text in used for before in body.predecessors)} - used
        more |= {before.text for body in bodies if body.name.text in used for before in body.predecessors} - used
        used |= more
        changed = bool(more)
    for body in bodies:
        if body.name.text not in used:
            yield _unused("资金" if body.is_fund else "机构", body.name)


def _quoted(body: Body, quotes: str) -> bool:
    return any(phrase in quotes for phrase in (body.name.text, *(quote.text for quote in body.phrases)))
