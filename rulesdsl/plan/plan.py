"""The plan as a whole, and its JSON form (a cache that can't run code)."""

from __future__ import annotations

from typing import Any, NamedTuple

from rulesdsl.plan.nodes import Node

FORMAT = 2
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


class PeriodOfForce(NamedTuple):
    """From when to when, as intervals of ordinals `(first, last, text)`; None: not known to end."""

    start: tuple[int, int, str]
    end: tuple[int, int, str] | None


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
    """One clause on one subject. Node indices; −1 where there is none.

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

    `owner` is "" for the clause's own instance (每项). `period` is "", 每年, 累计 or 期内.
    """

    id: str
    owner: str
    period: str
    bound: int
    members: tuple[int, ...]
    gates: tuple[Gate, ...]
    quote: str


class ExclusionPlan(NamedTuple):
    """互斥: of the member sets, one per owner instance is paid."""

    id: str
    owner: str
    members: tuple[tuple[int, ...], ...]
    gates: tuple[Gate, ...]
    quote: str


class PointPlan(NamedTuple):
    """A reading's choice point: its options, the adopted one ("" if none), why, and the quote it turns on."""

    id: str
    options: tuple[str, ...]
    adopted: str
    reason: str
    quotes: tuple[str, ...]


class Plan(NamedTuple):
    """Everything an engine needs. `adjustments` gives limits and exclusions in the order in which they work, inside out."""

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
        force=PeriodOfForce(*clause.force),
        reasons=tuple(_reason(reason) for reason in clause.reasons),
        payers=tuple(PayerSet(*payers) for payers in clause.payers),
        once=tuple(Gate(*gate) for gate in clause.once),
    )


def _reason(item: Any) -> Reason:
    reason = Reason(*item)
    return reason._replace(parts=tuple(_reason(part) for part in reason.parts))


def _limit(item: list[Any]) -> LimitPlan:
    limit = LimitPlan(*(_tuples(part) for part in item))
    return limit._replace(gates=tuple(Gate(*gate) for gate in limit.gates))


def _exclusion(item: list[Any]) -> ExclusionPlan:
    exclusion = ExclusionPlan(*(_tuples(part) for part in item))
    return exclusion._replace(gates=tuple(Gate(*gate) for gate in exclusion.gates))
