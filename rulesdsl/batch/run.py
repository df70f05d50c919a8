"""A folder of tables through an engine into a folder of results, partition by partition; it can be stopped and gone on with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from rulesdsl.batch.aside import aside_problems
from rulesdsl.batch.engine import Engine, Question, polars_engine, tops
from rulesdsl.batch.folder import (
    ASIDE,
    OWNERS,
    ROWS,
    WORKING,
    Finished,
    Manifest,
    part_path,
    read_finished,
    refusal,
    write_finished,
    write_manifest,
)
from rulesdsl.batch.formats import write_frame
from rulesdsl.batch.reference import reference_engine
from rulesdsl.batch.shown import long_table, totals_table, wide_tables
from rulesdsl.batch.summaries import summary_paths, write_summaries
from rulesdsl.batch.sums import NOTHING, Sums, added, sums_of
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.kernel import Results
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.tables.files import changed
from rulesdsl.tables.partitions import Cut, Part, Tables, cut, open_tables, read_part
from rulesdsl.tables.years import years_needed

ENGINES = {"polars": polars_engine, "reference": reference_engine, "spark": polars_engine}
"""What answers for a partition; `spark` brings the partitions together elsewhere, and is no other engine."""
PARTITION_ROWS = 400_000
"""About how many rows of all tables together are computed at a time."""

Diagnostics = tuple[Diagnostic, ...]


class Options(NamedTuple):
    """What was asked for. `rules` is the digest of the rule files."""

    rules: str
    readings: tuple[tuple[str, str], ...]
    setting: Setting
    form: str = "parquet"
    wide: bool = False
    strict: bool = False
    engine: str = "polars"
    resume: bool = False
    rows: int = PARTITION_ROWS


class Batch(NamedTuple):
    """What a batch came to; `strict` rows aside stopped it where `manifest.done` is false."""

    manifest: Manifest
    sums: Sums
    untotalled: tuple[str, ...]


Watch = Callable[[int, int], None]


def run_batch(
    plan: Plan, folder: Path, out: Path, options: Options, watch: Watch = lambda done, of: None
) -> tuple[Batch | None, Diagnostics]:
    """Compute a batch.

    Args:
        watch: told after each partition how many are finished, of how many.
    Returns:
        What it came to, None when it could not begin or was stopped.
    Diagnostics:
        those of `open_tables` and of the engine; RD732 no accounting year; RD743 rows set aside; RD746 a table changed; RD748 a
        folder that holds something else.
    Raises:
        OSError: the output folder can't be written to. What was finished stays, and can be gone on with.
    """
    working, there = out / WORKING, out.exists()
    shutil.rmtree(working, ignore_errors=True)
    try:
        return _run(plan, folder, out, options, watch, working)
    finally:
        shutil.rmtree(working, ignore_errors=True)
        if not there and out.exists() and not any(out.iterdir()):
            out.rmdir()


def _run(
    plan: Plan, folder: Path, out: Path, options: Options, watch: Watch, working: Path
) -> tuple[Batch | None, Diagnostics]:
    ready, problems = opened(plan, folder, out, options, working)
    if ready is None:
        return None, problems
    tables, engine, made_from = ready
    try:
        whole = cut(tables, options.rows)
        strict = aside_problems(_all_aside(whole)) if options.strict else ()
    except pl.exceptions.PolarsError:
        return None, (*problems, *(changed(tables.sources.values()) or (unreadable(),)))
    if strict:
        return None, (*problems, *strict)
    batch = begun(out, Manifest(made_from, whole.parts, (), 0, 0, False), whole.unplaced)
    batch, stopped = _all_parts(whole, engine, out, options, batch, watch)
    return (None, (*problems, *stopped)) if stopped else completed(tables, out, options, batch, problems)


class Opened(NamedTuple):
    """Tables and an engine that fit, and what the batch is made from."""

    tables: Tables
    engine: Engine
    made_from: dict[str, Any]


def opened(plan: Plan, folder: Path, out: Path, options: Options, working: Path) -> tuple[Opened | None, Diagnostics]:
    """All that has to be in order before anything is computed."""
    tables, problems = open_tables(plan, folder, working)
    if tables is None:
        return None, problems
    engine, found = engine_for(tables, options)
    problems += found
    made_from = identity(tables, options)
    refused = refusal(out, made_from, options.resume)
    if refused is not None:
        return None, (*problems, refused)
    return (Opened(tables, engine, made_from) if engine is not None else None), problems


def begun(out: Path, manifest: Manifest, unplaced: pl.DataFrame) -> Batch:
    """Make a folder that of a batch of which nothing is finished.

    Args:
        unplaced: rows (`REPORT`) that belong to no partition.
    """
    write_manifest(out, manifest)
    for path in (*summary_paths(out), out / f"{ASIDE}.csv"):
        path.unlink(missing_ok=True)
    write_frame(unplaced, part_path(out, ASIDE, -1, "csv"), "csv")
    return Batch(manifest, NOTHING, ())


def engine_for(tables: Tables, options: Options) -> tuple[Engine | None, Diagnostics]:
    """The engine for some tables; RD732 where they have several years and nobody said which one is 本年."""
    needed = years_needed(tables.plan, tables.layouts) if options.setting.accounting_year is None else ()
    if needed:
        return None, needed
    subjects = frozenset(tables.layouts)
    question = Question(tables.plan, options.readings, options.setting, tops(tables.plan, subjects))
    return ENGINES[options.engine](question)


def identity(tables: Tables, options: Options) -> dict[str, Any]:
    """What a batch is made from: rules, tables, options."""
    asked = options._asdict()
    return {
        "rules": asked.pop("rules"),
        "tables": {source.path.name: source.stamp for source in tables.sources.values()},
        "options": {name: value for name, value in asked.items() if name not in ("resume", "strict")},
    }


def _all_aside(whole: Cut) -> pl.DataFrame:
    return pl.concat([whole.unplaced, *(read_part(whole, number).aside for number in range(whole.parts))])


def _all_parts(
    whole: Cut, engine: Engine, out: Path, options: Options, batch: Batch, watch: Watch
) -> tuple[Batch, Diagnostics]:
    """Every partition in turn. While the files of one are written the next one is read and computed; no more are in memory at once."""
    stopped: Diagnostics = ()
    with ThreadPoolExecutor(1) as writer:
        writing: Future[Finished] | None = None
        for number in range(whole.parts + 1):
            coming = None
            if number < whole.parts and not stopped:
                coming, stopped = _coming(whole, engine, out, options, number)
            if writing is not None:
                batch = with_part(out, batch, number - 1, writing.result())
                watch(number, whole.parts)
            writing = None if coming is None else writer.submit(coming)
    return batch, stopped


def _coming(
    whole: Cut, engine: Engine, out: Path, options: Options, number: int
) -> tuple[Callable[[], Finished] | None, Diagnostics]:
    """What is left to do for a partition once it is computed: to write it; nothing for what was finished before."""
    before = read_finished(out, number) if options.resume else None
    if before is not None:
        return (lambda: before), ()
    sources = whole.tables.sources.values()
    try:
        part = read_part(whole, number)
    except (OSError, pl.exceptions.PolarsError):
        return None, changed(sources) or (unreadable(),)
    stopped = changed(sources)
    if stopped:
        return None, stopped
    results, problems = engine.answer(part.tables)
    if results is None:
        return None, problems
    return partial(_written, engine.plan, results, part, out, options.form, options.wide), ()


def finish(engine: Engine, part: Part, out: Path, form: str, wide: bool) -> tuple[Finished | None, Diagnostics]:
    """Compute a partition and write its files."""
    results, problems = engine.answer(part.tables)
    if results is None:
        return None, problems
    return _written(engine.plan, results, part, out, form, wide), ()


def _written(plan: Plan, results: Results, part: Part, out: Path, form: str, wide: bool) -> Finished:
    """Write the files of a partition; its sums come last, and say that it is finished."""
    rows = sum(len(frame) for name, frame in part.tables.items() if name in plan.subjects)
    finished = Finished(sums_of(plan, results, part.tables), rows, part.rows_aside, results.untotalled)
    for path, frame in _frames(out, plan, results, part.number, form, wide):
        write_frame(frame, path, form)
    write_frame(part.aside, part_path(out, ASIDE, part.number, "csv"), "csv")
    write_finished(out, part.number, finished)
    return finished


def with_part(out: Path, batch: Batch, number: int, finished: Finished) -> Batch:
    """A batch with one more partition finished; its manifest is written."""
    manifest = batch.manifest._replace(
        finished=(*batch.manifest.finished, number + 1),
        rows=batch.manifest.rows + finished.rows,
        rows_aside=batch.manifest.rows_aside + finished.rows_aside,
    )
    write_manifest(out, manifest)
    untotalled = tuple(dict.fromkeys((*batch.untotalled, *finished.untotalled)))
    return Batch(manifest, added(batch.sums, finished.sums), untotalled)


def unreadable() -> Diagnostic:
    """RD747 for a table that stops in the middle of being read."""
    return Diagnostic("RD747", "表读到一半读不下去", help="检查磁盘和文件，再用 --resume 接着算")


def _frames(
    out: Path, plan: Plan, results: Results, number: int, form: str, wide: bool
) -> Iterator[tuple[Path, pl.DataFrame]]:
    yield part_path(out, OWNERS, number, form), totals_table(results)
    if wide:
        for subject, frame in wide_tables(plan, results).items():
            yield part_path(out, f"{ROWS}/{subject}", number, form), frame
    else:
        yield part_path(out, ROWS, number, form), long_table(plan, results)


def completed(
    tables: Tables, out: Path, options: Options, batch: Batch, problems: Diagnostics
) -> tuple[Batch | None, Diagnostics]:
    """Write what there is only of a whole: summaries, all rows set aside; and that it is done."""
    aside = _gathered(out, batch.manifest.parts)
    manifest = batch.manifest._replace(rows_aside=aside.unique(["文件", "行"]).height, done=True)
    stopped = changed(tables.sources.values())
    if stopped:
        return None, (*problems, *stopped)
    write_frame(aside, out / f"{ASIDE}.csv", "csv")
    write_summaries(out, tables.plan, batch.sums, options.form)
    write_manifest(out, manifest)
    return batch._replace(manifest=manifest), (*problems, *aside_problems(aside))


def _gathered(out: Path, parts: int) -> pl.DataFrame:
    files = [part_path(out, ASIDE, number, "csv") for number in range(-1, parts)]
    every = pl.concat([pl.read_csv(file, infer_schema=False) for file in files]).unique(maintain_order=True)
    return every.sort("文件", pl.col("行").cast(pl.Int64), maintain_order=True)
