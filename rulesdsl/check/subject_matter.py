"""What every check looks at."""

from __future__ import annotations

from attrs import field, frozen

from rulesdsl.model.ruleset import RuleSet
from rulesdsl.source.units import SourceText


@frozen
class Matter:
    """The rule set and, by document number, the official text it quotes (absent where it could not be read).

    `sources` holds the decoded rule files by name, as spans count them: for what the model leaves out, such as where one
    word of a line stands. A check works without it, and then underlines the whole line.
    """

    rules: RuleSet
    texts: dict[str, SourceText]
    sources: dict[str, str] = field(factory=dict)
