"""What every check looks at, and how a check of one measure is made a check of all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property, partial
from typing import TypeVar

from attrs import field, frozen

from rulesdsl.memo import Grounds, Memo
from rulesdsl.model.measure import Measure
from rulesdsl.model.reach import Reach, reach
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.source.units import SourceText

Made = TypeVar("Made")


@frozen(slots=False)
class Matter:
    """The rule set and, by document number, the official text it quotes (absent where it could not be read).

    `sources` holds the decoded rule files by name, as spans count them: for what the model leaves out, such as where one
    word of a line stands. A check works without it, and then underlines the whole line. `memo` holds what was found before in
    parts of the rules that are still the same objects.
    """

    rules: RuleSet
    texts: dict[str, SourceText]
    sources: dict[str, str] = field(factory=dict)
    memo: Memo = field(factory=Memo, eq=False, repr=False)

    @cached_property
    def reach(self) -> Reach:
        """What each measure depends on."""
        return reach(self.rules, self.memo)

    def of_measure(self, what: Hashable, measure: Measure, make: Callable[[], Made], *more: object) -> Made:
        """A part of the work that looks at one measure, at what it names, and at what names it.

        Args:
            what: tells the parts of one measure from each other.
            more: what else `make` reads, such as the text.
        """
        return self.memo.recall((what, measure.file, measure.id), (*self.reach.of(measure), *more), make)

    def in_each_measure(
        self, look: Callable[[Matter, Measure], Iterable[Made]], *, text: bool = False
    ) -> tuple[Made, ...]:
        """What a look at one measure finds in all of them, in file order.

        Args:
            text: whether it reads the text of the measure's document, or of what the measure names.
        """

        def one_by_one() -> tuple[Made, ...]:
            return tuple(
                found
                for measure in self.rules.measures
                for found in self.of_measure(
                    look, measure, partial(_all, look, self, measure), *(self.texts_of(measure) if text else ())
                )
            )

        # Most often nothing at all has changed in a version: that is seen at one look.
        return self.memo.recall(look, (*self.reach.whole, *(self.texts.values() if text else ())), one_by_one)

    def texts_of(self, measure: Measure) -> Grounds:
        """The texts that a part of a measure can read."""
        return tuple(self.texts.get(number) for number in self.reach.documents(measure))


def _all(check: Callable[[Matter, Measure], Iterable[Made]], matter: Matter, measure: Measure) -> tuple[Made, ...]:
    return tuple(check(matter, measure))
