"""Running the 用例 that stand beside the rules."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from rulesdsl.audit.trial import Trial
from rulesdsl.cases.case import Case
from rulesdsl.cases.from_test_case import case_of
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.test_case import Expectation, Expected
from rulesdsl.plan.plan import Plan
from rulesdsl.run.expectations import Wanted, differences
from rulesdsl.run.frame import Frame
from rulesdsl.run.interpreter import evaluate
from rulesdsl.run.judge import judge
from rulesdsl.run.results import CaseResult, ClauseResult


@frozen
class Tally:
    """How many 用例 ran and how many expectations they hold."""

    cases: int
    expectations: int


def run_worked_cases(rules: RuleSet, plan: Plan, only: str = "") -> tuple[Tally, tuple[Diagnostic, ...]]:
    """Run every 用例, or those whose title or measure holds a word.

    Diagnostics:
        RD203 an expectation of an unknown clause, RD711 of a result that does not exist, RD712 for each difference; those of
        case files for its facts.
    """
    problems: list[Diagnostic] = []
    cases = expectations = 0
    for measure, test in rules.test_cases:
        if only not in f"{measure} {test.title.text}":
            continue
        case, found = case_of(rules, plan, measure, test)
        cases, expectations = cases + 1, expectations + len(test.expectations)
        problems += found
        if case.judged_on is not None:
            answers = _Answers(plan)
            problems += [item for one in test.expectations for item in _check(rules, answers, measure, case, one)]
    return Tally(cases, expectations), tuple(problems)


def trials(rules: RuleSet, plan: Plan) -> Iterator[Trial]:
    """Every 期望 of one instance, run under its readings: what an audit of the 用例 looks at.

    One of several instances together (合计) says nothing of any of them, and one that names no result is left to
    `run_worked_cases` to report.
    """
    for measure, test in rules.test_cases:
        case, _ = case_of(rules, plan, measure, test)
        if case.judged_on is None:
            continue
        runs: dict[tuple[tuple[str, str], ...], tuple[Frame, CaseResult]] = {}
        for one in test.expectations:
            home = rules.resolve(one.clause, measure)
            chosen = _chosen(case, one)
            if home is None or one.total:
                continue
            if chosen.readings not in runs:
                runs[chosen.readings] = (evaluate(plan, chosen), judge(plan, chosen))
            frame, result = runs[chosen.readings]
            says_amount = any(item.what == "amount" for item in one.expected)
            yield from (Trial(frame, item, says_amount) for item in _answers_to(result, home.id, one.key))


def _answers_to(result: CaseResult, clause: str, key: str) -> tuple[ClauseResult, ...]:
    """The results that an expectation speaks of: those of the clause, of the instance where one is named."""
    return tuple(item for item in result.clauses if item.id == clause and (not key or item.key == key))


class _Answers(dict[tuple[tuple[str, str], ...], CaseResult]):
    """The results of one case by the readings chosen, each judged once."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan

    def of(self, case: Case) -> CaseResult:
        """The result of the case under its readings."""
        if case.readings not in self:
            self[case.readings] = judge(self.plan, case)
        return self[case.readings]


def _check(rules: RuleSet, answers: _Answers, measure: str, case: Case, one: Expectation) -> tuple[Diagnostic, ...]:
    home = rules.resolve(one.clause, measure)
    if home is None:
        return (Diagnostic("RD203", f"没有名为「{one.clause.name}」的条款", one.clause.span, help="检查条款名"),)
    chosen = _chosen(case, one)
    plain = tuple(item for item in one.expected if item.what != "reading")
    found = list(differences(answers.of(chosen), _wanted(home.id, one, plain)))
    for item in one.expected:
        if item.what == "reading":
            other = _under_reading(answers.plan, chosen, home.id, item.name)
            found += differences(answers.of(other), _wanted(home.id, one, (evolve(item, what="amount", name=""),)))
    return tuple(found)


def _chosen(case: Case, one: Expectation) -> Case:
    """The case under the readings that stand before an expectation."""
    return case._replace(readings=tuple((use.point.text, use.option.text) for use in one.readings))


def _under_reading(plan: Plan, case: Case, clause: str, option: str) -> Case:
    """The case under the clause's reading of that name."""
    points = [name for name, point in plan.points.items() if option in point.options and name.startswith(f"{clause}/")]
    return case._replace(readings=(*case.readings, *((point, option) for point in points)))


def _wanted(clause: str, one: Expectation, items: tuple[Expected, ...]) -> Wanted:
    what = tuple((item.what, item.name, item.low, item.high, item.span) for item in items)
    return Wanted(clause, one.key, one.total, one.outcome, what, one.span)
