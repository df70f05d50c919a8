"""Quoted words and new text in a printed sentence."""

from __future__ import annotations

from rulesdsl.amendments.quotes import match_quotes


def quote(words: str) -> str:
    """Words in “…”, as they stand.

    Raises:
        ValueError: their own marks don't pair up, or there are no words.
    """
    return _checked(f"“{words}”")


def article(paragraphs: tuple[str, ...], unquoted: bool = False) -> str:
    """A new text: in quotes that open again at each paragraph and close once, or as paragraphs of its own."""
    if unquoted:
        return "".join(f"\n{paragraph}" for paragraph in paragraphs)
    return _checked("“" + "\n“".join(paragraphs) + "”")


def _checked(quoted: str) -> str:
    pairs = match_quotes(quoted).pairs
    if len(quoted) < 3 or [(pair.start, pair.end) for pair in pairs] != [(0, len(quoted))]:
        raise ValueError(f"the marks of {quoted} don't pair up")
    return quoted
