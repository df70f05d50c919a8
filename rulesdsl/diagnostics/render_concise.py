"""One line per diagnostic, for editors and `grep`: `item-08.rule:12:5: 错误[RD204] …`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rulesdsl.diagnostics.arrange import arrange, head
from rulesdsl.diagnostics.cells import visible
from rulesdsl.diagnostics.diagnostic import Diagnostic, Span
from rulesdsl.diagnostics.positions import Index


def render_concise(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> str:
    """Every diagnostic on a line of its own, in order; empty when there is none.

    Args:
        diagnostics: in any order.
        sources: the text of each file that was read; a file missing here is named without a position.
    """
    index = Index(sources)
    lines = (
        f"{where(item.span, index)}: {line}" if item.span else line
        for item in arrange(diagnostics)
        for line in [f"{head(item.code)} {visible(item.message)}"]
    )
    return "".join(f"{line}\n" for line in lines)


def where(span: Span, index: Index) -> str:
    """`file:line:column` of a span's start; only the file when its text is not at hand."""
    lines = index.of(span.file)
    if lines is None:
        return visible(span.file)
    at = lines.at(span.start)
    return f"{visible(span.file)}:{at.line}:{at.column}"
