"""The whole rule set: all files' models together, with the look-ups that later stages share. Names are resolved here only."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from attrs import frozen

from rulesdsl.model.amendment import Amendment, Restatement
from rulesdsl.model.build import FileModel
from rulesdsl.model.document import Document
from rulesdsl.model.measure import Clause, Measure
from rulesdsl.model.test_case import TestCase
from rulesdsl.model.tree import ClauseRef
from rulesdsl.model.vocabulary import Body, FieldDeclaration, Subject, Unit, Vocabulary

Key = TypeVar("Key")
Value = TypeVar("Value")


@frozen(slots=False)
class Home:
    """A clause with the measure it stands in."""

    measure: Measure
    clause: Clause

    @cached_property
    def id(self) -> str:
        """`闽政〔2015〕36号/第十四项/省外中标奖励`."""
        return f"{self.measure.id}/{self.clause.name.text}"


@frozen(slots=False)
class RuleSet:
    """Everything the rule files say, in file order."""

    files: tuple[FileModel, ...]

    @cached_property
    def documents(self) -> dict[str, Document]:
        """By number; the first declaration counts."""
        return _first((document.number, document) for file in self.files for document in file.documents)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """All measures, in file order."""
        return tuple(measure for file in self.files for measure in file.measures)

    @cached_property
    def homes(self) -> tuple[Home, ...]:
        """Every clause with its measure, in file order."""
        return tuple(Home(measure, clause) for measure in self.measures for clause in measure.clauses)

    @cached_property
    def by_id(self) -> dict[str, Home]:
        """Clauses by id; the first of one name counts."""
        return _first((home.id, home) for home in self.homes)

    @cached_property
    def test_cases(self) -> tuple[tuple[str, TestCase], ...]:
        """(id of the measure above, case)."""
        return tuple(item for file in self.files for item in file.test_cases)

    @cached_property
    def amendments(self) -> tuple[Amendment, ...]:
        """All amendments, in file order."""
        return tuple(item for file in self.files for item in file.amendments)

    @cached_property
    def restatements(self) -> tuple[Restatement, ...]:
        """All restated clauses."""
        return tuple(item for file in self.files for item in file.restatements)

    @cached_property
    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """All vocabularies."""
        return tuple(item for file in self.files for item in file.vocabularies)

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """Declared subjects by name."""
        return _first((item.name.text, item) for v in self.vocabularies for item in v.subjects)

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Declared units, also under their synonyms."""
        declared = [item for v in self.vocabularies for item in v.units]
        return _first((name.text, unit) for unit in declared for name in (unit.name, *unit.synonyms))

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """Agencies and funds by name."""
        return _first((item.name.text, item) for v in self.vocabularies for item in v.bodies)

    @cached_property
    def body_words(self) -> frozenset[str]:
        """The names and phrases of all agencies and funds."""
        return frozenset(phrase.text for body in self.bodies.values() for phrase in body.phrases) | self.bodies.keys()

    @cached_property
    def fields(self) -> dict[tuple[str, str], FieldDeclaration]:
        """Facts by (subject, name)."""
        return {(name, item.name.text): item for name, subject in self.subjects.items() for item in subject.fields}

    def resolve(self, ref: ClauseRef, measure_id: str) -> Home | None:
        """The clause a reference means, seen from a measure: names are sought there first, then in its document."""
        document, _, locator = measure_id.partition("/")
        where = ref.document or document
        if ref.locator or not ref.document:
            found = self.by_id.get(f"{where}/{ref.locator or locator}/{ref.name}")
            if found is not None or ref.locator:
                return found
        matches = self._by_name.get((where, ref.name), ())
        return matches[0] if len(matches) == 1 else None

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Home]]:
        found: dict[tuple[str, str], list[Home]] = {}
        for home in self.homes:
            found.setdefault((home.measure.document, home.clause.name.text), []).append(home)
        return found

    def unit_name(self, unit: str) -> str:
        """The declared name of a unit, itself if it is none."""
        found = self.units.get(unit)
        return found.name.text if found is not None else unit

    def ancestors(self, subject: str) -> tuple[str, ...]:
        """The subject and all it belongs to, nearest first. Cycles are cut (`check` reports them)."""
        seen: list[str] = []
        queue = [subject]
        while queue:
            name = queue.pop(0)
            if name in seen or name not in self.subjects:
                continue
            seen.append(name)
            queue.extend(owner.text for owner in self.subjects[name].owners)
        return tuple(seen)


def _first(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found
