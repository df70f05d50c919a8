"""A world: the rules, the readings and the days under which all facts are judged."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.cases.case import Case
from rulesdsl.plan.plan import ClausePlan, Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.readings import chosen_readings, matching_points
from rulesdsl.run.specialise import restrict, specialise

Family = tuple[str, str, str, int]
"""What the versions of a clause have in common: id, 视同, subject, year of its schedule."""


class World(NamedTuple):
    """What facts are judged under; `name` is what reports call it."""

    name: str
    plan: Plan
    readings: tuple[tuple[str, str], ...]
    setting: Setting

    @property
    def own_readings(self) -> tuple[tuple[str, str], ...]:
        """The readings of choice points that the rules have: an act brings its own, which the rules without it lack."""
        return tuple(item for item in self.readings if matching_points(self.plan, item[0]))

    @property
    def choices(self) -> dict[str, str]:
        """Choice point → reading."""
        return chosen_readings(self.plan, Case("", None, None, None, {}, None, (), self.own_readings))

    @property
    def specialised(self) -> Plan:
        """The plan under its readings."""
        return specialise(self.plan, self.choices)


def family_of(clause: ClausePlan) -> Family:
    """The family of a clause version."""
    return clause.id, clause.deemed, clause.subject, clause.year_shift


def focused(world: World, families: frozenset[Family]) -> World:
    """The world with some clauses only; limits and exclusions without members are gone.

    Args:
        families: closed under limits, exclusions and what clauses ask of each other, so that nothing of them changes.
    """
    numbers = [number for number, clause in enumerate(world.plan.clauses) if family_of(clause) in families]
    plan = restrict(world.plan, numbers)
    limits = [number for number, item in enumerate(plan.limits) if item.members]
    exclusions = [number for number, item in enumerate(plan.exclusions) if any(item.members)]
    place = {("limit", old): new for new, old in enumerate(limits)}
    place |= {("exclusion", old): new for new, old in enumerate(exclusions)}
    left = plan._replace(
        limits=tuple(plan.limits[number] for number in limits),
        exclusions=tuple(plan.exclusions[number] for number in exclusions),
        adjustments=tuple((kind, place[kind, at]) for kind, at in plan.adjustments if (kind, at) in place),
    )
    # Once more, for the bounds of the limits that are gone.
    return world._replace(plan=specialise(left, {}))
