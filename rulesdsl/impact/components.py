"""Which sentences of an act bear on money, on which clauses, and which of them have to be looked at together.

Two sentences belong together when they touch clauses of one group (tied by limits, exclusions or questions), or when one can't be
executed without the other. What a component changes is then its own: the changes of all components sum to that of the act.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.impact.coalitions import Coalitions, Members, SentenceOf
from rulesdsl.impact.meaning import Meaning, Numbers, changed_clauses, groups, meaning, said
from rulesdsl.impact.shapley import Players, prefixes, subsets
from rulesdsl.impact.worlds import Family, World, focused

MOST_AT_ONCE = 8
"""Sentences of a component for which all coalitions are computed; beyond that they are taken in written order."""


class Component(NamedTuple):
    """Sentences that belong together, in written order, and the clauses they touch.

    `worlds` are the different worlds that their coalitions make, cut to these clauses; `world_of` says which one a coalition makes.
    """

    sentences: tuple[int, ...]
    families: frozenset[Family]
    worlds: tuple[World, ...]
    world_of: dict[Players, int]

    @property
    def in_order(self) -> bool:
        """Whether sentences are taken in written order."""
        return len(self.sentences) > MOST_AT_ONCE


class Game(NamedTuple):
    """The sentences of an act, the clauses (ids) that each changes in any way, and the components of those that bear on money."""

    sentences: tuple[SentenceOf, ...]
    touched: tuple[tuple[str, ...], ...]
    components: tuple[Component, ...]


def game(coalitions: Coalitions, like: World) -> Game:
    """Find the components.

    Args:
        like: the readings and days under which the sentences are looked at.
    """
    finder = _Finder(coalitions, like)
    touched = tuple(finder.touched(one) for one in range(len(coalitions.sentences)))
    return Game(coalitions.sentences, touched, tuple(finder.component(*found) for found in finder.found()))


class _Finder:
    """What each sentence does alone and what is missed without it, and what follows from that."""

    def __init__(self, coalitions: Coalitions, like: World) -> None:
        self.coalitions, self.like, self.numbers = coalitions, like, Numbers()
        self.everyone = coalitions.everyone
        self.nobody, self.all = self.meaning(frozenset()), self.meaning(self.everyone)
        self.alone = {one: self.meaning(frozenset({one})) for one in sorted(self.everyone)}
        self.missed = {one: self.meaning(self.everyone - {one}) for one in sorted(self.everyone)}
        meanings = (self.nobody, self.all, *self.alone.values(), *self.missed.values())
        paying = frozenset(family for found in meanings for family, amounts in found.amounts.items() if amounts - {-1})
        self.groups = [group for group in groups(*meanings) if group & paying]
        self.touches = {
            one: self.differing(self.nobody, self.alone[one]) | self.differing(self.missed[one], self.all)
            for one in self.alone
        }

    def world(self, members: Members) -> World:
        """The world that some sentences make."""
        return self.like._replace(plan=self.coalitions.of(members).plan)

    def meaning(self, members: Members) -> Meaning:
        return meaning(self.world(members), self.numbers)

    def differing(self, one: Meaning, other: Meaning) -> frozenset[int]:
        """The groups of which two worlds say different things about money."""
        return frozenset(
            place
            for place, group in enumerate(self.groups)
            if said(one, group, whole=False) != said(other, group, whole=False)
        )

    def touched(self, sentence: int) -> tuple[str, ...]:
        """The clauses that a sentence changes, alone or beside all others."""
        pairs = ((self.nobody, self.alone[sentence]), (self.missed[sentence], self.all))
        return tuple(sorted({name for one, other in pairs for name in changed_clauses(one, other)}))

    def found(self) -> list[tuple[tuple[int, ...], frozenset[Family]]]:
        """The components, each with its clauses; one of all sentences where these don't account for the whole act."""
        parts = [part for part in self._connected() if any(self.touches[one] for one in part)]
        owned = {place: part for part in parts for one in part for place in self.touches[one]}
        meanings = {part: self.meaning(frozenset(part)) for part in parts}
        explained = all(
            said(meanings[owned[place]] if place in owned else self.nobody, group, whole=False)
            == said(self.all, group, whole=False)
            for place, group in enumerate(self.groups)
        )
        if not explained:
            parts, owned = [tuple(sorted(self.touches))], dict.fromkeys(self.differing(self.nobody, self.all), ())
        return [
            (
                part,
                frozenset().union(*(self.groups[place] for place in owned if not explained or owned[place] == part)),
            )
            for part in parts
        ]

    def _connected(self) -> list[tuple[int, ...]]:
        """Sentences that share a group, or of which one is left out with the other."""
        parts: list[Members] = [frozenset({one}) for one in self.touches]
        ties: list[Members] = [
            frozenset(one for one in self.touches if place in self.touches[one]) for place in range(len(self.groups))
        ]
        ties += [self.everyone - self.coalitions.of(self.everyone - {one}).executed for one in sorted(self.everyone)]
        for tie in ties:
            joined = [part for part in parts if part & tie]
            if len(joined) > 1:
                parts = [part for part in parts if not part & tie] + [frozenset().union(*joined)]
        return sorted(tuple(sorted(part)) for part in parts)

    def component(self, sentences: tuple[int, ...], families: frozenset[Family]) -> Component:
        """The coalitions of a component; those that mean the same are one world."""
        coalitions = subsets(sentences) if len(sentences) <= MOST_AT_ONCE else prefixes(sentences)
        known: dict[object, int] = {}
        worlds: list[World] = []
        world_of: dict[Players, int] = {}
        for members in coalitions:
            world = self.world(members)
            found = meaning(world, self.numbers)
            says = tuple(said(found, group, whole=False) for group in self.groups if group <= families)
            if says not in known:
                known[says] = len(worlds)
                worlds.append(focused(world, families))
            world_of[members] = known[says]
        return Component(sentences, families, tuple(worlds), world_of)
