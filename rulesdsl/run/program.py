"""A plan made ready for many cases in one process: specialised to its readings, its nodes compiled to row functions.

The interpreter stays the reference: every answer here is tested to be its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from rulesdsl.cases.case import Case
from rulesdsl.plan.plan import Plan
from rulesdsl.run import arithmetic, leaves, logic, values
from rulesdsl.run.frame import Column, Frame
from rulesdsl.run.generate import Writer
from rulesdsl.run.interpreter import HANDLERS, payable_before_limits
from rulesdsl.run.segments import Segment, segments, source_of
from rulesdsl.run.values import MISSING, UNLIMITED, UNSTATED, Number

Stored = int | Number | str | None


def as_number(value: Any) -> Number:
    """A stored number as an interval."""
    return (value, value, False) if value.__class__ is int else value


def as_point(value: Number) -> Any:
    """An interval as it is stored: its value where it is a point."""
    return value[0] if value[0] is not None and value[0] == value[1] else value


class Program:
    """Compiled row functions of one plan under one choice of readings."""

    def __init__(self, plan: Plan) -> None:
        writer = Writer(plan)
        self.plan = plan
        self.segments = segments(plan)
        sources = [
            source_of(writer, number, segment) if not segment.apart else _apart(writer, number, segment)
            for number, segment in enumerate(self.segments)
        ]
        namespace: dict[str, Any] = {**_RUNTIME, **writer.constants}
        exec(compile("\n".join(sources), "<plan>", "exec"), namespace)
        self.functions = [namespace.get(f"segment{number}") for number in range(len(self.segments))]
        self.places = writer.places
        self._keys = writer.keys
        self._keys_of_year: dict[int | None, tuple[Any, ...]] = {}

    def keys(self, year: int | None) -> tuple[Any, ...]:
        """The fact keys for a 本年."""
        found = self._keys_of_year.get(year)
        if found is None:
            found = self._keys_of_year[year] = tuple((field, _period(period, year)) for field, period in self._keys)
        return found

    def evaluate(self, case: Case, choices: dict[str, str]) -> ProgramFrame:
        """Evaluate every node on a case."""
        frame = ProgramFrame(self, case, choices)
        keys, stored, rows = self.keys(frame.year), frame.stored, case.rows
        for segment, function in zip(self.segments, self.functions, strict=True):
            if function is not None:
                stored.append(function(rows.get(segment.subject, ()), stored, keys, frame.year))
            else:
                stored.append(_by_reference(frame, segment))
        return frame


class ProgramFrame(Frame):
    """A frame whose columns are read from the row functions' results."""

    __slots__ = ("program", "stored")

    def __init__(self, program: Program, case: Case, choices: dict[str, str]) -> None:
        super().__init__(program.plan, case, choices)
        self.program = program
        self.stored: list[list[tuple[Stored, ...]]] = []
        self.columns = _Columns(self)  # type: ignore[assignment]
        self.payable = _Payable(self)

    def value(self, node: int, row: int) -> Any:
        """A node's value on one row."""
        segment, position = self.program.places[node]
        found = self.stored[segment][row][position]
        return (found, found, False) if found.__class__ is int and self.plan.nodes[node].sort == "number" else found


class _Columns(Sequence[Column]):
    """Columns on demand."""

    __slots__ = ("frame",)

    def __init__(self, frame: ProgramFrame) -> None:
        self.frame = frame

    def __len__(self) -> int:
        return len(self.frame.plan.nodes)

    def __getitem__(self, index: Any) -> Any:
        segment, position = self.frame.program.places[index]
        column = [row[position] for row in self.frame.stored[segment]]
        return [as_number(value) for value in column] if self.frame.plan.nodes[index].sort == "number" else column


class _Payable(dict[int, list[tuple[int | None, int | None, int]]]):
    """What clauses pay before limits, on demand: asked for by 已享受 only of clauses that are complete by then."""

    def __init__(self, frame: ProgramFrame) -> None:
        super().__init__()
        self.frame = frame

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.frame.plan.clauses[number].amount >= 0

    def __missing__(self, number: int) -> list[tuple[int | None, int | None, int]]:
        found = self[number] = payable_before_limits(self.frame, number)
        return found


