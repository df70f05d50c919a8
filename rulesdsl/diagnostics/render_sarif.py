"""Diagnostics as SARIF 2.1.0, which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from rulesdsl import __version__
from rulesdsl.diagnostics.arrange import arrange
from rulesdsl.diagnostics.codes import CODES
from rulesdsl.diagnostics.diagnostic import Diagnostic, Fix, Span
from rulesdsl.diagnostics.positions import Index
from rulesdsl.diagnostics.render_json import encodable


def render_sarif(diagnostics: Iterable[Diagnostic], sources: Mapping[str, str]) -> str:
    """One SARIF log with one run; columns count code points, which `columnKind` says."""
    index = Index(sources)
    arranged = arrange(diagnostics)
    codes = sorted({item.code for item in arranged})
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(codes)},
                "columnKind": "unicodeCodePoints",
                "results": [_result(item, codes.index(item.code), index) for item in arranged],
            }
        ],
    }
    return encodable(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _driver(codes: list[str]) -> dict[str, Any]:
    rules = [
        {
            "id": code,
            "name": CODES[code].slug,
            "shortDescription": {"text": CODES[code].title},
            "defaultConfiguration": {"level": CODES[code].severity},
        }
        for code in codes
    ]
    return {"name": "rulesdsl", "version": __version__, "language": "zh-CN", "rules": rules}


def _result(item: Diagnostic, rule: int, index: Index) -> dict[str, Any]:
    help_line = f"\n帮助: {item.help}" if item.help else ""
    citation = f"\n依据: {item.citation}" if item.citation else ""
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": rule,
        "level": CODES[item.code].severity,
        "message": {"text": item.message + help_line + citation},
    }
    if item.span:
        result["locations"] = [_location(item.span, item.label, index)]
    if item.secondary:
        result["relatedLocations"] = [
            {"id": number} | _location(label.span, label.text, index) for number, label in enumerate(item.secondary, 1)
        ]
    if item.fix and index.of(item.fix.span.file):
        result["fixes"] = [_fix(item.fix, item.help, index)]
    return result


def _location(span: Span, text: str, index: Index) -> dict[str, Any]:
    region = _region(span, index)
    physical: dict[str, Any] = {"artifactLocation": _artifact(span.file)}
    if region:
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if text:
        location["message"] = {"text": text}
    return location


def _fix(fix: Fix, text: str, index: Index) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span, index), "insertedContent": {"text": fix.replacement}}
    change = {"artifactLocation": _artifact(fix.span.file), "replacements": [replacement]}
    return {"description": {"text": text or "改为「" + fix.replacement + "」"}, "artifactChanges": [change]}


def _region(span: Span, index: Index) -> dict[str, int]:
    lines = index.of(span.file)
    if lines is None:
        return {}
    start, end = lines.at(span.start), lines.at(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _artifact(file: str) -> dict[str, str]:
    return {"uri": quote(file.replace("\\", "/").encode("utf-8", "surrogateescape"))}
