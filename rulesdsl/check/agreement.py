"""Do the numbers, words and names of each clause agree with its quotes, in both directions?

The rule's side is collected in `agreement_literals`, the text's side in `placement`; `agreement_match` pairs the numbers,
`agreement_order` looks at 分别, `agreement_words` at 一次性, 每年, 择优 …, `agreement_names` at agencies and funds.
Meaning: semantics.md §14 and §15; for drafters: docs/language/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from attrs import frozen

from rulesdsl.check.agreement_limits import check_limits
from rulesdsl.check.agreement_literals import Use, literal_uses
from rulesdsl.check.agreement_match import Key, Ledger, Matcher, Outcome, key
from rulesdsl.check.agreement_names import check_names
from rulesdsl.check.agreement_order import check_order
from rulesdsl.check.agreement_reports import contradictory, differs, not_found, not_used, outside, useless_excuse
from rulesdsl.check.agreement_words import check_words
from rulesdsl.check.clause_features import Features, features
from rulesdsl.check.clause_lines import all_atoms, condition_of
from rulesdsl.check.placement import Figure, PlacedClause, inside, placed_in, regions
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.condition import Membership
from rulesdsl.model.document import Document
from rulesdsl.model.grant import Grant
from rulesdsl.model.measure import Measure
from rulesdsl.model.quotation import Excuse
from rulesdsl.model.relation import ExceptionTo
from rulesdsl.model.ruleset import Home
from rulesdsl.source.units import SourceText

_COMPARED = ("condition", "requirement")


@frozen
class Numbers:
    """The numbers of one clause: the rule's, what became of them, and the figures they take."""

    clause: PlacedClause
    uses: tuple[Use, ...]
    outcomes: tuple[Outcome, ...]
    ledger: Ledger


def check_agreement(matter: Matter) -> tuple[Diagnostic, ...]:
    """Compare every clause with its quotes.

    Diagnostics:
        RD504 a number that the quotes don't have, RD505 one that the rule doesn't use, RD506 another bound or use, RD507 an
        agency or fund, RD508 and RD509 a word that carries meaning, RD510 an excuse for nothing, RD516 another order than
        after 分别, RD517 two bound words that disagree without a 口径.
    """
    everywhere = Ledger()
    for one in matter.in_each_measure(_numbers, text=True):
        everywhere.taken |= one.ledger.taken
    found: list[Diagnostic] = []
    for measure in matter.rules.measures:
        numbers = matter.of_measure(_numbers, measure, partial(_numbers, matter, measure), *matter.texts_of(measure))
        figures = (figure for one in numbers for figure in one.clause.figures if figure.primary)
        used = frozenset(key(figure) for figure in figures if everywhere.used(figure))
        dates = _dates(matter.rules.documents.get(measure.document))
        check = partial(_in_measure, matter, measure, numbers, used, dates)
        found += matter.of_measure(check_agreement, measure, check, *matter.texts_of(measure), used, dates)
    found += matter.in_each_measure(check_names, text=True)
    return tuple(found)


def _in_measure(
    matter: Matter, measure: Measure, numbers: tuple[Numbers, ...], used: frozenset[Key], dates: frozenset[int]
) -> tuple[Diagnostic, ...]:
    """Compare the clauses of one measure with their quotes.

    Args:
        used: the figures of primary quotes that some clause of the rules uses.
        dates: the days that the document's own lines use.
    """
    text = matter.texts.get(measure.document)
    said = _said(matter, measure)
    found: list[Diagnostic] = []
    for one in numbers:
        have = said[one.clause.home.id].features
        found += _figures(text, one, used, dates)
        found += check_order(one.clause, one.uses)
        found += check_limits(matter, one.outcomes, have)
        found += check_words(one.clause, have, _excused(text, one.clause))
    return tuple(found)


@frozen
class Said:
    """What a clause says, whatever its text is: its numbers, and what it does."""

    uses: tuple[Use, ...]
    features: Features


def _said(matter: Matter, measure: Measure) -> dict[str, Said]:
    def read() -> dict[str, Said]:
        homes = (Home(measure, clause) for clause in measure.clauses)
        return {home.id: Said(literal_uses(home.clause), features(matter.rules, home.clause)) for home in homes}

    return matter.of_measure(Said, measure, read)


def _numbers(matter: Matter, measure: Measure) -> tuple[Numbers, ...]:
    said = _said(matter, measure)
    return tuple(_numbers_of(matter, clause, said[clause.home.id].uses) for clause in placed_in(matter, measure))


