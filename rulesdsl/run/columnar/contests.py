"""互斥 as columns: the sums of each member by owner, then who surely wins and who may."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.plan.plan import ExclusionPlan
from rulesdsl.run.columnar.accounts import Part
from rulesdsl.run.columnar.algebra import Algebra
from rulesdsl.run.columnar.force import works
from rulesdsl.run.columnar.grants import Amount, Grant
from rulesdsl.run.columnar.lowering import Lowering
from rulesdsl.run.columnar.sharing import brought, gathered, held_by


class Contest(NamedTuple):
    """The members that contest on the rows of one space, each with the parts it is made of."""

    space: str
    members: tuple[tuple[Part, ...], ...]


class Verdict(NamedTuple):
    """By row of the contest's space: is there a contest, for each member does it win or may it, and what all come to."""

    contested: int
    wins: tuple[int, ...]
    may: tuple[int, ...]
    total: Amount


def contests(low: Lowering, index: int, found: dict[int, Grant]) -> list[Contest]:
    """The contests of an exclusion: of the owner's instances, and of each instance that has no such owner."""
    g, exclusion = low.algebra, low.plan.exclusions[index]
    homes: dict[str, list[list[Part]]] = {}

    def put(home: str, place: int, part: Part) -> None:
        if part.inside != g.false:
            homes.setdefault(home, [[] for _ in exclusion.members])[place].append(part)

    for place, member in enumerate(exclusion.members):
        for number in member:
            if number not in found:
                continue
            space = found[number].space
            stands = works(low, ("exclusion", index), space)
            link, linked = low.link(space, exclusion.owner)
            if space != exclusion.owner:
                put(exclusion.owner, place, Part(number, space, link, g.all_of(linked, stands)))
            alone = g.true if space == exclusion.owner else g.negation(linked)
            put(space, place, Part(number, space, None, g.all_of(alone, stands)))
    return [Contest(space, tuple(tuple(parts) for parts in members)) for space, members in homes.items()]


def judge(
    low: Lowering, exclusion: ExclusionPlan, contest: Contest, found: dict[int, Grant], payable: dict[int, Amount]
) -> Verdict:
    """Settle a contest on every row of its space."""
    g, one, zero = low.algebra, low.algebra.integer(1), low.algebra.integer(0)
    alive = [
        g.any_of(*(held_by(g, part, g.all_of(part.inside, _lives(g, found[part.number]))) for part in parts))
        for parts in contest.members
    ]
    contested = g.less(one, g.sum_of(g.case(item, one, zero) for item in alive))
    sums = [_sum(g, parts, payable) for parts in contest.members]
    unvalued = g.any_of(
        *(item.unbounded for item in sums),
        *(
            held_by(g, part, g.all_of(part.inside, _unvalued(g, found[part.number])))
            for parts in contest.members
            for part in parts
        ),
    )
    chosen = _chosen(low, exclusion, contest.space)
    free = g.equal(chosen, zero)
    wins, may = [], []
    for place in range(len(sums)):
        is_chosen = g.equal(chosen, g.integer(place + 1))
        settled = g.all_of(free, g.negation(unvalued))
        wins.append(g.any_of(is_chosen, g.all_of(settled, _beats(g, sums, place, sure=True))))
        may.append(g.any_of(is_chosen, g.all_of(free, g.any_of(unvalued, _beats(g, sums, place, sure=False)))))
    return Verdict(contested, tuple(wins), tuple(may), _total(g, sums, chosen, unvalued))


def outcome(g: Algebra, part: Part, verdict: Verdict, place: int, before: Amount) -> Amount:
    """What a verdict leaves of a grant: all to the winner, up to all where it may win, nothing to who loses."""
    touched = g.all_of(part.inside, brought(g, part, verdict.contested))
    wins, may = (brought(g, part, item[place]) for item in (verdict.wins, verdict.may))
    lowered = g.all_of(touched, g.negation(wins))
    lost = g.all_of(lowered, g.negation(may))
    zero = g.integer(0)
    return Amount(
        g.case(lowered, zero, before.low), g.case(lost, zero, before.high), g.all_of(g.negation(lost), before.unbounded)
    )


def _lives(g: Algebra, grant: Grant) -> int:
    return g.all_of(grant.stands, g.negation(grant.truth.false))


def _unvalued(g: Algebra, grant: Grant) -> int:
    """A grant without an amount: the contest can't be settled by sums. What does not stand takes no part."""
    return grant.stands if grant.start is None else g.false


def _sum(g: Algebra, parts: tuple[Part, ...], payable: dict[int, Amount]) -> Amount:
    low, high, unbounded = [], [], []
    for part in parts:
        if part.number in payable:
            amount, zero = payable[part.number], g.integer(0)
            finite = g.all_of(part.inside, g.negation(amount.unbounded))
            low.append(gathered(g, part, g.case(part.inside, amount.low, zero)))
            high.append(gathered(g, part, g.case(finite, amount.high, zero)))
            unbounded.append(held_by(g, part, g.all_of(part.inside, amount.unbounded)))
    return Amount(g.sum_of(low), g.sum_of(high), g.any_of(*unbounded))


def _beats(g: Algebra, sums: list[Amount], place: int, *, sure: bool) -> int:
    """Whether a member's low end (or, to be possible, its high end) reaches the others' contrary ends; earlier ones it must exceed."""
    mine = sums[place].low if sure else sums[place].high
    found = []
    for other, amount in enumerate(sums):
        if other != place:
            theirs = amount.high if sure else amount.low
            found.append(g.less(theirs, mine) if other < place else g.at_most(theirs, mine))
    return g.all_of(*found)


def _total(g: Algebra, sums: list[Amount], chosen: int, unvalued: int) -> Amount:
    """What the contest comes to: the chosen member; else the highest, at least what every outcome gives."""
    zero, low, high = g.integer(0), g.integer(0), g.integer(0)
    for item in sums:
        low, high = g.larger(low, item.low), g.larger(high, item.high)
    unbounded = g.any_of(*(item.unbounded for item in sums))
    result = Amount(g.case(unvalued, zero, low), high, unbounded)
    for place, item in enumerate(sums):
        here = g.equal(chosen, g.integer(place + 1))
        result = Amount(
            g.case(here, item.low, result.low),
            g.case(here, item.high, result.high),
            g.either(here, item.unbounded, result.unbounded),
        )
    return result


def _chosen(low: Lowering, exclusion: ExclusionPlan, space: str) -> int:
    """1 + the member that the owner chose (择一), 0 for none."""
    g = low.algebra
    if not low.schema.choices:
        return g.integer(0)
    ids = tuple(tuple(low.plan.clauses[number].id for number in member) for member in exclusion.members)
    return g.column(space, low.derive("chosen", space, ids), 0, len(ids))
