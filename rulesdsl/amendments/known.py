"""What was known on a day: the rules without the acts that were published later (semantics: time).

An act may work from a day before it was published. Whoever decided in between could not know it; asking what was known then gives the
answer that was right then.
"""

from __future__ import annotations

from attrs import evolve

from rulesdsl.model.amendment import Amendment
from rulesdsl.model.ruleset import RuleSet


def known_on(rules: RuleSet, day: int | None) -> RuleSet:
    """The rules with the amendments published up to a day (an ordinal; None: all of them), and what these restate."""
    later = frozenset(item.span for item in rules.amendments if day is not None and _published_after(item, day))
    if not later:
        return rules
    return RuleSet(
        tuple(
            evolve(
                file,
                amendments=tuple(item for item in file.amendments if item.span not in later),
                restatements=tuple(item for item in file.restatements if item.amendment not in later),
            )
            for file in rules.files
        )
    )


def _published_after(amendment: Amendment, day: int) -> bool:
    """Where no source gives the day of publication, that of signature."""
    found = amendment.published or amendment.signed
    return found is not None and found.first > day
