"""The plan as a whole, and its JSON form (a cache that can't run code)."""

from __future__ import annotations

from typing import Any, NamedTuple

from rulesdsl.plan.nodes import Node

FORMAT = 3
"""Raised when the JSON form changes; a cache of another format is a miss."""


class FieldPlan(NamedTuple):
    """A declared fact as case readers and engines need it. `maximum` in the stored integer."""

    kind: str
    unit: str
    choices: tuple[str, ...]
    each_year: bool
    hourly: bool
    may_be_negative: bool
    maximum: int
    remark: str


class SubjectPlan(NamedTuple):
    """A subject: its owners (none need be named where `owner_optional`), the field that dates an instance, its facts."""

    owners: tuple[str, ...]
    owner_optional: bool
    event_date: str
    fields: dict[str, FieldPlan]


Days = tuple[int, int, str]
"""A day as far as a source gives it: the first and last ordinal it may be, and its words."""

NEVER: Days = (3_652_059, 3_652_059, "")
"""The last day there is: the end of what is not known to end."""


class Boundary(NamedTuple):
    """The first day of a version of the text, or its last one, and what makes it so.

    `cause` is issued, expired, repealed, amended or struck. Where a reading decides, `point` is its choice point and `options` gives the
    days of each of its options; `days` is the hull of them.
    """

    days: Days
    cause: str
    point: str = ""
    options: tuple[tuple[str, Days], ...] = ()


class PeriodOfForce(NamedTuple):
    """From the first day to the last, both included; no end: not known to end."""

    start: Boundary
    end: Boundary | None = None


ALWAYS = PeriodOfForce(Boundary((1, 1, ""), "issued"))
"""The period of what no declared document holds."""


class Reason(NamedTuple):
    """One condition of a clause, as shown: its words, its quotes, its node, the facts it reads, and its parts.

    `distance` is (left, right, relation, unit) for a comparison whose gap can be told.
    """

    text: str
    quotes: tuple[str, ...]
    node: int
    leaves: tuple[int, ...]
    distance: tuple[int, int, str, str] | None
    parts: tuple[Reason, ...]


class PayerSet(NamedTuple):
    """Payers under a guard (−1: otherwise). A share is (name, p, q); q = 0 where the text gives no shares."""

    guard: int
    shares: tuple[tuple[str, int, int], ...]


class Gate(NamedTuple):
    """What stands only under one option of a reading; an empty point: always."""

    point: str
    option: str


class ClausePlan(NamedTuple):
    """One version of one clause on one subject. Node indices; −1 where there is none.

    Versions of a clause share its `id` and `deemed` and follow one another in `force`; a version is a clause plan of its own only
    if something in it differs.

    `once` (一次性) holds an empty gate where it always stands, else the readings under which it does. `year` is set for one year of
    a schedule (逐年): the node of its first year, `year_shift` years before this one. `deemed`
    names the 视同 that brought the clause here.
    """

    id: str
    document: str
    kind: str
    subject: str
    force: PeriodOfForce
    condition: int
    reasons: tuple[Reason, ...]
    amount: int
    up_to: bool
    cash: bool
    once: tuple[Gate, ...]
    payers: tuple[PayerSet, ...]
    attribution: int
    year: int
    year_shift: int
    deemed: str
    text: int


class ClauseText(NamedTuple):
    """What a clause says of itself: for explanations only."""

    title: str
    citation: str
    quotes: tuple[str, ...]
    responsible: str
    responsible_from: str
    beneficiary: tuple[str, ...]
    content: str
    funds: tuple[str, ...]
    elsewhere: str
    notes: tuple[str, ...]
    restored: bool


class LimitPlan(NamedTuple):
    """A limit: of which owner, for which period, how much (node on the owner's rows), on which clauses.

    `owner` is "" for the clause's own instance (每项). `period` is "", 每年, 累计 or 期内. A limit that an amendment changes or ends has
    a `force`, and works on a case judged inside it.
    """

    id: str
    owner: str
    period: str
    bound: int
    members: tuple[int, ...]
    gates: tuple[Gate, ...]
    quote: str
    force: PeriodOfForce | None = None


