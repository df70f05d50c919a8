"""The stages in order: text → pieces → model → rule set → checks → plan."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from attrs import frozen

from rulesdsl.amendments.history import History, history
from rulesdsl.amendments.known import known_on
from rulesdsl.check.all import run_checks
from rulesdsl.check.compiled import check_compiled
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.versions import check_versions
from rulesdsl.diagnostics import Diagnostic, severity_of
from rulesdsl.inputs import build, link_texts
from rulesdsl.memo import Memo
from rulesdsl.model.kinds import is_executable
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.plan.plan import Plan
from rulesdsl.plan.versions import compile_versions
from rulesdsl.run.readings import reading_problems
from rulesdsl.worked_cases import run_worked_cases


@frozen
class Compiled:
    """All that the stages made of some files, with every diagnostic in file order."""

    matter: Matter
    history: History
    plan: Plan
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_errors(self) -> bool:
        """Whether any diagnostic is an error."""
        return any(severity_of(item.code) == "error" for item in self.diagnostics)


def compile_files(files: dict[str, str], memo: Memo | None = None) -> Compiled:
    """Run every stage on rule files and texts by name.

    Args:
        memo: parts of the work that were done before; without it all is done anew, with the same result.
    """
    with collector_at_rest():
        return _compile(files, memo or Memo())


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Compiling makes much that stays and nothing that goes in circles: the collector would walk all of it again and again."""
    active = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if active:
            gc.enable()


def _compile(files: dict[str, str], memo: Memo) -> Compiled:
    rules, syntax = build(files, memo)
    texts, linking = link_texts(rules, files, memo)
    matter = Matter(rules, texts, files, memo)
    past = history(rules, texts, memo)
    plan = compile_versions(past.versions, memo)
    found = run_checks(matter)
    if any(severity_of(item.code) == "error" for item in syntax):
        # What could not be read can't be missing.
        found = tuple(item for item in found if item.code != "RD404")
    later = check_versions(past, files, found, memo)
    every = (*syntax, *linking, *found, *past.diagnostics, *later)
    if not any(severity_of(item.code) == "error" for item in every):
        every = (*every, *check_compiled(matter, plan, is_executable))
    return Compiled(matter, past, plan, every)


def plan_known_on(compiled: Compiled, day: int) -> Plan:
    """The plan of the same files without the acts that were published after a day (an ordinal)."""
    known = history(known_on(compiled.matter.rules, day), compiled.matter.texts)
    return compile_versions(known.versions)._replace(known_on=day)


def plan_of(files: dict[str, str]) -> tuple[RuleSet, Plan, tuple[Diagnostic, ...]]:
    """The rules as first issued and the plan of all their versions, without the checks: for running 用例."""
    rules, syntax = build(files)
    texts, _ = link_texts(rules, files)
    return rules, compile_versions(history(rules, texts).versions), syntax


def check_sources(files: dict[str, str]) -> tuple[Diagnostic, ...]:
    """Everything that can be said of some files held in memory: checks, 用例, and case files (.yaml, .json) among them."""
    compiled = compile_files(files)
    _, worked = run_worked_cases(compiled.matter.rules, compiled.plan)
    return (*compiled.diagnostics, *worked, *_case_problems(files, compiled.plan))


def _case_problems(files: dict[str, str], plan: Plan) -> tuple[Diagnostic, ...]:
    from rulesdsl.cases.read import read_case

    problems: list[Diagnostic] = []
    for name in files:
        if name.endswith((".yaml", ".yml", ".json")):
            case, found = read_case(name, files[name].encode(), plan)
            problems += found
            problems += reading_problems(plan, case.readings) if case is not None else ()
    return tuple(problems)
