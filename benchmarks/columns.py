"""Many rows: the twelve clauses of `workload/` over a million enterprises, compiled, beside the same written by hand.

    python benchmarks/columns.py [--smoke] [--rows 10000000]

Every way is first compared with hand-written Polars, value by value. Prints medians of wall and of processor milliseconds, data in
memory, and the ratio to hand-written Polars in the same run; on a busy machine the processor time is the steadier one. The compiled
rules take checked and linked tables (`prepare`, measured by itself). numpy, DuckDB and OpenFisca are left out where they are not
installed. Last, how much the resident memory of a process of its own rises above the input while each way runs, its results included.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
from _peers import NAMES, by_polars
from _table import as_tables, table
from one_case import load

from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.kernel import Kernel, Results, compile_columns
from rulesdsl.run.columnar.lowering import Setting

ASKED = frozenset(("eligible", "point", "total_points"))
SETTING = Setting(date(2018, 5, 1).toordinal(), None, 2017)
COMPILED = "compiled rules"
WORKLOAD = Path(__file__).parent / "workload"


class Way(NamedTuple):
    """A way to compute one table: `run` does it, `answers` gives what it found under the names of the peers (None: not exact)."""

    run: Callable[[], Any]
    answers: Callable[[Any], pl.DataFrame | None]


def by_rules(wide: pl.DataFrame) -> Way:
    """The compiled plan on checked and linked tables."""
    kernel = compiled(load(WORKLOAD)[1])
    prepared, problems = kernel.prepare(as_tables(wide))
    assert prepared is not None, problems
    return Way(lambda: run(kernel, prepared), lambda found: flat(kernel, found))


def by_hand(wide: pl.DataFrame) -> Way:
    """Polars."""
    return Way(lambda: by_polars(wide), lambda found: found)


def by_arrays(wide: pl.DataFrame) -> Way:
    """numpy."""
    from _other_peers import arrays, by_numpy

    columns = arrays(wide)
    return Way(lambda: by_numpy(columns), pl.DataFrame)


def by_sql(wide: pl.DataFrame) -> Way:
    """DuckDB, the table loaded."""
    from _other_peers import ByDuckDB

    other = ByDuckDB(wide)
    return Way(other.run, lambda found: other.answers())


def by_simulation(wide: pl.DataFrame) -> Way:
    """OpenFisca, which has no exact amounts."""
    from _openfisca import ByOpenFisca

    return Way(ByOpenFisca(wide).run, lambda found: None)


WAYS: dict[str, tuple[str, bool, Callable[[pl.DataFrame], Way]]] = {
    "Polars by hand": ("polars", True, by_hand),
    COMPILED: ("polars", True, by_rules),
    "numpy by hand": ("numpy", False, by_arrays),
    "DuckDB by hand, BIGINT": ("duckdb", True, by_sql),
    "OpenFisca, float32": ("openfisca_core", False, by_simulation),
}
"""Label → the module it needs, whether it knows missing values, how it is made ready."""


def main() -> None:
    """Measure and print."""
    smoke = "--smoke" in sys.argv
    rows = 10_000 if smoke else int(sys.argv[sys.argv.index("--rows") + 1]) if "--rows" in sys.argv else 1_000_000
    runs = 1 if smoke else 15 if rows <= 1_000_000 else 3
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, polars {pl.__version__}; medians of {runs}"
    )
    absent = [label for label, (module, _, _) in WAYS.items() if importlib.util.find_spec(module) is None]
    for label in absent:
        print(f"left out, not installed: {label}")
    for nulls in (False, True):
        print(f"{rows} rows, {'5 % nulls' if nulls else 'complete'}")
        one_table(table(rows, nulls), [label for label in able(nulls) if label not in absent], runs)
    print(f"clauses × 10 and × 100, {rows // 10} rows, complete: milliseconds, and the ratio to twelve clauses")
    many_clauses(load(WORKLOAD)[1], table(rows // 10, False), 1 if smoke else 5)
    print(f"memory above the input, {rows} rows, one run")
    for nulls in (False, True):
        for label in [label for label in able(nulls) if label not in absent]:
            print(f"  {label:<36}{memory(label, rows, nulls)} {'5 % nulls' if nulls else 'complete'}")


def able(nulls: bool) -> list[str]:
    """The ways that can compute such a table."""
    return [label for label, (_, knows, _) in WAYS.items() if knows or not nulls]


def one_table(wide: pl.DataFrame, labels: list[str], runs: int) -> None:
    """All ways over one table, in turn, so that whatever else runs on the machine meets all of them."""
    wanted, calls = by_polars(wide), dict[str, Callable[[], object]]()
    for label in labels:
        way = WAYS[label][2](wide)
        found = way.answers(way.run())
        if found is not None:
            same(found, wanted)
        calls[label] = way.run
        if label == COMPILED:
            kernel = compiled(load(WORKLOAD)[1])
            calls["  checking and linking the tables"] = lambda kernel=kernel: kernel.prepare(as_tables(wide))
    medians = in_turn(list(calls.values()), runs)
    for label, taken in zip(calls, medians, strict=True):
        show(label, taken, medians[0])


def many_clauses(plan: Plan, wide: pl.DataFrame, runs: int) -> None:
    """The same clauses many times under other names, with other rates: nothing to share but conditions."""
    base = None
    for copies in (1, 10, 100):
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


def memory(label: str, rows: int, nulls: bool) -> str:
    """Peak of the resident memory during a run, in a process of its own, less what was there before: the results are in it."""
    script = (
        "import resource, sys; sys.path.insert(0, sys.argv[1]); import columns as c\n"
        "make = c.WAYS[sys.argv[2]][2]; make(c.table(1000, sys.argv[4] == 'True')).run()\n"
        "way = make(c.table(int(sys.argv[3]), sys.argv[4] == 'True'))\n"
        "now = lambda: int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize()\n"
        "open('/proc/self/clear_refs', 'w').write('5')\n"
        "before = now(); found = way.run()\n"
        "peak = next(int(l.split()[1]) * 1024 for l in open('/proc/self/status') if l.startswith('VmHWM'))\n"
        "print(round((peak - before) / 1e6))\n"
    )
    if not Path("/proc/self/clear_refs").exists():
        return "not measured on this system"
    words = [sys.executable, "-c", script, str(Path(__file__).parent), label, str(rows), str(nulls)]
    answer = subprocess.run(words, capture_output=True, text=True, check=True)
    # DuckDB draws a bar before.
    return f"{int(answer.stdout.split()[-1]):>9} MB"


def median(call: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median wall and processor milliseconds of one call."""
    return in_turn([call], runs)[0]


def in_turn(calls: list[Callable[[], object]], runs: int) -> list[tuple[float, float]]:
    """Median wall and processor milliseconds of each of some calls, one after the other, so many times."""
    taken: list[list[tuple[float, float]]] = [[] for _ in calls]
    for call in calls:
        call()
    for _ in range(runs):
        for call, times in zip(calls, taken, strict=True):
            start, used = time.perf_counter(), time.process_time()
            call()
            times.append((1e3 * (time.perf_counter() - start), 1e3 * (time.process_time() - used)))
    return [
        (statistics.median(wall), statistics.median(used))
        for wall, used in (zip(*times, strict=True) for times in taken)
    ]


def show(label: str, found: tuple[float, float], base: tuple[float, float]) -> None:
    """One line of the table."""
    ratios = "".join(f"{value:>9.0f} ms{value / other:>7.2f} ×" for value, other in zip(found, base, strict=True))
    print(f"  {label:<36}{ratios}")


if __name__ == "__main__":
    main()
