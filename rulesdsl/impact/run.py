"""Two worlds over a folder of tables, partition by partition: what differs, and what each component of sentences adds."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import polars as pl

from rulesdsl.batch.aside import aside_problems
from rulesdsl.batch.engine import PolarsEngine, tops
from rulesdsl.batch.sums import Sum, sums_of
from rulesdsl.diagnostics import Diagnostic, severity_of
from rulesdsl.impact.compare import Certain, Comparison, Side, compare, joined
from rulesdsl.impact.leaders import Leader, explain_leaders
from rulesdsl.impact.meaning import Numbers, alike, groups, meaning, said, unmoved
from rulesdsl.impact.questions import Question
from rulesdsl.impact.shares import Shares, shares_of
from rulesdsl.impact.worlds import World, focused
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.kernel import compile_columns
from rulesdsl.tables.facts import CITY
from rulesdsl.tables.files import changed
from rulesdsl.tables.partitions import REPORT, Cut, Tables, cut, open_tables, read_part
from rulesdsl.tables.records import CHOICES, PAID
from rulesdsl.tables.years import years_needed

Diagnostics = tuple[Diagnostic, ...]

TOLD = frozenset(("outcome", "amount", "payers", "total", "totals"))
PARTITION_ROWS = 400_000
"""About how many rows of all tables together are computed at a time."""


class Impact(NamedTuple):
    """What differs between two worlds. `untotalled` names what keeps totals of owners from being exact; `rows` were read."""

    question: Question
    comparison: Comparison
    shares: Shares | None
    leaders: tuple[Leader, ...]
    untotalled: tuple[str, ...]
    rows: int
    rows_aside: int


class _Pair(NamedTuple):
    """Both worlds cut to what differs, with their engines."""

    worlds: tuple[World, World]
    engines: tuple[PolarsEngine, PolarsEngine]
    certain: Certain


def run_impact(
    question: Question,
    folder: Path,
    working: Path,
    top: int = 10,
    rows: int = PARTITION_ROWS,
    watch: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[Impact | None, Diagnostics]:
    """Compute an impact.

    Args:
        working: a folder for what is made on the way.
        top: how many owners that gain most, and how many that lose most, are explained.
        rows: about how many rows are computed at a time.
        watch: told after each partition how many are finished, of how many.
    Diagnostics:
        those of `open_tables` and of the engine; RD732 no accounting year; RD743 rows set aside, once for both worlds; RD746 a table
        changed.
    Raises:
        OSError: the working folder can't be written to.
    """
    tables, problems = open_tables(question.after.plan, folder, working)
    if tables is None:
        return None, problems
    if question.after.setting.accounting_year is None:
        problems += years_needed(question.after.plan, tables.layouts)
    pair, found = _pair(question, tables)
    components, also = _component_engines(question, tables)
    problems += (*found, *also)
    if pair is None or any(severity_of(item.code) == "error" for item in problems):
        return None, problems
    whole = cut(tables, rows)
    run = _Run(pair, components, top)
    for number in range(whole.parts):
        stopped = run.step(whole, number)
        if stopped:
            return None, (*problems, *stopped)
        watch(number + 1, whole.parts)
    comparison = reduce(lambda one, other: joined(one, other, top), run.parts)
    leaders = explain_leaders(whole, pair.worlds, comparison.leaders)
    shares = shares_of(question.game, run.values, comparison) if question.game is not None else None
    aside = pl.concat([whole.unplaced, *run.aside])
    count = run.rows_aside + whole.unplaced.unique(["文件", "行"]).height
    impact = Impact(question, comparison, shares, leaders, tuple(run.untotalled), run.rows, count)
    return impact, (*problems, *(aside_problems(aside) if len(aside) else ()))


def _pair(question: Question, tables: Tables) -> tuple[_Pair | None, Diagnostics]:
    numbers = Numbers()
    before, after = meaning(question.before, numbers), meaning(question.after, numbers)
    families = frozenset().union(
        *(group for group in groups(before, after) if said(before, group, whole=True) != said(after, group, whole=True))
    )
    worlds = focused(question.before, families), focused(question.after, families)
    owners = owners_of(question.after.plan, tables)
    engines = [_engine(world, owners, TOLD) for world in worlds]
    problems = tuple(dict.fromkeys(item for _, found in engines for item in found))
    first, second = (engine for engine, _ in engines)
    if first is None or second is None:
        return None, problems
    return _Pair(worlds, (first, second), Certain(unmoved(before, after), alike(before, after))), problems


def owners_of(plan: Plan, tables: Tables) -> tuple[str, ...]:
    """The subjects whose totals are compared: those that have a place, else those by which totals are told."""
    subjects = frozenset(tables.layouts)
    placed = tuple(
        subject for subject in plan.subjects if subject in subjects and CITY in plan.subjects[subject].fields
    )
    return placed or tops(plan, subjects)


def _engine(world: World, owners: tuple[str, ...], wanted: frozenset[str]) -> tuple[PolarsEngine | None, Diagnostics]:
    kernel, problems = compile_columns(world.plan, world.own_readings, world.setting)
    return (PolarsEngine(kernel, owners, wanted) if kernel is not None else None), problems


def _component_engines(question: Question, tables: Tables) -> tuple[list[list[PolarsEngine]], Diagnostics]:
    """An engine for each world of each component."""
    found: list[list[PolarsEngine]] = []
    problems: list[Diagnostic] = []
    for component in question.game.components if question.game is not None else ():
        made = [_engine(world, (), frozenset(("outcome", "amount"))) for world in component.worlds]
        problems += [item for _, said_of in made for item in said_of]
        found.append([engine for engine, _ in made if engine is not None])
    return found, tuple(dict.fromkeys(problems))


class _Run:
    """What is known so far."""

    def __init__(self, pair: _Pair, components: list[list[PolarsEngine]], top: int) -> None:
        self.pair, self.components, self.top = pair, components, top
        self.parts: list[Comparison] = []
        self.values: list[list[dict[str, Sum]]] = [[{} for _ in engines] for engines in components]
        self.aside: list[pl.DataFrame] = [pl.DataFrame(schema=REPORT)]
        self.untotalled: dict[str, None] = {}
        self.rows = self.rows_aside = 0

    def step(self, whole: Cut, number: int) -> Diagnostics:
        """One partition, read once for all worlds."""
        sources = whole.tables.sources.values()
        try:
            part = read_part(whole, number)
        except (OSError, pl.exceptions.PolarsError):
            return changed(sources) or (Diagnostic("RD747", "表读到一半读不下去", help="检查磁盘和文件"),)
        sides = []
        for engine in self.pair.engines:
            results, problems = engine.answer(needed(engine.plan, part.tables))
            if results is None:
                return problems
            sides.append(Side(engine.plan, results))
            self.untotalled |= dict.fromkeys(results.untotalled)
        one = compare(sides[0], sides[1], part.tables, self.pair.certain, self.top)
        self.parts = [joined(self.parts[0], one, self.top)] if self.parts else [one]
        for values, engines in zip(self.values, self.components, strict=True):
            for place, engine in enumerate(engines):
                results, problems = engine.answer(needed(engine.plan, part.tables))
                if results is None:
                    return problems
                values[place] = _plus(values[place], sums_of(engine.plan, results, part.tables).clauses)
        self.aside.append(part.aside)
        self.rows += sum(len(frame) for frame in part.tables.values())
        self.rows_aside += part.rows_aside
        return changed(sources)


def _plus(one: dict[str, Sum], other: dict[str, Sum]) -> dict[str, Sum]:
    return {name: one.get(name, Sum()) + other.get(name, Sum()) for name in one | other}


def needed(plan: Plan, tables: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables that clauses are about or read, with their owners' and those that have a place."""
    subjects = {clause.subject for clause in plan.clauses} | {node.subject for node in plan.nodes}
    subjects |= {str(node.data[1]) for node in plan.nodes if node.op == "fold"}
    subjects |= {item.owner for item in plan.limits} | {item.owner for item in plan.exclusions}
    subjects |= {subject for subject, declared in plan.subjects.items() if CITY in declared.fields}
    while above := {owner for subject in subjects if subject for owner in plan.subjects[subject].owners} - subjects:
        subjects |= above
    return {name: frame for name, frame in tables.items() if name in subjects or name in (PAID, CHOICES)}
