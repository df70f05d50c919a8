"""References to clauses that an act has struck: they are taken out of the lines that name them, and lines left without any go."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, evolve, field

from rulesdsl.amendments.effects.effect import Effect
from rulesdsl.model.measure import Clause, Line, Measure
from rulesdsl.model.payment import Charge, FundLine, LimitLine
from rulesdsl.model.relation import CarveOut, ExceptionTo, Exclusion, FactDeeming, Precedes, SubjectDeeming
from rulesdsl.model.tree import ClauseRef

APPLIED = (CarveOut, SubjectDeeming, FactDeeming, Charge, FundLine, LimitLine)
"""Lines that may act on other clauses (适用于)."""

Struck = Callable[[ClauseRef, str], tuple[int, ...] | None]
"""The sentences that have struck what a reference in a measure means; None where it stands."""


@define
class Cut:
    """The struck clauses as one clause of a measure names them, and the sentences that struck those it has met."""

    measure: str
    struck: Struck
    sentences: set[int] = field(factory=set)

    def gone(self, ref: ClauseRef) -> bool:
        """Whether the clause meant is struck."""
        found = self.struck(ref, self.measure)
        self.sentences.update(found or ())
        return found is not None


def without_references(measure: Measure, struck: Struck) -> tuple[Measure, tuple[Effect, ...]]:
    """A measure whose lines name no struck clause, and what has changed; an exception to a struck clause is struck itself."""
    kept: list[Clause] = []
    effects: list[Effect] = []
    for clause in measure.clauses:
        if not clause.parts(ClauseRef):
            kept.append(clause)
            continue
        rule, cut = f"{measure.id}/{clause.name.text}", Cut(measure.id, struck)
        line = clause.one(ExceptionTo)
        if line is not None and cut.gone(line.clause):
            effects.append(Effect("struck", rule, "所例外的条款已删去", tuple(sorted(cut.sentences))))
            continue
        left = _clause(clause, cut)
        if left is not clause:
            effects.append(Effect("line", rule, "所指的条款有的已删去", tuple(sorted(cut.sentences))))
        kept.append(left)
    return (evolve(measure, clauses=tuple(kept)) if effects else measure), tuple(effects)


def _clause(clause: Clause, cut: Cut) -> Clause:
    lines = _lines(clause.lines, cut)
    readings = tuple(
        evolve(
            reading,
            options=tuple(evolve(option, lines=_lines(option.lines, cut)) for option in reading.options),
        )
        for reading in clause.readings
    )
    return (
        clause
        if lines == clause.lines and readings == clause.readings
        else evolve(clause, lines=lines, readings=readings)
    )


def _lines(lines: tuple[Line, ...], cut: Cut) -> tuple[Line, ...]:
    found = (_line(line, cut) for line in lines)
    return tuple(line for line in found if line is not None)


def _line(line: Line, cut: Cut) -> Line | None:
    if isinstance(line, Precedes):
        return None if cut.gone(line.clause) else line
    if isinstance(line, Exclusion):
        members = tuple(kept for member in line.members if (kept := _refs(member, cut)))
        return line if members == line.members else evolve(line, members=members) if len(members) > 1 else None
    if isinstance(line, APPLIED) and line.applies_to:
        kept = _refs(line.applies_to, cut)
        return line if kept == line.applies_to else evolve(line, applies_to=kept) if kept else None
    return line


def _refs(refs: tuple[ClauseRef, ...], cut: Cut) -> tuple[ClauseRef, ...]:
    return tuple(ref for ref in refs if not cut.gone(ref))
