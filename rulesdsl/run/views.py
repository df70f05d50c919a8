"""How a clause's explanation is read out of the row functions' results: several values at once."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from rulesdsl.plan.plan import ClausePlan, Reason
from rulesdsl.run.grants import Amount, amount_of, interval_of
from rulesdsl.run.open_leaves import open_leaves
from rulesdsl.run.payers import payer_amounts
from rulesdsl.run.program import Program, ProgramFrame

Reader = tuple[int, str, Callable[[Any], Any]]
"""(segment, subject whose row is read, reader of several places)."""


class View:
    """One clause's explanation."""

    __slots__ = ("_clause", "_facts", "_payer", "_subject", "_truths")

    def __init__(self, program: Program, clause: ClausePlan) -> None:
        reasons = _flat(clause.reasons)
        leaves = dict.fromkeys(leaf for reason in reasons for leaf in reason.leaves)
        self._clause = clause
        self._subject = clause.subject
        self._truths = _readers(program, [reason.node for reason in reasons])
        self._facts = _readers(program, sorted(leaves, key=lambda leaf: program.places[leaf]))
        shares = clause.payers[0].shares if len(clause.payers) == 1 and clause.payers[0].guard < 0 else ()
        self._payer = shares[0][0] if len(shares) == 1 and shares[0][2] == 1 else ""

    def explanation(
        self, frame: ProgramFrame, answer: Any, capped: dict[tuple[int, int], list[tuple[str, int]]]
    ) -> Any:
        """(truths, facts, missing, capped_by, payers) of one answer."""
        clause, row, truth, _, amount = answer
        missing = open_leaves(frame, self._clause.condition, row) if truth in (1, 2) else ()
        caps = capped.get((clause, row))
        if not amount or not self._clause.payers:
            payers: tuple[tuple[str, Amount], ...] = ()
        elif self._payer:
            payers = ((self._payer, amount),)
        else:
            found = payer_amounts(frame, self._clause.payers, row, interval_of(amount))
            payers = tuple((name, amount_of(item)) for name, item in found)
        return (
            self._read(frame, self._truths, row),
            self._read(frame, self._facts, row),
            missing,
            tuple(caps) if caps else (),
            payers,
        )

    def _read(self, frame: ProgramFrame, readers: list[Reader], row: int) -> tuple[Any, ...]:
        stored, subject = frame.stored, self._subject
        if len(readers) == 1 and readers[0][1] == subject:
            segment, _, getter = readers[0]
            single: tuple[Any, ...] = getter(stored[segment][row])
            return single
        found: tuple[Any, ...] = ()
        for segment, owner, getter in readers:
            place = row if owner == subject else frame.rows[subject][row].owners.get(owner)
            if place is not None:
                found += getter(stored[segment][place])
        return found


def _flat(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(inner for reason in reasons for inner in (reason, *_flat(reason.parts)))


def _readers(program: Program, nodes: list[int]) -> list[Reader]:
    """Readers in runs of one segment."""
    runs: list[tuple[int, str, list[int]]] = []
    for node in nodes:
        segment, position = program.places[node]
        if runs and runs[-1][0] == segment:
            runs[-1][2].append(position)
        else:
            runs.append((segment, program.plan.nodes[node].subject, [position]))
    return [(segment, subject, _getter(positions)) for segment, subject, positions in runs]


def _getter(positions: list[int]) -> Callable[[Any], Any]:
    if len(positions) == 1:
        return itemgetter(slice(positions[0], positions[0] + 1))
    return itemgetter(*positions)
