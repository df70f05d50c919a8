"""What a worker is told, as JSON; and what it makes of it, once a process."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from rulesdsl.batch.engine import Engine, Question, polars_engine
from rulesdsl.plan.plan import Plan, plan_from_json, plan_to_json
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.spark.packing import Slots
from rulesdsl.tables.files import Source
from rulesdsl.tables.partitions import Tables, fitted
from rulesdsl.tables.records import STORED


class Table(NamedTuple):
    """A table as workers know it: its headings, what it is called, what it calls its first row."""

    headings: tuple[str, ...]
    file: str
    first_row: int


class Task(NamedTuple):
    """The question, the tables, where their columns are, and the records about whoever it is (rows as stored)."""

    question: Question
    tables: dict[str, Table]
    slots: Slots
    whoever: dict[str, list[tuple[Any, ...]]]

    def to_json(self) -> str:
        """Text that `ready` reads."""
        plan, readings, setting, totals_of = self.question
        question = [plan_to_json(plan), readings, setting, totals_of]
        return json.dumps([question, self.tables, self.slots, self.whoever], ensure_ascii=False)


class Ready(NamedTuple):
    """A task in a worker: tables without rows, the engine, the slots, the records about whoever it is."""

    tables: Tables
    engine: Engine
    slots: Slots
    whoever: dict[str, pl.DataFrame]


@lru_cache(maxsize=2)
def ready(text: str) -> Ready:
    """Read a task and compile its rules: the driver found both in order."""
    (plan_data, readings, setting, totals_of), tables, slots, whoever = json.loads(text)
    plan = plan_from_json(plan_data)
    asked = tuple((point, option) for point, option in readings)
    engine, problems = polars_engine(Question(plan, asked, Setting(*setting), tuple(totals_of)))
    assert engine is not None, problems
    records = {name: pl.DataFrame(rows, schema=STORED[name], orient="row") for name, rows in whoever.items()}
    return Ready(_known(plan, {name: Table(*item) for name, item in tables.items()}), engine, slots, records)


def _known(plan: Plan, tables: dict[str, Table]) -> Tables:
    """The tables with their headings read again, all as texts: their types were looked at by the driver."""
    sources = {
        subject: Source(
            subject, Path(table.file), pl.LazyFrame(schema=dict.fromkeys(table.headings, pl.String)), 0,
            table.first_row, False, (0, 0),
        )
        for subject, table in tables.items()
    }  # fmt: skip
    found, problems = fitted(plan, sources, Path())
    assert found is not None, problems
    return found
