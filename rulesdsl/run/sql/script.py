"""A plan → the SQL that answers it inside a database: tables to fill, views to read.

    script, problems = sql_script(plan, (("分档方式", "超额累进"),), setting, Asked("postgres", contents))
    script.views[0].sql

**Tables in**, one a subject, as `columnar.kernel` describes them: 键, the keys of owners under the owners' names, facts as whole
numbers or texts; 是否 as 1 or 0. 已兑现 and 择一 are tables too, the second with a column 序号 that says which choice came first.

**Views out**: `结果_企业` with four columns for a clause plan: its outcome (`answers.OUTCOMES`), the two ends of what is payable, the
place of the condition that decides; `合计_企业` with both ends of what comes together. A high end that is null is no bound. Each
view is one statement and needs no other view. `说明_…` say what columns mean, `检查_数据` what is wrong with the tables.
"""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.diagnostics import Diagnostic
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.kernel import compile_columns
from rulesdsl.run.columnar.lower import Lowered, lower
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.plain import plain
from rulesdsl.run.sql.checks import check_views
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.ddl import TableText, create_tables
from rulesdsl.run.sql.dialects import DIALECTS
from rulesdsl.run.sql.legend import legend_views
from rulesdsl.run.sql.tables import Contents, schema_of
from rulesdsl.run.sql.views import View, answer_views

WANTED = frozenset(("outcome", "amount", "deciding", "totals"))


class Asked(NamedTuple):
    """What is to be printed. `clauses` are numbers of clause plans, None for all."""

    dialect: str
    contents: Contents
    schema: str = ""
    clauses: frozenset[int] | None = None


class Script(NamedTuple):
    """All statements. `untotalled` names the limits and exclusions for which there are no totals."""

    tables: tuple[TableText, ...]
    views: tuple[View, ...]
    untotalled: tuple[str, ...]


def sql_script(
    plan: Plan, readings: tuple[tuple[str, str], ...], setting: Setting, asked: Asked
) -> tuple[Script | None, tuple[Diagnostic, ...]]:
    """Print a plan for a database.

    Diagnostics:
        Those of `compile_columns`, without a script; RD611 for what this database can't compute exactly and the script leaves out.
    """
    kernel, problems = compile_columns(plan, readings, setting)
    if kernel is None:
        return None, problems
    schema = schema_of(kernel.plan, asked.contents)
    owners = _owners(plan, asked.contents)
    lowered = lower(kernel.plan, kernel.setting, schema, WANTED, owners)
    if not isinstance(lowered, Lowered):
        return None, _too_wide(lowered)
    database = Database(DIALECTS[asked.dialect], asked.schema, kernel.plan, asked.contents)
    program = plain(lowered.program, narrow=not database.dialect.wide)
    columns = {
        space: tuple(
            item
            for item in items
            if item.clause in (asked.clauses if asked.clauses is not None else range(len(plan.clauses)))
            or (item.clause < 0 and asked.clauses is None and not lowered.crossed)
        )
        for space, items in lowered.answers.columns.items()
    }
    views, problems = answer_views(database, program, columns)
    checks = check_views(database)
    legend = legend_views(database, views, dict(kernel.setting.choices))
    return Script(create_tables(database), (*views, *legend, *checks), lowered.crossed), problems


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
