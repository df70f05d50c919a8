"""An impact as one page with drawings; nothing is fetched or run."""

from __future__ import annotations

from rulesdsl.impact.run import Impact
from rulesdsl.reports.html import escape, page, section_html
from rulesdsl.reports.impact import BY_CITY, BY_CLAUSE, BY_SENTENCE, impact_report
from rulesdsl.reports.impact_charts import STYLE, city_bars, clause_bars, sentence_bars, svg


def render_html_impact(impact: Impact) -> str:
    """The report with a drawing in each section that has one."""
    report = impact_report(impact)
    bars = {BY_CLAUSE: clause_bars(impact), BY_SENTENCE: sentence_bars(impact), BY_CITY: city_bars(impact)}
    sections = (section_html(item, svg(f"{item.title}的变化", bars.get(item.title, ()))) for item in report.sections)
    body = "\n".join((f"<h1>{escape(report.title)}</h1>", *sections))
    return page(report.title, body, STYLE)
