"""Running 用例: each expectation against the result, every difference told."""

from __future__ import annotations

from typing import NamedTuple

from rulesdsl.diagnostics import Diagnostic, Span
from rulesdsl.model.literals import money_text
from rulesdsl.run.results import OUTCOME_WORDS, CaseResult, ClauseResult, Interval


class Wanted(NamedTuple):
    """One expectation, resolved: `outcome` is the shown word; `what` holds (kind, name, low, high, span)."""

    clause: str
    key: str
    total: bool
    outcome: str
    what: tuple[tuple[str, str, int, int | None, Span], ...]
    span: Span


def differences(result: CaseResult, wanted: Wanted) -> tuple[Diagnostic, ...]:
    """RD711 for a clause or instance without result, RD712 for each difference."""
    matches = [
        item for item in result.clauses if item.id == wanted.clause and (not wanted.key or item.key == wanted.key)
    ]
    if not matches:
        text = f"用例里没有「{wanted.clause.rpartition('/')[2]}」{'“' + wanted.key + '”' if wanted.key else ''}的结果"
        return (Diagnostic("RD711", text, wanted.span, help="检查条款名和实例名"),)
    if len(matches) > 1 and not wanted.total:
        held = [item for item in matches if item.row >= 0]
        if len(held) != 1:
            text = f"「{wanted.clause.rpartition('/')[2]}」有 {len(matches)} 个实例"
            return (Diagnostic("RD711", text, wanted.span, help="在条款名后写明实例“名称”，或写 合计"),)
        matches = held
    found = [_outcome(item, wanted) for item in matches] if not wanted.total else []
    found += [_one(result, matches, item, wanted) for item in wanted.what]
    return tuple(item for item in found if item is not None)


def _outcome(item: ClauseResult, wanted: Wanted) -> Diagnostic | None:
    actual = OUTCOME_WORDS[item.outcome]
    return None if actual == wanted.outcome else _wrong(wanted.span, wanted.outcome, actual)


def _one(
    result: CaseResult, matches: list[ClauseResult], item: tuple[str, str, int, int | None, Span], wanted: Wanted
) -> Diagnostic | None:
    kind, name, low, high, span = item
    expected = Interval(low, high)
    if kind == "missing":
        names = [leaf.name for match in matches for leaf in (*match.missing, *match.amount_missing)]
        return None if name in names else _wrong(span, f"缺 {name}", "、".join(names) or "不缺")
    if kind == "payer":
        actual = _sum([amount for match in matches for payer, amount in match.payers if payer == name])
    elif kind == "if_eligible":
        actual = _sum([match.if_eligible for match in matches if match.if_eligible is not None])
    elif wanted.total:
        actual = result.clause_totals[wanted.clause]
    else:
        actual = _sum([match.amount for match in matches if match.amount is not None])
    return None if actual == expected else _wrong(span, interval_text(expected), interval_text(actual))


def _sum(items: list[Interval]) -> Interval:
    highs = [item.high for item in items]
    return Interval(sum(item.low for item in items), None if None in highs else sum(item or 0 for item in highs))


def interval_text(item: Interval) -> str:
    """`250万元`, `0元 至 250万元`, `0元 至 不限`."""
    if item.is_point:
        return money_text(item.low)
    return f"{money_text(item.low)} 至 {'不限' if item.high is None else money_text(item.high)}"


def _wrong(span: Span, expected: str, actual: str) -> Diagnostic:
    return Diagnostic("RD712", f"期望「{expected}」，实际「{actual}」", span, label=f"实际：{actual}")