def _numbers_of(matter: Matter, clause: PlacedClause, uses: tuple[Use, ...]) -> Numbers:
    exception = clause.home.clause.one(ExceptionTo)
    target = matter.rules.resolve(exception.clause, clause.home.measure.id) if exception is not None else None
    near = placed_in(matter, target.measure) if target is not None else ()
    excepted = tuple(
        figure for other in near if target is not None and other.home.id == target.id for figure in other.figures
    )
    matcher = Matcher(matter.rules, matter.texts.get(clause.home.measure.document), clause, excepted)
    outcomes, ledger = matcher.match_all(uses)
    return Numbers(clause, uses, outcomes, ledger)


def _excuses(clause: PlacedClause) -> tuple[Excuse, ...]:
    return clause.home.clause.everywhere(Excuse)


def _excused(text: SourceText | None, clause: PlacedClause) -> tuple[Span, ...]:
    """The places of the text that 免读 names."""
    return regions(text, clause, tuple(excuse.quote for excuse in _excuses(clause)))


def _dates(document: Document | None) -> frozenset[int]:
    """The days that the document's own 施行 and 失效 lines take from the text."""
    if document is None:
        return frozenset()
    stated = document.in_force.date if document.in_force is not None else None
    return frozenset(date.first for date in (stated, document.expires) if date is not None and date.first == date.last)


def _figures(
    text: SourceText | None, one: Numbers, used: frozenset[Key], dates: frozenset[int]
) -> Iterator[Diagnostic]:
    excused = _excused(text, one.clause)
    waived = {key(figure) for figure in one.clause.figures if any(inside(figure.place, place) for place in excused)}
    waived |= {key(item) for item in one.clause.figures if item.reading.kind == "date" and item.reading.value in dates}
    open_ = _open(one, used, waived)
    for outcome in one.outcomes:
        if outcome.derived or _another_reading(outcome, one.outcomes):
            continue
        if outcome.differing is not None:
            open_.pop(key(outcome.differing), None)
            yield differs(outcome.use, outcome.differing)
        elif not outcome.hits:
            yield not_found(one.clause, outcome.use, open_)
        elif outcome.outside:
            yield outside(outcome.use, outcome.hits[0].figure)
    yield from (not_used(figure) for figure in open_.values())
    yield from contradictory(one.clause, one.outcomes)
    yield from _excuse_problems(text, one, waived)


def _another_reading(outcome: Outcome, outcomes: tuple[Outcome, ...]) -> bool:
    """Whether the text gives no bound (贷款余额的70%) and the choice point has a reading without one beside this one."""
    reading, figure = outcome.use.stood.reading, outcome.differing
    if reading is None or figure is None or figure.reading.bound != "=" or outcome.use.role not in _COMPARED:
        return False
    beside = (other for other in outcomes if other.use.stood.reading is reading)
    return any(key(hit.figure) == key(figure) for other in beside for hit in other.hits)


def _open(one: Numbers, used: frozenset[Key], waived: set[Key]) -> dict[Key, Figure]:
    """The figures of primary quotes that no number of any clause takes."""
    names = _choice_names(one.clause)
    found: dict[Key, Figure] = {}
    for figure in one.clause.figures:
        if not figure.primary or key(figure) in waived or key(figure) in used:
            continue
        if not any(figure.written in name for name in names):
            found[key(figure)] = figure
    return found


def _choice_names(clause: PlacedClause) -> tuple[str, ...]:
    """The choices a clause names: 三等奖 as a choice accounts for its own number."""
    found: list[str] = []
    for stood in clause.home.clause.stood:
        condition = condition_of(stood.line)
        for atom in all_atoms(condition) if condition is not None else ():
            if isinstance(atom, Membership):
                found += (name.text for name in atom.choices)
        if isinstance(stood.line, Grant) and stood.line.bands is not None:
            found += (name.text for row in stood.line.bands.rows for name in row.choices)
    return tuple(found)


def _excuse_problems(text: SourceText | None, one: Numbers, waived: set[Key]) -> Iterator[Diagnostic]:
    """RD510: an excuse that names no number or word, or only numbers that the rule uses."""
    words: Mapping[Span, str] = {word.place: word.word.text for word in one.clause.words if word.primary}
    for excuse in _excuses(one.clause):
        places = regions(text, one.clause, (excuse.quote,))
        meant = [figure for figure in one.clause.figures if any(inside(figure.place, place) for place in places)]
        if any(inside(word, place) for word in words for place in places):
            continue
        if all(one.ledger.used(figure) for figure in meant if key(figure) in waived):
            yield useless_excuse(excuse, meant)
