"""The conditions of a result as table rows: what is asked, where it is written, what the case says, how it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from rulesdsl.plan.nodes import FALSE
from rulesdsl.reports.document import Table
from rulesdsl.reports.phrases import TRUTH_WORDS, verb_of
from rulesdsl.run.results import ClauseResult, FactValue, Missing, ReasonResult

COLUMNS = ("条件", "依据", "事实", "判断")
DECIDING = "*"
_STEP = "- "


def condition_table(item: ClauseResult) -> Table | None:
    """All conditions in written order, parts under their group; None where a clause has none. The deciding one is marked."""
    rows: list[tuple[str, ...]] = []
    for index, reason in enumerate(item.reasons):
        rows.extend(_rows(reason, "", index == item.deciding))
    return Table(COLUMNS, tuple(rows)) if rows else None


def _rows(reason: ReasonResult, indent: str, deciding: bool) -> Iterator[tuple[str, ...]]:
    judged = TRUTH_WORDS[reason.truth] + (DECIDING if deciding else "")
    if not reason.parts:
        yield indent + reason.condition, quote_text(reason.quotes), facts_text(reason), judged
        return
    yield indent + group_text(reason), "", "", judged
    for part in reason.parts:
        yield from _rows(part, indent + _STEP, False)


def group_text(reason: ReasonResult) -> str:
    """What a group asks of its parts; a defined name stays itself."""
    depth = 0
    for index, char in enumerate(reason.condition):
        depth += (char == "（") - (char == "）")
        if depth == 0 and reason.condition.startswith(" 或者 ", index):
            return "以下具备其一"
        if depth == 0 and reason.condition.startswith(" 并且 ", index):
            return "以下同时具备"
    return f"{reason.condition}，即"


def quote_text(quotes: tuple[str, ...]) -> str:
    """Verbatim quotes, one a line."""
    return "\n".join(f"「{quote}」" for quote in quotes)


def facts_text(reason: ReasonResult) -> str:
    """The facts a condition read: `980万元，差 20万元`; a name is left away where the condition names the fact already."""
    if reason.gap and len(reason.facts) == 1:
        return reason.gap
    if (
        reason.truth == FALSE
        and reason.condition.startswith("非 已享受")
        and all(fact.value != "是" for fact in reason.facts)
    ):
        return "按本案卷或已兑现记录已享受"
    open_leaves = {leaf.name: leaf for leaf in reason.missing}
    if not reason.facts:
        return "" if reason.truth != FALSE else "按规定不是"
    said = [_fact(fact, reason, open_leaves.get(fact.name)) for fact in reason.facts]
    return "\n".join((*dict.fromkeys(said), *((reason.gap,) if reason.gap else ())))


def _fact(fact: FactValue, reason: ReasonResult, leaf: Missing | None) -> str:
    value = fact.value if fact.value is not None else _absent(reason, leaf)
    name, _, period = fact.name.partition("[")
    year = period.removesuffix("]")
    if len(reason.facts) == 1 or sum(other.name.partition("[")[0] == name for other in reason.facts) == len(
        reason.facts
    ):
        return f"{year} {value}".strip() if name in reason.condition else f"{fact.name} {value}"
    return f"{fact.name.partition('.')[2]} {value}"


def _absent(reason: ReasonResult, leaf: Missing | None) -> str:
    if leaf is None or leaf.kind != "determination":
        return "未提供"
    return f"待{'、'.join(leaf.authorities)}{verb_of((reason,), leaf)}"


def failures(item: ClauseResult) -> tuple[ReasonResult, ...]:
    """The conditions that failed, deciding one first; of a group, its failed parts."""
    failed = [reason for reason in item.reasons if reason.truth == FALSE]
    return tuple(part for reason in failed for part in _failed_parts(reason))


def _failed_parts(reason: ReasonResult) -> Iterator[ReasonResult]:
    if not any(part.truth == FALSE for part in reason.parts):
        yield reason
        return
    for part in reason.parts:
        if part.truth == FALSE:
            yield from _failed_parts(part)
