"""The stages in order, and the reading of files: the only place that knows both."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from rulesdsl.cases.from_test_case import case_of
from rulesdsl.diagnostics import Diagnostic
from rulesdsl.model.build import FileModel, build_file
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.test_case import Expectation
from rulesdsl.plan.compile import compile_rules
from rulesdsl.plan.plan import Plan
from rulesdsl.run.expectations import Wanted, differences
from rulesdsl.run.judge import judge
from rulesdsl.run.readings import matching_points
from rulesdsl.syntax.parse import parse_file

RULE_SUFFIX = ".rule"


@frozen
class Sources:
    """Decoded files by name: rule files and official texts."""

    rules: dict[str, str]
    texts: dict[str, str]


def build(rule_files: dict[str, str]) -> tuple[RuleSet, tuple[Diagnostic, ...]]:
    """Rule texts → rule set. What does not parse is reported and left out."""
    models: list[FileModel] = []
    problems: list[Diagnostic] = []
    for file, text in rule_files.items():
        pieces, found = parse_file(file, text)
        model = build_file(file, text, pieces)
        models.append(model)
        problems += [*found, *model.problems]
    return RuleSet(tuple(models)), tuple(problems)


def read_folder(paths: Iterable[Path]) -> dict[str, str]:
    """All rule files under some paths, sorted by name."""
    found: dict[str, str] = {}
    for path in paths:
        files = sorted(path.rglob(f"*{RULE_SUFFIX}")) if path.is_dir() else [path]
        for file in files:
            found[str(file)] = file.read_text(encoding="utf-8")
    return found


@frozen
class Tally:
    """How many 用例 ran and how many expectations they hold."""

    cases: int
    expectations: int


def run_test_cases(rules: RuleSet, plan: Plan) -> tuple[Tally, tuple[Diagnostic, ...]]:
    """Run every 用例. RD712 for each difference; problems of its facts as in case files."""
    problems: list[Diagnostic] = []
    expectations = 0
    for measure, test in rules.test_cases:
        case, found = case_of(rules, plan, measure, test)
        problems += found
        if case.judged_on is None:
            continue
        for expectation in test.expectations:
            expectations += 1
            readings = tuple((use.point.text, use.option.text) for use in expectation.readings)
            problems += _check(rules, plan, measure, case._replace(readings=readings), expectation)
    return Tally(len(rules.test_cases), expectations), tuple(problems)


def _check(rules, plan, measure, case, expectation: Expectation):  # type: ignore[no-untyped-def]
    home = rules.resolve(expectation.clause, measure)
    if home is None:
        return (Diagnostic("RD203", f"没有名为「{expectation.clause.name}」的条款", expectation.clause.span, help="检查条款名"),)
    under_reading = [item for item in expectation.expected if item.what == "reading"]
    plain = [item for item in expectation.expected if item.what != "reading"]
    found = list(differences(judge(plan, case), _wanted(home.id, expectation, plain)))
    for item in under_reading:
        point = next((name for name, plan_point in plan.points.items() if item.name in plan_point.options and name.startswith(home.id + "/")), None)
        other = case._replace(readings=(*case.readings, (point or "?", item.name)))
        changed = item.__class__("amount", "", item.low, item.high, item.span)
        found += differences(judge(plan, other), _wanted(home.id, expectation, [changed]))
    return found


def _wanted(clause: str, expectation: Expectation, items) -> Wanted:  # type: ignore[no-untyped-def]
    what = tuple((item.what, item.name, item.low, item.high, item.span) for item in items)
    return Wanted(clause, expectation.key, expectation.total, expectation.outcome, what, expectation.span)


__all__ = ["Sources", "Tally", "build", "compile_rules", "matching_points", "read_folder", "run_test_cases"]
