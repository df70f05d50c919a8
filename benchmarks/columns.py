"""Many rows: the twelve clauses of `workload/` over a million enterprises, compiled, beside the same written by hand.

    python benchmarks/columns.py [--smoke] [--rows 10000000]

Every way is first compared with hand-written Polars, value by value. Prints medians of wall and of processor milliseconds, data in
memory, and the ratio to hand-written Polars in the same run; on a busy machine the processor time is the steadier one. The compiled
rules take checked and linked tables (`prepare`, measured by itself). numpy and DuckDB are left out where they are not installed.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
from _other_peers import ByDuckDB, arrays, by_numpy
from _peers import NAMES, by_polars
from _table import as_tables, table
from one_case import load

from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.kernel import Kernel, Results, compile_columns
from rulesdsl.run.columnar.lowering import Setting

ASKED = frozenset(("eligible", "point", "total_points"))
SETTING = Setting(date(2018, 5, 1).toordinal(), None, 2017)


def main() -> None:
    """Measure and print."""
    smoke = "--smoke" in sys.argv
    rows = 10_000 if smoke else int(sys.argv[sys.argv.index("--rows") + 1]) if "--rows" in sys.argv else 1_000_000
    runs = 1 if smoke else 9
    plan = load(Path(__file__).parent / "workload")[1]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, polars {pl.__version__}; medians of {runs}"
    )
    for nulls in (False, True):
        print(f"{rows} rows, {'5 % nulls' if nulls else 'complete'}")
        one_table(plan, table(rows, nulls), nulls, runs)
    print(f"clauses × 10, {rows // 10} rows, complete")
    many_clauses(plan, table(rows // 10, False), runs)
    if not smoke:
        print(f"memory above input and output, {rows} rows: {memory(rows)}")


def one_table(plan: Plan, wide: pl.DataFrame, nulls: bool, runs: int) -> None:
    """All ways over one table."""
    kernel = compiled(plan)
    tables = as_tables(wide)
    prepared, problems = kernel.prepare(tables)
    assert prepared is not None, problems
    wanted = by_polars(wide)
    same(flat(kernel, run(kernel, prepared)), wanted)
    base = median(lambda: by_polars(wide), runs)
    show("Polars by hand", base, base)
    show("compiled rules", median(lambda: run(kernel, prepared), runs), base)
    show("  checking and linking the tables", median(lambda: kernel.prepare(tables), runs), base)
    if there("numpy") and not nulls:
        f = arrays(wide)
        same(pl.DataFrame(by_numpy(f)), wanted)
        show("numpy by hand", median(lambda: by_numpy(f), runs), base)
    if there("duckdb"):
        with tempfile.TemporaryDirectory() as folder:
            other = ByDuckDB(wide, Path(folder))
            other.run()
            same(other.answers(), wanted)
            show("DuckDB by hand, BIGINT", median(other.run, runs), base)


def many_clauses(plan: Plan, wide: pl.DataFrame, runs: int) -> None:
    """The same clauses ten times under other names, with other rates: nothing to share but conditions."""
    base = None
    for copies in (1, 10):
        kernel = compiled(repeated(plan, copies))
        prepared, problems = kernel.prepare(as_tables(wide))
        assert prepared is not None, problems
        found = median(lambda kernel=kernel, prepared=prepared: run(kernel, prepared), runs)
        base = base or found
        show(f"compiled rules, {12 * copies} clauses", found, base)


def repeated(plan: Plan, copies: int) -> Plan:
    """A plan with its clauses several times; each copy multiplies its amounts by another factor before rounding."""
    nodes, clauses, limits = list(plan.nodes), list(plan.clauses), list(plan.limits)
    adjustments = list(plan.adjustments)
    for copy in range(1, copies):
        shift, first = len(nodes), len(clauses)
        for node in plan.nodes:
            data = (node.data[0] * (copy + 1), *node.data[1:]) if node.op == "scale" else node.data
            nodes.append(node._replace(args=tuple(arg + shift for arg in node.args), data=data))
        for clause in plan.clauses:
            moved = clause._replace(
                id=f"{clause.id}之{copy}",
                condition=clause.condition + shift,
                amount=clause.amount + shift,
                reasons=(),
                payers=(),
            )
            clauses.append(moved)
        adjustments += [(kind, index + len(limits)) for kind, index in plan.adjustments]
        limits += [
            limit._replace(
                id=f"{limit.id}之{copy}",
                bound=limit.bound + shift,
                members=tuple(member + first for member in limit.members),
            )
            for limit in plan.limits
        ]
    return plan._replace(
        nodes=tuple(nodes), clauses=tuple(clauses), limits=tuple(limits), adjustments=tuple(adjustments)
    )


def compiled(plan: Plan) -> Kernel:
    """The plan as columns."""
    kernel, problems = compile_columns(plan, (), SETTING)
    assert kernel is not None, problems
    return kernel


def run(kernel: Kernel, prepared: object) -> Results:
    """Outcome and amount of every clause, and the total of every enterprise."""
    results, problems = kernel.run(prepared, ASKED, ("企业",))  # type: ignore[arg-type]
    assert results is not None, problems
    return results


def flat(kernel: Kernel, results: Results) -> pl.DataFrame:
    """The answers under the names that the peers use."""
    numbers = {clause.id.rpartition("/")[2]: number for number, clause in enumerate(kernel.plan.clauses)}
    columns = []
    for name in NAMES:
        number = numbers[name]
        frame = results.wide[kernel.plan.clauses[number].subject]
        columns += [frame[f"{number}:eligible"].alias(f"{name}?"), frame[f"{number}:point"].alias(name)]
    return pl.DataFrame([*columns, results.wide["企业"]["total"].alias("合计")])


def same(found: pl.DataFrame, wanted: pl.DataFrame) -> None:
    """Refuse to measure what does not mean the same."""
    for name in wanted.columns:
        assert found[name].cast(wanted[name].dtype).equals(wanted[name], null_equal=True), name


def memory(rows: int) -> str:
    """Peak of the resident memory during a run, in a process of its own, less what was there before and the results."""
    script = (
        "import resource, sys; sys.path.insert(0, sys.argv[1]); import columns as c\n"
        "from pathlib import Path\n"
        "kernel = c.compiled(c.load(Path(sys.argv[1]) / 'workload')[1])\n"
        "c.run(kernel, kernel.prepare(c.as_tables(c.table(1000, sys.argv[3] == 'nulls')))[0])\n"
        "prepared, _ = kernel.prepare(c.as_tables(c.table(int(sys.argv[2]), sys.argv[3] == 'nulls')))\n"
        "now = lambda: int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize()\n"
        "open('/proc/self/clear_refs', 'w').write('5')\n"
        "before = now(); found = c.run(kernel, prepared)\n"
        "peak = next(int(l.split()[1]) * 1024 for l in open('/proc/self/status') if l.startswith('VmHWM'))\n"
        "out = sum(frame.estimated_size() for frame in found.wide.values())\n"
        "print(round((peak - before - out) / 1e6))\n"
    )
    if not Path("/proc/self/clear_refs").exists():
        return "not measured on this system"
    found = []
    for kind in ("complete", "nulls"):
        words = [sys.executable, "-c", script, str(Path(__file__).parent), str(rows), kind]
        answer = subprocess.run(words, capture_output=True, text=True, check=True)
        found.append(f"{answer.stdout.strip()} MB {kind}")
    return ", ".join(found)


def there(module: str) -> bool:
    """Whether a peer can be measured; a line says so if not."""
    found = importlib.util.find_spec(module) is not None
    if not found:
        print(f"{module} is not installed: left out")
    return found


def median(call: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median wall and processor milliseconds of one call."""
    call()
    wall, processor = [], []
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        call()
        wall.append((time.perf_counter() - start) * 1e3)
        processor.append((time.process_time() - used) * 1e3)
    return statistics.median(wall), statistics.median(processor)


def show(label: str, found: tuple[float, float], base: tuple[float, float]) -> None:
    """One line of the table."""
    ratios = "".join(f"{value:>9.0f} ms{value / other:>7.2f} ×" for value, other in zip(found, base, strict=True))
    print(f"  {label:<36}{ratios}")


if __name__ == "__main__":
    main()
