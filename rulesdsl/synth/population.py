"""Who there is: the instances of every subject, how many each owner has, and how large they are.

The anchor is the subject to which most others belong (企业). What belongs to a subject is made in its owner's order, so an owner's rows
stand together in every table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rulesdsl.plan.plan import Plan
from rulesdsl.synth.draws import Draws, Integers, Truths
from rulesdsl.tables.facts import wanted_subjects

STEP = 100_000
"""Instances of a root that are made at a time."""
BLOCK, GROUPED = 20, 3
"""Of every twenty anchors the first three share one group (集团)."""
WITHOUT_OWNER, WITH_SECOND = 50_000, 100_000
"""Millionths: instances that belong to nobody where that is allowed; that also belong to a second owner where there is one."""
CLASSES = ((10_000, 100_000_000_000), (100_000, 10_000_000_000), (500_000, 1_000_000_000), (1_000_000, 150_000_000))
"""Size classes of roots: cumulative millionths (1 % large, 9 % medium, 40 % small, 50 % very small) and median revenue in fen."""


class Spec(NamedTuple):
    """What was asked for: `projects` in thousandths, of the first subject below an anchor; `nulls` in millionths."""

    enterprises: int
    seed: int = 1
    projects: int = 3000
    nulls: int = 50_000


class Rows(NamedTuple):
    """A stretch of a table: row numbers from 0; a year's revenue in fen; by owner subject the owner's row number, −1 for none."""

    numbers: Integers
    size: Integers
    owners: dict[str, Integers]


class Population:
    """The subjects of a plan, filled as a spec says."""

    def __init__(self, plan: Plan, spec: Spec) -> None:
        self.plan, self.spec, self.draws = plan, spec, Draws(spec.seed)
        self.subjects = wanted_subjects(plan)
        owners = [plan.subjects[subject].owners[:1] for subject in self.subjects]
        self.anchor = max(self.subjects, key=lambda subject: owners.count((subject,)), default="")
        below = (subject for subject in self.subjects if plan.subjects[subject].owners[:1] == (self.anchor,))
        self.first_below = next(below, "")

    def rows(self, subject: str) -> Iterator[Rows]:
        """A subject's instances, a stretch at a time."""
        owner = self._maker(subject)
        if not owner:
            yield from self._roots(subject)
            return
        made = 0
        for above in self.rows(owner):
            counts = self._counts(subject, owner, above.numbers)
            numbers = np.arange(made, made + int(counts.sum()), dtype=np.int64)
            made += len(numbers)
            owners = self._owners(subject, owner, numbers, np.repeat(above.numbers, counts))
            yield Rows(numbers, np.repeat(above.size, counts), owners)

    def _maker(self, subject: str) -> str:
        """The owner in whose order a subject is made; "" for a root. The anchor's own owner, a group, is made after it."""
        owners = self.plan.subjects[subject].owners
        return owners[0] if owners and subject != self.anchor else ""

    def count_of_root(self, subject: str) -> int:
        """How many instances a root has."""
        if subject == self.anchor:
            return self.spec.enterprises
        if subject in self.plan.subjects[self.anchor].owners:
            return -(-self.spec.enterprises // BLOCK)
        return max(1, self.spec.enterprises // 100)

    def _roots(self, subject: str) -> Iterator[Rows]:
        count = self.count_of_root(subject)
        for start in range(0, max(count, 1), STEP):
            numbers = np.arange(start, min(count, start + STEP), dtype=np.int64)
            owners = {}
            if subject == self.anchor:
                grouped = numbers % BLOCK < GROUPED
                owners = {name: np.where(grouped, numbers // BLOCK, -1) for name in self.plan.subjects[subject].owners}
            yield Rows(numbers, self._sizes(subject, numbers), owners)

    def _sizes(self, subject: str, numbers: Integers) -> Integers:
        drawn = self.draws.below(f"{subject}/档", numbers, 1_000_000)
        medians = np.select([drawn < share for share, _ in CLASSES], [median for _, median in CLASSES])
        return medians.astype(np.int64) // 1000 * self.draws.spread(f"{subject}/规模", numbers)

    def _counts(self, subject: str, owner: str, numbers: Integers) -> Integers:
        """How many of a subject each owner has: the first below the anchor as asked, others a thirtieth of that, further down 1 to 3."""
        if owner != self.anchor:
            return 1 + self.draws.below(f"{subject}/个数", numbers, 3)
        mean = self.spec.projects if subject == self.first_below else self.spec.projects // 30
        if mean >= 1000:
            return self.draws.below(f"{subject}/个数", numbers, 2 * mean // 1000 + 1)
        some: Truths = self.draws.chance(f"{subject}/有无", numbers, mean * 1000 * 2 // 3)
        return np.where(some, 1 + self.draws.below(f"{subject}/个数", numbers, 2), 0)

    def _owners(self, subject: str, first: str, numbers: Integers, above: Integers) -> dict[str, Integers]:
        declared = self.plan.subjects[subject]
        found = {first: above}
        for owner in declared.owners[1:]:
            also = self.draws.chance(f"{subject}/{owner}", numbers, WITH_SECOND)
            found[owner] = np.where(also, np.minimum(above // 100, self.count_of_root(owner) - 1), -1)
        if declared.owner_optional:
            alone = self.draws.chance(f"{subject}/无主", numbers, WITHOUT_OWNER)
            found[first] = np.where(alone, -1, above)
        return found
