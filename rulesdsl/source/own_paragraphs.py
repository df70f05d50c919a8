"""The paragraphs of a unit's own text, each from the label or mark it begins with; what its children hold is not among them."""

from __future__ import annotations

from rulesdsl.diagnostics import Span
from rulesdsl.source.units import SourceText, Unit


def own_paragraphs(text: SourceText, unit: Unit) -> tuple[Span, ...]:
    """Label and title are one paragraph with the words that stand behind them on their line; a 责任单位 line is always one of its own."""
    found: list[Span] = []
    for part in (unit.label_span, unit.title_span, *unit.body):
        if part is None:
            continue
        if found and "\n" not in text.text[found[-1].end : part.start]:
            found[-1] = found[-1]._replace(end=part.end)
        else:
            found.append(part)
    if (
        found
        and unit.title_span is not None
        and found[-1].end == unit.title_span.end
        and text.text.startswith("。", found[-1].end)
    ):
        found[-1] = found[-1]._replace(end=found[-1].end + 1)
    return (*found, *(line.span for line in unit.responsibility))
