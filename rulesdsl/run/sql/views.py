"""A program → the views of its answers, each one as wide as the dialect allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlglot import exp

from rulesdsl.run.columnar.answers import Column
from rulesdsl.run.columnar.program import Output, Program, schedule
from rulesdsl.run.sql.database import Database
from rulesdsl.run.sql.dialects import Dialect
from rulesdsl.run.sql.left_out import LeftOut
from rulesdsl.run.sql.printing import create_view, drop_view
from rulesdsl.run.sql.queries import Shown, view_query
from rulesdsl.run.sql.steps import Chain, Plans, chain

ENDINGS = {
    "outcome": "结果",
    "amount.low": "下限",
    "amount.high": "上限",
    "deciding": "条件",
    "total.low": "下限",
    "total.high": "上限",
}
"""What a column holds → the end of its name."""


class View(NamedTuple):
    """One view: what makes it and what drops it. `subject` tells whose rows it has and `clauses` which clause plans it answers; ""
    and none for notes.
    """

    name: str
    sql: str
    drop: str
    subject: str = ""
    clauses: tuple[int, ...] = ()


def view_of(database: Database, title: str, query: exp.Query, subject: str = "", clauses: tuple[int, ...] = ()) -> View:
    """A query as a view under a name that the database has room for."""
    name = database.table_name(title)
    return View(name, create_view(database, name, query), drop_view(database, name), subject, clauses)


class _Part(NamedTuple):
    """A view that fits."""

    plans: Plans
    chain: Chain
    clauses: tuple[int, ...]
    shown: list[Shown]


def codes_of(columns: Mapping[str, Sequence[Column]]) -> dict[int, str]:
    """The code of each clause plan that is shown, in the names of its columns: c001 for the first one."""
    clauses = sorted({column.clause for items in columns.values() for column in items if column.clause >= 0})
    return {clause: f"c{place:03}" for place, clause in enumerate(clauses, 1)}


def answer_views(
    database: Database, program: Program, columns: dict[str, tuple[Column, ...]]
) -> tuple[tuple[View, ...], tuple[LeftOut, ...]]:
    """The views of results and totals on every subject; and what this database can't compute exactly, which has no columns."""
    views: list[View] = []
    problems: list[LeftOut] = []
    for space, every in columns.items():
        results = [column for column in every if column.clause >= 0]
        totals = [column for column in every if column.clause < 0]
        for title, items in ((f"结果_{space}", results), (f"合计_{space}", totals)):
            fitting = _fitting(database, program, space, items, problems)
            parts = list(_parts(database, program, space, fitting, problems)) if fitting else []
            for place, part in enumerate(parts):
                name = title if len(parts) == 1 else f"{title}_{place + 1}"
                query = view_query(database, part.plans, part.chain, space, part.shown)
                views.append(view_of(database, name, query, space, part.clauses))
    return tuple(views), tuple(problems)


def _fitting(
    database: Database, program: Program, space: str, items: list[Column], problems: list[LeftOut]
) -> list[Column]:
    """The columns of clauses all of whose numbers fit; a total that is nothing everywhere is left out."""
    by_clause: dict[int, list[Column]] = {}
    for item in items:
        by_clause.setdefault(item.clause, []).append(item)
    found: list[Column] = []
    for clause, columns in by_clause.items():
        outputs = _outputs(program, space, columns)
        if clause < 0 and all(_is_nothing(program, output) for output in outputs):
            continue
        if _fits(program, outputs, database.dialect):
            found += columns
        else:
            reason = f"数值可能超过 {database.dialect.chinese} 的整数"
            problems.append(LeftOut(clause, space, "RD611", reason, "给所用的事实声明 最大，或换一种数据库"))
    return found


def _is_nothing(program: Program, output: Output) -> bool:
    null = program.nodes[output.null] if output.null >= 0 else None
    return program.nodes[output.node].data == (0,) and (null is None or null.data == (False,))


def _fits(program: Program, outputs: tuple[Output, ...], dialect: Dialect) -> bool:
    """Whether every number that some outputs are made of fits."""
    seen: set[int] = set()
    stack = [index for output in outputs for index in (output.node, output.null) if index >= 0]
    while stack:
        index = stack.pop()
        if index not in seen:
            seen.add(index)
            stack += program.nodes[index].args
    nodes = (program.nodes[index] for index in seen)
    return all(-dialect.largest <= node.low and node.high <= dialect.largest for node in nodes)


def _outputs(program: Program, space: str, columns: Iterable[Column]) -> tuple[Output, ...]:
    names = {column.name for column in columns}
    return tuple(output for output in program.outputs if output.space == space and output.name in names)


def _parts(
    database: Database, program: Program, space: str, items: list[Column], problems: list[LeftOut]
) -> Iterator[_Part]:
    """One view of all columns, or several: the clauses are halved until none of a view's queries is too wide."""
    clauses = tuple(dict.fromkeys(item.clause for item in items))
    outputs = _outputs(program, space, items)
    narrowed = program._replace(outputs=outputs)
    plans = Plans(narrowed, schedule(narrowed))
    found = chain(plans, space)
    widest = max(len(outputs) + 1, *(len(step.columns) for step in found.steps))
    if widest <= database.dialect.most_columns:
        by_name = {output.name: output for output in outputs}
        shown = [Shown(_title(database.codes, item), by_name[item.name]) for item in items]
        yield _Part(plans, found, tuple(clause for clause in clauses if clause >= 0), shown)
    elif len(clauses) == 1:
        reason = f"要用 {widest} 列，{database.dialect.chinese} 至多 {database.dialect.most_columns} 列"
        problems.append(LeftOut(clauses[0], space, "RD611", reason, "换一种数据库"))
    else:
        first = set(clauses[: len(clauses) // 2])
        for inside in (True, False):
            half = [item for item in items if (item.clause in first) == inside]
            yield from _parts(database, program, space, half, problems)


def _title(codes: Mapping[int, str], column: Column) -> str:
    ending = ENDINGS[column.what]
    return f"{codes[column.clause]}_{ending}" if column.clause >= 0 else ending
