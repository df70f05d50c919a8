"""Columns made of the records 已兑现 and 择一, before anything else is computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from rulesdsl.run.columnar.lowering import Derived
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.polars_links import Way
from rulesdsl.run.columnar.polars_tables import CHOICES, PAID, Prepared
from rulesdsl.run.columnar.schema import KEY


def derived_column(prepared: Prepared, wanted: Derived) -> pl.Series:
    """One such column on the rows of its table."""
    return _MAKERS[wanted.kind](prepared, wanted.space, wanted.data)


def _keys(prepared: Prepared, space: str) -> pl.Series:
    return prepared.frames[space][KEY].cast(pl.String)


def _paid(prepared: Prepared, space: str, ids: tuple[Any, ...]) -> pl.Series:
    """Whether one of the clauses was paid to the row's key, or to nobody in particular."""
    keys = _keys(prepared, space)
    paid = prepared.frames[PAID].filter(pl.col("条款").is_in(list(ids)))[KEY]
    if (paid == "").any():
        return pl.repeat(True, len(keys), dtype=pl.Boolean, eager=True)
    return keys.is_in(paid.unique().implode())


def _spent(prepared: Prepared, space: str, data: tuple[Any, ...]) -> pl.Series:
    """What was paid for the clauses in a year (None: ever) to the row's key, or with `below` to any key listed under it."""
    ids, year, below = data
    paid = prepared.frames[PAID].filter(pl.col("条款").is_in(list(ids)))
    if year is not None:
        paid = paid.filter(pl.col("年度") == year)
    to_all = int(paid.filter(pl.col(KEY) == "")["金额"].sum())
    named = paid.filter(pl.col(KEY) != "")
    pairs = _pairs(prepared, space, named[KEY].unique(), prepared.ways if below else {})
    sums = named.join(pairs, on=KEY).group_by("row").agg(pl.col("金额").sum())
    every = pl.DataFrame({"row": pl.int_range(len(_keys(prepared, space)), dtype=pl.UInt32, eager=True)})
    found = every.join(sums, on="row", how="left", maintain_order="left")["金额"]
    return found.fill_null(0) + to_all


def _pairs(prepared: Prepared, space: str, asked: pl.Series, ways: Mapping[Link, Way]) -> pl.DataFrame:
    """(key, row of the space) for the keys asked for, of the rows themselves and of all that belong to them; each pair once."""
    keys = _keys(prepared, space)
    rows = pl.int_range(len(keys), dtype=pl.UInt32, eager=True)
    found = [pl.DataFrame({KEY: keys, "row": rows})]
    for link, way in ways.items():
        if link.parent == space:
            children = _keys(prepared, link.child)
            found.append(pl.DataFrame({KEY: children, "row": rows if way.rows is None else way.rows}).drop_nulls())
    wanted = pl.DataFrame({KEY: asked})
    return pl.concat([item.join(wanted, on=KEY, how="semi") for item in found]).unique()


def _chosen(prepared: Prepared, space: str, members: tuple[Any, ...]) -> pl.Series:
    """1 + the first member that the row's key chose, in the order of the records; 0 for none."""
    places = {name: place + 1 for place, ids in reversed(list(enumerate(members))) for name in ids}
    known = pl.DataFrame(
        {"条款": list(places), "member": list(places.values())}, schema={"条款": pl.String, "member": pl.Int64}
    )
    choices = prepared.frames[CHOICES].join(known, on="条款", maintain_order="left").with_row_index("order")
    keys = pl.DataFrame({KEY: _keys(prepared, space)}).with_row_index("row")
    named = keys.join(choices.filter(pl.col(KEY) != ""), on=KEY)
    anyone = choices.filter(pl.col(KEY) == "").head(1)
    if len(anyone):
        named = pl.concat([named, keys.join(anyone.drop(KEY), how="cross").select(named.columns)])
    first = named.sort("order").unique("row", keep="first").select("row", "member")
    return keys.join(first, on="row", how="left", maintain_order="left")["member"].fill_null(0)


_MAKERS = {"paid": _paid, "spent": _spent, "chosen": _chosen}
