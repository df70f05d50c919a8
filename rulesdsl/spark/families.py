"""Who belongs to whom, by joins: the family of every row, and what `tables.links` has to say against its keys.

The same meaning as `tables.links.families`, which does it in one machine's memory. A family is named by a number made of the key of
its topmost owner; two families of one number are computed together, which changes nothing. Only what is out of the ordinary comes to
the driver: keys that stand twice, and families that a row with two owners makes one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from rulesdsl.plan.plan import Plan
from rulesdsl.spark.packing import FAMILY, KEY, TABLE, TWICE, lost, owner, together
from rulesdsl.tables.layout import Layout
from rulesdsl.tables.links import united

_GOOD, _LISTED = "#good", "#listed"


def of(place: int) -> str:
    """The family of a row's owner."""
    return f"#of {place}"


def with_families(
    plan: Plan, layouts: Mapping[str, Layout], packed: Mapping[str, DataFrame], spark: SparkSession
) -> DataFrame:
    """All rows of packed tables with `FAMILY`, `TWICE`, and `lost` for each owner. Runs two jobs over the keys."""
    numbers = {subject: number for number, subject in enumerate(packed)}
    optional = {subject: plan.subjects[subject].owner_optional for subject in layouts}
    groups: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for subject, layout in layouts.items():
        groups.setdefault((optional[subject], tuple(layout.owners)), []).append(subject)
    twice = _twice(together([packed[subject].select(TABLE, KEY) for subject in layouts]), spark)
    done: dict[tuple[bool, tuple[str, ...]], DataFrame] = {}

    def linked(group: tuple[bool, tuple[str, ...]]) -> DataFrame:
        """Tables of the same owners, once their owners are."""
        if group not in done:
            rows = _marked(together([packed[subject] for subject in groups[group]]), twice)
            done[group] = _linked(rows, [listed(name) for name in group[1]], group[0])
        return done[group]

    def listed(subject: str) -> DataFrame:
        """The rows of a table to which others can belong."""
        rows = linked((optional[subject], tuple(layouts[subject].owners)))
        return rows.filter(F.col(_GOOD) & (F.col(TABLE) == numbers[subject])).select(F.col(KEY).alias(_LISTED), FAMILY)

    every = [linked(group) for group in groups]
    names = _one_name([rows for group, rows in done.items() if len(group[1]) > 1])
    return _renamed(together(every), names, spark).drop(_GOOD, *(of(place) for place in range(_most(layouts))))


def _most(layouts: Mapping[str, Layout]) -> int:
    return max((len(layout.owners) for layout in layouts.values()), default=0)


def _twice(keys: DataFrame, spark: SparkSession) -> DataFrame | None:
    """The keys that stand in several rows of a table."""
    several = keys.filter(F.col(KEY).isNotNull()).groupBy(TABLE, KEY).count().filter("count > 1").collect()
    if not several:
        return None
    marks = [(row[0], row[1], True) for row in several]
    return F.broadcast(spark.createDataFrame(marks, f"`{TABLE}` smallint, `{KEY}` string, `{TWICE}` boolean"))


def _marked(rows: DataFrame, twice: DataFrame | None) -> DataFrame:
    if twice is None:
        return rows.withColumn(TWICE, F.lit(False))
    return rows.join(twice, [TABLE, KEY], "left").withColumn(TWICE, F.coalesce(TWICE, F.lit(False)))


def _linked(rows: DataFrame, listed: list[DataFrame], optional: bool) -> DataFrame:
    """With the family, that of an owner before its own; and whether others can belong to the row."""
    theirs: list[Column] = []
    found: list[Column] = []
    good = F.col(KEY).isNotNull() & ~F.col(TWICE)
    for place, owners in enumerate(listed):
        # Rows without an owner are spread, or they would all meet in one place only to find nothing.
        wanted = F.coalesce(owner(place), F.concat(F.lit("\0"), KEY))
        rows = rows.join(owners.withColumnRenamed(FAMILY, of(place)), wanted == F.col(_LISTED), "left").drop(_LISTED)
        named = F.col(owner(place)).isNotNull()
        theirs.append(F.when(named, F.col(of(place))))
        nowhere = theirs[-1].isNull()
        found.append(nowhere.alias(lost(place)))
        good = good & (~named | ~nowhere if optional else ~nowhere)
    family = F.coalesce(*theirs, F.xxhash64(TABLE, KEY)).alias(FAMILY)
    return rows.select("*", *found, family, good.alias(_GOOD))


def _one_name(several: list[DataFrame]) -> dict[int, int]:
    """New names of families that rows with several owners make one."""
    if not several:
        return {}
    families = [
        rows.select(F.array_distinct(F.array_compact(F.array(*(of(place) for place in _places(rows))))).alias(FAMILY))
        for rows in several
    ]
    joined = [row[0] for row in together(families).filter(F.size(FAMILY) > 1).distinct().collect()]
    pairs = np.array([(first, other) for first, *others in joined for other in others], dtype=np.int64).reshape(-1, 2)
    numbers, places = np.unique(pairs, return_inverse=True)
    new = numbers[united(len(numbers), [places.reshape(-1, 2)])]
    return {int(old): int(name) for old, name in zip(numbers, new, strict=True) if old != name}


def _places(rows: DataFrame) -> list[int]:
    return [place for place in range(len(rows.columns)) if of(place) in rows.columns]


def _renamed(rows: DataFrame, names: Mapping[int, int], spark: SparkSession) -> DataFrame:
    if not names:
        return rows
    table = spark.createDataFrame(list(names.items()), f"`{FAMILY}` bigint, `#name` bigint")
    joined = rows.join(F.broadcast(table), FAMILY, "left")
    return joined.withColumn(FAMILY, F.coalesce("#name", FAMILY)).drop("#name")