def _apart(writer: Writer, number: int, segment: Segment) -> str:
    writer.places[segment.nodes[0]] = (number, 0)
    return ""


def _by_reference(frame: ProgramFrame, segment: Segment) -> list[tuple[Stored, ...]]:
    """A node that leaves its row, by the reference's handler."""
    node = frame.plan.nodes[segment.nodes[0]]
    column = HANDLERS[node.op](frame, node)
    return [(as_point(value),) for value in column] if node.sort == "number" else [(value,) for value in column]


def _period(period: Any, year: int | None) -> Any:
    if not period or period[0] != "year":
        return period
    return ("fixed", year + period[1]) if year is not None else None


def _compare(relation: str, a: Any, a_scale: int, b: Any, b_scale: int) -> int:
    return values.compare(relation, as_number(a), a_scale, as_number(b), b_scale)


def _ratio(relation: str, p: int, q: int, part: Any, part_scale: int, whole: Any, whole_scale: int) -> int:
    return values.ratio(relation, p, q, as_number(part), part_scale, as_number(whole), whole_scale)


def _pick(guard: int, then: Any, otherwise: Any) -> Any:
    return as_point(logic.pick(guard, as_number(then), as_number(otherwise)))


def _up(value: Any, factor: int) -> Any:
    return value * factor if value.__class__ is int else logic.scaled(value, factor)


def _add(parts: tuple[Any, ...], factors: tuple[int, ...]) -> Any:
    return as_point(arithmetic.sum_of(tuple(as_number(part) for part in parts), list(factors)))


def _excess(a: Any, up_a: int, b: Any, up_b: int) -> Any:
    return as_point(arithmetic.excess_of(as_number(a), up_a, as_number(b), up_b))


def _down(value: Number, divisor: int) -> Any:
    return as_point(arithmetic.round_down(value, divisor))


def _half_up(value: Number, divisor: int) -> Any:
    return as_point(arithmetic.round_half_up(value, divisor))


def _blend(parts: tuple[Any, ...], scales: tuple[int, ...], edges: Any) -> Any:
    return as_point(arithmetic.blended(tuple(as_number(part) for part in parts), list(scales), edges))


def _all_numbers(parts: tuple[Any, ...]) -> Any:
    return as_point(reduce(values.hull, (as_number(part) for part in parts)))


def _span(low: Any, high: Any) -> Any:
    a, b = as_number(low), as_number(high)
    return as_point((a[0], b[1], a[2] or b[2]))


def _at_most(value: Any) -> Any:
    _, high, fact = as_number(value)
    return as_point((0, high, fact))


def _either_table() -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(values.either(a, b) for b in range(4)) for a in range(4))


_RUNTIME: dict[str, Any] = {
    "__builtins__": {"min": min, "enumerate": enumerate, "int": int},
    "MISSING": MISSING,
    "UNSTATED": UNSTATED,
    "UNLIMITED": UNLIMITED,
    "NOT": values.NOT,
    "EITHER": _either_table(),
    "ITE": values.if_then_else,
    "COMPARE": _compare,
    "RATIO": _ratio,
    "PICK": _pick,
    "UP": _up,
    "ADD": _add,
    "EXCESS": _excess,
    "TIMES": lambda a, b: as_point(arithmetic.product_of(as_number(a), as_number(b))),
    "AT_MOST": _at_most,
    "SPAN": _span,
    "DOWN": _down,
    "HALF_UP": _half_up,
    "BLEND": _blend,
    "YEAR_OF": lambda value: as_point(arithmetic.year(as_number(value))),
    "HISTORY": lambda this_year, row, name: as_point(leaves.highest_before(this_year, row, name)),
    "HELD": leaves.held_before,
    "ALL_TRUTHS": logic.all_readings,
    "ALL_NUMBERS": _all_numbers,
}
