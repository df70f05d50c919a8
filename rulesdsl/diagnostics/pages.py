"""The page that explains a code, as `rulesdsl explain-code RD204` shows it."""

from __future__ import annotations

from importlib.resources import files

from rulesdsl.diagnostics.codes import CODES


def page(code: str) -> str | None:
    """The Markdown page of a code, given as `RD204`, `rd204` or by its slug; None when there is no such code."""
    known = code.upper() if code.upper() in CODES else _code_of_slug(code.lower())
    if known is None:
        return None
    return files("rulesdsl.pages").joinpath(f"{known}.md").read_text(encoding="utf-8")


def _code_of_slug(slug: str) -> str | None:
    return next((code for code, entry in CODES.items() if entry.slug == slug), None)
