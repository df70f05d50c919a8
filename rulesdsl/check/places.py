"""Where one word of a line stands, for a caret under the very word."""

from __future__ import annotations

from unicodedata import normalize

from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Span
from rulesdsl.model.expression import Field


def word(matter: Matter, span: Span, text: str, after: int = 0) -> Span:
    """The span of a word inside a wider span, sought from `after` characters into it; the wider one if it isn't there."""
    at = matter.sources.get(span.file, "").find(text, span.start + after, span.end)
    return Span(span.file, at, at + len(text)) if at >= 0 else span


def subject_word(field: Field) -> Span:
    """The subject of `企业.产值[本年]`."""
    return Span(field.span.file, field.span.start, field.span.start + len(field.subject))


def field_word(matter: Matter, field: Field) -> Span:
    """The fact of `企业.产值[本年]`."""
    return word(matter, field.span, field.name, len(field.subject))


def bare_field(matter: Matter, field: Field) -> Span:
    """The field without its year."""
    return Span(field.span.file, field.span.start, field_word(matter, field).end)


def fold(name: str) -> str:
    """Names that fold to one are one name (NFKC: width variants, compatibility characters)."""
    return normalize("NFKC", name)


def head_of(span: Span, length: int) -> Span:
    """The first characters of a span."""
    return Span(span.file, span.start, min(span.end, span.start + length))
