"""What a measure's meaning can depend on in the rules: the vocabulary, its document, and the measures tied to it by references.

A reference ties both ways, and ties chain: an exception reads the clause it excepts from, and is read with it. So the measures fall
into groups, most of a single one, and an edit in one group changes nothing in another.
"""

from __future__ import annotations

from rulesdsl.memo import Grounds, Memo
from rulesdsl.model.measure import Measure
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.tree import ClauseRef


def reach(rules: RuleSet, memo: Memo) -> Reach:
    """The reach of every measure, found once for all who ask under one memo."""
    return memo.recall(Reach, (rules,), lambda: Reach(rules))


class Reach:
    """The groups of one rule set."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._numbers = tuple(rules.documents)
        self._head = {id(measure): id(measure) for measure in rules.measures}
        self._targets = {id(measure): self._tied(measure) for measure in rules.measures}
        self._groups: dict[int, list[object]] = {}
        for measure in rules.measures:
            self._groups.setdefault(self._top(id(measure)), []).extend((measure, self._targets[id(measure)]))

    def of(self, measure: Measure) -> Grounds:
        """All of the rules that the meaning of a measure can depend on, as grounds of a part in a memo."""
        group = self._groups[self._top(id(measure))]
        return (*self._rules.vocabularies, self._rules.documents.get(measure.document), self._numbers, measure, *group)

    def documents(self, measure: Measure) -> tuple[str, ...]:
        """The documents of the measures in a measure's group."""
        group = self._groups[self._top(id(measure))]
        return tuple(dict.fromkeys(item.document for item in group if isinstance(item, Measure)))

    def _tied(self, measure: Measure) -> object:
        """Put a measure into one group with those it names.

        Returns:
            The ids of the clauses it names; something never seen before where one is unknown, as the advice is then a name of any
            other measure.
        """
        refs = [ref for clause in measure.clauses for ref in clause.parts(ClauseRef)]
        found = [self._rules.resolve(ref, measure.id) for ref in refs]
        for target in found:
            if target is not None:
                self._head[self._top(id(measure))] = self._top(id(target.measure))
        return object() if None in found else tuple(target.id for target in found if target is not None)

    def _top(self, member: int) -> int:
        while self._head[member] != member:
            member = self._head[member]
        return member
