"""Who belongs to whom, by joins: the family of every row, and what `tables.links` has to say against its keys.

The same meaning as `tables.links.families`, which does it in one machine's memory. A family is named by a number made of the key of
its topmost owner; two families of one number are computed together, which changes nothing. Only what is out of the ordinary comes to
the driver: keys that stand twice, and families that a row with two owners makes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

import numpy as np
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from rulesdsl.plan.plan import Plan
from rulesdsl.spark.columns import key
from rulesdsl.tables.facts import inside_out
from rulesdsl.tables.layout import Layout
from rulesdsl.tables.links import united

FAMILY, KEY, TWICE = "#family", "#key", "#twice"
_GOOD, _FAMILIES, _LISTED = "#good", "#families", "#listed"


def lost(owner: str) -> str:
    """The column that says whether a row's owner was not found."""
    return f"#lost {owner}"


def with_families(
    plan: Plan, layouts: Mapping[str, Layout], frames: Mapping[str, DataFrame], spark: SparkSession
) -> dict[str, DataFrame]:
    """Tables with `FAMILY`, `KEY`, `TWICE` and, for each owner that they name, `lost(owner)`. Runs two jobs over the keys."""
    twice = _twice({subject: frames[subject].select(key(layout.key).alias(KEY)) for subject, layout in layouts.items()})
    found: dict[str, DataFrame] = {}
    for subject in inside_out(plan):
        if subject in layouts:
            frame = _marked(frames[subject], layouts[subject], twice.get(subject, []), spark)
            found[subject] = _linked(plan, layouts[subject], frame, found)
    names = _one_name([frame for subject, frame in found.items() if len(layouts[subject].owners) > 1])
    extra = (_GOOD, _FAMILIES)
    return {subject: _renamed(frame, names, spark).drop(*extra) for subject, frame in found.items()}


def _twice(keys: Mapping[str, DataFrame]) -> dict[str, list[str]]:
    """The keys of each subject that stand in several rows."""
    every = reduce(DataFrame.union, (frame.select(F.lit(name).alias("subject"), KEY) for name, frame in keys.items()))
    several = every.filter(F.col(KEY).isNotNull()).groupBy("subject", KEY).count().filter("count > 1")
    found: dict[str, list[str]] = {}
    for subject, text, _ in several.collect():
        found.setdefault(subject, []).append(text)
    return found


def _marked(frame: DataFrame, layout: Layout, twice: list[str], spark: SparkSession) -> DataFrame:
    """With the key, and whether it stands twice."""
    keyed = frame.withColumn(KEY, key(layout.key))
    if not twice:
        return keyed.withColumn(TWICE, F.lit(False))
    marks = spark.createDataFrame([(text, True) for text in twice], f"`{KEY}` string, `{TWICE}` boolean")
    return keyed.join(F.broadcast(marks), KEY, "left").withColumn(TWICE, F.coalesce(TWICE, F.lit(False)))


def _linked(plan: Plan, layout: Layout, frame: DataFrame, found: Mapping[str, DataFrame]) -> DataFrame:
    """With the family, that of an owner before its own; and whether others can belong to the row."""
    good = F.col(KEY).isNotNull() & ~F.col(TWICE)
    theirs: list[Column] = []
    for place, (owner, heading) in enumerate(layout.owners.items()):
        listed = found[owner].filter(F.col(_GOOD)).select(F.col(KEY).alias(_LISTED), F.col(FAMILY).alias(f"#of {place}"))
        # Rows without an owner are kept apart, or they would all meet in one place only to find nothing.
        wanted = F.coalesce(key(heading), F.concat(F.lit("\0"), F.col(KEY)))
        frame = frame.join(listed, wanted == F.col(_LISTED), "left").drop(_LISTED)
        family = F.when(key(heading).isNotNull(), F.col(f"#of {place}"))
        frame = frame.withColumn(lost(owner), family.isNull())
        theirs.append(family)
        unnamed = key(heading).isNull() if plan.subjects[layout.subject].owner_optional else F.lit(False)
        good = good & (unnamed | ~F.col(lost(owner)))
    own = F.xxhash64(F.lit(layout.subject), KEY)
    return (
        frame.withColumn(FAMILY, F.coalesce(*theirs, own))
        .withColumn(_FAMILIES, F.array_compact(F.array(*theirs)) if theirs else F.lit(None))
        .withColumn(_GOOD, good)
        .drop(*(f"#of {place}" for place in range(len(theirs))))
    )


def _one_name(frames: list[DataFrame]) -> dict[int, int]:
    """New names of families that rows with several owners make one."""
    if not frames:
        return {}
    every = reduce(DataFrame.union, (frame.select(F.array_distinct(_FAMILIES).alias(_FAMILIES)) for frame in frames))
    several = [row[0] for row in every.filter(F.size(_FAMILIES) > 1).distinct().collect()]
    pairs = np.array([(row[0], other) for row in several for other in row[1:]], dtype=np.int64).reshape(-1, 2)
    numbers, places = np.unique(pairs, return_inverse=True)
    new = numbers[united(len(numbers), [places.reshape(-1, 2)])]
    return {int(old): int(name) for old, name in zip(numbers, new, strict=True) if old != name}


def _renamed(frame: DataFrame, names: Mapping[int, int], spark: SparkSession) -> DataFrame:
    if not names:
        return frame
    table = spark.createDataFrame(list(names.items()), f"`{FAMILY}` bigint, `#name` bigint")
    joined = frame.join(F.broadcast(table), FAMILY, "left")
    return joined.withColumn(FAMILY, F.coalesce("#name", FAMILY)).drop("#name")
