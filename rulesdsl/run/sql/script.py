"""A plan → the SQL that answers it inside a database: tables to fill, views to read.

    script, problems = sql_script(plan, (("分档方式", "超额累进"),), setting, Asked(DIALECTS["postgres"], contents))
    script.views[0].sql

**Tables in**, one a subject, as `columnar.kernel` describes them: 键, the keys of owners under the owners' names, facts as whole
numbers or texts; 是否 as 1 or 0. 已兑现 and 择一 are tables too, the second with a column 序号 that says which choice came first.

**Views out**: `结果_企业` with four columns for a clause plan: its outcome (`answers.OUTCOMES`), the two ends of what is payable, the
place of the condition that decides; `合计_企业` with both ends of what comes together. A high end that is null is no bound. Each
view is one statement and needs no other view. `说明_…` say what columns mean and what is left out, `检查_…` what is wrong with the
tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.diagnostics.suggest import nearest
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import Column
from rulesdsl.run.columnar.kernel import specialised_kernel
from rulesdsl.run.columnar.lower import Lowered
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.plain import plain
from rulesdsl.run.sql.checks import check_views
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.ddl import TableText, create_tables
from rulesdsl.run.sql.dialects import Dialect
from rulesdsl.run.sql.fitting import Fitted, fitted
from rulesdsl.run.sql.left_out import LeftOut, diagnostics, head, subjects_left_out
from rulesdsl.run.sql.legend import legend_views
from rulesdsl.run.sql.printing import drop_view
from rulesdsl.run.sql.tables import Contents, schema_of
from rulesdsl.run.sql.views import View, answer_views, codes_of


class Asked(NamedTuple):
    """What is to be printed. `clauses` are numbers of clause plans, None for all."""

    dialect: Dialect
    contents: Contents
    schema: str = ""
    clauses: frozenset[int] | None = None


class Script(NamedTuple):
    """All statements.

    Attributes:
        codes: what each clause plan is called in the names of columns.
        head: lines of comment that name what is left out.
        stale: what drops the views that an earlier script may have made of it.
    """

    tables: tuple[TableText, ...]
    views: tuple[View, ...]
    codes: dict[int, str]
    head: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def sql_script(
    plan: Plan, readings: tuple[tuple[str, str], ...], setting: Setting, asked: Asked
) -> tuple[Script | None, tuple[Diagnostic, ...]]:
    """Print a plan for a database.

    Diagnostics:
        Without a script those of `specialised_kernel`, RD601 if nothing fits into 128 bits, RD701 a table of no subject, RD732 no
        本年. With one, for what it leaves out: RD601 clauses, with those whose limits they share, and totals they would be in; RD611
        what this database can't compute exactly; RD612 totals that are no columns.
    """
    problems = (*_strange_tables(plan, asked.contents), *_no_year(plan, setting, asked.contents))
    kernel, more = (None, ()) if problems else specialised_kernel(plan, readings, setting)
    if kernel is None:
        return None, (*problems, *more)
    totals_of = _owners(plan, asked.contents)
    found = fitted(kernel.plan, kernel.setting, schema_of(kernel.plan, asked.contents), totals_of)
    if not isinstance(found, Fitted):
        return None, _too_wide(found)
    lowered = found.lowered
    columns = _columns(lowered, asked.clauses)
    codes = codes_of(columns)
    database = Database(asked.dialect, asked.schema, kernel.plan, asked.contents, codes)
    program = plain(lowered.program, narrow=not database.dialect.wide)
    views, narrow = answer_views(database, program, columns)
    every = (*found.left_out, *narrow, *_untotalled(lowered.crossed))
    left_out = tuple(item for item in every if _is_asked(kernel.plan, asked, item))
    checks = check_views(database)
    legend = legend_views(database, views, dict(kernel.setting.choices), left_out)
    printed = (*views, *legend, *checks)
    script = Script(
        create_tables(database),
        printed,
        codes,
        head(kernel.plan, left_out),
        _stale(database, printed, subjects_left_out(kernel.plan, left_out, totals_of)),
    )
    return script, diagnostics(kernel.plan, left_out)


def _is_asked(plan: Plan, asked: Asked, item: LeftOut) -> bool:
    """Whether something was asked for: with clauses named there are no totals, and without a table no rows."""
    if item.clause < 0:
        return asked.clauses is None
    has_rows = plan.clauses[item.clause].subject in asked.contents.subjects
    return has_rows and (asked.clauses is None or item.clause in asked.clauses)


def _stale(database: Database, views: tuple[View, ...], lacking: Iterator[tuple[str, str]]) -> tuple[str, ...]:
    """Drops of views that this script does not make and an earlier one may have made: their answers would be of other rules."""
    made = {view.name for view in views}
    names = dict.fromkeys(database.table_name(f"{kind}_{subject}") for kind, subject in lacking)
    return tuple(drop_view(database, name) for name in names if name not in made)


def _columns(lowered: Lowered, clauses: frozenset[int] | None) -> dict[str, tuple[Column, ...]]:
    """The columns to show: of the clauses asked for; totals if that is all of them, and if they are columns."""

    def is_shown(clause: int) -> bool:
        if clause >= 0:
            return clauses is None or clause in clauses
        return clauses is None and not lowered.crossed

    found = lowered.answers.columns
    return {space: tuple(item for item in items if is_shown(item.clause)) for space, items in found.items()}


def _strange_tables(plan: Plan, contents: Contents) -> Iterator[Diagnostic]:
    for name in contents.subjects:
        if name not in plan.subjects:
            word = nearest(name, list(plan.subjects))
            advice = f"是否要写「{word}」" if word else "先在词汇里声明它"
            yield Diagnostic("RD701", f"词汇里没有对象「{name}」", help=advice)


def _no_year(plan: Plan, setting: Setting, contents: Contents) -> Iterator[Diagnostic]:
    """Rules that speak of 本年 have to be told which one it is where there are columns of several years."""
    asks = any(
        node.op in ("history", "history_ratio")
        or (node.op in ("fact", "determination") and node.data[1][:1] == ("year",))
        for node in plan.nodes
    )
    if asks and setting.accounting_year is None and len(contents.years) > 1:
        yield Diagnostic("RD732", "规则要用 本年，而没有核算年度", help="写明核算年度，例如 --year 2017")


def _untotalled(crossed: tuple[str, ...]) -> Iterator[LeftOut]:
    for name in crossed:
        reason = f"「{name}」与别的限额、互斥交叉"
        yield LeftOut(-1, "", "RD612", reason, "各条款的金额不受影响；合计逐件计算")


def _owners(plan: Plan, contents: Contents) -> tuple[str, ...]:
    """The subjects that others belong to, and those that may belong to nobody."""
    subjects = {name: plan.subjects[name] for name in contents.subjects}
    owning = {owner for declared in subjects.values() for owner in declared.owners}
    return tuple(
        name
        for name, declared in subjects.items()
        if name in owning or declared.owner_optional or not set(declared.owners) & subjects.keys()
    )


def _too_wide(names: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    advice = "给所用的事实声明 最大，或把案卷逐件计算"
    return tuple(Diagnostic("RD601", f"「{name}」的数值可能超过 128 位整数", help=advice) for name in names)
