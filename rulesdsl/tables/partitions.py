"""A folder of tables, checked and cut: partitions of whole families in canonical columns, and every row that was set aside.

tables, problems = open_tables(plan, folder, working)
for part in tables.partitions(rows=100_000):
    part.tables["企业"], part.aside
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import polars as pl

from rulesdsl.diagnostics import Diagnostic, severity_of
from rulesdsl.plan.plan import Plan
from rulesdsl.tables.facts import KEY, inside_out
from rulesdsl.tables.files import RECORDS, Source, open_folder
from rulesdsl.tables.layout import Column, Layout, Layouts
from rulesdsl.tables.links import ASIDE, Families, Numbers, families, not_listed, read_keys
from rulesdsl.tables.records import read_records, record_columns
from rulesdsl.tables.stretches import ROW, Stretches, partition_of_rows, read_stretch, stretches
from rulesdsl.tables.values import WITH_UNITS, key_problem, read_column, type_problem, without_unit

REPORT = {"文件": pl.String, "行": pl.Int64, "列": pl.String, "值": pl.String, "原因": pl.String}
"""Rows set aside, as reported: the file, the row as the file counts it, the column, what stands there, and why."""


class Part(NamedTuple):
    """One partition: canonical tables by subject, what was set aside of its rows (`REPORT`), and how many rows that were."""

    number: int
    tables: dict[str, pl.DataFrame]
    aside: pl.DataFrame
    rows_aside: int


class Tables(NamedTuple):
    """Tables that were opened and whose headings fit; `working` holds what is made of them on the way."""

    plan: Plan
    sources: dict[str, Source]
    layouts: dict[str, Layout]
    records: dict[str, dict[str, Column]]
    working: Path


class Cut(NamedTuple):
    """Tables cut into `parts` partitions; `partition` has that of every row, −1 for rows set aside.

    `records` are 已兑现 and 择一 as a whole; `unplaced` are the rows (`REPORT`) that no partition has: their keys, or those of records,
    set them aside.
    """

    tables: Tables
    parts: int
    partition: dict[str, Numbers]
    stretches: dict[str, Stretches]
    found: Families
    records: dict[str, pl.DataFrame]
    unplaced: pl.DataFrame


def open_tables(plan: Plan, folder: Path, working: Path) -> tuple[Tables | None, tuple[Diagnostic, ...]]:
    """Open a folder and fit its headings to the vocabulary.

    Diagnostics:
        those of `open_folder` and `Layouts.read`; RD740 an owner without a table; RD742 a column of another type, or of plain
        numbers without a unit.
    """
    sources, found = open_folder(plan, folder, working)
    tables, problems = fitted(plan, sources, working)
    broken = any(severity_of(item.code) == "error" for item in found)
    return (None if broken else tables), (*found, *problems)


def fitted(plan: Plan, sources: dict[str, Source], working: Path) -> tuple[Tables | None, tuple[Diagnostic, ...]]:
    """Fit the headings of opened tables to the vocabulary; diagnostics as in `open_tables`."""
    problems, reader, layouts = list[Diagnostic](), Layouts(plan), dict[str, Layout]()
    records: dict[str, dict[str, Column]] = {}
    for subject, source in sources.items():
        if subject in RECORDS:
            records[subject], said = record_columns(source)
            problems += said
            continue
        schema = source.frame.collect_schema()
        layout, said = reader.read(subject, schema.names(), source.path.name)
        problems += said
        if layout is not None:
            layouts[subject] = layout
            problems += _wrong_types(source, layout, schema)
            problems += _bare_numbers(source, layout) if source.texts else ()
            problems += _missing_owners(plan, layout, sources)
    if any(severity_of(item.code) == "error" for item in problems):
        return None, tuple(problems)
    return Tables(plan, sources, layouts, records, working), tuple(problems)


def _wrong_types(source: Source, layout: Layout, schema: Mapping[str, pl.DataType]) -> list[Diagnostic]:
    file = source.path.name
    keys = (key_problem(heading, schema[heading], file) for heading in (layout.key, *layout.owners.values()))
    facts = (type_problem(column, schema[column.heading], file) for column in layout.facts)
    return [item for item in (*keys, *facts) if item is not None]


def _missing_owners(plan: Plan, layout: Layout, sources: dict[str, Source]) -> list[Diagnostic]:
    return [
        Diagnostic(
            "RD740", f"有表「{layout.subject}」而没有表「{owner}」", help=f"加一张表「{owner}」，至少有列「{KEY}」"
        )
        for owner in layout.owners
        if owner not in sources
    ]


def _bare_numbers(source: Source, layout: Layout) -> Iterator[Diagnostic]:
    """RD742 for each column of texts that are all numbers, with no unit anywhere: one mistake, not one in every row."""
    asked = [column for column in layout.facts if column.field.kind in WITH_UNITS and not column.worth]
    if not asked or not source.rows:
        return
    cells = {column.name: pl.col(column.heading).str.strip_chars().replace("", None) for column in asked}
    bare = source.frame.select(cell.str.contains(r"^[\d,.]+$").all().alias(name) for name, cell in cells.items())
    given = source.frame.select(cell.count().alias(name) for name, cell in cells.items())
    all_bare, counts = bare.collect().row(0, named=True), given.collect().row(0, named=True)
    yield from (without_unit(item, source.path.name) for item in asked if all_bare[item.name] and counts[item.name])


def cut(tables: Tables, rows: int) -> Cut:
    """Cut tables into partitions of about so many rows.

    Raises:
        OSError: the working folder can't be written to.
    """
    found = families(tables.plan, tables.sources, tables.layouts)
    partition, count = partition_of_rows(found, rows)
    sources = {subject: tables.sources[subject] for subject in tables.layouts}
    where = stretches(sources, partition, count, tables.working / "sorted")
    unplaced = [pl.DataFrame(schema=REPORT)]
    unplaced += [report(sources[subject], item) for subject, item in found.aside.items()]
    records = {}
    for subject, columns in tables.records.items():
        source = tables.sources[subject]
        records[subject], wrong = read_records(tables.plan, source, columns, _all_keys(tables))
        unplaced.append(report(source, wrong))
    return Cut(tables, count, partition, where, found, records, pl.concat(unplaced))


def _all_keys(tables: Tables) -> pl.Series:
    keys = [read_keys(tables.sources[subject], layout)[KEY] for subject, layout in tables.layouts.items()]
    return pl.concat(keys).unique() if keys else pl.Series(dtype=pl.String)


def read_part(whole: Cut, number: int, family: int | None = None) -> Part:
    """One partition, or one family of it."""

    def placed(subject: str) -> pl.DataFrame:
        given = read_stretch(whole.stretches[subject], number)
        families_here = whole.found.of[subject][given[ROW].to_numpy()]
        return given.filter(pl.Series(families_here >= 0 if family is None else families_here == family))

    return read_rows(whole.tables, number, placed, whole.records)


def read_rows(
    tables: Tables, number: int, placed: Callable[[str], pl.DataFrame], records: Mapping[str, pl.DataFrame]
) -> Part:
    """Whole families as given → a partition: values read, rows with a wrong one set aside, and with them what belongs to them.

    Args:
        placed: the rows of a subject whose keys are in order, as given, with their numbers (`ROW`).
        records: 已兑现 and 择一 as stored; those about other instances are left out.
    """
    kept: dict[str, pl.DataFrame] = {}
    lost: dict[str, set[str]] = {}
    reports: list[pl.DataFrame] = []
    rows = 0
    for subject in inside_out(tables.plan):
        if subject not in tables.layouts:
            continue
        source, layout = tables.sources[subject], tables.layouts[subject]
        frame, wrong = _read(placed(subject), layout, tables.plan)
        wrong = pl.concat([wrong, *_orphans(frame, layout, kept, lost)])
        bad = frame[ROW].is_in(wrong["row"].implode())
        lost[subject] = set(frame.filter(bad)[KEY]) if len(wrong) else set()
        kept[subject] = (frame.filter(~bad) if len(wrong) else frame).drop(ROW)
        reports.append(report(source, wrong))
        rows += int(bad.sum())
    kept |= _records_of(records, kept)
    return Part(number, kept, pl.concat(reports) if reports else pl.DataFrame(schema=REPORT), rows)


def _records_of(records: Mapping[str, pl.DataFrame], kept: dict[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The records about instances of a partition, and those about whoever it is."""
    if not records:
        return {}
    keys = pl.concat([frame[KEY] for frame in kept.values()])
    return {
        name: frame.filter((pl.col(KEY) == "") | pl.col(KEY).is_in(keys.implode())) for name, frame in records.items()
    }


