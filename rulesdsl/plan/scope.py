"""What lowering one clause needs to know: the rule set, the clause's rows, its named parts, and what deeming changes."""

from __future__ import annotations

from attrs import evolve, field, frozen

from rulesdsl.model.condition import Condition
from rulesdsl.model.expression import Expression, Window
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.plan.nodes import Builder


@frozen
class DeemedAs:
    """An instance of `subject` is read as one of `as_subject`; `values` holds the fields that 取 maps."""

    subject: str
    as_subject: str
    values: dict[str, Expression]


@frozen
class Scope:
    """Where an expression stands.

    Args:
        rows: the subject whose instances are the rows.
        lets: 记 names of the clause under the readings chosen.
        defines: 界定 conditions of the measure, by (subject, name).
        deemed: set while a clause is lowered for instances that only count as its subject.
        deemed_facts: facts that also count as true where a node holds (视同 by fact).
        year: the node of 本年 inside 逐年, −1 for the frame's 核算年度; `year_shift` years after it.
    """

    rules: RuleSet
    builder: Builder
    measure: str
    rows: str
    lets: dict[str, Expression | Window] = field(factory=dict)
    defines: dict[tuple[str, str], Condition] = field(factory=dict)
    deemed: DeemedAs | None = None
    deemed_facts: dict[tuple[str, str], int] = field(factory=dict)
    year: int = -1
    year_shift: int = 0

    def on(self, rows: str) -> Scope:
        """The same place over another subject's rows."""
        return evolve(self, rows=rows)
