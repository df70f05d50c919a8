"""One partition under two worlds: rows by rows, and owner by owner. Both answer for the same rows in the same order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from rulesdsl.batch.shown import by_clause
from rulesdsl.batch.sums import NOWHERE, Sum, Sums, added, sums_of
from rulesdsl.impact.moves import Moves, Owners
from rulesdsl.impact.worlds import Family, family_of
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import OUTCOMES
from rulesdsl.run.columnar.kernel import Results
from rulesdsl.run.results import ELIGIBLE, NEEDS_DETERMINATION, NEEDS_FACTS
from rulesdsl.tables.facts import CITY, KEY

SIZES = ("企业规模", "规模以上")
"""Facts by which owners are told apart by size; the first that a subject has."""
LEADER = {
    "subject": pl.String, "key": pl.String, "city": pl.String, "low0": pl.Int64, "high0": pl.Int64, "low1": pl.Int64,
    "high1": pl.Int64, "change": pl.Int64,
}  # fmt: skip
"""An owner: both ends of its total in both worlds (no upper one: null), and the end that moves most."""


class Side(NamedTuple):
    """One world's answers for a partition."""

    plan: Plan
    results: Results


class Certain(NamedTuple):
    """What is known of changes without looking at rows: families of which no row gets anything else (`unmoved`), and those of which
    rows that are 符合 in both worlds don't (`alike`).
    """

    unmoved: frozenset[Family]
    alike: frozenset[Family]


class Comparison(NamedTuple):
    """Two worlds so far: sums on each side, what moves by clause, owners by place and by size, and the owners that move most."""

    before: Sums
    after: Sums
    clauses: dict[str, Moves]
    cities: dict[str, Owners]
    sizes: dict[str, Owners]
    leaders: pl.DataFrame


def compare(before: Side, after: Side, tables: Mapping[str, pl.DataFrame], certain: Certain, top: int) -> Comparison:
    """Compare a partition.

    Args:
        top: how many owners to keep that gain most, and how many that lose most.
    """
    owners = _owners(before.results, after.results, tables)
    moves: dict[str, Moves] = {}
    columns = (_columns(before), _columns(after))
    for family in dict.fromkeys((*columns[0], *columns[1])):
        one = _moves(_rows((before, after), columns, family), family, certain)
        moves[family[0]] = moves.get(family[0], Moves()) + one
    return Comparison(
        sums_of(before.plan, before.results, tables),
        sums_of(after.plan, after.results, tables),
        moves,
        _by(owners, "city"),
        _by(owners, "size"),
        leading(owners.select(*LEADER), top),
    )


def joined(one: Comparison, other: Comparison, top: int) -> Comparison:
    """Two partitions together."""
    return Comparison(
        added(one.before, other.before),
        added(one.after, other.after),
        {
            name: one.clauses.get(name, Moves()) + other.clauses.get(name, Moves())
            for name in one.clauses | other.clauses
        },
        {name: one.cities.get(name, Owners()) + other.cities.get(name, Owners()) for name in one.cities | other.cities},
        {name: one.sizes.get(name, Owners()) + other.sizes.get(name, Owners()) for name in one.sizes | other.sizes},
        leading(pl.concat([one.leaders, other.leaders]), top),
    )


def leading(owners: pl.DataFrame, top: int) -> pl.DataFrame:
    """The owners that gain most, the most first, then those that lose most; ties by key."""
    gain = owners.filter(pl.col("change") > 0).sort("change", "key", descending=[True, False]).head(top)
    lose = owners.filter(pl.col("change") < 0).sort("change", "key").head(top)
    return pl.concat([gain, lose])


# ---------- rows


Columns = dict[Family, dict[str, list[str]]]
"""For each family, the columns of its versions by what they hold."""


def _columns(side: Side) -> Columns:
    found: Columns = {}
    for number, columns in by_clause(side.results).items():
        own = found.setdefault(family_of(side.plan.clauses[number]), {})
        for column in columns:
            if not column.detail:
                own.setdefault(column.what, []).append(column.name)
    return found


def _rows(sides: tuple[Side, Side], columns: tuple[Columns, Columns], family: Family) -> pl.DataFrame:
    """The rows for which either world has an answer: the code of the outcome and both ends, those of before under 0, of after under 1.

    Of the versions of a clause one answers on each row.
    """
    frames = [side.results.wide.get(family[2]) for side in sides]
    height = next(len(frame) for frame in frames if frame is not None)
    found = []
    for mark, (frame, names) in enumerate(zip(frames, columns, strict=True)):
        for what, short in (("outcome", "code"), ("amount.low", "low"), ("amount.high", "high")):
            own = names.get(family, {}).get(what, [])
            values = (
                frame.select(pl.coalesce(own).cast(pl.Int64)).to_series()
                if frame is not None and own
                else pl.repeat(None, height, dtype=pl.Int64, eager=True)
            )
            found.append(values.alias(f"{short}{mark}"))
    rows = pl.DataFrame(found)
    return rows.filter(pl.col("code0").is_not_null() | pl.col("code1").is_not_null())


def _standing(code: str) -> pl.Expr:
    """0 surely nothing, 1 not known yet, 2 符合."""
    column = pl.col(code)
    opened = [OUTCOMES.index(NEEDS_FACTS), OUTCOMES.index(NEEDS_DETERMINATION)]
    yes = column == OUTCOMES.index(ELIGIBLE)
    return pl.when(yes).then(2).when(column.is_in(opened)).then(1).otherwise(0).cast(pl.Int64)


