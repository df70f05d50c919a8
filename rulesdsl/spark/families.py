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
from rulesdsl.spark.packing import FAMILY, KEY, TABLE, TWICE, lost, owner
from rulesdsl.tables.facts import inside_out
from rulesdsl.tables.layout import Layout
from rulesdsl.tables.links import united

_GOOD, _ABOVE, _LISTED, _OF = "#good", "#above", "#listed", "#of"


def with_families(plan: Plan, layouts: Mapping[str, Layout], rows: DataFrame, spark: SparkSession) -> DataFrame:
    """Packed rows of subjects, numbered in the order of `layouts`, with `FAMILY`, `TWICE`, and `lost` for each owner.

    Runs a job over the keys, and another one where rows may have two owners.
    """
    numbers = {subject: number for number, subject in enumerate(layouts)}
    most = max((len(layout.owners) for layout in layouts.values()), default=0)
    rows = _marked(rows, _twice(rows, spark))
    levels: list[DataFrame] = []
    for level in _levels(plan, layouts):
        own = rows.filter(F.col(TABLE).isin([numbers[subject] for subject in level]))
        for place in range(most):
            owners = {subject: list(layouts[subject].owners)[place:][:1] for subject in level}
            own = _with_owner(
                own, levels, {numbers[name]: numbers[item[0]] for name, item in owners.items() if item}, place
            )
        levels.append(_judged(own, [_need_none(plan, layouts, numbers, place) for place in range(most)]))
    every = levels[0]
    for further in levels[1:]:
        every = every.unionByName(further)
    several = [numbers[subject] for subject, layout in layouts.items() if len(layout.owners) > 1]
    names = _one_name(every.filter(F.col(TABLE).isin(several)), most) if several else {}
    return _renamed(every, names, spark).drop(_GOOD, *map(of, range(most)))


def of(place: int) -> str:
    """The family of a row's owner."""
    return f"{_OF} {place}"


def _levels(plan: Plan, layouts: Mapping[str, Layout]) -> list[list[str]]:
    """Subjects that belong to nobody, those that belong to them, and so on."""
    depth: dict[str, int] = {}
    for subject in inside_out(plan):
        if subject in layouts:
            depth[subject] = 1 + max((depth[name] for name in layouts[subject].owners), default=-1)
    return [[name for name in depth if depth[name] == level] for level in range(1 + max(depth.values(), default=-1))]


def _need_none(plan: Plan, layouts: Mapping[str, Layout], numbers: Mapping[str, int], place: int) -> Column:
    """Whether a row needs no owner at a place of its layout."""
    free = [
        numbers[name]
        for name, layout in layouts.items()
        if len(layout.owners) <= place or plan.subjects[name].owner_optional
    ]
    return F.col(TABLE).isin(free)


def _twice(rows: DataFrame, spark: SparkSession) -> DataFrame | None:
    """The keys that stand in several rows of a table."""
    several = rows.filter(F.col(KEY).isNotNull()).groupBy(TABLE, KEY).count().filter("count > 1").collect()
    if not several:
        return None
    marks = [(row[0], row[1], True) for row in several]
    return F.broadcast(spark.createDataFrame(marks, f"`{TABLE}` int, `{KEY}` string, `{TWICE}` boolean"))


def _marked(rows: DataFrame, twice: DataFrame | None) -> DataFrame:
    if twice is None:
        return rows.withColumn(TWICE, F.lit(False))
    return rows.join(twice, [TABLE, KEY], "left").withColumn(TWICE, F.coalesce(TWICE, F.lit(False)))


def _with_owner(rows: DataFrame, levels: list[DataFrame], above: dict[int, int], place: int) -> DataFrame:
    """With the family of the owner at a place; null where there is none.

    Args:
        above: the table of the owner, by table.
    """
    if not above:
        return rows.withColumn(of(place), F.lit(None).cast("bigint"))
    owners = set(above.values())
    found = [
        level.filter(F.col(_GOOD) & F.col(TABLE).isin(list(owners))).select(
            F.col(TABLE).alias(_ABOVE), F.col(KEY).alias(_LISTED), F.col(FAMILY).alias(of(place))
        )
        for level in levels
    ]
    listed = found[0]
    for further in found[1:]:
        listed = listed.union(further)
    table = F.create_map(*(F.lit(number) for pair in above.items() for number in pair))[F.col(TABLE)]
    # Rows without an owner are spread, or they would all meet in one place only to find nothing.
    wanted = F.coalesce(owner(place), F.concat(F.lit("\0"), KEY))
    return rows.join(listed, (table == F.col(_ABOVE)) & (wanted == F.col(_LISTED)), "left").drop(_ABOVE, _LISTED)


def _judged(rows: DataFrame, need_none: list[Column]) -> DataFrame:
    """With the family, that of an owner before its own; which owners were not found; and whether others can belong to the row."""
    theirs = [F.when(F.col(owner(place)).isNotNull(), F.col(of(place))) for place in range(len(need_none))]
    good = F.col(KEY).isNotNull() & ~F.col(TWICE)
    for place, family in enumerate(theirs):
        good = good & (family.isNotNull() | (F.col(owner(place)).isNull() & need_none[place]))
    marks = [family.isNull().alias(lost(place)) for place, family in enumerate(theirs)]
    family = F.coalesce(*theirs, F.xxhash64(TABLE, KEY)).alias(FAMILY)
    return rows.select("*", *marks, family, good.alias(_GOOD))


def _one_name(rows: DataFrame, most: int) -> dict[int, int]:
    """New names of families that rows with several owners make one."""
    families = F.array_distinct(F.array_compact(F.array(*map(of, range(most)))))
    several = rows.select(families.alias(FAMILY)).filter(F.size(FAMILY) > 1).distinct()
    joined = [row[0] for row in several.collect()]
    pairs = np.array([(first, other) for first, *others in joined for other in others], dtype=np.int64).reshape(-1, 2)
    numbers, places = np.unique(pairs, return_inverse=True)
    new = numbers[united(len(numbers), [places.reshape(-1, 2).astype(np.int32)])]
    return {int(old): int(name) for old, name in zip(numbers, new, strict=True) if old != name}


def _renamed(rows: DataFrame, names: Mapping[int, int], spark: SparkSession) -> DataFrame:
    if not names:
        return rows
    table = spark.createDataFrame(list(names.items()), f"`{FAMILY}` bigint, `#name` bigint")
    joined = rows.join(F.broadcast(table), FAMILY, "left")
    return joined.withColumn(FAMILY, F.coalesce("#name", FAMILY)).drop("#name")
