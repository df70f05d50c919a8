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
from pathlib import Path
from typing import Any

from _handwritten import twelve_clauses

from rulesdsl.cases.case import Case
from rulesdsl.cases.from_test_case import case_of
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.pipeline import build
from rulesdsl.plan.compile import compile_rules
from rulesdsl.plan.plan import Plan
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
    """An enterprise that touches most items of 36号."""
    rules, plan = load(HERE.parent / "policies")
    quick = Quick(plan)
    case = merged(rules, plan)
    count = sum(len(rows) for rows in case.rows.values())
    answers = len(quick.answers(case))
    label = f"{len(plan.clauses)} clauses, {count} instances, {answers} answers"
    show(f"{label}, with the explanation", median(lambda: quick.traces(case), runs), base)
    show(f"{label}, in words (reference interpreter)", median(lambda: judge(plan, case), runs // 20 + 1), base)


def load(folder: Path) -> tuple[RuleSet, Plan]:
    """The rule set and plan of a folder."""
    files = {str(file): file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.rule"))}
    rules, problems = build(files)
    assert not problems, problems
    return rules, compile_rules(rules)


def worked(rules: RuleSet, plan: Plan, title: str) -> Case:
    """The case of a 用例."""
    measure, test = next(item for item in rules.test_cases if item[1].title.text == title)
    case, problems = case_of(rules, plan, measure, test)
    assert not problems, problems
    return case


def merged(rules: RuleSet, plan: Plan) -> Case:
    """One enterprise with the first instance that any 用例 of 36号 gives for each subject: most clauses have something to judge."""
    rows: dict[str, Any] = {}
    for measure, test in rules.test_cases:
        if not measure.startswith("闽政〔2015〕36号"):
            continue
        case, _ = case_of(rules, plan, measure, test)
        for subject, items in case.rows.items():
            if items and (subject not in rows or len(rows[subject][0].facts) < len(items[0].facts)):
                owners = dict.fromkeys(items[0].owners, 0)
                rows[subject] = (items[0]._replace(owners=owners),)
    date = next(case.claim_date for case in [worked(rules, plan, rules.test_cases[0][1].title.text)])
    return Case("merged", date, None, 2017, rows, (), (), ())


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
