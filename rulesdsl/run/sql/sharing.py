"""The order in which the rows of an account share its bound, and the running sum in it (semantics: limits)."""

from __future__ import annotations

from sqlglot import exp

from rulesdsl.run.columnar.nodes import Member, Node
from rulesdsl.run.sql.columns import Key
from rulesdsl.run.sql.dialects import Expression
from rulesdsl.run.sql.steps import Step
from rulesdsl.run.sql.words import (
    both,
    cast,
    choose,
    given,
    name_of,
    number,
    query_of,
    shown_as,
    subquery,
    sum_before,
    text,
)
from rulesdsl.run.sql.writing import Writing

ROW, PLACE, BEFORE = "row", "place", "before"
_OWNER, _YEAR, _AMOUNT, _PATH, _CLAUSE = "owner", "year", "amount", "path", "clause"


def running_query(writing: Writing, step: Step, node: Node) -> exp.Query:
    """For every row that takes a share: its key, which member it is of, and the sum of what stands before it in its account."""
    members: tuple[Member, ...] = node.data[1]
    kind = writing.dialect.integer if node.high < 2**63 else writing.dialect.wide
    rows: exp.Query | None = None
    for place, (member, amount) in enumerate(zip(members, node.args, strict=True)):
        part = _rows(writing, step.others[member.space], member, amount, place, kind)
        rows = part if rows is None else exp.union(rows, part, distinct=False, copy=False)
    assert rows is not None
    # Databases differ in where nulls stand in an order: rows without a path come first.
    has_path = choose(given(name_of(_PATH)), number(1), number(0))
    order = [has_path, _bytewise(name_of(_PATH), writing), name_of(_CLAUSE), _bytewise(name_of(ROW), writing)]
    before = sum_before(name_of(_AMOUNT), [name_of(_OWNER), name_of(_YEAR)], order)
    items = [name_of(ROW), name_of(PLACE), shown_as(cast(before, kind, writing.dialect), BEFORE)]
    return exp.select(*items, copy=False).from_(subquery(rows, "rows"), copy=False)


def _rows(writing: Writing, source: str, member: Member, amount: int, place: int, kind: str) -> exp.Query:
    link = member.link
    owner = writing.read(Key(member.space)) if link is None else writing.key(link)
    year = number(0) if link is None or link.year < 0 else writing.value(link.year)
    value = writing.value(amount)
    items = [
        shown_as(owner, _OWNER),
        shown_as(year, _YEAR),
        shown_as(cast(value, kind, writing.dialect), _AMOUNT),
        shown_as(_path(writing, member), _PATH),
        shown_as(number(member.clause), _CLAUSE),
        shown_as(writing.read(Key(member.space)), ROW),
        shown_as(number(place), PLACE),
    ]
    takes_part = both([exp.GT(this=value.copy(), expression=number(0)), given(owner.copy())])
    return exp.select(*items, copy=False).from_(query_of(source), copy=False).where(takes_part, copy=False)


def _path(writing: Writing, member: Member) -> Expression:
    """The keys of the owners below the account, joined by strokes; an owner that a row doesn't have is left out. Null if none is."""
    path: Expression = exp.Null()
    for owner in member.path:
        key = writing.read(Key(owner))
        if isinstance(path, exp.Null):
            path = key
            continue
        joined = exp.Concat(expressions=[path.copy(), text("/"), key.copy()], safe=False, coalesce=False)
        path = choose(given(path.copy(), False), key, choose(given(key.copy(), False), path.copy(), joined))
    return path


def _bytewise(value: Expression, writing: Writing) -> Expression:
    """Text in the order of its bytes in UTF-8, which is that of its characters' numbers."""
    if not writing.dialect.collation:
        return value
    return exp.Collate(this=value, expression=exp.Identifier(this=writing.dialect.collation, quoted=True))
