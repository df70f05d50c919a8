"""An impact in one of its forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rulesdsl.impact.run import Impact


def render_impact(impact: Impact, form: str, width: int) -> str | bytes:
    """Text, json, md, html, or the bytes of an xlsx file.

    Raises:
        MissingOfficeError: openpyxl is not installed.
    """
    if form == "xlsx":
        from rulesdsl.reports.impact_excel import impact_excel

        return impact_excel(impact)
    if form == "json":
        from rulesdsl.reports.impact_json import render_impact_json

        return render_impact_json(impact)
    if form == "html":
        from rulesdsl.reports.impact_html import render_html_impact

        return render_html_impact(impact)
    from rulesdsl.reports import render
    from rulesdsl.reports.impact import impact_report

    return render(impact_report(impact), form, width)
