"""All rounds of a program, written once and carried out on any number of tables of its shape."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.run.columnar.places import CROSSED, OWN, Columns, Places
from rulesdsl.run.columnar.program import Accounts, Output, Program, Schedule
from rulesdsl.run.columnar.tape_writing import TapeWriter
from rulesdsl.run.columnar.tapes import Tape


class Step(NamedTuple):
    """One round: accounts to open, nodes that cross rows, tapes to play; and the columns not read any more after the one and the other."""

    accounts: tuple[Accounts, ...]
    crossing: tuple[int, ...]
    crossed: Columns
    tapes: tuple[Tape, ...]
    played: Columns


def write_steps(program: Program, plan: Schedule) -> tuple[Step, ...]:
    """Write down all rounds."""
    places = Places(program, plan)
    return tuple(_step(places, number) for number in range(len(plan.rounds)))


def _step(places: Places, number: int) -> Step:
    round_ = places.plan.rounds[number]
    kept = places.kept_in(number)
    shown: dict[str, list[Output]] = {}
    for output in places.plan.outputs[number]:
        shown.setdefault(places.homes.get(output.space, output.space), []).append(output)
    tapes = tuple(
        TapeWriter(places, space, number).tape(shown.get(space, []), kept.get(space, []))
        for space in dict.fromkeys((*kept, *shown))
    )
    return Step(round_.accounts, round_.crossing, places.past(number, CROSSED), tapes, places.past(number, OWN))
