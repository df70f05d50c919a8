"""The words of an impact report: signed amounts, changes of sums, what clauses, sentences and owners are called."""

from __future__ import annotations

from collections.abc import Mapping

from rulesdsl.batch.sums import Sum
from rulesdsl.impact.coalitions import SentenceOf
from rulesdsl.impact.moves import Moves, Owners
from rulesdsl.impact.shares import Change
from rulesdsl.model.literals import money_text

NOTHING = "—"


def signed(fen: int) -> str:
    """`增加 660万元`, `减少 1.2元`, `不变`."""
    return f"增加 {money_text(fen)}" if fen > 0 else f"减少 {money_text(-fen)}" if fen else "不变"


def counted(number: int) -> str:
    """`增加 3`, `减少 3`."""
    return f"增加 {number}" if number > 0 else f"减少 {-number}"


def clause_name(clause: str) -> str:
    """`闽政〔2017〕13号 第四点 第一项 技改完工增量奖励`."""
    return clause.replace("/", " ")


def sentence_name(sentence: SentenceOf) -> str:
    """`闽政〔2017〕13号（五）`."""
    return f"{sentence.document}{sentence.label}"


def change_text(change: Change, rows: str = "行") -> str:
    """Both ends, a line each; one where they move alike; rows without an upper end where their number moves."""
    both = [f"下限{signed(change.low)}", f"上限{signed(change.high)}"]
    lines = [signed(change.low)] if change.low == change.high else both
    if change.unlimited:
        lines.append(f"上限未定的{counted(change.unlimited)} {rows}")
    return "\n".join(lines)


def sum_text(found: Sum, rows: str = "行") -> str:
    """`200元`, `100元 至 300元`; rows without an upper end are counted beside it."""
    amount = (
        money_text(found.low) if found.low == found.high else f"{money_text(found.low)} 至 {money_text(found.high)}"
    )
    return amount + (f"，另有 {found.unlimited} {rows}上限未定" if found.unlimited else "")


def range_text(moves: Moves) -> str:
    """Where the true change lies: `增加 3万元`, `减少 2万元 至 增加 5万元`; rows that keep it open are counted."""
    amount = signed(moves.least) if moves.least == moves.most else f"{signed(moves.least)} 至 {signed(moves.most)}"
    opened = [f"{count} 行减多少未定" for count in (moves.no_least,) if count]
    opened += [f"{count} 行增多少未定" for count in (moves.no_most,) if count]
    return "，另有 ".join((amount, "、".join(opened))) if opened else amount


def rows_text(moves: Moves) -> str:
    """What becomes of the rows, a line each: `得到 86`."""
    counts = {"得到": moves.gained, "可能得到": moves.may_gain, "失去": moves.lost, "可能失去": moves.may_lose}
    return "\n".join(f"{word} {count}" for word, count in counts.items() if count)


def amounts_text(moves: Moves) -> str:
    """How many rows get more, less, or may get either."""
    counts = {"增加": moves.up, "减少": moves.down, "说不定": moves.unclear}
    return "\n".join(f"{word} {count}" for word, count in counts.items() if count)


def owners_text(owners: Owners) -> str:
    """How many owners gain and lose."""
    counts = {"增加": owners.up, "减少": owners.down, "有增有减": owners.both}
    return "\n".join(f"{word} {count}" for word, count in counts.items() if count)


def by_name(sums: Mapping[str, Sum], other: Mapping[str, Sum]) -> tuple[tuple[str, Sum, Sum], ...]:
    """Names of either side, with both sums; what is the same on both is left out."""
    pairs = ((name, sums.get(name, Sum()), other.get(name, Sum())) for name in {**sums, **other})
    return tuple(item for item in pairs if item[1] != item[2])
