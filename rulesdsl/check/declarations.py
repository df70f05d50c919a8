"""Is every name declared once, in characters that can't be mistaken, and not as a keyword?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import frozen

from rulesdsl.check.places import fold, word
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.expression import Let
from rulesdsl.model.measure import Clause, Measure
from rulesdsl.model.stipulation import Define
from rulesdsl.model.vocabulary import Subject
from rulesdsl.syntax.grammar import grammar_text

ANSWERS = ("是", "否", "未知")
"""What a fact of a case can be besides a choice, so no choice can be called that."""


@frozen
class Declared:
    """One declaration: what it is in the reader's words, its name and place, and whether a keyword may be its name."""

    kind: str
    name: str
    span: Span
    may_be_keyword: bool = False


def check_declarations(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD205 the same name twice (NFKC-equal names are one), RD206 keywords, RD209 characters that look like others."""
    heads = tuple(problem for scope in _of_heads(matter) for problem in _in_scope(matter, scope))
    return (
        *matter.memo.recall("declared", matter.rules.vocabularies, lambda: _in_vocabulary(matter)),
        *heads,
        *matter.in_each_measure(_in_measure),
        *matter.memo.recall("choices", matter.rules.vocabularies, lambda: _all_choices(matter)),
    )


def _in_vocabulary(matter: Matter) -> tuple[Diagnostic, ...]:
    return tuple(problem for scope in vocabulary_scopes(matter) for problem in _in_scope(matter, scope))


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    return (problem for scope in measure_scopes(matter, measure) for problem in _in_scope(matter, scope))


def _all_choices(matter: Matter) -> tuple[Diagnostic, ...]:
    return tuple(problem for subject in subjects(matter) for problem in _choices(matter, subject))


def _in_scope(matter: Matter, scope: tuple[Declared, ...]) -> Iterator[Diagnostic]:
    yield from _twice(scope)
    for item in scope:
        yield from _keyword(item)
        yield from _characters(matter, item)


def vocabulary_scopes(matter: Matter) -> Iterator[tuple[Declared, ...]]:
    """Groups of declarations whose names must differ: all subjects, the facts of one subject, units, agencies and funds."""
    vocabularies = matter.rules.vocabularies
    yield tuple(_of("对象", (subject.name for subject in subjects(matter))))
    for subject in subjects(matter):
        yield tuple(Declared("事实", field.name.text, field.name.span, True) for field in subject.fields)
    units = [unit for vocabulary in vocabularies for unit in vocabulary.units]
    yield tuple(_of("单位", (name for unit in units for name in (unit.name, *unit.synonyms))))
    yield tuple(_of("机构或资金", (body.name for vocabulary in vocabularies for body in vocabulary.bodies)))


def _of_heads(matter: Matter) -> Iterator[tuple[Declared, ...]]:
    rules = matter.rules
    documents = [item for file in rules.files for item in file.documents]
    yield tuple(Declared("文件", item.number, word(matter, item.span, item.number)) for item in documents)
    yield tuple(Declared("措施", item.id, _headline(matter, item)) for item in rules.measures)


def measure_scopes(matter: Matter, measure: Measure) -> Iterator[tuple[Declared, ...]]:
    """The same of a measure: its clauses, the facts it defines, what each clause names."""
    yield tuple(_of("条款", (clause.name for clause in measure.clauses)))
    yield tuple(_defined(measure))
    for clause in measure.clauses:
        yield from _within(matter, clause)


def subjects(matter: Matter) -> tuple[Subject, ...]:
    """All subjects as declared, also a second one of the same name."""
    return tuple(item for file in matter.rules.files for v in file.vocabularies for item in v.subjects)


def _of(kind: str, names: Iterable[object]) -> Iterator[Declared]:
    from rulesdsl.model.tree import Name

    return (Declared(kind, name.text, name.span) for name in names if isinstance(name, Name))


def _headline(matter: Matter, measure: Measure) -> Span:
    return word(matter, measure.span, measure.locator.split(" ", maxsplit=1)[0])


def _defined(measure: Measure) -> Iterator[Declared]:
    for line in (line for clause in measure.clauses for line in clause.parts(Define)):
        span = Span(line.field.span.file, line.field.span.start, line.field.span.end)
        yield Declared("界定", f"{line.field.subject}.{line.field.name}", span, True)


def _within(matter: Matter, clause: Clause) -> Iterator[tuple[Declared, ...]]:
    groups = [clause.lines, *(option.lines for reading in clause.readings for option in reading.options)]
    for lines in groups:
        lets = [line for line in lines if isinstance(line, Let)]
        yield tuple(Declared("记", line.name, word(matter, line.span, line.name, 1)) for line in lets)
    yield tuple(Declared("口径", item.name, word(matter, item.span, item.name, 2), True) for item in clause.readings)


def _twice(scope: tuple[Declared, ...]) -> Iterator[Diagnostic]:
    first: dict[str, Declared] = {}
    for item in scope:
        before = first.setdefault(fold(item.name), item)
        if before is item:
            continue
        alike = f"与「{before.name}」只有全角半角之别，算同一个名称" if before.name != item.name else "已经声明过"
        yield Diagnostic(
            "RD205",
            f"{item.kind}「{item.name}」{alike}",
            item.span,
            secondary=(Label(before.span, "第一次在这里"),),
            help="删去其中一个，或者换一个名称",
        )


def _keyword(item: Declared) -> Iterator[Diagnostic]:
    if not item.may_be_keyword and item.name in keywords():
        message = f"{item.kind}「{item.name}」与关键词相同"
        yield Diagnostic("RD206", message, item.span, help="换一个名称，例如在前后加一个限定的词")


@lru_cache(maxsize=1)
def keywords() -> frozenset[str]:
    """Every keyword, read from the grammar's text: building the parser would cost a second."""
    return frozenset(re.findall(r'^KW_[A-Z_]+: "([^"]+)"', grammar_text(), re.MULTILINE))


def _characters(matter: Matter, item: Declared) -> Iterator[Diagnostic]:
    for position, character in enumerate(item.name):
        if may_stand_in_name(character):
            continue
        start = item.span.start + position
        exact = matter.sources.get(item.span.file, "")[start : start + 1] == character
        span = Span(item.span.file, start, start + 1) if exact else item.span
        name = unicodedata.name(character, "未命名的字符")
        message = f"{item.kind}「{item.name}」里有一个像别的字的字符 U+{ord(character):04X}（{name}）"
        plain = fold(character)
        advice = f"改写成「{plain}」" if plain != character and may_stand_in_name(plain) else "改写成汉字、字母或数字"
        yield Diagnostic("RD209", message, span, help=advice)


_FINE = (
    "CJK UNIFIED IDEOGRAPH",
    "FULLWIDTH LATIN",
    "FULLWIDTH DIGIT",
    "ROMAN NUMERAL",
    "GREEK SMALL LETTER",
    "IDEOGRAPHIC",
)


def may_stand_in_name(character: str) -> bool:
    """Han characters, ASCII and its full-width twins, Ⅲ, μ; not the letters of other scripts that look like these."""
    if character.isascii() or character in "（）/〔〕":
        return True
    return unicodedata.name(character, "").startswith(_FINE)


def _choices(matter: Matter, subject: Subject) -> Iterator[Diagnostic]:
    for field in subject.fields:
        seen: set[str] = set()
        for choice in field.type.choices:
            place = word(matter, field.span, choice, len(field.name.text))
            if choice in ANSWERS:
                message = f"选项「{choice}」在案卷里另有意思"
                yield Diagnostic("RD206", message, place, help="换一个名称")
            if fold(choice) in seen:
                message = f"「{field.name.text}」的选项「{choice}」写了两次"
                yield Diagnostic("RD205", message, place, help="删去其中一个")
            seen.add(fold(choice))
