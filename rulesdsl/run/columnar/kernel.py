"""A plan made ready for many rows: `compile_columns` → `Kernel`, `prepare` for tables, `run` for answers.

    kernel, problems = compile_columns(plan, (("分档方式", "超额累进"),), Setting(day, None, 2017))
    prepared, problems = kernel.prepare({"企业": frame, "项目": other})
    results, problems = kernel.run(prepared)
    results.wide["项目"]

**Tables in**, one a subject, as polars LazyFrame or DataFrame: `键`, unique; for each owner subject a column of that name with the
owner's key, null where 可无; one column a fact under its name, a yearly one under `产值[2016年]` or `产值[历年最高]`, one of hours
under `用电量[8:00至11:00]`; `起始年`, and `申报日期` where it is not the same for all. Values as `cases/` stores them: truths; text;
integers of fen, units, years, ordinals of days, millionths. Null is missing. A fact without column is missing on every row, a subject
without table a list not given. Beside them `已兑现` (条款, 键, 年度, 金额) and `择一` (条款, 键), in which an empty 键 means whoever it is.
Every row must find its owners in the same call, and a joint limit must see all its grants: cut big tables by the topmost owner.

**Answers out**: `Results.wide`, a frame a subject with the rows of its table in their order, `键` first, then the columns that were
asked for, listed in `Results.columns`:

| asked | columns of a clause |
|---|---|
| eligible | true, false, null while it is open |
| outcome | a code of `answers.OUTCOMES` |
| amount, if_eligible | two: low end; high end, null for ∞ |
| point | the amount where both ends are the same, else null |
| deciding | place of the deciding condition among the clause's, −1 for none |
| capped_by | for each adjustment that may change the amount, whether it did |
| payers | two for each payer |
| year | of a schedule (逐年) |
| total | none: `Results.total` of all cash grants together |
| totals, total_points | on the rows of the subjects asked for, of all cash grants on them and below: as amount, as point |

All are null where another version of the clause answers, or the year of a schedule is not asked for.
`polars_long.long_table` makes one long table of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from rulesdsl.cases.case import Case
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import ASKABLE, Column
from rulesdsl.run.columnar.lower import Lowered, lower
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.program import Schedule, schedule
from rulesdsl.run.columnar.schema import KEY, Schema, fullest
from rulesdsl.run.readings import chosen_readings, reading_problems
from rulesdsl.run.results import Interval
from rulesdsl.run.specialise import specialise

if TYPE_CHECKING:
    import polars as pl

    from rulesdsl.run.columnar.polars_tables import Prepared
    from rulesdsl.run.columnar.steps import Step

Diagnostics = tuple[Diagnostic, ...]


class Results(NamedTuple):
    """Answers by subject; `untotalled` names the limits and exclusions for whose sake totals are only intervals around the true ones."""

    wide: dict[str, pl.DataFrame]
    columns: dict[str, tuple[Column, ...]]
    total: Interval | None
    untotalled: tuple[str, ...]


def compile_columns(
    plan: Plan, readings: tuple[tuple[str, str], ...], setting: Setting
) -> tuple[Kernel | None, Diagnostics]:
    """Specialise a plan to its readings and prove that its numbers fit.

    Diagnostics:
        Those of `specialised_kernel`; RD601 numbers that may not fit into 128 bits.
    """
    kernel, problems = specialised_kernel(plan, readings, setting)
    if kernel is None:
        return None, problems
    found = kernel.lowered(fullest(kernel.plan, most=4), frozenset(ASKABLE), ())
    return (kernel, ()) if isinstance(found, _Ready) else (None, _too_wide(found))


def specialised_kernel(
    plan: Plan, readings: tuple[tuple[str, str], ...], setting: Setting
) -> tuple[Kernel | None, Diagnostics]:
    """Specialise a plan to its readings. Whether its numbers fit is told by each lowering.

    Diagnostics:
        RD705, RD706 readings that don't exist; RD710 no day to judge on.
    """
    problems = reading_problems(plan, readings)
    if setting.claim_date is None and setting.as_of is None:
        problems = (*problems, Diagnostic("RD710", "没有申报日期，也没有截至日期", help="写明其中一个"))
    if problems:
        return None, problems
    choices = chosen_readings(plan, Case("", None, None, None, {}, None, (), readings))
    return Kernel(specialise(plan, choices), setting._replace(choices=tuple(choices.items()))), ()


def _too_wide(names: tuple[str, ...]) -> Diagnostics:
    advice = "给所用的事实声明 最大，或把案卷逐件计算"
    return tuple(Diagnostic("RD601", f"「{name}」的数值可能超过 128 位整数", help=advice) for name in names)


_Shape = tuple[Schema, frozenset[str], tuple[str, ...]]
"""The tables as described, what is asked, and of which subjects totals."""


class _Ready(NamedTuple):
    lowered: Lowered
    schedule: Schedule


class Kernel:
    """A specialised plan and the programs made of it, one for each shape of tables and of questions."""

    def __init__(self, plan: Plan, setting: Setting) -> None:
        self.plan = plan
        self.setting = setting
        self._programs: dict[_Shape, _Ready | tuple[str, ...]] = {}
        self._steps: dict[_Shape, tuple[Step, ...]] = {}

    def lowered(self, schema: Schema, wanted: frozenset[str], totals_of: tuple[str, ...]) -> _Ready | tuple[str, ...]:
        """The program for tables of a shape, made once; or the names of what may not fit."""
        key = (schema, wanted, totals_of)
        if key not in self._programs:
            found = lower(self.plan, self.setting, schema, wanted, totals_of)
            self._programs[key] = _Ready(found, schedule(found.program)) if isinstance(found, Lowered) else found
        return self._programs[key]

    def prepare(self, tables: Mapping[str, pl.LazyFrame | pl.DataFrame]) -> tuple[Prepared | None, Diagnostics]:
        """Read, check and link tables; see `polars_tables`. RD602 where what the extra `batch` brings is not installed."""
        try:
            import_module("rulesdsl.run.columnar.packed")
            from rulesdsl.run.columnar.polars_tables import prepare
        except ModuleNotFoundError as error:
            missing = error.name or "polars"
            return None, (Diagnostic("RD602", f"没有安装 {missing}", help="pip install 'rulesdsl[batch]'"),)
        return prepare(self.plan, tables)

    def run(
        self,
        prepared: Prepared,
        wanted: frozenset[str] = frozenset(("outcome", "amount")),
        totals_of: tuple[str, ...] = (),
    ) -> tuple[Results | None, Diagnostics]:
        """Answer for every row. RD601 as in `compile_columns`, for tables with more children an owner than that allowed for."""
        from rulesdsl.run.columnar.polars_engine import execute
        from rulesdsl.run.columnar.steps import write_steps

        found = self.lowered(prepared.schema, wanted, totals_of)
        if not isinstance(found, _Ready):
            return None, _too_wide(found)
        key = (prepared.schema, wanted, totals_of)
        if key not in self._steps:
            self._steps[key] = write_steps(found.lowered.program, found.schedule)
        frames = execute(found.lowered.program, found.schedule, self._steps[key], prepared)
        columns = found.lowered.answers.columns
        total = _total(frames, columns) if "total" in wanted else None
        shown = {
            space: tuple(item for item in items if item.clause >= 0 or item.name.startswith("total"))
            for space, items in columns.items()
        }
        wide = {
            space: prepared.frames[space].select(KEY).hstack([frames[space][item.name] for item in items])
            for space, items in shown.items()
            if items
        }
        return Results(wide, {space: shown[space] for space in wide}, total, found.lowered.crossed), ()


def _total(frames: Mapping[str, pl.DataFrame], columns: Mapping[str, tuple[Column, ...]]) -> Interval:
    """The sum of all units."""
    import polars as pl

    low, high, unbounded = 0, 0, False
    for space, items in columns.items():
        for item in items:
            if item.what in ("unit.low", "unit.high"):
                column = frames[space][item.name]
                whole = int(column.cast(pl.Int128).sum())
                low, high = (low + whole, high) if item.what == "unit.low" else (low, high + whole)
                unbounded = unbounded or bool(column.null_count())
    return Interval(low, None if unbounded else high)
