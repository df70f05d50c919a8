"""The twelve clauses of `workload/` as views of a DuckDB, beside the same rules on Polars and DuckDB written by hand.

    python benchmarks/sql.py [--smoke] [--rows 1000000]

The views are first compared with the columns that Polars computes, value by value. The tables are two, enterprises and projects,
and the views allow for any number of projects; what is written by hand knows that they lie row by row in one table.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
import tempfile
from pathlib import Path

import polars as pl
from _other_peers import ByDuckDB
from _table import as_tables, table
from columns import SETTING, compiled, median, run, show
from one_case import load

from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.kernel import Kernel
from rulesdsl.run.columnar.polars_tables import Prepared
from rulesdsl.run.sql.dialects import DIALECTS
from rulesdsl.run.sql.script import Asked, Script, sql_script
from rulesdsl.run.sql.tables import Contents

ASKED = frozenset(("outcome", "amount", "totals"))


def main() -> None:
    """Measure and print."""
    if importlib.util.find_spec("duckdb") is None:
        print("duckdb is not installed: left out")
        return
    smoke = "--smoke" in sys.argv
    rows = 10_000 if smoke else int(sys.argv[sys.argv.index("--rows") + 1]) if "--rows" in sys.argv else 1_000_000
    runs = 1 if smoke else 5
    plan = load(Path(__file__).parent / "workload")[1]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; medians of {runs}")
    for nulls in (False, True):
        print(f"{rows} rows, {'5 % nulls' if nulls else 'complete'}")
        with tempfile.TemporaryDirectory() as folder:
            one_table(plan, table(rows, nulls), runs, Path(folder))


def one_table(plan: Plan, wide: pl.DataFrame, runs: int, folder: Path) -> None:
    """All three ways over one table."""
    kernel = compiled(plan)
    prepared, problems = kernel.prepare(as_tables(wide))
    assert prepared is not None, problems
    views = Views(plan, wide, folder)
    views.run()
    views.compare(kernel, prepared)
    by_hand = ByDuckDB(wide)
    base = median(by_hand.run, runs)
    show("DuckDB by hand, BIGINT", base, base)
    show("views in DuckDB", median(views.run, runs), base)
    show("compiled rules in Polars", median(lambda: run(kernel, prepared), runs), base)


class Views:
    """The tables and views of a plan in a DuckDB, filled."""

    def __init__(self, plan: Plan, wide: pl.DataFrame, folder: Path) -> None:
        import duckdb

        self.folder = folder
        contents = Contents(("企业", "项目"), (2016, 2017), (2018,), 16)
        script, problems = sql_script(plan, (), SETTING, Asked(DIALECTS["duckdb"], contents))
        assert script is not None, problems
        self.script: Script = script
        self.connection = duckdb.connect()
        frames = as_tables(wide)
        for made in script.tables:
            self.connection.execute(made.sql)
            if made.holds in frames:
                self._fill(made.name, made.columns, frames[made.holds])
        for view in script.views:
            self.connection.execute(view.sql)

    def _fill(self, name: str, columns: dict[str, str], frame: pl.DataFrame) -> None:
        there = [pl.col(column).alias(given) for column, given in columns.items() if column in frame.columns]
        plain = frame.select(there).with_columns(pl.col(pl.Boolean).cast(pl.Int64), pl.col(pl.Enum).cast(pl.String))
        plain.write_parquet(self.folder / "t.parquet")
        names = ", ".join(f'"{column}"' for column in plain.columns)
        path = self.folder / "t.parquet"
        self.connection.execute(f"INSERT INTO \"{name}\" ({names}) SELECT {names} FROM read_parquet('{path}')")

    def run(self) -> None:
        """Every view of answers into a table."""
        for view in self.script.views:
            if view.subject:
                self.connection.execute(f'CREATE OR REPLACE TABLE "t_{view.name}" AS FROM "{view.name}"')

    def rows(self, view: str) -> pl.DataFrame:
        """What the last run gave, by key."""
        path = self.folder / "answers.parquet"
        self.connection.execute(f"COPY \"t_{view}\" TO '{path}' (FORMAT parquet)")
        return pl.read_parquet(path).sort("键")

    def compare(self, kernel: Kernel, prepared: Prepared) -> None:
        """Refuse to measure what does not mean the same."""
        results, problems = kernel.run(prepared, ASKED, ("企业",))
        assert results is not None, problems
        found = {view.name: self.rows(view.name) for view in self.script.views if view.subject}
        ends = {"outcome": "结果", "amount.low": "下限", "amount.high": "上限"}
        for subject, items in results.columns.items():
            wanted = results.wide[subject].sort("键")
            for item in items:
                view, name = (
                    (f"合计_{subject}", {"total.low": "下限", "total.high": "上限"}[item.what])
                    if item.clause < 0
                    else (f"结果_{subject}", f"{self.script.codes[item.clause]}_{ends[item.what]}")
                )
                seen = found[view][name].cast(pl.Int64)
                assert seen.equals(wanted[item.name].cast(pl.Int64), null_equal=True), (view, name)


if __name__ == "__main__":
    main()
