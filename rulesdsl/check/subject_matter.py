"""What every check looks at."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.model.ruleset import RuleSet
from rulesdsl.source.units import SourceText


@frozen
class Matter:
    """The rule set and, by document number, the official text it quotes (absent where it could not be read)."""

    rules: RuleSet
    texts: dict[str, SourceText]
