"""What runs in Spark's Python workers: the rows of one partition, whole families, through reading, kernel and writing.

Functions take their task as text and are found by name, so nothing but text goes to workers; they need the same `rulesdsl` there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from rulesdsl.batch.folder import read_finished
from rulesdsl.batch.run import finish
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.spark.packing import TWICE, lost, unpack
from rulesdsl.spark.task import Ready, ready
from rulesdsl.tables.facts import KEY
from rulesdsl.tables.files import Source
from rulesdsl.tables.layout import Column, Layout
from rulesdsl.tables.links import ASIDE, misplaced
from rulesdsl.tables.partitions import Part, read_rows, report
from rulesdsl.tables.records import STORED, read_records
from rulesdsl.tables.stretches import ROW

if TYPE_CHECKING:
    import pyarrow as pa

REPORTS = "number int, report string"
"""What a partition says to the driver: its number and a text."""


def to_folder(
    task: str, out: str, form: str, wide: bool, resume: bool, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Answer a partition into a folder that all machines share; says only what kept it from doing so."""
    number = _number()
    said = ""
    if not (resume and read_finished(Path(out), number)):
        known = ready(task)
        try:
            _, problems = finish(known.engine, part_of(known, batches, number), Path(out), form, wide)
            said = json.dumps([(item.code, item.message, item.help) for item in problems]) if problems else ""
        except OSError as error:
            said = json.dumps([("RD749", f"写不了「{out}」：{error.strerror or error}", "")])
    yield _batch({"number": [number], "report": [said]})


def problems_of(said: str) -> tuple[Diagnostic, ...]:
    """The diagnostics in a report of `to_folder`."""
    return tuple(Diagnostic(code, message, help=advice) for code, message, advice in json.loads(said or "[]"))


def only_read(task: str, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read a partition and say which rows have to be set aside."""
    number = _number()
    aside = part_of(ready(task), batches, number).aside
    yield _batch({"number": [number], "report": [json.dumps(aside.rows(), ensure_ascii=False)]})


def _number() -> int:
    from pyspark import TaskContext

    context = TaskContext.get()
    assert context is not None
    return context.partitionId()


def _batch(columns: dict[str, list[object]]) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_pydict(columns, pa.schema([("number", pa.int32()), ("report", pa.string())]))


def part_of(known: Ready, batches: Iterable[pa.RecordBatch], number: int) -> Part:
    """A partition read: rows in the order of their tables, those set aside by their keys or their values reported."""
    tables = known.tables
    given = {
        name: frame.with_columns(pl.col(ROW).cast(pl.Int64)).sort(ROW)
        for name, frame in unpack(batches, known.slots).items()
    }
    placed: dict[str, pl.DataFrame] = {}
    reports: list[pl.DataFrame] = []
    for subject, layout in tables.layouts.items():
        placed[subject], aside = _placed(tables.plan, layout, given[subject])
        reports.append(report(tables.sources[subject], aside))
    records = {}
    for name, columns in tables.records.items():
        stored, wrong = _records(tables.plan, tables.sources[name], columns, given[name])
        records[name] = pl.concat([known.whoever[name], stored])
        reports.append(report(tables.sources[name], wrong))
    part = read_rows(tables, number, placed.__getitem__, records)
    aside = pl.concat([*reports, part.aside])
    return part._replace(aside=aside, rows_aside=aside.unique(["文件", "行"]).height)


def _placed(plan: Plan, layout: Layout, given: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows whose keys are in order, and the others (`ASIDE`)."""
    headings = {KEY: layout.key, **layout.owners}
    texts = (pl.col(heading).cast(pl.String).str.strip_chars().alias(name) for name, heading in headings.items())
    keys = given.select(texts).with_columns(pl.all().replace({"": None}))
    flags = {owner: given[lost(place)].cast(pl.Boolean) for place, owner in enumerate(layout.owners)}
    wrong = misplaced(plan, layout, keys, given[TWICE].cast(pl.Boolean), flags)
    good = pl.Series(range(len(given)), dtype=pl.Int64).is_in(wrong["row"].implode()).not_()
    return given.filter(good), _by_table(wrong, given)


def _by_table(aside: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """Rows set aside, counted as in their table instead of as in this partition."""
    return aside.with_columns(row=given[ROW].gather(aside["row"]))


def _records(
    plan: Plan, source: Source, columns: dict[str, Column], given: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Records about instances of this partition, and those set aside. Those of no instance came with a mark instead of a family."""
    if given.is_empty():
        return pl.DataFrame(schema=STORED[source.subject]), pl.DataFrame(schema=ASIDE)
    known = given.filter(~pl.col(lost(0)))[columns[KEY].heading]
    stored, wrong = read_records(plan, source._replace(frame=given.lazy()), columns, known)
    return stored, _by_table(wrong, given)
