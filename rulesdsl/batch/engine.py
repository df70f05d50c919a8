"""What an engine is: tables of one partition in, answers for every row out. Two of them: columns by Polars, and the interpreter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import polars as pl

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.kernel import Kernel, Results, compile_columns
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.schema import Schema, loosest, widest

WANTED = frozenset(("outcome", "amount", "if_eligible", "deciding", "capped_by", "payers", "year", "total", "totals"))


class Question(NamedTuple):
    """What is the same for all rows: the plan, the readings asked for, the days and the year, of whose rows totals are wanted."""

    plan: Plan
    readings: tuple[tuple[str, str], ...]
    setting: Setting
    totals_of: tuple[str, ...]


class Engine(Protocol):
    """Answers for canonical tables. `plan` is the plan whose numbers the answers' columns carry."""

    @property
    def plan(self) -> Plan:
        """The plan that runs."""

    def answer(self, tables: Mapping[str, pl.DataFrame]) -> tuple[Results | None, tuple[Diagnostic, ...]]:
        """All that is in `WANTED`, in the columns of `run.columnar.kernel`."""


class PolarsEngine:
    """The column kernel. Not every partition gets a program of its own: they differ only in where nulls happen to be."""

    def __init__(self, kernel: Kernel, totals_of: tuple[str, ...], wanted: frozenset[str] = WANTED) -> None:
        self._kernel, self._totals_of, self._wanted = kernel, totals_of, wanted
        self._schema: Schema | None = None

    @property
    def plan(self) -> Plan:
        """The plan, specialised to its readings."""
        return self._kernel.plan

    def answer(self, tables: Mapping[str, pl.DataFrame]) -> tuple[Results | None, tuple[Diagnostic, ...]]:
        """Whole columns at a time."""
        prepared, problems = self._kernel.prepare(tables)
        if prepared is None:
            return None, problems
        if self._schema is None:
            self._schema = prepared.schema
        elif widest(self._schema, prepared.schema) != self._schema:
            self._schema = loosest(widest(self._schema, prepared.schema))
        return self._kernel.run(prepared._replace(schema=self._schema), self._wanted, self._totals_of)


def polars_engine(question: Question) -> tuple[Engine | None, tuple[Diagnostic, ...]]:
    """Diagnostics: RD601, RD705, RD706, RD710 as in `compile_columns`."""
    kernel, problems = compile_columns(question.plan, question.readings, question.setting)
    return (PolarsEngine(kernel, question.totals_of) if kernel is not None else None), problems


def tops(plan: Plan, subjects: frozenset[str]) -> tuple[str, ...]:
    """The subjects by which totals are told: those that belong to nobody, and those that need not and have others below them."""
    owners = {owner for subject in subjects for owner in plan.subjects[subject].owners}

    def is_top(subject: str) -> bool:
        declared = plan.subjects[subject]
        return not declared.owners or (declared.owner_optional and subject in owners)

    return tuple(subject for subject in plan.subjects if subject in subjects and is_top(subject))
