"""The Python door: load policies once, answer many cases.

import rulesdsl

book = rulesdsl.load()                      # the policies shipped with the program, or paths of your own
case = book.read_case("case.yaml", data)
result = book.judge(case)                   # outcomes, amounts, reasons as values
print(book.explain(case, "json"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rulesdsl.store import cached_plan, decode, policy_root, read_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rulesdsl.cases.case import Case
    from rulesdsl.diagnostics import Diagnostic
    from rulesdsl.plan.plan import Plan
    from rulesdsl.run.quick import Quick
    from rulesdsl.run.results import CaseResult


class InvalidInputError(ValueError):
    """Rules or a case with errors; `diagnostics` holds them all."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("；".join(item.message for item in diagnostics[:5]))


class RuleBook:
    """A compiled rule set. Holds no state of any case; may be shared between threads."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def read_case(self, name: str, data: bytes | str, as_of: int | None = None) -> Case:
        """A case from YAML or JSON; the ending of `name` tells which.

        Raises:
            InvalidInputError: the case has errors.
        """
        from rulesdsl.cases.read import read_case
        from rulesdsl.diagnostics import severity_of

        raw = data.encode() if isinstance(data, str) else data
        case, problems = read_case(name, raw, self.plan, as_of=as_of)
        errors = tuple(item for item in problems if severity_of(item.code) == "error")
        if case is None or errors:
            raise InvalidInputError(errors or problems)
        return case

    def judge(self, case: Case) -> CaseResult:
        """The answers of a case with all their reasons."""
        from rulesdsl.run.judge import judge

        return judge(self.plan, case)

    def explain(self, case: Case, form: str = "text", *, clause: str | None = None, width: int = 80) -> str:
        """The justification of a case as text, json, md or html.

        Raises:
            InvalidInputError: no clause of that name.
        """
        from rulesdsl.reports import explain_report

        text, problems = explain_report(self.plan, self.judge(case), form, clause, False, width, case)
        if problems:
            raise InvalidInputError(problems)
        return text

    def quick(self, readings: Sequence[tuple[str, str]] = ()) -> Quick:
        """The rule set made ready for many cases in this process, under one choice of readings."""
        from rulesdsl.run.quick import Quick

        return Quick(self.plan, tuple(readings))


def load(*paths: str, known_on: int | None = None) -> RuleBook:
    """Compile the policies at some paths (default: `policies` here, else those shipped).

    Args:
        known_on: an ordinal; amendments published after this day are left out.
    Raises:
        InvalidInputError: the policies have errors.
    """
    files = read_files(policy_root(list(paths) or None), known_on)
    plan = cached_plan(files)
    if plan is None:
        from rulesdsl.diagnostics import severity_of
        from rulesdsl.kept_models import compile_kept, plan_asked

        sources, problems = decode(files)
        compiled = compile_kept(sources)
        errors = tuple(item for item in (*problems, *compiled.diagnostics) if severity_of(item.code) == "error")
        if errors:
            raise InvalidInputError(errors)
        plan = plan_asked(files, compiled)
    return RuleBook(plan)
