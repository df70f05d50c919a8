"""How many characters of a computed text agree with the published one, and for what reason.

Words of the base text that were restored from the published text agree by construction, and so do the words that a sentence puts in
their place: they prove nothing and are counted apart.
"""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from rulesdsl.amendments.audit.comparison import Comparison, Setting, compare
from rulesdsl.amendments.audit.findings import Difference, differences
from rulesdsl.amendments.audit.hints import Hint, hint
from rulesdsl.amendments.execution.outcome import Customary
from rulesdsl.amendments.lineage import Gone, Origin, origins, restored_spans
from rulesdsl.amendments.on_day import DocumentVersion
from rulesdsl.diagnostics import Span
from rulesdsl.source.units import SourceText


class Agreeing(NamedTuple):
    """Agreeing characters by origin; `written_for_…` are those put in by a sentence, by what they replace."""

    issued: int = 0
    restored: int = 0
    written_for_issued: int = 0
    written_for_restored: int = 0

    @property
    def by_construction(self) -> int:
        """Those that could not but agree."""
        return self.restored + self.written_for_restored


@frozen
class Audit:
    """One document against the text that was published.

    `compared` characters of the computed text (spaces left out), of which `agreeing`; `seams` and `customary` are changes that no
    sentence commands word by word but execution makes, and that the published text confirms.
    """

    version: DocumentVersion
    published: SourceText
    heading: str
    compared: int
    agreeing: Agreeing
    setting: Setting
    differences: tuple[tuple[Difference, Hint], ...]
    seams: tuple[Gone, ...]
    customary: tuple[Customary, ...]

    @property
    def uncommanded(self) -> tuple[Difference, ...]:
        """The changes that no sentence commands."""
        return tuple(found for found, _ in self.differences if found.kind == "uncommanded")


def audit(version: DocumentVersion, published: SourceText, heading: str = "") -> Audit:
    """Compare a version with a published text."""
    found = compare(version.text, published)
    different = differences(version, published, found)
    return Audit(
        version,
        published,
        heading,
        len(found.one.text),
        _agreeing(version, found),
        found.setting,
        tuple((item, hint(version, item)) for item in different),
        tuple(gone for gone in version.lineage.gone if gone.kind == "consequential" and not _disputed(gone, different)),
        tuple(item for act in version.acts for item in act.execution.customary if not _kept(item, different)),
    )


def _disputed(gone: Gone, different: tuple[Difference, ...]) -> bool:
    return any(item.old[0] < gone.end and item.old[1] > gone.start for item in different)


def _kept(item: Customary, different: tuple[Difference, ...]) -> bool:
    """Whether the published text still has a label that custom takes off."""
    return any(found.kind == "custom" and found.published and found.published in item.text for found in different)


def _agreeing(version: DocumentVersion, found: Comparison) -> Agreeing:
    restored = restored_spans(version.first, version.document)
    counts = [0, 0, 0, 0]
    begin = version.text.span.start
    marks = found.one.origins
    every = origins(version.lineage, restored)
    at = 0
    for pair in found.same:
        for mark in range(pair.start, pair.end):
            offset = begin + marks[mark]
            while every[at].end <= offset:
                at += 1
            counts[_reason(version, every[at], restored)] += 1
    return Agreeing(*counts)


def _reason(version: DocumentVersion, origin: Origin, restored: tuple[Span, ...]) -> int:
    if origin.by is None:
        return 1 if origin.restored else 0
    # Words put in beside restored ones, with a mark between them at most, count with them: the sentence was what those were
    # restored from.
    start, end = version.lineage.old_range(origin.start, origin.end)
    return 3 if any(span.start <= end + 1 and span.end >= start - 1 for span in restored) else 2
