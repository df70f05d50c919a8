"""Answers for readers: (plan, case, result) → a neutral report → text, Markdown, HTML; and JSON for programs.

New against `run`: results are chosen and ordered (`select`), put in words with their source (`explanation`), and laid out.
Nothing here decides anything. Modules are imported when their form is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rulesdsl.cases.case import Case
    from rulesdsl.diagnostics import Diagnostic
    from rulesdsl.plan.plan import Plan
    from rulesdsl.reports.document import Report
    from rulesdsl.run.results import CaseResult

DEFAULT_WIDTH = 80


def explain_report(
    plan: Plan,
    result: CaseResult,
    form: str = "text",
    clause: str | None = None,
    everything: bool = False,
    width: int = DEFAULT_WIDTH,
    case: Case | None = None,
) -> tuple[str, tuple[Diagnostic, ...]]:
    """The explanation of a case in one of the forms text, md, html and json.

    Args:
        clause: only the clauses called so (a name, 第十四项, or the last parts of an id).
        everything: also the clauses whose subject the case does not list.
        case: the case that was judged; tells how amounts came about and what keeps a payer open, which a result alone can't.
    Diagnostics:
        RD203 when no clause is called so; the text is then empty.
    """
    from rulesdsl.reports.select import select

    items, problems = select(plan, result, clause=clause or "", everything=everything)
    if problems:
        return "", problems
    if form == "json":
        from rulesdsl.reports.json_report import render_json

        return render_json(plan, result, items, case), ()
    from rulesdsl.reports.explanation import explanation

    return render(explanation(plan, result, items, case, in_full=bool(clause)), form, width), ()


def readings_report(plan: Plan, form: str = "text", width: int = DEFAULT_WIDTH) -> str:
    """All registered 口径 in one of the forms text, md, html and json."""
    from rulesdsl.reports.readings import readings, readings_json

    return readings_json(plan) if form == "json" else render(readings(plan), form, width)


def render(report: Report, form: str, width: int = DEFAULT_WIDTH) -> str:
    """A report as text, md or html."""
    if form == "md":
        from rulesdsl.reports.markdown import render_markdown

        return render_markdown(report)
    if form == "html":
        from rulesdsl.reports.html import render_html

        return render_html(report)
    from rulesdsl.reports.text import render_text

    return render_text(report, width)
