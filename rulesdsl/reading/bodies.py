"""Which agencies and funds a text names: their names and 表述, longest first."""

from __future__ import annotations

import re

from rulesdsl.model.ruleset import RuleSet
from rulesdsl.source.fold import fold


class Bodies:
    """Finds the declared bodies in a folded text: longest name first, so that a part of a longer name doesn't count."""

    def __init__(self, rules: RuleSet) -> None:
        self.by_phrase: dict[str, set[str]] = {}
        for body in rules.bodies.values():
            for phrase in (body.name.text, *(quote.text for quote in body.phrases)):
                self.by_phrase.setdefault(fold(phrase).text, set()).add(body.name.text)
        longest_first = sorted((phrase for phrase in self.by_phrase if phrase), key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self.known: dict[str, frozenset[str]] = {}

    def named_in(self, folded: str) -> frozenset[str]:
        """The bodies that a folded text names."""
        if folded not in self.known:
            self.known[folded] = frozenset(name for names in self.each_in(folded) for name in names)
        return self.known[folded]

    def each_in(self, folded: str) -> list[set[str]]:
        """For each place that names a body, the bodies it can mean."""
        return [self.by_phrase[hit[0]] for hit in self.pattern.finditer(folded)]