class ExclusionPlan(NamedTuple):
    """互斥: of the member sets, one per owner instance is paid. `force` as for a limit."""

    id: str
    owner: str
    members: tuple[tuple[int, ...], ...]
    gates: tuple[Gate, ...]
    quote: str
    force: PeriodOfForce | None = None


class PointPlan(NamedTuple):
    """A reading's choice point: its options, the adopted one ("" if none), why, and the quote it turns on."""

    id: str
    options: tuple[str, ...]
    adopted: str
    reason: str
    quotes: tuple[str, ...]


class Plan(NamedTuple):
    """Everything an engine needs. `adjustments` gives limits and exclusions in the order in which they work, inside out.

    `known_on`: acts published after this day (an ordinal) are not in it; None: all acts are.
    """

    subjects: dict[str, SubjectPlan]
    units: dict[str, str]
    nodes: tuple[Node, ...]
    clauses: tuple[ClausePlan, ...]
    texts: tuple[ClauseText, ...]
    limits: tuple[LimitPlan, ...]
    exclusions: tuple[ExclusionPlan, ...]
    adjustments: tuple[tuple[str, int], ...]
    points: dict[str, PointPlan]
    documents: dict[str, str]
    known_on: int | None = None


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """Plain data for `json.dump`; NamedTuples become lists."""
    return {"format": FORMAT, **plan._asdict()}


def plan_from_json(data: dict[str, Any]) -> Plan:
    """The inverse; raises ValueError, KeyError or TypeError on anything that is no plan of this format."""
    if data.get("format") != FORMAT:
        raise ValueError("another plan format")
    return Plan(
        {name: _subject(item) for name, item in data["subjects"].items()},
        dict(data["units"]),
        tuple(
            Node(op, sort, subject, tuple(args), _tuples(rest), scale)
            for op, sort, subject, args, rest, scale in data["nodes"]
        ),
        tuple(_clause(item) for item in data["clauses"]),
        tuple(ClauseText(*(_tuples(part) for part in item)) for item in data["texts"]),
        tuple(_limit(item) for item in data["limits"]),
        tuple(_exclusion(item) for item in data["exclusions"]),
        tuple((kind, index) for kind, index in data["adjustments"]),
        {name: PointPlan(*(_tuples(part) for part in item)) for name, item in data["points"].items()},
        dict(data["documents"]),
        data["known_on"],
    )


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _subject(item: list[Any]) -> SubjectPlan:
    owners, optional, event_date, fields = item
    return SubjectPlan(
        tuple(owners),
        optional,
        event_date,
        {name: FieldPlan(*(_tuples(part) for part in field)) for name, field in fields.items()},
    )


def _clause(item: list[Any]) -> ClausePlan:
    values = [_tuples(part) for part in item]
    clause = ClausePlan(*values)
    return clause._replace(
        force=_force(clause.force),
        reasons=tuple(_reason(reason) for reason in clause.reasons),
        payers=tuple(PayerSet(*payers) for payers in clause.payers),
        once=tuple(Gate(*gate) for gate in clause.once),
    )


def _force(item: Any) -> PeriodOfForce:
    start, end = item
    return PeriodOfForce(Boundary(*start), Boundary(*end) if end is not None else None)


def _reason(item: Any) -> Reason:
    reason = Reason(*item)
    return reason._replace(parts=tuple(_reason(part) for part in reason.parts))


def _limit(item: list[Any]) -> LimitPlan:
    limit = LimitPlan(*(_tuples(part) for part in item))
    force = _force(limit.force) if limit.force is not None else None
    return limit._replace(gates=tuple(Gate(*gate) for gate in limit.gates), force=force)


def _exclusion(item: list[Any]) -> ExclusionPlan:
    exclusion = ExclusionPlan(*(_tuples(part) for part in item))
    force = _force(exclusion.force) if exclusion.force is not None else None
    return exclusion._replace(gates=tuple(Gate(*gate) for gate in exclusion.gates), force=force)
