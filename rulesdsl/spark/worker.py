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
from rulesdsl.batch.shown import HIGH, LONG, LOW, SUBJECT, TOTAL_HIGH, TOTAL_LOW, long_table, totals_table
from rulesdsl.batch.sums import sums_of
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
            _, problems = finish(known.engine, part_of(known, batches, number)[0], Path(out), form, wide)
            said = json.dumps([(item.code, item.message, item.help) for item in problems]) if problems else ""
        except OSError as error:
            said = json.dumps([("RD749", f"写不了「{out}」：{error.strerror or error}", "")])
    yield _report(number, said)


def problems_of(said: str) -> tuple[Diagnostic, ...]:
    """The diagnostics in a report of `to_folder`."""
    return tuple(Diagnostic(code, message, help=advice) for code, message, advice in json.loads(said or "[]"))


def only_read(task: str, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Read a partition and say which rows have to be set aside."""
    number = _number()
    aside = part_of(ready(task), batches, number)[0].aside
    yield _report(number, json.dumps(aside.rows(), ensure_ascii=False))


KIND, NOTE = "种类", "说明"
DETAIL, TOTAL, SUBTOTAL = "明细", "合计", "小计"
ANSWERS: dict[str, type[pl.DataType]] = {KIND: pl.String, **LONG, NOTE: pl.String}
"""The columns of answers that stay in Spark."""
ANSWERS_SCHEMA = ", ".join(f"`{name}` {'bigint' if kind == pl.Int64 else 'string'}" for name, kind in ANSWERS.items())


def to_rows(task: str, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Answer a partition as rows (`ANSWERS`).

    Raises:
        ValueError: the kernel refuses the tables, with its diagnostics as text.
    """
    known = ready(task)
    part, keys = part_of(known, batches, _number())
    results, problems = known.engine.answer(part.tables)
    if results is None:
        raise ValueError("；".join(f"{item.code} {item.message}" for item in problems))
    plan = known.engine.plan
    yield from _rows(DETAIL, long_table(plan, results))
    yield from _rows(TOTAL, totals_table(results).rename({TOTAL_LOW: LOW, TOTAL_HIGH: HIGH}))
    wrong = part.aside.join(keys, on=["文件", "行"], how="left")
    note = pl.struct("列", "值", "原因").struct.json_encode().alias(NOTE)
    yield from _rows("放在一边", wrong.select(pl.col("文件").alias(SUBJECT), KEY, note))
    sums = json.dumps(sums_of(plan, results, part.tables).to_json(), ensure_ascii=False)
    yield from _rows(SUBTOTAL, pl.DataFrame({NOTE: [sums]}))


def _rows(kind: str, frame: pl.DataFrame) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    types = {pl.Int64: pa.int64(), pl.String: pa.string()}
    schema = pa.schema([(name, types[item]) for name, item in ANSWERS.items()])
    whole = frame.with_columns(pl.lit(kind).alias(KIND)).select(
        pl.col(name) if name in (*frame.columns, KIND) else pl.lit(None, item).alias(name)
        for name, item in ANSWERS.items()
    )
    yield from whole.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema).to_batches(100_000)


def _number() -> int:
    from pyspark import TaskContext

    context = TaskContext.get()
    assert context is not None
    number: int = context.partitionId()
    return number


def _report(number: int, text: str) -> pa.RecordBatch:
    import pyarrow as pa

    schema = pa.schema([("number", pa.int32()), ("report", pa.string())])
    return pa.RecordBatch.from_pydict({"number": [number], "report": [text]}, schema)


def part_of(known: Ready, batches: Iterable[pa.RecordBatch], number: int) -> tuple[Part, pl.DataFrame]:
    """A partition read: rows in the order of their tables, those set aside by their keys or their values reported.

    Returns:
        The partition, and the key of each of its rows (文件, 行, 键), also of those set aside.
    """
    tables = known.tables
    given = {name: _in_order(frame, known.slots[name]) for name, frame in unpack(batches, known.slots).items()}
    keys = [_keys(tables.sources[name], frame, known.slots[name]) for name, frame in given.items()]
    placed: dict[str, pl.DataFrame] = {}
    reports: list[pl.DataFrame] = []
    for subject, layout in tables.layouts.items():
        placed[subject], aside = _placed(tables.plan, layout, given.pop(subject))
        reports.append(report(tables.sources[subject], aside))
    records = {}
    for name, columns in tables.records.items():
        stored, wrong = _records(tables.plan, tables.sources[name], columns, given.pop(name))
        records[name] = pl.concat([known.whoever[name], stored])
        reports.append(report(tables.sources[name], wrong))
    part = read_rows(tables, number, placed.pop, records)
    aside = pl.concat([*reports, part.aside])
    return part._replace(aside=aside, rows_aside=aside.unique(["文件", "行"]).height), pl.concat(keys)


def _in_order(frame: pl.DataFrame, slots: dict[str, str]) -> pl.DataFrame:
    """Rows in the order of their table; where it has none, in that of their keys, and numbered in this partition."""
    frame = frame.with_columns(pl.col(ROW).cast(pl.Int64))
    if frame[ROW].null_count():
        return frame.sort(list(slots)).with_columns(pl.int_range(len(frame), dtype=pl.Int64).alias(ROW))
    return frame.sort(ROW)


def _keys(source: Source, frame: pl.DataFrame, slots: dict[str, str]) -> pl.DataFrame:
    """The key of each row, of a record that of its instance."""
    return frame.select(
        pl.lit(str(source.path.name)).alias("文件"),
        (pl.col(ROW) + source.first_row).alias("行"),
        pl.col(next(iter(slots))).cast(pl.String).alias(KEY),
    )


def _placed(plan: Plan, layout: Layout, given: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows whose keys are in order, and the others (`ASIDE`)."""
    headings = {KEY: layout.key, **layout.owners}
    keys = given.select(pl.col(heading).cast(pl.String).alias(name) for name, heading in headings.items())
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
