"""A population as tables: canonical frames for a kernel, a stretch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from rulesdsl.cases.case import Period
from rulesdsl.plan.plan import FieldPlan, Plan
from rulesdsl.synth import values
from rulesdsl.synth.draws import Integers, Truths
from rulesdsl.synth.population import Population, Rows, Spec
from rulesdsl.tables.facts import FIRST_YEAR, KEY, hours_asked, used_facts, with_history
from rulesdsl.tables.headers import column_name

YEARS = (2015, 2016, 2017)
"""The years of which yearly facts are given."""


class Table:
    """One subject's table of a population: its columns, and its rows a stretch at a time."""

    def __init__(self, population: Population, subject: str) -> None:
        plan = population.plan
        self.population, self.subject = population, subject
        self.owners = tuple(owner for owner in plan.subjects[subject].owners if owner in population.subjects)
        used = used_facts(plan).get(subject, frozenset())
        self.fields = {name: field for name, field in plan.subjects[subject].fields.items() if name in used}
        self._history = with_history(plan)
        self._hours = hours_asked(plan)

    def frames(self) -> Iterator[pl.DataFrame]:
        """The rows in canonical columns."""
        for rows in self.population.rows(self.subject):
            columns = [self._keys(self.subject, rows.numbers).alias(KEY)]
            columns += [self._keys(owner, rows.owners[owner]).alias(owner) for owner in self.owners]
            for name, field in self.fields.items():
                columns += self._fact(name, field, rows)
            yield pl.DataFrame(columns)

    def kinds(self) -> dict[str, str]:
        """The type of every column of facts, by canonical name, as the vocabulary declares it."""
        return {
            column_name(name, period): field.kind
            for name, field in self.fields.items()
            for period in self._periods(name, field)
        }

    def _periods(self, name: str, field: FieldPlan) -> list[Period]:
        if field.hourly:
            return [("window", text) for text in self._hours.get((self.subject, name), ())]
        if not field.each_year:
            return [()]
        years: list[Period] = [("fixed", year) for year in YEARS]
        return [*years, ("highest",)] if (self.subject, name) in self._history else years

    def _keys(self, subject: str, numbers: Integers) -> pl.Series:
        shown = pl.Series(numbers + 1).cast(pl.String).str.zfill(8)
        keys = pl.select(pl.lit(subject) + shown).to_series()
        return keys if not len(numbers) or numbers.min() >= 0 else keys.set(pl.Series(numbers < 0), None)

    def _fact(self, name: str, field: FieldPlan, rows: Rows) -> Iterator[pl.Series]:
        value: Any = None
        highest: Integers | None = None
        for period in self._periods(name, field):
            column = column_name(name, period)
            stream = f"{self.subject}/{column}"
            if name == FIRST_YEAR:
                value = values.first_year(self.population.draws, stream, rows, YEARS[0])
            elif period == ("highest",):
                assert highest is not None
                value = values.topped(self.population.draws, stream, highest, rows, field)
            elif field.kind in ("金额", "数量") and field.each_year and value is not None:
                highest = value if highest is None else np.maximum(highest, value)
                value = values.grown(self.population.draws, stream, value, rows, field)
            else:
                value = values.draw(self.population.draws, stream, name, field, rows)
            yield self._series(column, stream, value, rows)

    def _series(self, column: str, stream: str, value: Any, rows: Rows) -> pl.Series:
        missing: Truths = self.population.draws.chance(stream + "/缺", rows.numbers, self.population.spec.nulls)
        if isinstance(value, tuple):
            codes, words = value
            found = pl.Series(column, words).gather(pl.Series(codes.astype(np.uint32)))
        else:
            found = pl.Series(column, value)
        return found.set(pl.Series(missing), None) if missing.any() else found


def tables(plan: Plan, spec: Spec) -> dict[str, Table]:
    """The table of every subject that a plan's clauses read."""
    population = Population(plan, spec)
    return {subject: Table(population, subject) for subject in population.subjects}


def lazy_tables(plan: Plan, spec: Spec) -> dict[str, pl.LazyFrame]:
    """The same in memory, as a kernel reads them."""
    return {subject: pl.concat(list(table.frames())).lazy() for subject, table in tables(plan, spec).items()}
