"""The accounts of a limit and the contests of an exclusion: which grants belong together, and how their rows find each other.

An account is an owner's, and of one year where the limit is yearly. Where all grants count in the same year the accounts are the
owner's rows themselves; else they are a space of their own, one row for each owner and year that occurs.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.plan.plan import LimitPlan
from rulesdsl.run.columnar import values
from rulesdsl.run.columnar.force import works
from rulesdsl.run.columnar.grants import Amount, Grant, nothing, scheduled_year, where_amount
from rulesdsl.run.columnar.lowering import LAST_DAY, Lowering
from rulesdsl.run.columnar.nodes import Link, Member
from rulesdsl.run.columnar.schema import ancestors

YEAR = "年"


class Part(NamedTuple):
    """A clause's grants in an account: `link` leads to it (None: the row is its own account), `inside` says on which rows."""

    number: int
    space: str
    link: Link | None
    inside: int


class Account(NamedTuple):
    """All accounts of a limit over its parts. `space` holds one row an account; `left` is what remains of the bound there."""

    space: str
    owner: str
    parts: tuple[Part, ...]
    left: Amount


def accounts(low: Lowering, index: int, found: dict[int, Grant]) -> list[Account]:
    """The accounts of a limit: one value for the joint accounts of its members, or one for each member's own instances."""
    limit = low.plan.limits[index]
    members = [found[number] for number in limit.members if number in found and found[number].start is not None]
    if not limit.owner:
        return [_own(low, limit, index, grant) for grant in members]
    parts = [part for grant in members if (part := _part(low, limit, index, grant)) is not None]
    if not parts:
        return []
    return [_joint(low, limit, index, parts)]


def _own(low: Lowering, limit: LimitPlan, index: int, grant: Grant) -> Account:
    """每项: every instance has an account of its own. Where several versions may hold, `start` is under the limits of each."""
    inside = works(low, ("limit", index), grant.space)
    if not limit.gates:
        inside = low.algebra.all_of(inside, low.algebra.negation(grant.several))
    part = Part(grant.number, grant.space, None, inside)
    year = year_of_grant(low, grant.number) if limit.period == "每年" else None
    spent = _spent(low, limit, grant.space, year) if limit.period else low.algebra.integer(0)
    return Account(grant.space, grant.space, (part,), _left(low, limit, spent))


def _part(low: Lowering, limit: LimitPlan, index: int, grant: Grant) -> Part | None:
    g, stands = low.algebra, works(low, ("limit", index), grant.space)
    if limit.owner == grant.space:
        return Part(grant.number, grant.space, None, stands) if stands != g.false else None
    link, linked = low.link(grant.space, limit.owner)
    inside = g.all_of(linked, stands)
    return Part(grant.number, grant.space, link, inside) if inside != g.false else None


def _joint(low: Lowering, limit: LimitPlan, index: int, parts: list[Part]) -> Account:
    g = low.algebra
    if limit.period != "每年":
        spent = _spent(low, limit, limit.owner, None)
        return Account(limit.owner, limit.owner, tuple(parts), _left(low, limit, spent))
    years = [year_of_grant(low, part.number) for part in parts]
    constant = {g.value(year) for year in years}
    alone = len(parts) == 1 and parts[0].link is None
    if alone or (len(constant) == 1 and None not in constant):
        spent = _spent(low, limit, limit.owner, years[0])
        return Account(limit.owner, limit.owner, tuple(parts), _left(low, limit, spent))
    space = f"account:{index}"
    low.account_owners[space] = limit.owner
    dated = tuple(part._replace(link=Link(part.space, space, year)) for part, year in zip(parts, years, strict=True))
    low.account_links[space] = tuple(dict.fromkeys(part.link for part in dated if part.link is not None))
    year = g.column(space, YEAR, 0, 9999)
    up = Link(space, limit.owner)
    spent = _spent(low, limit, limit.owner, year, up)
    bound = values.lift_number(g, up, g.true, low.number(limit.bound))
    return Account(space, limit.owner, dated, _less(low, bound, spent))


def year_of_grant(low: Lowering, number: int) -> int:
    """The year a grant counts in: its year of a schedule, 归属年度, that of its 发生日期, else that of the claim."""
    g, clause = low.algebra, low.plan.clauses[number]
    claimed = g.year(low.claimed(clause.subject))
    if clause.year >= 0:
        year, known = scheduled_year(low, clause)
        return g.case(known, year, claimed)
    if clause.attribution >= 0:
        stated = low.number(clause.attribution)
        return g.case(values.is_point(g, stated), stated.low, claimed)
    event = low.plan.subjects[clause.subject].event_date
    there = low.given(clause.subject, event) if event else g.false
    if there == g.false:
        return claimed
    return g.case(there, g.year(g.column(clause.subject, event, 0, LAST_DAY)), claimed)


def _left(low: Lowering, limit: LimitPlan, spent: int) -> Amount:
    return _less(low, low.number(limit.bound), spent)


def _less(low: Lowering, bound: values.Number, spent: int) -> Amount:
    """C′: the bound less what the account has paid before."""
    g, zero = low.algebra, low.algebra.integer(0)
    return Amount(
        g.larger(zero, g.subtract(values.floor(g, bound), spent)),
        g.larger(zero, g.subtract(bound.high, spent)),
        bound.unbounded,
    )


def _spent(low: Lowering, limit: LimitPlan, space: str, year: int | None, up: Link | None = None) -> int:
    """What 已兑现 lists for the account: under the owner's key or any below it; under the row's own for 每项.

    Args:
        year: the account's year, on its rows; None for all years.
        up: the way from the account's rows to the owner's, where they differ.
    """
    g = low.algebra
    ids = tuple(sorted({low.plan.clauses[member].id for member in limit.members}))
    home = space if up is None else up.parent

    def paid(in_year: int | None) -> int:
        column = g.column(home, low.derive("spent", home, (ids, in_year, bool(limit.owner))), 0, 10**18)
        return column if up is None else g.lift(up, column, g.true)

    if not low.schema.paid_years:
        return g.integer(0)
    if year is None:
        return paid(None)
    zero = g.integer(0)
    return g.sum_of(g.case(g.equal(year, g.integer(number)), paid(number), zero) for number in low.schema.paid_years)


def member_of(low: Lowering, part: Part, owner: str) -> Member:
    """A part in the order of sharing: by the keys of the owners below the account, then clause, then instance."""
    above = {owner, *ancestors(low.plan, owner)}
    owners = {name for subject in low.plan.subjects.values() for name in subject.owners}
    path = [name for name in (*ancestors(low.plan, part.space), part.space) if name in owners and name not in above]
    path = [name for name in path if name == part.space or low.link(part.space, name)[1] != low.algebra.false]
    path.sort(key=lambda name: len(ancestors(low.plan, name)))
    return Member(part.link, part.space, tuple(path), part.number)


def start_amounts(low: Lowering, account: Account, payable: dict[int, Amount]) -> list[Amount]:
    """What the parts pay inside the account; nothing on rows outside."""
    none = nothing(low.algebra)
    return [where_amount(low.algebra, part.inside, payable[part.number], none) for part in account.parts]
