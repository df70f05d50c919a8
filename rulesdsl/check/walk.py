"""How checks go through a clause: its readings combined, what 记 names, the clauses it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from rulesdsl.model.expression import Expression, Let, Window
from rulesdsl.model.measure import Clause, Line
from rulesdsl.model.ruleset import Home, RuleSet
from rulesdsl.model.tree import ClauseRef

Lets = dict[str, Expression | Window]
MOST_VARIANTS = 64
"""Combinations of readings that a check looks at; a clause with more is checked in its first ones."""


def variants(clause: Clause, *kinds: type) -> Iterator[tuple[Line, ...]]:
    """The clause's lines under every combination of the readings that hold a line of `kinds`."""
    points = [
        reading
        for reading in clause.readings
        if any(isinstance(line, kinds) for option in reading.options for line in option.lines)
    ]
    for chosen in islice(product(*(reading.options for reading in points)), MOST_VARIANTS):
        yield (*clause.lines, *(line for option in chosen for line in option.lines))


def lets_in(lines: tuple[Line, ...]) -> Lets:
    """What 记 names among some lines."""
    return {line.name: line.value for line in lines if isinstance(line, Let)}


def all_lets(clause: Clause) -> Lets:
    """What 记 names in the clause and all its readings; the first of one name counts."""
    found: Lets = {}
    for line in clause.everywhere(Let):
        found.setdefault(line.name, line.value)
    return found


def target_homes(rules: RuleSet, home: Home, refs: tuple[ClauseRef, ...]) -> tuple[Home, ...]:
    """The clauses that references mean, unknown ones left out; the clause itself where there are no references."""
    if not refs:
        return (home,)
    found = (rules.resolve(ref, home.measure.id) for ref in refs)
    return tuple(item for item in found if item is not None)
