"""Who belongs to whom, over whole tables: which rows can't be placed, and which rows have to be computed together.

Only keys are read here, and of them only 64-bit hashes, so that tables of many millions of rows take little room. Where two keys have
the same hash their texts decide whether a key stands twice; an owner that is meant by hash alone is looked at again when its partition
is read. So a chance meeting of hashes can only put more rows together than need be.

Rows that hang together by owners, directly or not, are a family; a partition holds whole families. A row that names two owners makes
their families one.
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

Numbers = NDArray[np.int32]
"""Numbers of rows and families; a table has fewer than 2³¹ rows."""

ALIKE = 1
"""How many hashes count as one. More only put more rows together than need be."""


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
        source, layout = sources[subject], layouts[subject]
        keys = _hashes(source, layout)
        found = {owner: _places(keys[owner], places[owner]) for owner in layout.owners}
        aside[subject] = _misplaced(plan, source, layout, keys, found)
        family = np.full(len(keys), -1, dtype=np.int32)
        for owner, rows in found.items():
            theirs = np.where(rows >= 0, of[owner][rows], np.int32(-1))
            joined += _pairs(family, theirs)
            family = np.where(family >= 0, family, theirs)
        alone = family < 0
        family[alone] = np.arange(count, count + int(alone.sum()), dtype=np.int32)
        count += int(alone.sum())
        family[aside[subject]["row"].to_numpy()] = -1
        of[subject] = family
        if subject in owners:
            places[subject], same = _listed(keys[KEY], family)
            joined += _pairs(family[same[0]], family[same[1]])
    named = united(count, joined)
    of = {subject: np.where(rows >= 0, named[rows], np.int32(-1)) for subject, rows in of.items()}
    return Families(of, count, aside)


def read_keys(source: Source, layout: Layout, rows: pl.Series | None = None) -> pl.DataFrame:
    """The key and the owners' keys as text without spaces around, null where empty; of every row, or of some in their order."""
    names = {KEY: layout.key, **layout.owners}
    texts = source.frame.select(_text(heading).alias(name) for name, heading in names.items())
    if rows is None:
        return texts.collect()
    some = texts.with_row_index("row").filter(pl.col("row").is_in(rows.implode()))
    return some.drop("row").collect(engine="streaming")


def _text(heading: str) -> pl.Expr:
    text = pl.col(heading).cast(pl.String).str.strip_chars()
    return pl.when(text != "").then(text)


def _hashes(source: Source, layout: Layout) -> pl.DataFrame:
    """The hashes of keys, null where empty."""
    names = {KEY: layout.key, **layout.owners}
    found = (
        pl.when(_text(heading).is_not_null()).then(_text(heading).hash() // ALIKE).alias(name)
        for name, heading in names.items()
    )
    return source.frame.select(found).collect(engine="streaming")


def _places(keys: pl.Series, listed: pl.DataFrame) -> Numbers:
    """The row of each owner; −1 where there is none."""
    found = pl.DataFrame({KEY: keys}).join(listed, on=KEY, how="left", maintain_order="left")["place"]
    return found.cast(pl.Int32).fill_null(-1).to_numpy()


def _listed(keys: pl.Series, family: Numbers) -> tuple[pl.DataFrame, tuple[Numbers, Numbers]]:
    """One row for each hash that children may name, and the pairs of rows that share one by chance."""
    every = pl.DataFrame({KEY: keys}).with_row_index("place").filter(pl.Series(family >= 0))
    if every[KEY].n_unique() == len(every):
        return every, (np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32))
    first = every.unique(KEY, keep="first", maintain_order=True)
    pairs = every.join(first, on=KEY).select(pl.col("place", "place_right").cast(pl.Int32))
    return first, (pairs["place"].to_numpy(), pairs["place_right"].to_numpy())


def _pairs(one: Numbers, other: Numbers) -> list[Numbers]:
    """Families that two lists name side by side, each pair once; none where either is −1."""
    both = (one >= 0) & (other >= 0) & (one != other)
    return [np.unique(np.stack([one[both], other[both]], axis=1), axis=0)] if both.any() else []


def _misplaced(
    plan: Plan, source: Source, layout: Layout, keys: pl.DataFrame, found: Mapping[str, Numbers]
) -> pl.DataFrame:
    """What `misplaced` says of the rows of which hashes say that they may be; only the texts of these are read."""
    key, given = keys[KEY], keys[KEY].drop_nulls()
    doubtful = key.is_null()
    if given.n_unique() < len(given):
        doubtful |= key.is_duplicated()
    for owner, places in found.items():
        nowhere = pl.Series(places < 0)
        doubtful |= nowhere & keys[owner].is_not_null() if plan.subjects[layout.subject].owner_optional else nowhere
    rows = doubtful.arg_true()
    texts = read_keys(source, layout, rows)
    twice = texts[KEY].is_not_null() & texts[KEY].is_duplicated()
    lost = {owner: pl.Series(places[rows.to_numpy()] < 0) for owner, places in found.items()}
    aside = misplaced(plan, layout, texts, twice, lost)
    return aside.with_columns(row=rows.gather(aside["row"]).cast(pl.Int64))


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
        yield _aside(nowhere & key.is_not_null(), heading, key, not_listed(owner))
        if not optional:
            yield _aside(key.is_null(), heading, key, f"没有写属于哪个{owner}")


def not_listed(owner: str) -> str:
    """Why a row whose owner's key stands nowhere is set aside."""
    return f"表「{owner}」里没有这个键，或那一行被放在一边"


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
    names = np.arange(count, dtype=np.int32)

    def root(family: int) -> int:
        while names[family] != family:
            names[family] = names[names[family]]
            family = int(names[family])
        return family

    pairs = np.concatenate(joined) if joined else np.empty((0, 2), dtype=np.int32)
    for one, other in pairs.tolist():
        first, second = sorted((root(one), root(other)))
        names[second] = first
    while (further := names[names] != names).any():
        names[further] = names[names[further]]
    return names
