"""Tables as given → tables as a kernel reads them: the columns it needs, checked and typed; who belongs to whom; the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.diagnostics.suggest import nearest
from rulesdsl.plan.nodes import fact_subject
from rulesdsl.plan.plan import FieldPlan, Plan
from rulesdsl.run.columnar.lowering import largest
from rulesdsl.run.columnar.nodes import Link
from rulesdsl.run.columnar.polars_links import Way, way_by_key, way_over
from rulesdsl.run.columnar.schema import CLAIM_DATE, FIRST_YEAR, KEY, Belonging, Schema, Table, fact_of

PAID, CHOICES = "已兑现", "择一"
RECORDS: dict[str, dict[str, type[pl.DataType]]] = {
    PAID: {"条款": pl.String, "键": pl.String, "年度": pl.Int64, "金额": pl.Int64},
    CHOICES: {"条款": pl.String, "键": pl.String},
}
"""The tables beside those of subjects. An empty 键 stands for whoever is asked about."""

_TEXT_TYPES = (pl.String, pl.Categorical, pl.Enum)


class Prepared(NamedTuple):
    """Tables in memory with the ways between them, and their description."""

    frames: dict[str, pl.DataFrame]
    ways: dict[Link, Way]
    schema: Schema


def prepare(
    plan: Plan, tables: Mapping[str, pl.LazyFrame | pl.DataFrame]
) -> tuple[Prepared | None, tuple[Diagnostic, ...]]:
    """Read what the plan needs and check it.

    Diagnostics:
        RD701 a table of no subject, RD703 a column of the wrong type, RD707 an owner that is not listed, RD709 a value outside
        its declared range, RD729 one key twice, RD735 a record table without one of its columns.
    """
    problems: list[Diagnostic] = []
    frames: dict[str, pl.DataFrame] = {}
    used = _used(plan)
    for name, table in tables.items():
        if name in RECORDS:
            frames[name] = _records(name, table.lazy(), problems)
        elif name in plan.subjects:
            frames[name] = _facts(plan, name, table.lazy(), used.get(name, frozenset()), problems)
        else:
            word = nearest(name, list(plan.subjects))
            problems.append(
                Diagnostic(
                    "RD701", f"词汇里没有对象「{name}」", help=f"是否要写「{word}」" if word else "先在词汇里声明它"
                )
            )
    if problems:
        return None, tuple(problems)
    ways = _ways(plan, frames, problems)
    if problems:
        return None, tuple(problems)
    return Prepared(frames, ways, _schema(plan, frames, ways)), ()


def _used(plan: Plan) -> dict[str, frozenset[str]]:
    """The facts that the plan's nodes read, by subject."""
    found: dict[str, set[str]] = {}
    for node in plan.nodes:
        if node.op in ("fact", "determination", "history"):
            found.setdefault(fact_subject(node), set()).add(node.data[0])
        elif node.op == "history_ratio":
            found.setdefault(node.subject, set()).update(node.data[:2])
    for subject, declared in plan.subjects.items():
        if declared.event_date:
            found.setdefault(subject, set()).add(declared.event_date)
    return {subject: frozenset(names) for subject, names in found.items()}


def _records(name: str, table: pl.LazyFrame, problems: list[Diagnostic]) -> pl.DataFrame:
    there = table.collect_schema().names()
    missing = [column for column in RECORDS[name] if column not in there]
    if missing:
        problems.append(
            Diagnostic("RD735", f"表「{name}」缺少列{'、'.join(missing)}", help=f"各列是{'、'.join(RECORDS[name])}")
        )
        return pl.DataFrame(schema=RECORDS[name])
    frame = table.select(pl.col(column).cast(kind) for column, kind in RECORDS[name].items()).collect()
    frame = frame.with_columns(pl.col(KEY).fill_null(""))
    if name == PAID and len(frame) and float(frame["金额"].cast(pl.Float64).abs().sum()) > 9e17:
        problems.append(
            Diagnostic("RD709", "「已兑现」的金额合计超过一亿亿元", help="检查单位是否写错：金额以分为单位")
        )
    return frame


def _facts(
    plan: Plan, subject: str, table: pl.LazyFrame, used: frozenset[str], problems: list[Diagnostic]
) -> pl.DataFrame:
    """The columns of one subject that are needed, in the types of the algebra."""
    declared = plan.subjects[subject]
    given = table.collect_schema()
    if KEY not in given:
        problems.append(Diagnostic("RD703", f"表「{subject}」没有列「{KEY}」", help="每一行要有一个键，不重复"))
        return pl.DataFrame()
    wanted = [KEY, CLAIM_DATE, FIRST_YEAR, *declared.owners]
    names = [
        name for name in given.names() if name in wanted or (fact_of(name) in used and fact_of(name) in declared.fields)
    ]
    expressions = []
    for name in names:
        field = declared.fields.get(fact_of(name))
        kind = _wanted_type(name, field, declared.owners)
        if not _fits(given[name], kind):
            problems.append(
                Diagnostic(
                    "RD703",
                    f"表「{subject}」的列「{name}」的类型是 {given[name]}，应是 {kind}",
                    help="金额以分、日期以日序、比例以百万分之一的整数表示",
                )
            )
            continue
        expressions.append(pl.col(name).cast(kind) if kind in (pl.Int64, pl.Boolean) else pl.col(name))
    frame = table.select(expressions).collect()
    if KEY in frame.columns and frame[KEY].n_unique() != len(frame):
        problems.append(Diagnostic("RD729", f"表「{subject}」里有重复的键", help="给每一行不同的键"))
    _check_ranges(subject, frame, declared.fields, problems)
    return frame


