"""One case in one process: the twelve clauses of `workload/`, and all clauses of 闽政〔2015〕36号.

    python benchmarks/one_case.py [--smoke]

Prints medians of many runs in microseconds and the ratio to a hand-written Python function of the same twelve clauses, measured in
the same run. Run it on an idle machine; the ratio is what holds.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from _handwritten import twelve_clauses

from rulesdsl.cases.case import Case, Row
from rulesdsl.cases.from_test_case import case_of
from rulesdsl.model.build import FileModel
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.pipeline import plan_of
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.versions import compile_rules
from rulesdsl.run.judge import judge
from rulesdsl.run.quick import Quick

HERE = Path(__file__).parent


def main() -> None:
    """Measure and print."""
    smoke = "--smoke" in sys.argv
    runs = 3 if smoke else 400
    rules, plan = load(HERE / "workload")
    quick = Quick(plan)
    case = worked(rules, plan, "全部给出")
    facts = flat(case)
    mine = {clause.rpartition("/")[2]: amount for clause, amount in amounts(plan, quick, case).items()}
    assert mine == twelve_clauses(facts), (mine, twelve_clauses(facts))
    base = median(lambda: twelve_clauses(facts), runs)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}; medians of {runs} × 20")
    show("12 clauses, hand-written function", base, base)
    show("12 clauses, outcome and amounts", median(lambda: quick.answers(case), runs), base)
    show("12 clauses, with the explanation", median(lambda: quick.traces(case), runs), base)
    half = worked(rules, plan, "缺一半事实")
    show("12 clauses, half the facts missing, with the explanation", median(lambda: quick.traces(half), runs), base)
    show(
        "12 clauses, explanation in words (reference interpreter)",
        median(lambda: judge(plan, case), runs // 4 + 1),
        base,
    )
    whole_document(runs, base)


def whole_document(runs: int, base: float) -> None:
    """An enterprise that touches most items of 36号; and one with ten projects under all four documents."""
    rules, plan = load(HERE.parent / "policies")
    first = {number: text for number, text in plan.documents.items() if number == "闽政〔2015〕36号"}
    alone = compile_rules(RuleSet(tuple(file for file in rules.files if not _other_document(file, first))))
    one_document(alone, merged(rules, plan, "闽政〔2015〕36号", 1), runs, base)
    one_document(plan, merged(rules, plan, "", 10), runs, base)


def one_document(plan: Plan, case: Case, runs: int, base: float) -> None:
    """The explanation of one case under a plan."""
    quick = Quick(plan)
    count = sum(len(rows) for rows in case.rows.values())
    label = f"{len(plan.clauses)} clauses, {count} instances, {len(quick.answers(case))} answers"
    show(f"{label}, with the explanation", median(lambda: quick.traces(case), runs // 4 + 1), base)
    show(f"{label}, in words (reference)", median(lambda: judge(plan, case), runs // 40 + 1, 2), base)


def _other_document(file: FileModel, kept: dict[str, str]) -> bool:
    numbers = {measure.document for measure in file.measures} | {document.number for document in file.documents}
    return bool(numbers) and not numbers <= kept.keys()


def load(folder: Path) -> tuple[RuleSet, Plan]:
    """The rule set and plan of a folder."""
    found = sorted(file for file in folder.rglob("*") if file.suffix in (".rule", ".txt"))
    rules, plan, problems = plan_of({file.as_posix(): file.read_text(encoding="utf-8") for file in found})
    assert not problems, problems
    return rules, plan


def worked(rules: RuleSet, plan: Plan, title: str) -> Case:
    """The case of a 用例."""
    measure, test = next(item for item in rules.test_cases if item[1].title.text == title)
    case, problems = case_of(rules, plan, measure, test)
    assert not problems, problems
    return case


def merged(rules: RuleSet, plan: Plan, document: str, projects: int) -> Case:
    """One enterprise with the fullest instance that any 用例 gives for each subject, and so many 技改项目."""
    rows: dict[str, tuple[Row, ...]] = {}
    for measure, test in rules.test_cases:
        if not measure.startswith(document):
            continue
        for subject, items in case_of(rules, plan, measure, test)[0].rows.items():
            if items and (subject not in rows or len(rows[subject][0].facts) < len(items[0].facts)):
                rows[subject] = (items[0],)
    # Each belongs to the one instance of every owner that is there.
    rows = {
        subject: tuple(row._replace(owners={name: 0 for name in row.owners if name in rows}) for row in items)
        for subject, items in rows.items()
    }
    project = rows["技改项目"][0]
    rows["技改项目"] = tuple(project._replace(key=f"项目{number}") for number in range(projects))
    return Case("merged", date(2018, 5, 1).toordinal(), None, 2017, rows, (), (), ())


def flat(case: Case) -> dict[str, Any]:
    """The facts of the enterprise and its project in one dictionary, for the hand-written function."""
    facts: dict[str, Any] = {}
    for rows in case.rows.values():
        for (name, period), value in rows[0].facts.items():
            facts[f"{name}{period[1] if period and period[0] == 'fixed' else (period[0] if period else '')}"] = value
    return facts


def amounts(plan: Plan, quick: Quick, case: Case) -> dict[str, int]:
    """Clause → payable fen."""
    return {
        plan.clauses[answer.clause].id: answer.amount
        for answer in quick.answers(case)
        if isinstance(answer.amount, int)
    }


def median(call: Callable[[], object], runs: int, loop: int = 20) -> float:
    """Median microseconds of one call over `runs` batches."""
    call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        for _ in range(loop):
            call()
        times.append((time.perf_counter() - start) / loop * 1e6)
    return statistics.median(times)


def show(label: str, value: float, base: float) -> None:
    """One line of the table."""
    print(f"{label:<66}{value:>10.1f} µs{value / base:>9.1f} ×")


if __name__ == "__main__":
    main()
