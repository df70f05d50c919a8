"""An impact for programs; its shape is published as `docs/schema/impact.schema.json`.

Money is a decimal string in yuan. Sums of upper ends are of the rows that have one; `unlimited` counts the others.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from rulesdsl.batch.sums import Sum
from rulesdsl.impact.leaders import Leader
from rulesdsl.impact.moves import STANDINGS, Moves, Owners
from rulesdsl.impact.run import Impact
from rulesdsl.impact.shares import ENDS, Change, Share, change
from rulesdsl.impact.worlds import World
from rulesdsl.model.literals import decimal_yuan
from rulesdsl.reports.impact_words import by_name
from rulesdsl.run.results import ClauseResult, Interval


def render_impact_json(impact: Impact) -> str:
    """The impact as JSON text that ends with a line feed."""
    return json.dumps(impact_data(impact), ensure_ascii=False, indent=2) + "\n"


def impact_data(impact: Impact) -> dict[str, Any]:
    """The impact as plain data."""
    question, found = impact.question, impact.comparison
    return {
        "before": _world(question.before),
        "after": _world(question.after),
        "acts": list(question.acts),
        "rows": impact.rows,
        "rows_aside": impact.rows_aside,
        "untotalled": list(impact.untotalled),
        "total": _change(*(sum(side.clauses.values(), Sum()) for side in (found.before, found.after))),
        "clauses": [
            {"clause": name, **_moves(moves), **_change(found.before.clauses.get(name), found.after.clauses.get(name))}
            for name, moves in found.clauses.items()
        ],
        "sentences": _sentences(impact),
        "rest": _moved(impact.shares.rest if impact.shares is not None else {}),
        "payers": [
            {"payer": name, **_change(before, after)}
            for name, before, after in by_name(found.before.payers, found.after.payers)
        ],
        "cities": _owners("city", found.cities),
        "sizes": _owners("size", found.sizes),
        "leaders": [_leader(leader) for leader in impact.leaders],
    }


def _world(world: World) -> dict[str, Any]:
    days = {"claim_date": world.setting.claim_date, "as_of": world.setting.as_of}
    return {
        "name": world.name,
        **{name: None if day is None else date.fromordinal(day).isoformat() for name, day in days.items()},
        "accounting_year": world.setting.accounting_year,
        "readings": [{"name": name, "reading": option} for name, option in world.readings],
    }


def _sum(found: Sum) -> dict[str, Any]:
    return {"low": decimal_yuan(found.low), "high": decimal_yuan(found.high), "unlimited": found.unlimited}


def _shift(moved: Change) -> dict[str, Any]:
    return {"low": decimal_yuan(moved.low), "high": decimal_yuan(moved.high), "unlimited": moved.unlimited}


def _change(before: Sum | None, after: Sum | None) -> dict[str, Any]:
    """Both sums and the change; null where no money is granted."""
    if before is None and after is None:
        return {"sum_before": None, "sum_after": None, "change": None}
    sums = before or Sum(), after or Sum()
    return {"sum_before": _sum(sums[0]), "sum_after": _sum(sums[1]), "change": _shift(change(*sums))}


def _moves(moves: Moves) -> dict[str, Any]:
    return {
        "gained": moves.gained,
        "lost": moves.lost,
        "may_gain": moves.may_gain,
        "may_lose": moves.may_lose,
        "standings": {f"{one} → {other}": moves.going(one, other) for one in STANDINGS for other in STANDINGS},
        "amounts": {"up": moves.up, "down": moves.down, "same": moves.same, "unclear": moves.unclear},
        "range": {
            "least": decimal_yuan(moves.least),
            "most": decimal_yuan(moves.most),
            "rows_without_least": moves.no_least,
            "rows_without_most": moves.no_most,
        },
    }


def _sentences(impact: Impact) -> list[dict[str, Any]]:
    game, shares = impact.question.game, impact.shares
    if game is None or shares is None:
        return []
    return [
        {
            "document": sentence.document,
            "label": sentence.label,
            "text": sentence.text,
            "touches": list(touched),
            "in_order": share.in_order,
            "change": _shift(share.total),
            "clauses": [{**one, "exact": _exact(share, one["clause"])} for one in _moved(share.clauses)],
        }
        for sentence, touched, share in zip(game.sentences, game.touched, shares.sentences, strict=True)
    ]


def _exact(share: Share, clause: str) -> dict[str, str]:
    """The shares before they were rounded to fen, in fen."""
    return dict(zip(ENDS, map(_fraction, share.exact[clause]), strict=True))


def _fraction(value: Fraction) -> str:
    return str(value)


def _moved(changes: Mapping[str, Change]) -> list[dict[str, Any]]:
    return [{"clause": name, "change": _shift(moved)} for name, moved in changes.items()]


def _owners(kind: str, groups: Mapping[str, Owners]) -> list[dict[str, Any]]:
    return [
        {
            kind: name,
            "owners": owners.number,
            "up": owners.up,
            "down": owners.down,
            "both": owners.both,
            **_change(owners.before, owners.after),
        }
        for name, owners in sorted(groups.items())
    ]


def _leader(leader: Leader) -> dict[str, Any]:
    return {
        "subject": leader.subject,
        "key": leader.key,
        "city": leader.city,
        "before": _ends(leader.totals[0]),
        "after": _ends(leader.totals[1]),
        "change": decimal_yuan(leader.change),
        "agrees": leader.agrees,
        "clauses": [
            {
                "clause": one.id,
                "subject": one.subject,
                "key": one.key,
                "before": _answer(before),
                "after": _answer(after),
            }
            for before, after in leader.pairs
            for one in [before or after]
            if one is not None
        ],
    }


def _answer(item: ClauseResult | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {"outcome": item.outcome, "amount": _ends(item.amount) if item.amount is not None else None}


def _ends(amount: Interval) -> dict[str, Any]:
    return {"low": decimal_yuan(amount.low), "high": None if amount.high is None else decimal_yuan(amount.high)}