def _moves(rows: pl.DataFrame, family: Family, certain: Certain) -> Moves:
    standing = rows.select((3 * _standing("code0") + _standing("code1")).alias("standing"))["standing"]
    counts = dict(standing.value_counts().iter_rows())
    standings = tuple(counts.get(place, 0) for place in range(9))
    if rows["low0"].null_count() == rows["low1"].null_count() == len(rows):
        return Moves(standings)
    fixed = pl.lit(family in certain.unmoved) | (pl.lit(family in certain.alike) & (pl.col("standing") == 8))
    endless0, endless1 = (pl.col(f"low{n}").is_not_null() & pl.col(f"high{n}").is_null() for n in "01")
    low0, high0, low1, high1 = (pl.col(name).fill_null(0) for name in ("low0", "high0", "low1", "high1"))
    least = pl.when(fixed).then(0).when(~endless0).then(low1 - high0).alias("least")
    most = pl.when(fixed).then(0).when(~endless1).then(high1 - low0).alias("most")
    changes = rows.with_columns(standing).select(least, most)
    # What has no lower end may fall, what has no upper one may rise.
    rises, falls = pl.col("most").fill_null(1) > 0, pl.col("least").fill_null(-1) < 0
    found = changes.select(
        up=(rises & ~falls).sum(),
        down=(falls & ~rises).sum(),
        same=(~falls & ~rises).sum(),
        unclear=(falls & rises).sum(),
        least=pl.col("least").cast(pl.Int128).sum(),
        most=pl.col("most").cast(pl.Int128).sum(),
        no_least=pl.col("least").null_count(),
        no_most=pl.col("most").null_count(),
    ).row(0)
    return Moves(standings, *(int(value) for value in found))


# ---------- owners


def _owners(before: Results, after: Results, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every owner whose total was asked for: both ends on both sides, its place and size."""
    parts = [pl.DataFrame(schema=LEADER | {"size": pl.String})]
    for subject in before.wide.keys() & after.wide.keys():
        frames = (before.wide[subject], after.wide[subject])
        if not all("total.low" in frame.columns for frame in frames):
            continue
        ends = [
            frame[f"total.{end}"].cast(pl.Int64).alias(f"{end}{mark}")
            for mark, frame in enumerate(frames)
            for end in ("low", "high")
        ]
        table = tables[subject]
        own = pl.DataFrame([pl.Series("key", table[KEY]), *ends, _city(table), _size(table)])
        rise, ceiling = pl.col("low1") - pl.col("low0"), pl.col("high1") - pl.col("high0")
        furthest = pl.when(ceiling.abs() > rise.abs()).then(ceiling).otherwise(rise)
        parts.append(own.with_columns(subject=pl.lit(subject), change=furthest).select(*parts[0].columns))
    return pl.concat(parts)


def _city(table: pl.DataFrame) -> pl.Series:
    if CITY not in table.columns:
        return pl.repeat(NOWHERE, len(table), eager=True).alias("city")
    return table[CITY].cast(pl.String).fill_null(NOWHERE).alias("city")


def _size(table: pl.DataFrame) -> pl.Series:
    name = next((name for name in SIZES if name in table.columns), None)
    if name is None:
        return pl.repeat(NOWHERE, len(table), eager=True).alias("size")
    if table.schema[name] == pl.Boolean:
        words = pl.when(pl.col(name)).then(pl.lit(name)).when(~pl.col(name)).then(pl.lit(f"非{name}"))
        return table.select(words.otherwise(pl.lit(NOWHERE)).alias("size")).to_series()
    return table[name].cast(pl.String).fill_null(NOWHERE).alias("size")


def _by(owners: pl.DataFrame, name: str) -> dict[str, Owners]:
    """Owners by place or size."""
    # An upper end that is missing is above all that are there.
    no_ceiling0, no_ceiling1 = pl.col("high0").is_null(), pl.col("high1").is_null()
    above = (pl.col("high1") > pl.col("high0")).fill_null(no_ceiling1 & ~no_ceiling0)
    below = (pl.col("high1") < pl.col("high0")).fill_null(no_ceiling0 & ~no_ceiling1)
    rises, falls = above | (pl.col("low1") > pl.col("low0")), below | (pl.col("low1") < pl.col("low0"))
    counted = owners.group_by(name).agg(
        (rises & ~falls).sum().alias("up"),
        (falls & ~rises).sum().alias("down"),
        (rises & falls).sum().alias("both"),
        (~rises & ~falls).sum().alias("same"),
        *(_sum(mark).alias(f"sum{mark}") for mark in "01"),
    )
    return {
        str(row[name]): Owners(
            row["up"], row["down"], row["both"], row["same"], *(Sum(*row[f"sum{mark}"].values()) for mark in "01")
        )
        for row in counted.iter_rows(named=True)
    }


def _sum(mark: str) -> pl.Expr:
    low, high = pl.col(f"low{mark}"), pl.col(f"high{mark}")
    return pl.struct(
        (high.is_null() | (high > 0)).sum().cast(pl.Int128).alias("rows"),
        low.cast(pl.Int128).sum().alias("low"),
        high.cast(pl.Int128).sum().alias("high"),
        high.is_null().sum().cast(pl.Int128).alias("unlimited"),
    )
