"""All versions of the rules → the one plan: what an act leaves alone is one clause plan, what it changes is one a version.

>>> [(clause.id, clause.force) for clause in compile_versions(versions).clauses]
[('…/省外中标奖励', [2015年, 2020年12月3日]), ('…/省外中标奖励', [2020年12月4日, …))]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from rulesdsl.amendments.history import Version
from rulesdsl.memo import Memo
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.plan.compile import LoweredRules, lower_rules
from rulesdsl.plan.declarations import points, subjects, units
from rulesdsl.plan.force import Change, beginning, document_force
from rulesdsl.plan.lower_payment import working_order
from rulesdsl.plan.plan import (
    ALWAYS,
    ClausePlan,
    ClauseText,
    ExclusionPlan,
    LimitPlan,
    PeriodOfForce,
    Plan,
    PointPlan,
)
from rulesdsl.reading.places import known_unit

Key = tuple[str, str, str, int]
"""What versions of a clause have in common: id, deeming, subject, year of its schedule."""


@frozen
class Run:
    """A clause as it stands in the versions from `first` to `last`."""

    key: Key
    clause: ClausePlan
    text: ClauseText
    own_limits: frozenset[LimitPlan]
    first: int
    last: int

    def continues(self, other: Run) -> bool:
        """Whether another run is the same clause, unchanged, in the next version."""
        return self.last + 1 == other.first and (self.clause, self.text, self.own_limits) == (
            other.clause,
            other.text,
            other.own_limits,
        )


def compile_rules(rules: RuleSet) -> Plan:
    """The plan of rules without amendments."""
    return compile_versions((Version(rules, {}),))


def compile_versions(versions: Sequence[Version], memo: Memo | None = None) -> Plan:
    """The plan of all versions."""
    memo = memo or Memo()
    lowered: list[LoweredRules] = []
    orders = []
    for version in versions:
        before = lowered[-1].nodes if lowered else ()
        lowered.append(lower_rules(version.rules, version.texts, memo, before))
        orders.append(_in_document_order(version, memo))
        memo = memo.after
    runs = _runs(lowered, orders)
    force = _Dates(versions)
    clauses, texts = _dated(runs, force)
    places = _places(runs, lowered)
    found_limits = _limits(lowered, places, force)
    found_exclusions = _exclusions(lowered, places, force)
    first = versions[0].rules
    return Plan(
        subjects(first),
        units(first),
        lowered[-1].nodes,
        clauses,
        texts,
        found_limits,
        found_exclusions,
        working_order(first, found_limits, found_exclusions),
        _points(versions),
        {number: document.title.text if document.title else "" for number, document in first.documents.items()},
    )


def _points(versions: Sequence[Version]) -> dict[str, PointPlan]:
    found: dict[str, PointPlan] = {}
    for version in versions:
        for name, point in points(version.rules).items():
            found.setdefault(name, point)
    return found


def _runs(lowered: Sequence[LoweredRules], orders: Sequence[dict[str, tuple[int, int, int]]]) -> list[Run]:
    """Every clause in document order, its versions side by side.

    Args:
        orders: for each version, where its clauses stand.
    """
    order: list[Key] = []
    runs: dict[Key, list[Run]] = {}
    for number, rules in enumerate(lowered):
        before: Key | None = None
        at, limits = orders[number], _limits_by_place(rules)
        for place in sorted(range(len(rules.clauses)), key=lambda place: at[rules.clauses[place].id]):
            run = _run(rules, rules.clauses[place], limits.get(place, ()), number)
            if run.key not in runs:
                order.insert(order.index(before) + 1 if before is not None else 0, run.key)
                runs[run.key] = [run]
            elif runs[run.key][-1].continues(run):
                last = runs[run.key][-1]
                runs[run.key][-1] = Run(last.key, last.clause, last.text, last.own_limits, last.first, number)
            else:
                runs[run.key].append(run)
            before = run.key
    return [run for key in order for run in runs[key]]


def _in_document_order(version: Version, memo: Memo) -> dict[str, tuple[int, int, int]]:
    """Where each clause stands: by document, then by where its item begins in the text, then as written."""
    documents: dict[str, int] = {}
    starts: dict[str, int] = {}
    found: dict[str, tuple[int, int, int]] = {}
    for number, home in enumerate(version.rules.homes):
        measure = home.measure
        place = documents.setdefault(measure.document, len(documents))
        if measure.id not in starts:
            unit = known_unit(memo, version.texts.get(measure.document), measure)
            starts[measure.id] = unit.span.start if unit is not None else 0
        found.setdefault(home.id, (place, starts[measure.id], number))
    return found


def _limits_by_place(rules: LoweredRules) -> dict[int, list[LimitPlan]]:
    found: dict[int, list[LimitPlan]] = {}
    for limit in rules.limits:
        for place in limit.members:
            found.setdefault(place, []).append(limit)
    return found


def _run(rules: LoweredRules, clause: ClausePlan, limits: Iterable[LimitPlan], version: int) -> Run:
    own = frozenset(limit._replace(members=()) for limit in limits if limit.owner in ("", clause.subject))
    key = (clause.id, clause.deemed, clause.subject, clause.year_shift)
    return Run(key, clause._replace(text=0), rules.texts[clause.text], own, version, version)


class _Dates:
    """The day on which each version begins for each document."""

    def __init__(self, versions: Sequence[Version]) -> None:
        self.last = len(versions) - 1
        latest = versions[-1].rules.documents
        self._documents = {number: document_force(document) for number, document in latest.items()}
        self._repealed = {
            (number, item.amendment.document)
            for number, version in enumerate(versions)
            for item in version.amended
            if item.repealed
        }
        self._changes = [{item.amendment.document: item.amendment for item in version.amended} for version in versions]

    def change(self, version: int, document: str) -> Change:
        """What made a version, as it matters to a document: its own amendment, or else the act's on another one."""
        amendments = self._changes[version]
        found = amendments.get(document) or next(iter(amendments.values()))
        return Change(found.document, beginning(found.id, found, "amended"))

    def period(self, document: str, first: int, last: int, *, goes_on: bool) -> PeriodOfForce:
        """The period of something that stands in the versions from `first` to `last`."""
        whole = self._documents.get(document, ALWAYS)
        start = whole.start if first == 0 else self.change(first, document).first
        if last == self.last:
            return PeriodOfForce(start, whole.end)
        cause = "amended" if goes_on else "repealed" if (last + 1, document) in self._repealed else "struck"
        return PeriodOfForce(start, self.change(last + 1, document).ends(cause))