def _wanted_type(name: str, field: FieldPlan | None, owners: tuple[str, ...]) -> type[pl.DataType]:
    if field is None:
        return pl.String if name == KEY or name in owners else pl.Int64
    if field.kind == "是否":
        return pl.Boolean
    return pl.String if field.kind in ("之一", "文字", "地区") else pl.Int64


def _fits(given: pl.DataType, wanted: type[pl.DataType]) -> bool:
    if given == pl.Null:
        return True
    if wanted == pl.String:
        return isinstance(given, _TEXT_TYPES)
    return given == pl.Boolean if wanted == pl.Boolean else given.is_integer()


def _check_ranges(subject: str, frame: pl.DataFrame, fields: dict[str, FieldPlan], problems: list[Diagnostic]) -> None:
    """Bounds of results are proven from declared maxima, so every value has to keep to them."""
    columns = [name for name, kind in frame.schema.items() if kind == pl.Int64]
    if not columns or not len(frame):
        return
    lows, highs = frame.select(pl.col(columns).min()).row(0), frame.select(pl.col(columns).max()).row(0)
    for name, low, high in zip(columns, lows, highs, strict=True):
        field = fields.get(fact_of(name))
        maximum = largest(field) if field is not None else (9999 if name == FIRST_YEAR else 3_652_059)
        minimum = -maximum if field is not None and field.may_be_negative else 0
        if low is not None and (low < minimum or high > maximum):
            wrong = low if low < minimum else high
            problems.append(
                Diagnostic(
                    "RD709",
                    f"表「{subject}」的列「{name}」有值 {wrong}，不在 {minimum} 至 {maximum} 之间",
                    help="检查单位是否写错",
                )
            )


def _ways(plan: Plan, frames: dict[str, pl.DataFrame], problems: list[Diagnostic]) -> dict[Link, Way]:
    """From every table to all owners that its rows find, directly or through other owners; what is direct comes first.

    A table without an owner's column belongs to the only row of that owner's table, if there is just one and the owner is not 可无.
    """
    ways: dict[Link, Way] = {}
    for subject in _inside_out(plan):
        if subject not in frames:
            continue
        for owner in plan.subjects[subject].owners:
            if owner not in frames:
                continue
            if owner in frames[subject].columns:
                way, lost = way_by_key(frames[subject][owner].cast(pl.String), frames[owner][KEY].cast(pl.String))
                if len(lost):
                    problems.append(
                        Diagnostic(
                            "RD707",
                            f"没有键为「{lost[0]}」的{owner}（表「{subject}」）",
                            help=f"在表「{owner}」里列出它",
                        )
                    )
                ways[Link(subject, owner)] = way
            elif len(frames[owner]) == 1 and not plan.subjects[subject].owner_optional:
                rows = pl.repeat(0, len(frames[subject]), dtype=pl.UInt32, eager=True)
                ways[Link(subject, owner)] = Way(rows, 1, max(1, len(rows)))
        for owner in plan.subjects[subject].owners:
            direct = ways.get(Link(subject, owner))
            for link, further in list(ways.items()):
                if direct is not None and link.child == owner and Link(subject, link.parent) not in ways:
                    ways[Link(subject, link.parent)] = way_over(direct, further)
    return ways


def _inside_out(plan: Plan) -> list[str]:
    """Subjects, owners before what belongs to them."""
    found: dict[str, None] = {}

    def visit(subject: str) -> None:
        for owner in plan.subjects[subject].owners:
            if owner not in found and owner in plan.subjects:
                visit(owner)
        found[subject] = None

    for subject in plan.subjects:
        visit(subject)
    return list(found)


def _schema(plan: Plan, frames: dict[str, pl.DataFrame], ways: dict[Link, Way]) -> Schema:
    tables = []
    for subject, frame in frames.items():
        if subject in RECORDS:
            continue
        columns = tuple((name, bool(frame[name].null_count())) for name in frame.columns)
        owners = tuple((link.parent, _belonging(way)) for link, way in ways.items() if link.child == subject)
        tables.append((subject, Table(columns, owners)))
    paid = frames.get(PAID)
    years = tuple(sorted(_years(paid))) if paid is not None else None
    return Schema(tuple(tables), years, CHOICES in frames)


def _belonging(way: Way) -> Belonging:
    if way.rows is None:
        return Belonging(True, 1, True)
    return Belonging(not way.rows.null_count(), _rounded_up(way.most))


def _years(paid: pl.DataFrame) -> Iterable[int]:
    return (int(year) for year in paid["年度"].unique().drop_nulls())


def _rounded_up(most: int) -> int:
    """To a power of two, so that tables that differ little share their columns' program."""
    return 1 << max(0, most - 1).bit_length()
