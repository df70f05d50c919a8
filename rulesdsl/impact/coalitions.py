"""What the rules would be if only some sentences of an act were executed.

A sentence that can't be executed without another one (its words are put in by that one, or a 改写 rests on both) is left out where that
one is: the rules are those of the sentences that can be executed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from attrs import evolve

from rulesdsl.amendments.act import Act
from rulesdsl.amendments.history import Amended, History, Version, history
from rulesdsl.amendments.pasted import read_amendment
from rulesdsl.diagnostics import Diagnostic, severity_of
from rulesdsl.memo import Memo
from rulesdsl.model.amendment import Amendment, Restatement
from rulesdsl.model.quotation import Quoted
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.versions import compile_versions
from rulesdsl.reading.places import occurrences
from rulesdsl.source.fold import fold

Members = frozenset[int]
"""Sentences by their place in the list that is asked about."""


class SentenceOf(NamedTuple):
    """One sentence: of which amendment (its place in the rule set), which one there, its label, and its words."""

    amendment: int
    place: int
    document: str
    label: str
    text: str


class Coalition(NamedTuple):
    """The rules with some sentences: those that could be executed, and the plan.

    `lost` are the errors of other acts, which can't be executed without the sentences that are left out.
    """

    executed: Members
    plan: Plan
    lost: tuple[Diagnostic, ...] = ()


def sentences_of(amendments: Sequence[Amendment], asked: Sequence[int]) -> tuple[SentenceOf, ...]:
    """The sentences of some amendments, in written order.

    Args:
        amendments: all of the rule set.
        asked: the places of those whose sentences are wanted.
    """
    found = []
    for number in asked:
        amendment = amendments[number]
        for place, sentence in enumerate(read_amendment(amendment).sentences):
            label = sentence.label or f"第{place + 1}句"
            found.append(SentenceOf(number, place, amendment.document, label, _words(amendment, sentence.span.start)))
    return tuple(found)


def _words(amendment: Amendment, start: int) -> str:
    """The line of the act in which a sentence begins."""
    lines = [line for line in amendment.sentences if line.span.start <= start]
    return lines[-1].text if lines else ""


class Coalitions:
    """Compiles rules with some of an act's sentences, each set once; all other acts stay as they are."""

    def __init__(self, past: History, sentences: tuple[SentenceOf, ...]) -> None:
        self.sentences = sentences
        self._first = past.versions[0]
        self._asked = frozenset(item.amendment for item in sentences)
        self._rests = _restated_by(past, sentences)
        self._memo = Memo()
        self._made: dict[Members, Coalition] = {}

    @property
    def everyone(self) -> Members:
        """All sentences."""
        return frozenset(range(len(self.sentences)))

    def of(self, members: Members) -> Coalition:
        """The rules with just these sentences, as far as they can be executed."""
        found = self._made.get(members)
        if found is None:
            found = self._made[members] = self._compile(members)
        return found

    def _compile(self, members: Members) -> Coalition:
        past = self._history(members)
        wrong = {place for item in past.diagnostics for place in self._at(item, members)}
        if wrong:
            return self.of(members - wrong)
        lost = tuple(item for item in past.diagnostics if severity_of(item.code) == "error")
        return Coalition(members, compile_versions(past.versions, self._memo), lost)

    def _history(self, members: Members) -> History:
        """The versions with the amendments of which any sentence is executed, and the restatements that rest on nothing else."""
        kept: dict[int, set[int]] = {}
        for member in members:
            kept.setdefault(self.sentences[member].amendment, set()).add(self.sentences[member].place)
        amendments = self._first.rules.amendments
        gone = {amendments[number].span for number in self._asked if number not in kept}
        left = {amendments[number].span: places for number, places in kept.items()}
        lost = {span for span, rests in self._rests.items() if not rests <= members}

        def read(amendment: Amendment, memo: Memo) -> Act:
            act, places = read_amendment(amendment, memo), left.get(amendment.span)
            if places is None:
                return act
            return evolve(act, sentences=tuple(item for at, item in enumerate(act.sentences) if at in places))

        files = tuple(
            evolve(
                file,
                amendments=tuple(item for item in file.amendments if item.span not in gone),
                restatements=tuple(
                    item for item in file.restatements if item.span not in lost and item.amendment not in gone
                ),
            )
            if file.amendments or file.restatements
            else file
            for file in self._first.rules.files
        )
        return history(RuleSet(files), self._first.texts, self._memo, read)

    def _at(self, problem: Diagnostic, members: Members) -> Iterator[int]:
        """The sentences that an error is about; the last one where it has no place among them."""
        if severity_of(problem.code) != "error" or not members:
            return
        amendments, span = self._first.rules.amendments, problem.span
        found = [
            member
            for member in members
            if span is not None
            for sentence in [read_amendment(amendments[self.sentences[member].amendment], self._memo)]
            for own in [sentence.sentences[self.sentences[member].place].span]
            if own.file == span.file and own.start <= span.start < own.end
        ]
        yield from found or [max(members)]


def _restated_by(past: History, sentences: tuple[SentenceOf, ...]) -> Mapping[object, Members]:
    """On which of the sentences each 改写 rests: those that touch what its clause quotes."""
    rules = past.versions[0].rules
    at = {(item.amendment, item.place): member for member, item in enumerate(sentences)}
    found: dict[object, Members] = {}
    for before, version in zip(past.versions, past.versions[1:], strict=False):
        for amended in version.amended:
            number = _number(rules, amended.amendment)
            for item in rules.restatements:
                if item.amendment == amended.amendment.span:
                    places = _places(before, amended, item)
                    found[item.span] = frozenset(at[number, place] for place in places if (number, place) in at)
    return found


def _number(rules: RuleSet, amendment: Amendment) -> int:
    return next(number for number, item in enumerate(rules.amendments) if item.span == amendment.span)


def _places(before: Version, amended: Amended, item: Restatement) -> set[int]:
    """The sentences behind a restated clause, by number: what touched the clause as it stood, and what put in the words it quotes."""
    clause = f"{amended.amendment.document}/{item.clause.locator}/{item.clause.name}"
    effects = [effect for effect in amended.effects if effect.kind == "restated" and effect.rule == clause]
    found = {place for effect in effects for place in effect.sentences}
    execution = amended.execution
    for line in item.lines.parts(Quoted):
        for span in occurrences(execution.text, execution.text.span, fold(line.quote.text)):
            found |= {
                run.sentence
                for run in execution.spans.inserted
                if run.new < span.end and span.start < run.new + run.length
            }
    known = any(home.id == clause for home in before.rules.homes)
    return found if found or known else set(range(len(execution.sentences)))