def partitions(whole: Cut) -> Iterator[dict[str, pl.DataFrame]]:
    """Every partition's canonical tables in order; what was set aside is told by `read_part`."""
    return (read_part(whole, number).tables for number in range(whole.parts))


def _read(given: pl.DataFrame, layout: Layout, plan: Plan) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A stretch in canonical columns, and its wrong cells (`ASIDE`)."""
    names = {KEY: layout.key, **layout.owners}
    columns = [given[ROW].cast(pl.Int64)]
    columns += [
        given[heading].cast(pl.String).str.strip_chars().replace("", None).alias(name)
        for name, heading in names.items()
    ]
    wrong = [pl.DataFrame(schema=ASIDE)]
    for column in layout.facts:
        read = read_column(given[column.heading], column, plan.units)
        columns.append(read.values)
        if read.wrong is not None:
            places, reasons = read.wrong
            values = given[column.heading].gather(places).cast(pl.String)
            rows = columns[0].gather(places)
            heading = pl.Series([column.heading] * len(places), dtype=pl.String)
            wrong.append(
                pl.DataFrame({"row": rows, "column": heading, "value": values, "reason": reasons}, schema=ASIDE)
            )
    return pl.DataFrame(columns), pl.concat(wrong)


def _orphans(
    frame: pl.DataFrame, layout: Layout, kept: dict[str, pl.DataFrame], lost: dict[str, set[str]]
) -> Iterator[pl.DataFrame]:
    """Rows whose owner was set aside; or isn't listed, which its hash did not tell."""
    for owner, heading in layout.owners.items():
        keys = frame[owner]
        alone = keys.is_not_null() & ~keys.is_in(kept[owner][KEY].implode())
        if alone.any():
            yield frame.filter(alone).select(
                row=pl.col(ROW),
                column=pl.lit(heading),
                value=pl.col(owner),
                reason=pl.when(pl.col(owner).is_in(list(lost[owner])))
                .then(pl.lit(f"所属的{owner}有错，放在一边"))
                .otherwise(pl.lit(not_listed(owner))),
            )


def report(source: Source, aside: pl.DataFrame) -> pl.DataFrame:
    """Rows set aside (`ASIDE`) as reported (`REPORT`)."""
    return aside.select(
        pl.lit(source.path.name).alias("文件"),
        (pl.col("row") + source.first_row).alias("行"),
        pl.col("column").alias("列"),
        pl.col("value").alias("值"),
        pl.col("reason").alias("原因"),
    )
