"""Whether a passage still says what a rule reads in it: the facts and choices by their names and 表述."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import fields, has

from rulesdsl.model.condition import Membership
from rulesdsl.model.expression import Field
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.source.fold import fold


def unsaid(rules: RuleSet, part: object, before: str, after: str) -> str:
    """The first fact or choice of a condition or line that a passage named before and no longer names; "" where there is none.

    A fact that the passage never named by a known word can't be missed in it.
    """
    old, new = fold(before).text, fold(after).text
    for name, words in _named(rules, part):
        folded = [fold(word).text for word in words]
        if any(word in old for word in folded) and not any(word in new for word in folded):
            return name
    return ""


def _named(rules: RuleSet, part: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a part of the model reads: its name, and the words that say it."""
    if isinstance(part, Field):
        declared = rules.fields.get((part.subject, part.name))
        phrases = tuple(quote.text for quote in declared.phrases) if declared is not None else ()
        yield f"{part.subject}.{part.name}", (part.name, *phrases)
    elif isinstance(part, tuple):
        for item in part:
            yield from _named(rules, item)
    elif has(type(part)):
        if isinstance(part, Membership):
            yield from ((choice.text, (choice.text,)) for choice in part.choices)
        for attribute in fields(type(part)):
            yield from _named(rules, getattr(part, attribute.name))
