"""The grounds 「…」 of lines and conditions: inside the clause's own quotes, and not missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rulesdsl.check.clause_lines import all_atoms, anchors, atom_fields, condition_of, names_used
from rulesdsl.check.placement import Figure, PlacedClause, placed_in
from rulesdsl.check.quote_problems import difference, short
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.condition import Atom, Between, Comparison
from rulesdsl.model.expression import Constant, Field, Let
from rulesdsl.model.measure import Measure, Stood
from rulesdsl.model.relation import ExceptionTo
from rulesdsl.model.stipulation import ConditionChange, Define
from rulesdsl.model.tree import Quote
from rulesdsl.source.find import Ambiguous, Found, NotFound, find_quote
from rulesdsl.source.fold import fold
from rulesdsl.source.units import SourceText


def check_grounds(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD503 and RD511."""
    return matter.in_each_measure(_in_measure, text=True)


def _in_measure(matter: Matter, measure: Measure) -> Iterator[Diagnostic]:
    text, defined = matter.texts.get(measure.document), _defined(measure)
    for clause in placed_in(matter, measure):
        yield from (_outside(text, clause, quote) for quote in _grounds(clause) if not clause.holds(quote.text))
        yield from _changed_phrases(matter, clause)
        yield from _bare_conditions(matter, clause, defined)


def _grounds(clause: PlacedClause) -> tuple[Quote, ...]:
    """The grounds of all lines and readings; one that stands twice in the model counts once."""
    body = clause.home.clause
    found = [quote for stood in body.stood for quote in anchors(stood.line)]
    found += [quote for reading in body.readings for quote in reading.quotes]
    return tuple(dict.fromkeys(found))


def _outside(text: SourceText | None, clause: PlacedClause, quote: Quote) -> Diagnostic:
    message = f"依据「{short(quote.text)}」不在条款「{clause.home.clause.name.text}」的原文或参据里"
    if not quote.text.strip():
        return Diagnostic("RD503", "依据是空的", quote.span, help="照原文写出所据的词句，或者删去「」")
    here = find_quote(text, clause.unit, quote.text) if text is not None and clause.unit is not None else NotFound(None)
    match here:
        case Found() | Ambiguous():
            place = here.span if isinstance(here, Found) else here.spans[0]
            help_text = "给条款加一行 参据 「…」，引含有它的那句话"
            return Diagnostic(
                "RD503", message, quote.span, secondary=(Label(place, "它在本条目的这里"),), help=help_text
            )
        case NotFound(nearest=None):
            return Diagnostic("RD503", message, quote.span, help="照原文写出所据的词句")
        case NotFound(nearest=near):
            assert near is not None
            assert text is not None
            labels = tuple(
                Label(one.span, difference(text.slice(one.span), one.quoted)) for one in near.differences[:3]
            )
            help_text = f"最接近的源文是「{short(text.slice(near.span))}」"
            return Diagnostic("RD503", message, quote.span, secondary=labels, help=help_text)


def _changed_phrases(matter: Matter, clause: PlacedClause) -> Iterator[Diagnostic]:
    """改条件: its phrase must be the ground of a condition of the clause that is excepted from."""
    changes = clause.home.clause.everywhere(ConditionChange)
    exception = clause.home.clause.one(ExceptionTo)
    target = matter.rules.resolve(exception.clause, clause.home.measure.id) if exception is not None else None
    if target is None:
        return
    lines = [condition_of(stood.line) for stood in target.clause.stood]
    given = [quote for line in lines if line is not None for atom in all_atoms(line) for quote in atom.quotes]
    known = {fold(quote.text).text for quote in given}
    for change in changes:
        if fold(change.phrase.text).text not in known:
            yield Diagnostic(
                "RD503",
                f"「{short(change.phrase.text)}」不是条款「{target.clause.name.text}」任何条件的依据",
                change.phrase.span,
                secondary=tuple(Label(quote.span, "那里的依据") for quote in dict.fromkeys(given)),
                help="改条件 后面照抄要改的那个条件的依据",
            )


def _defined(measure: Measure) -> frozenset[tuple[str, str]]:
    """The facts that 界定 of a measure stands for."""
    lines = [line for clause in measure.clauses for line in clause.everywhere(Define)]
    return frozenset((line.field.subject, line.field.name) for line in lines)


def _bare_conditions(matter: Matter, clause: PlacedClause, defined: frozenset[tuple[str, str]]) -> Iterator[Diagnostic]:
    lets = {let.name: let for let in clause.home.clause.everywhere(Let)}
    for stood in clause.home.clause.stood:
        condition = condition_of(stood.line)
        if condition is None or _spoken_for(stood):
            continue
        for atom in all_atoms(condition):
            if not atom.quotes and not _derived(matter, clause, atom, defined, lets):
                yield Diagnostic(
                    "RD511",
                    f"条款「{clause.home.clause.name.text}」的这个条件没有引文",
                    atom.span,
                    help="在条件后面写出所据的词句「…」，或者给事实声明 表述",
                )


def _spoken_for(stood: Stood) -> bool:
    """A reading that has a quote, or a reason for what the text doesn't say, answers for its conditions."""
    return stood.reading is not None and bool(stood.reading.quotes or stood.reading.reason)


def _derived(
    matter: Matter, clause: PlacedClause, atom: Atom, defined: frozenset[tuple[str, str]], lets: Mapping[str, Let]
) -> bool:
    """Whether a condition's ground can be told without being written."""
    if any((field.subject, field.name) in defined or _spoken_of(matter, clause, field) for field in atom_fields(atom)):
        return True
    if isinstance(atom, Comparison | Between):
        value = atom.left if isinstance(atom, Comparison) else atom.value
        if any(name in lets and lets[name].quotes for name in names_used(value)):
            return True
        ends = (atom.right,) if isinstance(atom, Comparison) else (atom.low, atom.high)
        return all(isinstance(end, Constant) and _is_read(end, clause.figures) for end in ends)
    return False


def _spoken_of(matter: Matter, clause: PlacedClause, field: Field) -> bool:
    declared = matter.rules.fields.get((field.subject, field.name))
    phrases = [quote.text for quote in declared.phrases] if declared is not None else []
    return any(clause.holds(phrase) for phrase in [*phrases, field.name])


def _is_read(end: Constant, figures: tuple[Figure, ...]) -> bool:
    found = end.value
    return any(one.reading.kind == found.kind and found.value in _ends(one) for one in figures)


def _ends(one: Figure) -> tuple[object, ...]:
    value = one.reading.value
    return value if isinstance(value, tuple) else (value,)
