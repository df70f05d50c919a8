"""Who belongs to whom, over whole tables: which rows can't be placed, and which rows have to be computed together.

Only keys are read here. Rows that hang together by owners, directly or not, are a family; a partition holds whole families. A row that
names two owners makes their families one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rulesdsl.plan.plan import Plan
from rulesdsl.tables.facts import KEY, inside_out
from rulesdsl.tables.files import Source
from rulesdsl.tables.layout import Layout

Numbers = NDArray[np.int64]


class Families(NamedTuple):
    """The family of each row by subject, −1 for rows set aside; how many families there are (`many`); what was set aside and why."""

    of: dict[str, Numbers]
    many: int
    aside: dict[str, pl.DataFrame]


ASIDE = {"row": pl.Int64, "column": pl.String, "value": pl.String, "reason": pl.String}
"""Rows set aside: the row of the table from 0, the column, the value in it, and why."""


def families(plan: Plan, sources: Mapping[str, Source], layouts: Mapping[str, Layout]) -> Families:
    """Find the family of every row.

    A key that is missing or stands twice, an owner that is missing or not listed, sets the row aside.
    """
    order = [subject for subject in inside_out(plan) if subject in layouts]
    owners = {owner for subject in order for owner in layouts[subject].owners}
    places: dict[str, pl.DataFrame] = {}
    of: dict[str, Numbers] = {}
    aside: dict[str, pl.DataFrame] = {}
    joined: list[Numbers] = []
    count = 0
    for subject in order:
        layout, keys = layouts[subject], read_keys(sources[subject], layouts[subject])
        found = [(owner, _places(keys[owner], places[owner])) for owner in layout.owners]
        twice = keys[KEY].is_not_null() & keys[KEY].is_duplicated()
        lost = {owner: pl.Series(rows < 0) for owner, rows in found}
        aside[subject] = misplaced(plan, layout, keys, twice, lost)
        family = np.full(len(keys), -1, dtype=np.int64)
        for owner, rows in found:
            theirs = np.where(rows >= 0, of[owner][rows], -1)
            both = (family >= 0) & (theirs >= 0) & (family != theirs)
            joined += [np.unique(np.stack([family[both], theirs[both]], axis=1), axis=0)] if both.any() else []
            family = np.where(family >= 0, family, theirs)
        alone = family < 0
        family[alone] = np.arange(count, count + int(alone.sum()))
        count += int(alone.sum())
        family[aside[subject]["row"].to_numpy()] = -1
        of[subject] = family
        if subject in owners:
            places[subject] = keys.select(KEY).with_row_index("place").filter(pl.Series(family >= 0))
    named = united(count, joined)
    return Families({subject: np.where(rows >= 0, named[rows], -1) for subject, rows in of.items()}, count, aside)


def read_keys(source: Source, layout: Layout) -> pl.DataFrame:
    """The key and the owners' keys of every row, as text without spaces around, null where empty."""
    names = {KEY: layout.key, **layout.owners}
    stripped = (pl.col(heading).cast(pl.String).str.strip_chars().alias(name) for name, heading in names.items())
    return source.frame.select(stripped).with_columns(pl.all().replace({"": None})).collect()


def _places(keys: pl.Series, listed: pl.DataFrame) -> Numbers:
    """The row of each owner; −1 where there is none."""
    found = pl.DataFrame({KEY: keys}).join(listed, on=KEY, how="left", maintain_order="left")["place"]
    return found.cast(pl.Int64).fill_null(-1).to_numpy().copy()


def misplaced(
    plan: Plan, layout: Layout, keys: pl.DataFrame, twice: pl.Series, lost: Mapping[str, pl.Series]
) -> pl.DataFrame:
    """Rows (`ASIDE`) without a key, all that share theirs, as which of them is meant can't be told, and those without their owner.

    Args:
        keys: as of `read_keys`.
        twice: whether the key stands in another row too.
        lost: for each owner, whether it was not found.
    """
    key = keys[KEY]
    without = _aside(key.is_null(), layout.key, key, "没有键")
    shared = _aside(twice, layout.key, key, "这个键写了不止一次，分不清是哪一行")
    return pl.concat([without, shared, *_bad_owners(plan, layout, keys, lost)])


def _bad_owners(
    plan: Plan, layout: Layout, keys: pl.DataFrame, lost: Mapping[str, pl.Series]
) -> Iterator[pl.DataFrame]:
    optional = plan.subjects[layout.subject].owner_optional
    for owner, nowhere in lost.items():
        heading, key = layout.owners[owner], keys[owner]
        yield _aside(nowhere & key.is_not_null(), heading, key, f"表「{owner}」里没有这个键，或那一行被放在一边")
        if not optional:
            yield _aside(key.is_null(), heading, key, f"没有写属于哪个{owner}")


def _aside(rows: pl.Series, column: str, values: pl.Series, reason: str) -> pl.DataFrame:
    places = rows.arg_true()
    return pl.DataFrame(
        {
            "row": places,
            "column": [column] * len(places),
            "value": values.gather(places),
            "reason": [reason] * len(places),
        },
        schema=ASIDE,
    )


def united(count: int, joined: list[Numbers]) -> Numbers:
    """One name for each set of families that rows with two owners make one: that of the first."""
    names = np.arange(count, dtype=np.int64)

    def root(family: int) -> int:
        while names[family] != family:
            names[family] = names[names[family]]
            family = int(names[family])
        return family

    pairs = np.concatenate(joined) if joined else np.empty((0, 2), dtype=np.int64)
    for one, other in pairs.tolist():
        first, second = sorted((root(one), root(other)))
        names[second] = first
    while (further := names[names] != names).any():
        names[further] = names[names[further]]
    return names
