"""Diagnostics as JSON, for programs.

Lines and columns begin at 1 and count code points; offsets begin at 0; `end` is the first place after the span.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rulesdsl.diagnostics.arrange import arrange, count
from rulesdsl.diagnostics.codes import CODES
from rulesdsl.diagnostics.diagnostic import Diagnostic, Span
from rulesdsl.diagnostics.positions import Index


def render_json(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> str:
    """The text of `diagnostics_data`."""
    return json_text(diagnostics_data(diagnostics, sources))


def diagnostics_data(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> dict[str, Any]:
    """One object: `diagnostics`, in order, and `counts` by severity."""
    index = Index(sources)
    arranged = arrange(diagnostics)
    return {"diagnostics": [_diagnostic(item, index) for item in arranged], "counts": count(arranged)}


def json_text(value: dict[str, Any]) -> str:
    """An object as JSON that ends with a line feed."""
    return encodable(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def encodable(text: str) -> str:
    """The text with unpaired surrogates, which file names can hold, spelled out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _diagnostic(item: Diagnostic, index: Index) -> dict[str, Any]:
    code = CODES[item.code]
    fix = item.fix
    return {
        "code": item.code,
        "slug": code.slug,
        "severity": code.severity,
        "message": item.message,
        "place": _place(item.span, index) if item.span else None,
        "label": item.label,
        "secondary": [{"place": _place(label.span, index), "text": label.text} for label in item.secondary],
        "help": item.help,
        "fix": {"place": _place(fix.span, index), "replacement": fix.replacement, "safe": fix.safe} if fix else None,
        "citation": item.citation,
    }


def _place(span: Span, index: Index) -> dict[str, Any]:
    lines = index.of(span.file)
    if lines is None:
        return {"file": span.file, "start": None, "end": None}
    ends = {"start": (span.start, lines.at(span.start)), "end": (span.end, lines.at(span.end))}
    return {"file": span.file} | {
        end: {"offset": offset, "line": at.line, "column": at.column} for end, (offset, at) in ends.items()
    }
