"""Names that an act changes in a circle: A becomes B, and a later sentence makes A of B again."""

from __future__ import annotations

from rulesdsl.amendments.act import Sentence
from rulesdsl.amendments.operations import MergeNames, ReplaceText
from rulesdsl.diagnostics import Diagnostic


def circular(sentences: tuple[Sentence, ...]) -> list[Diagnostic]:
    """RD567 for each global rename that undoes an earlier one; within one sentence an exchange is meant, and is allowed."""
    found: list[Diagnostic] = []
    steps: dict[str, str] = {}
    for sentence in sentences:
        fresh: dict[str, str] = {}
        for operation, spoken in zip(sentence.operations, sentence.places, strict=True):
            if not isinstance(operation, ReplaceText | MergeNames) or operation.locator.scope != "全文":
                continue
            finds = operation.find if isinstance(operation, MergeNames) else (operation.find,)
            end = _follow(steps, operation.replace)
            if end in finds:
                message = f"「{end}」改来改去，又成了「{end}」"
                found.append(Diagnostic("RD567", message, spoken.clause, help="只留一次改名"))
            fresh |= dict.fromkeys(finds, operation.replace)
        steps |= fresh
    return found


def _follow(steps: dict[str, str], name: str) -> str:
    seen = {name}
    while name in steps and steps[name] not in seen:
        name = steps[name]
        seen.add(name)
    return name
