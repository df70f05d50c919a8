"""Diagnostics: mistakes as values, their codes, and how they are shown."""

from rulesdsl.diagnostics.codes import CODES, Severity, severity_of
from rulesdsl.diagnostics.diagnostic import Diagnostic, Fix, Label, Span

__all__ = ["CODES", "Diagnostic", "Fix", "Label", "Severity", "Span", "severity_of"]
