"""By what succession a changed name is another name of the same body."""

from __future__ import annotations

from collections.abc import Iterable

from rulesdsl.model.ruleset import RuleSet
from rulesdsl.reading.bodies import Bodies
from rulesdsl.source.fold import fold


def renames(rules: RuleSet, bodies: Bodies, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Old body → its successor, from passages before and after; "" for one that is gone without a successor.

    A name counts as changed only where the text changed: the old one stands in a passage and no longer does.
    """
    before: set[str] = set()
    after: set[str] = set()
    for old, new in pairs:
        before |= bodies.named_in(fold(old).text)
        after |= bodies.named_in(fold(new).text)
    found: dict[str, str] = {}
    for name in sorted(before - after):
        heirs = [heir for heir in sorted(after - before) if _succeeds(rules, heir, name)]
        found[name] = heirs[0] if heirs else ""
    return found


def _succeeds(rules: RuleSet, heir: str, name: str) -> bool:
    body = rules.bodies[heir]
    return any(
        before.text == name or _succeeds(rules, before.text, name)
        for before in body.predecessors
        if before.text in rules.bodies
    )
