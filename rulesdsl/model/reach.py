"""What a measure's meaning can depend on in the rules: the vocabulary, and the measures tied to it by references.

A reference ties both ways, and ties chain: an exception reads the clause it excepts from, and is read with it. So the measures fall
into groups, most of a single one, and an edit in one group changes nothing in another.
"""

from __future__ import annotations

from sys import intern

from rulesdsl.memo import Grounds, Memo
from rulesdsl.model.measure import Measure
from rulesdsl.model.ruleset import RuleSet


def reach(rules: RuleSet, memo: Memo) -> Reach:
    """The reach of every measure, found once for all who ask under one memo."""
    return memo.recall(Reach, (rules,), lambda: Reach(rules))


class Reach:
    """The groups of one rule set: what is grounds for a part of a memo that looks at one measure, or at all."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._head = {id(measure): id(measure) for measure in rules.measures}
        named = [self._tied(measure) for measure in rules.measures]
        self._groups: dict[int, list[object]] = {}
        for measure, targets in zip(rules.measures, named, strict=True):
            self._groups.setdefault(self._top(id(measure)), []).extend((measure, targets))
        heads = (*rules.vocabularies, intern("\n".join(rules.documents)))
        self._grounds = {id(measure): self._of(measure, heads) for measure in rules.measures}
        self.whole: Grounds = (*heads, *rules.measures, *named)

    def of(self, measure: Measure) -> Grounds:
        """All of the rules that the meaning of a measure can depend on; of documents only which there are."""
        return self._grounds[id(measure)]

    def documents(self, measure: Measure) -> tuple[str, ...]:
        """The documents of the measures in a measure's group."""
        group = self._groups[self._top(id(measure))]
        return tuple(dict.fromkeys(item.document for item in group if isinstance(item, Measure)))

    def _of(self, measure: Measure, heads: Grounds) -> Grounds:
        return *heads, measure, *self._groups[self._top(id(measure))]

    def _tied(self, measure: Measure) -> object:
        """Put a measure into one group with those it names.

        Returns:
            The ids of the clauses it names; something never seen before where one is unknown, as the advice is then a name of any
            other measure.
        """
        found = [self._rules.resolve(ref, measure.id) for ref in measure.refs]
        for target in found:
            if target is not None:
                self._head[self._top(id(measure))] = self._top(id(target.measure))
        return object() if None in found else intern("\n".join(target.id for target in found if target is not None))

    def _top(self, member: int) -> int:
        while self._head[member] != member:
            member = self._head[member]
        return member
