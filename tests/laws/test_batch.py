"""A case written as tables and run by `rulesdsl batch` comes out as `judge` says: through files, headings, units, partitions and results."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import assume, given
from hypothesis import strategies as st

from laws.columns import tables_of
from laws.generated_cases import cases
from laws.little import examples
from laws.rules import Rules, rule_sets
from rulesdsl.batch.folder import open_results
from rulesdsl.batch.reference import results_of
from rulesdsl.batch.run import Options, run_batch
from rulesdsl.batch.shown import LONG, long_table
from rulesdsl.cases.case import Case
from rulesdsl.model.literals import date_text, money_text, quantity_text
from rulesdsl.plan.plan import FieldPlan, Plan
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.judge import judge
from rulesdsl.run.results import Interval

ORDER = ["条款", "对象", "键", "年度"]


def written(plan: Plan, cases: list[Case], folder: Path) -> dict[str, pl.DataFrame]:
    """Write cases that list the same subjects as CSV in words, and return their tables as they are stored.

    What is never given has no column.
    """
    stored = {
        subject: frame.select(
            name for name in frame.columns if name == "键" or name in cases[0].rows or frame[name].count()
        )
        if subject in plan.subjects
        else frame
        for subject, frame in tables_of(plan, cases).items()
    }
    for subject, frame in stored.items():
        fields = plan.subjects[subject].fields if subject in plan.subjects else {}
        cells = {
            name: [text(fields.get(name.partition("[")[0]), name, value) for value in frame[name]]
            for name in frame.columns
        }
        pl.DataFrame(cells, schema=dict.fromkeys(frame.columns, pl.String)).write_csv(folder / f"{subject}.csv")
    return stored


def text(field: FieldPlan | None, name: str, value: Any) -> str | None:
    """A stored value as a person writes it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    kind = field.kind if field is not None else {"金额": "金额"}.get(name, "年度")
    if kind == "金额":
        return money_text(value)
    if kind == "数量" and field is not None:
        return quantity_text(value, field.unit)
    return date_text(value) if kind == "日期" else f"{value}年"


def judged(plan: Plan, case: Case, stored: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """What the interpreter says, under the keys of the tables."""
    keys = {subject: stored[subject]["键"].to_list() for subject in case.rows}
    return long_table(plan, results_of(plan, keys, judge(plan, case)))


def batched(plan: Plan, case: Case, tables: Path, out: Path, rows: int) -> tuple[pl.DataFrame, Interval | None]:
    """What the batch says of rows, and in all; None where it says that it has no totals."""
    setting = Setting(case.claim_date, case.as_of, case.accounting_year)
    batch, problems = run_batch(plan, tables, out, Options("", case.readings, setting, rows=rows))
    assert batch is not None, problems
    # A record of an instance that the case doesn't list is set aside; to the interpreter it says nothing either.
    assert [item for item in problems if not item.message.startswith(("已兑现", "择一"))] == []
    frame, _ = open_results(out)
    assert frame is not None
    total = batch.sums.total
    whole = None if batch.untotalled else Interval(total.low, None if total.unlimited else total.high)
    return frame.select(*LONG).collect(), whole


def with_ids(case: Case) -> Case:
    """The case with the clauses of its records under their full ids, and no owner told: tables tell keys only."""
    paid = case.paid and tuple(item._replace(clause=item.clause.replace(" ", "/")) for item in case.paid)
    choices = tuple(item._replace(clause=item.clause.replace(" ", "/"), owner="") for item in case.choices)
    return case._replace(paid=paid, choices=choices)


@examples(60)
@given(rule_sets(), cases().map(with_ids), st.sampled_from((1, 3, 1000)))
def test_a_case_as_tables_comes_out_as_the_interpreter_says(rules: Rules, case: Case, rows: int) -> None:
    plan = rules.plan
    assume(case.accounting_year is not None and "企业" in case.rows)
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        tables.mkdir()
        stored = written(plan, [case], tables)
        found, total = batched(plan, case, tables, Path(folder) / "out", rows)
        owners = open_results(Path(folder) / "out", "合计")[0]
        assert owners is not None
        tops = owners.collect()
    wanted = judged(plan, case, stored)
    if total is not None:
        assert total == judge(plan, case).total
        alone = {row.key for row in case.rows["企业"] if not row.owners}
        roots = tops.filter((pl.col("对象") == "集团") | pl.col("键").is_in([f"0/{key}" for key in alone]))
        assert roots["合计下限（分）"].sum() == total.low
    assert found.sort(ORDER).rows() == wanted.sort(ORDER).rows()
