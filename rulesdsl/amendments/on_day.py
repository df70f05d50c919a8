"""One document on one day: its text, and the acts that made it so."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from rulesdsl.amendments.history import Amended, History
from rulesdsl.amendments.lineage import Lineage, lineage
from rulesdsl.model.amendment import Amendment
from rulesdsl.model.document import Document
from rulesdsl.model.first_day import NO_CHOICE, Chosen, first_day
from rulesdsl.model.force import PartialDate
from rulesdsl.source.units import SourceText


@frozen(slots=False)
class DocumentVersion:
    """A document as it reads after some acts, in order; none: as first issued.

    `document` and `first` are those of the first issue, `title` is the one of this version; `number` counts the versions of all
    rules (`History.versions`).
    """

    document: Document
    title: str
    first: SourceText
    acts: tuple[Amended, ...]
    number: int

    @property
    def text(self) -> SourceText:
        """The text of this version."""
        return self.acts[-1].execution.text if self.acts else self.first

    @cached_property
    def lineage(self) -> Lineage:
        """The first issue against this version."""
        return lineage(self.first, [act.execution for act in self.acts])

    @property
    def repealed(self) -> Amended | None:
        """The act that ended the document, if one did."""
        return next((act for act in self.acts if act.repealed), None)


@frozen
class NotIssued:
    """The document was not in force yet on the day asked for; `issued` is the day from which it was."""

    document: Document
    issued: PartialDate


def on_day(
    history: History, number: str, day: int | None = None, chosen: Chosen = NO_CHOICE
) -> DocumentVersion | NotIssued:
    """A document on a day (an ordinal; None: the latest version).

    Args:
        number: of a document that has a text.
        chosen: readings by name, for acts and documents whose first day is one.
    """
    document = history.versions[0].rules.documents[number]
    issued = first_day(document, chosen)
    if day is not None and issued is not None and day < issued.first:
        return NotIssued(document, issued)
    acts: list[Amended] = []
    last = 0
    for place, version in enumerate(history.versions):
        if day is not None and version.amended and day < act_first_day(version.amended[0].amendment, chosen):
            break
        last = place
        acts += [item for item in version.amended if item.amendment.document == number]
    title = history.versions[last].rules.documents[number].title
    words = title.text if title is not None else number
    return DocumentVersion(document, words, history.versions[0].texts[number], tuple(acts), last)


def act_first_day(amendment: Amendment, chosen: Chosen = NO_CHOICE) -> int:
    """The first day on which an act works, an ordinal; 0 where nothing tells."""
    found = first_day(amendment, chosen)
    return found.first if found is not None else 0
