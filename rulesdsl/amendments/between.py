"""From one version of a document to a later one: the acts between them, and the lineage of the text."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from rulesdsl.amendments.history import Amended
from rulesdsl.amendments.lineage import Lineage, lineage
from rulesdsl.amendments.on_day import DocumentVersion
from rulesdsl.amendments.side_by_side import Row, side_by_side


@frozen(slots=False)
class Between:
    """Two versions of a document, the earlier first."""

    before: DocumentVersion
    after: DocumentVersion

    @property
    def acts(self) -> tuple[Amended, ...]:
        """The acts that lead from the one to the other; a `By` in `lineage` and `rows` counts them from 0."""
        return self.after.acts[len(self.before.acts) :]

    @cached_property
    def lineage(self) -> Lineage:
        """The earlier text against the later one."""
        return lineage(self.before.text, [act.execution for act in self.acts])

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The two texts side by side."""
        return side_by_side(self.before.text, self.after.text, self.lineage)
