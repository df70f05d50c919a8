"""Families of rows → partitions of about so many rows, in the order of the tables where that can be.

A table whose rows already stand in that order is read in stretches; another one is sorted into files once, a stretch at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from rulesdsl.tables.files import Source
from rulesdsl.tables.links import Families, Numbers

ROW = "行"
"""Added to every stretch: the row of the table, from 0."""
_STEP = 200_000


class Stretches(NamedTuple):
    """Where a table's rows of each partition are: stretches [starts[p], starts[p + 1]) of the frame, or a folder with a file a piece."""

    frame: pl.LazyFrame
    starts: Numbers
    folder: Path | None


def partition_of_rows(found: Families, rows: int) -> tuple[dict[str, Numbers], int]:
    """The partition of every row (−1: set aside), and how many there are; each has about `rows` rows and whole families."""
    sizes = np.zeros(found.many, dtype=np.int64)
    for families in found.of.values():
        sizes += np.bincount(families[families >= 0], minlength=found.many)
    order = np.argsort(_places(found), kind="stable")
    before = np.cumsum(sizes[order]) - sizes[order]
    _, numbers = np.unique(before // max(1, rows), return_inverse=True)
    partition = np.empty(found.many, dtype=np.int32)
    partition[order] = numbers
    of = {subject: np.where(item >= 0, partition[item], np.int32(-1)) for subject, item in found.of.items()}
    return of, int(numbers.max(initial=-1)) + 1


def _places(found: Families) -> Numbers:
    """Where each family stands: by the table with the most families; those that aren't in it, beside their neighbours."""
    firsts = {subject: _first_rows(families, found.many) for subject, families in found.of.items()}
    driver = max(firsts, key=lambda subject: int((firsts[subject] >= 0).sum()), default="")
    places = firsts[driver] if driver else np.full(found.many, -1, dtype=np.int32)
    for subject, families in found.of.items():
        if subject == driver or not len(families):
            continue
        kept = families[families >= 0]
        known = places[kept]
        if (known >= 0).any():
            # What stands behind a known family in its table stands with it.
            beside = np.maximum.accumulate(np.where(known >= 0, known, 0))
        else:
            beside = np.arange(len(kept)) * len(found.of[driver]) // max(1, len(kept))
        unknown = known < 0
        places[kept[unknown]] = beside[unknown]
    return places


def _first_rows(families: Numbers, count: int) -> Numbers:
    """The first row of each family in a table, −1 for none."""
    first = np.full(count, -1, dtype=np.int32)
    rows = np.arange(len(families), dtype=np.int32)[::-1]
    backwards = families[::-1]
    inside = backwards >= 0
    first[backwards[inside]] = rows[inside]
    return first


def stretches(
    sources: Mapping[str, Source], partition: Mapping[str, Numbers], count: int, working: Path
) -> dict[str, Stretches]:
    """Where the rows of each partition are.

    Raises:
        OSError: the working folder can't be written to.
    """
    return {subject: _of_table(sources[subject], rows, count, working / subject) for subject, rows in partition.items()}


def _of_table(source: Source, partition: Numbers, count: int, folder: Path) -> Stretches:
    kept = partition >= 0
    carried = np.maximum.accumulate(np.where(kept, partition, 0)) if len(partition) else partition
    if not (carried[kept] == partition[kept]).all():
        _sort_into(source, partition, folder)
        return Stretches(source.frame, np.empty(0, dtype=np.int32), folder)
    return Stretches(source.frame, np.searchsorted(carried, np.arange(count + 1)).astype(np.int32), None)


def _sort_into(source: Source, partition: Numbers, folder: Path) -> None:
    """Write the rows of each partition, a stretch of the table at a time, into files of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(partition), _STEP):
        frame = source.frame.slice(start, _STEP).collect().with_row_index(ROW, start)
        numbers = pl.Series("partition", partition[start : start + len(frame)])
        pieces = (
            frame.with_columns(numbers).filter(numbers >= 0).partition_by("partition", as_dict=True, include_key=False)
        )
        for (number,), piece in pieces.items():
            piece.write_parquet(folder / f"{number:05d}-{start:012d}.parquet", compression="lz4")


def read_stretch(table: Stretches, number: int) -> pl.DataFrame:
    """A table's rows of one partition as given, with their row numbers; rows set aside may be among them."""
    if table.folder is None:
        start, end = (int(place) for place in table.starts[number : number + 2])
        return table.frame.slice(start, end - start).collect().with_row_index(ROW, start)
    files = sorted(table.folder.glob(f"{number:05d}-*.parquet"))
    if not files:
        return table.frame.head(0).collect().with_row_index(ROW)
    return pl.concat([pl.read_parquet(file) for file in files])
