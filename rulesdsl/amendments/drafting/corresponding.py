"""并相应删除该内容责任单位中的…: the names that leave the line of a passage, in the sentence that strikes the passage."""

from __future__ import annotations

import re

from attrs import evolve

from rulesdsl.amendments.drafting.addresses import Addresses
from rulesdsl.amendments.operations import DeleteText
from rulesdsl.amendments.parts import resolve_part
from rulesdsl.amendments.place import Place
from rulesdsl.amendments.quotes import as_in_document
from rulesdsl.diagnostics import Span
from rulesdsl.source.fold import fold

LINE = "责任单位"


def with_corresponding(
    addresses: Addresses, unit: str, words: list[DeleteText], names: list[DeleteText]
) -> list[DeleteText]:
    """The passages and, one by one, the names that go with them; empty where the names don't all stand in that line, each once.

    Args:
        unit: in which all of them are struck.
    """
    listed = _line(addresses, unit, as_in_document(words[-1].find)) if unit and words else ""
    members = [member for item in names for member in re.split("[、，]", as_in_document(item.find)) if member]
    if not members or any(listed.count(fold(member).text) != 1 for member in members):
        return []
    there = evolve(words[-1].locator, part=LINE, refers="该内容")
    return [*words, *(DeleteText(there, member) for member in members)]


def _line(addresses: Addresses, unit: str, words: str) -> str:
    """The bodies listed for a passage, folded; "" where no line speaks for it."""
    source = addresses.source
    whole, span = source.folded, source.by_id[unit].span
    at = whole.text.find(fold(words).text, whole.position(span.start))
    if at < 0:
        return ""
    start, end = whole.span(at, at + len(fold(words).text))
    found = resolve_part(source, Place(unit, Span(source.file, start, end)), LINE)
    return fold(source.slice(found.span)).text if isinstance(found, Place) else ""
