"""The columns beside the interpreter: cases as tables, and where the two disagree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import polars as pl

from rulesdsl.cases.case import Case, Row
from rulesdsl.plan.plan import Plan
from rulesdsl.run.columnar.answers import OUTCOMES
from rulesdsl.run.columnar.kernel import Kernel, Results, compile_columns
from rulesdsl.run.columnar.lowering import Setting
from rulesdsl.run.columnar.schema import column_name, year_of
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult, ClauseResult, Interval

EVERYTHING = frozenset(("outcome", "amount", "if_eligible", "deciding", "capped_by", "payers", "point", "total"))
_TYPES = {"是否": pl.Boolean, "之一": pl.String, "文字": pl.String, "地区": pl.String}


class Compared(NamedTuple):
    """How many answers were compared, how many totals, and the differences."""

    answers: int
    totals: int
    differences: list[tuple[Any, ...]]


def kernel_of(plan: Plan, case: Case) -> Kernel:
    """The plan compiled for the days and readings of a case."""
    setting = Setting(case.claim_date, case.as_of, case.accounting_year)
    kernel, problems = compile_columns(plan, case.readings, setting)
    assert kernel is not None, problems
    return kernel


def batches(cases: list[Case]) -> list[list[Case]]:
    """Cases that can share tables: of the same days and years, listing the same subjects, and saying nothing of whoever it may be.

    Without 核算年度 the years for which a case gives facts decide.
    """
    found: dict[tuple[Any, ...], list[Case]] = {}
    for place, case in enumerate(cases):
        anyone = any(not item.key for item in (*(case.paid or ()), *case.choices))
        years = _years(case) if case.accounting_year is None else case.accounting_year
        key = (case.claim_date, case.as_of, years, case.readings, frozenset(case.rows), place if anyone else -1)
        found.setdefault(key, []).append(case)
    return list(found.values())


def _years(case: Case) -> frozenset[int]:
    """The years for which a case gives facts."""
    names = (column_name(*fact) for rows in case.rows.values() for row in rows for fact in row.facts)
    return frozenset(year for name in names if (year := year_of(name)) is not None)


def differences(plan: Plan, cases: Iterable[Case]) -> list[tuple[Any, ...]]:
    """Where the columns and the interpreter disagree on cases of any kind; one kernel for those of the same days and readings."""
    kernels: dict[tuple[Any, ...], Kernel] = {}
    found = []
    for batch in batches(list(cases)):
        first = batch[0]
        key = (first.claim_date, first.as_of, first.accounting_year, first.readings)
        if key not in kernels:
            kernels[key] = kernel_of(plan, first)
        found += compare(plan, batch, kernels[key]).differences
    return found


def tables_of(plan: Plan, cases: list[Case]) -> dict[str, pl.DataFrame]:
    """Cases that list the same subjects as one set of tables; keys begin with the number of the case."""
    tables = {}
    for subject in cases[0].rows:
        rows = [(number, case, row) for number, case in enumerate(cases) for row in case.rows[subject]]
        tables[subject] = _table(plan, subject, rows)
    if any(case.paid is not None for case in cases):
        paid = [(number, item) for number, case in enumerate(cases) for item in case.paid or ()]
        records = [(item.clause, _key(number, item.key), item.year, item.amount) for number, item in paid]
        schema = {"条款": pl.String, "键": pl.String, "年度": pl.Int64, "金额": pl.Int64}
        tables["已兑现"] = pl.DataFrame(records, schema=schema, orient="row")
    choices = [(item.clause, _key(number, item.key)) for number, case in enumerate(cases) for item in case.choices]
    if choices:
        tables["择一"] = pl.DataFrame(choices, schema={"条款": pl.String, "键": pl.String}, orient="row")
    return tables


def _key(number: int, key: str) -> str:
    return f"{number}/{key}" if key else ""


def _row_key(number: int, place: int, key: str) -> str:
    """A case may leave its only instance without a name."""
    return f"{number}/{key or f'({place})'}"


def _table(plan: Plan, subject: str, rows: list[tuple[int, Case, Row]]) -> pl.DataFrame:
    declared = plan.subjects[subject]
    places: dict[int, int] = {}
    columns: dict[str, list[Any]] = {"键": [], "起始年": [], **{owner: [] for owner in declared.owners}}
    types: dict[str, Any] = {"键": pl.String, "起始年": pl.Int64, **dict.fromkeys(declared.owners, pl.String)}
    for _, _, row in rows:
        for name, period in row.facts:
            kind = _TYPES.get(declared.fields[name].kind, pl.Int64)
            columns.setdefault(column_name(name, period), [])
            types[column_name(name, period)] = kind
    for number, case, row in rows:
        place = places[number] = places.get(number, -1) + 1
        facts = {column_name(name, period): value for (name, period), value in row.facts.items()}
        facts |= {"键": _row_key(number, place, row.key), "起始年": row.first_year}
        for owner in declared.owners:
            index = row.owners.get(owner)
            facts[owner] = _row_key(number, index, case.rows[owner][index].key) if index is not None else None
        for name, values in columns.items():
            values.append(facts.get(name))
    return pl.DataFrame(columns, schema=types)


def compare(plan: Plan, cases: list[Case], kernel: Kernel | None = None) -> Compared:
    """Judge each case, run all at once as columns, and tell where they differ."""
    kernel = kernel or kernel_of(plan, cases[0])
    prepared, problems = kernel.prepare(tables_of(plan, cases))
    assert prepared is not None, problems
    results, problems = kernel.run(prepared, EVERYTHING)
    assert results is not None, problems
    judged = [judge(plan, case) for case in cases]
    found = _Wide(kernel, results)
    count, differences = 0, []
    starts: dict[str, int] = {}
    for case, answer in zip(cases, judged, strict=True):
        for item in answer.clauses:
            if item.row >= 0:
                count += 1
                differences += found.differences(item, starts.get(item.subject, 0) + item.row)
        for subject, rows in case.rows.items():
            starts[subject] = starts.get(subject, 0) + len(rows)
    answered = sum(item.row >= 0 for answer in judged for item in answer.clauses)
    if found.answered() != answered:
        differences.append(("answers", answered, found.answered()))
    totalled = not results.untotalled
    wanted, total = _sum(judged), results.total
    assert total is not None
    if total != wanted if totalled else not _around(total, wanted):
        differences.append(("total", wanted, total))
    return Compared(count, totalled * len(cases), differences)


def _sum(judged: list[CaseResult]) -> Interval:
    highs = [answer.total.high for answer in judged]
    return Interval(sum(answer.total.low for answer in judged), None if None in highs else sum(h or 0 for h in highs))


def _around(outer: Interval, inner: Interval) -> bool:
    """Whether an interval holds another one."""
    return outer.low <= inner.low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


class _Wide:
    """The answers of a run by clause and row."""

    def __init__(self, kernel: Kernel, results: Results) -> None:
        self.plan = kernel.plan
        self.rows = {space: frame.to_dicts() for space, frame in results.wide.items()}
        self.columns: dict[int, dict[tuple[str, str], str]] = {}
        for items in results.columns.values():
            for item in items:
                self.columns.setdefault(item.clause, {})[item.what, item.detail] = item.name

    def answered(self) -> int:
        """How many rows have an outcome."""
        return sum(
            row[names["outcome", ""]] is not None
            for number, names in self.columns.items()
            for row in self.rows[self.plan.clauses[number].subject]
        )

    def differences(self, item: ClauseResult, place: int) -> list[tuple[Any, ...]]:
        """Between one answer of the interpreter and the columns."""
        row, names = self.rows[item.subject][place], self.columns.get(item.clause, {})
        if ("outcome", "") not in names or row[names["outcome", ""]] is None:
            return [("no answer", item.id, item.key)]

        def interval(what: str, detail: str = "") -> Interval | None:
            if (f"{what}.low", detail) not in names:
                return None
            return Interval(row[names[f"{what}.low", detail]], row[names[f"{what}.high", detail]])

        payers = {detail: interval("payer", detail) for what, detail in names if what == "payer.low"}
        seen = {
            "outcome": OUTCOMES[row[names["outcome", ""]]],
            "amount": interval("amount"),
            "if_eligible": interval("if_eligible"),
            "deciding": row[names["deciding", ""]],
            "capped_by": {
                self._cap(item, detail) for what, detail in names if what == "capped_by" and row[names[what, detail]]
            },
            "payers": {name: part for name, part in payers.items() if part != Interval(0, 0)},
        }
        wanted = {
            "outcome": item.outcome,
            "amount": item.amount,
            "if_eligible": item.if_eligible,
            "deciding": item.deciding,
            "capped_by": {(cap.step[0], cap.id) for cap in item.capped_by},
            "payers": {name: part for name, part in item.payers if part != Interval(0, 0)},
        }
        if item.amount is not None:
            seen["point"] = row[names["point", ""]]
            wanted["point"] = item.amount.low if item.amount.is_point else None
        return [(name, item.id, item.key, wanted[name], seen[name]) for name in wanted if wanted[name] != seen[name]]

    def _cap(self, item: ClauseResult, detail: str) -> tuple[str, str]:
        kind, _, number = detail.partition(" ")
        if kind == "limit":
            return kind, self.plan.limits[int(number)].id
        if kind == "exclusion":
            return kind, self.plan.exclusions[int(number)].id
        return (kind, list(self.plan.points)[int(number)].rpartition("/")[0]) if kind == "reading" else (kind, item.id)
