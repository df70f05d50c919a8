"""Who belongs to whom, as row numbers, and what crosses by it: an owner's value on its children, sums over children."""

from __future__ import annotations

import polars as pl

Row = pl.UInt32
_PLACE = "place"


class Way:
    """From child rows to parent rows. `rows` holds the parent's row number, null without one; None where row i belongs to row i."""

    def __init__(self, rows: pl.Series | None, parents: int, most: int) -> None:
        self.rows = rows
        self.parents = parents
        self.most = most
        self._back: pl.Series | None = None

    def lifted(self, value: pl.Series) -> pl.Series:
        """The parent's value on each child; 0 or false without a parent."""
        if self.rows is None:
            return value
        found = value.gather(self.rows)
        return found.fill_null(False if found.dtype == pl.Boolean else 0) if self.rows.null_count() else found

    def gathered(self, values: pl.DataFrame) -> pl.DataFrame:
        """By parent, the sum of integer columns and whether one of a truth column holds; 0 or false without children."""
        if self.rows is None:
            return values
        if self.most <= 1:
            back = self._inverse()
            return values.select(pl.all().gather(back)).with_columns(_filled(values))
        grouped = (
            values.with_columns(self.rows.alias(_PLACE))
            .filter(pl.col(_PLACE).is_not_null())
            .group_by(_PLACE)
            .agg(
                *(
                    pl.col(name).any() if kind == pl.Boolean else pl.col(name).sum()
                    for name, kind in values.schema.items()
                )
            )
        )
        every = pl.DataFrame({_PLACE: pl.int_range(self.parents, dtype=Row, eager=True)})
        joined = every.join(grouped, on=_PLACE, how="left", maintain_order="left").drop(_PLACE)
        return joined.with_columns(_filled(values))

    def _inverse(self) -> pl.Series:
        """The only child of each parent."""
        if self._back is None:
            assert self.rows is not None
            pairs = pl.DataFrame({_PLACE: self.rows}).with_row_index("child").filter(pl.col(_PLACE).is_not_null())
            every = pl.DataFrame({_PLACE: pl.int_range(self.parents, dtype=Row, eager=True)})
            self._back = every.join(pairs, on=_PLACE, how="left", maintain_order="left")["child"]
        return self._back


def _filled(values: pl.DataFrame) -> list[pl.Expr]:
    return [pl.col(name).fill_null(False if kind == pl.Boolean else 0) for name, kind in values.schema.items()]


def way_by_key(children: pl.Series, parents: pl.Series) -> tuple[Way, pl.Series]:
    """The way from a column of owners' keys to the rows that have these keys, and which keys were not found.

    Keys of both in the same order are recognised without a search: tables of one row an owner are common.
    """
    if len(children) == len(parents) and not children.null_count() and (children == parents).all():
        return Way(None, len(parents), 1), children.head(0)
    places = pl.DataFrame({"key": parents, _PLACE: pl.int_range(len(parents), dtype=Row, eager=True)})
    rows = pl.DataFrame({"key": children}).join(places, on="key", how="left", maintain_order="left")[_PLACE]
    lost = children.filter(rows.is_null() & children.is_not_null())
    return Way(rows, len(parents), most_of(rows)), lost


def way_over(first: Way, then: Way) -> Way:
    """The way to an owner's owner."""
    if first.rows is None:
        return then
    if then.rows is None:
        return Way(first.rows, then.parents, first.most)
    rows = then.rows.gather(first.rows)
    return Way(rows, then.parents, most_of(rows))


def most_of(rows: pl.Series) -> int:
    """How many rows share one parent at most."""
    held = rows.drop_nulls()
    if not len(held) or (held.is_sorted() and held.n_unique() == len(held)):
        return 1
    return int(held.value_counts()["count"].max())  # type: ignore[arg-type]