def _dated(runs: list[Run], dates: _Dates) -> tuple[tuple[ClausePlan, ...], tuple[ClauseText, ...]]:
    texts: dict[ClauseText, int] = {}
    clauses = []
    for place, run in enumerate(runs):
        goes_on = place + 1 < len(runs) and runs[place + 1].key == run.key
        force = dates.period(run.clause.document, run.first, run.last, goes_on=goes_on)
        clauses.append(run.clause._replace(force=force, text=texts.setdefault(run.text, len(texts))))
    return tuple(clauses), tuple(texts)


def _places(runs: list[Run], lowered: Sequence[LoweredRules]) -> list[list[int]]:
    """For each version, where its clauses stand in the plan."""
    at: dict[tuple[Key, int], int] = {}
    for place, run in enumerate(runs):
        for version in range(run.first, run.last + 1):
            at[run.key, version] = place
    return [
        [at[(item.id, item.deemed, item.subject, item.year_shift), number] for item in rules.clauses]
        for number, rules in enumerate(lowered)
    ]


def _limits(lowered: Sequence[LoweredRules], places: list[list[int]], dates: _Dates) -> tuple[LimitPlan, ...]:
    """Limits of a clause's own instances follow its versions; limits over several grants have a period where an act changes them."""
    found: dict[object, tuple[LimitPlan, dict[int, None], list[int]]] = {}
    for version, rules in enumerate(lowered):
        for limit in rules.limits:
            members = tuple(places[version][member] for member in limit.members)
            alone = limit._replace(members=())
            ids = frozenset(rules.clauses[member].id for member in limit.members)
            key: object = (alone, members) if not limit.owner else (alone, ids)
            known = found.setdefault(key, (alone, {}, []))
            known[1].update(dict.fromkeys(members))
            known[2].append(version)
    return tuple(
        limit._replace(members=tuple(sorted(members)), force=_force(dates, limit.id, limit.owner, versions))
        for limit, members, versions in found.values()
    )


def _exclusions(lowered: Sequence[LoweredRules], places: list[list[int]], dates: _Dates) -> tuple[ExclusionPlan, ...]:
    found: dict[object, tuple[ExclusionPlan, list[dict[int, None]], list[int]]] = {}
    for version, rules in enumerate(lowered):
        for exclusion in rules.exclusions:
            ids = tuple(frozenset(rules.clauses[item].id for item in member) for member in exclusion.members)
            key = (exclusion._replace(members=()), ids)
            known = found.setdefault(key, (exclusion, [{} for _ in exclusion.members], []))
            for members, member in zip(known[1], exclusion.members, strict=True):
                members.update(dict.fromkeys(places[version][item] for item in member))
            known[2].append(version)
    return tuple(
        exclusion._replace(
            members=tuple(tuple(sorted(member)) for member in members),
            force=_force(dates, exclusion.id, exclusion.owner, versions),
        )
        for exclusion, members, versions in found.values()
    )


def _force(dates: _Dates, owner_id: str, owner: str, versions: list[int]) -> PeriodOfForce | None:
    if not owner or len(set(versions)) == dates.last + 1:
        return None
    return dates.period(owner_id.partition("/")[0], versions[0], versions[-1], goes_on=versions[-1] < dates.last)
