"""The lines of a clause after an act: struck with their passage, or stale where what is gone can't be left out without judgement."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, frozen

from rulesdsl.amendments.effects.conditions import StruckAtom, atoms, strike
from rulesdsl.amendments.effects.effect import Effect, Kind
from rulesdsl.amendments.effects.passages import Passages
from rulesdsl.amendments.effects.rewriting import rewritten
from rulesdsl.amendments.effects.wording import unsaid
from rulesdsl.model.condition import Condition
from rulesdsl.model.measure import Line
from rulesdsl.model.norm import Norm
from rulesdsl.model.payment import Charge, FundLine
from rulesdsl.model.program import Said, Target
from rulesdsl.model.quotation import Excuse, Quoted
from rulesdsl.model.relation import CarveOut, Exclusion
from rulesdsl.model.stipulation import ConditionLine, Guard, Requirement
from rulesdsl.model.tree import Quote
from rulesdsl.model.wording import condition_text

GOES_WITH_ITS_PASSAGE = (FundLine, Norm, Exclusion, Excuse, Quoted, Said)
"""Lines that are struck when all their quotes are gone; a 承担 too, unless it gives shares. Any other line is then stale."""

CONDITIONAL = (ConditionLine, Requirement, CarveOut, Target, Guard)
Conditional = ConditionLine | Requirement | CarveOut | Target | Guard
Rename = Callable[[str], str | None]


@frozen
class LineAfter:
    """A line in the next version (None: struck), with what happened to it."""

    line: Line | None
    effects: tuple[Effect, ...] = ()


def line_after(passages: Passages, line: Line, rename: Rename) -> LineAfter:
    """One line of a clause after the act."""
    effects = _unsaid(passages, line)
    if isinstance(line, CONDITIONAL):
        left, struck = strike(line.condition, passages.gone)
        effects += [_struck_atom(passages, item) for item in struck]
        if left is None:
            if isinstance(line, Guard):
                return LineAfter(line, (_effect(passages, "stale", "当 的依据已删去", _quotes(line.condition)),))
            return LineAfter(None, tuple(effects))
        line = evolve(line, condition=left)
    quotes = _own_quotes(line)
    if quotes and all(map(passages.gone, quotes)):
        words = _heading(line)
        if isinstance(line, GOES_WITH_ITS_PASSAGE) or (isinstance(line, Charge) and not _shares(line)):
            shown = () if isinstance(line, Quoted | Excuse) else (_effect(passages, "line", f"删去 {words}", quotes),)
            return LineAfter(None, (*effects, *shown))
        return LineAfter(line, (*effects, _effect(passages, "stale", f"{words}的依据已删去", quotes)))
    if isinstance(line, Charge) and (unshared := _without_payer(passages, line, rename)):
        return LineAfter(line, (*effects, unshared))
    after = rewritten(line, passages.after, rename)
    if (isinstance(after, Charge) and not after.payers) or (isinstance(after, FundLine) and not after.funds):
        return LineAfter(None, (*effects, _effect(passages, "line", f"删去 {_heading(line)}", quotes)))
    return LineAfter(_one_payer_each(after) if isinstance(after, Charge) else after, tuple(effects))


def _unsaid(passages: Passages, line: Line) -> list[Effect]:
    """Facts and choices that a changed passage no longer names: whether they still count is not for the program to say."""
    parts = atoms(line.condition) if isinstance(line, CONDITIONAL) else (line,)
    found = []
    for part in parts:
        quotes = _own_quotes(part)
        states = [state for quote in quotes if (state := passages.of(quote)) is not None]
        if not any(state.state == "touched" for state in states):
            continue
        name = unsaid(
            passages.rules, part, "".join(quote.text for quote in quotes), "".join(item.text for item in states)
        )
        if name:
            found.append(_effect(passages, "stale", f"依据里不再有「{name}」", quotes))
    return found


def _without_payer(passages: Passages, line: Charge, rename: Rename) -> Effect | None:
    """A payer with a share can't be left out without saying who takes it."""
    lost = [payer.name.text for payer in line.payers if payer.share is not None and rename(payer.name.text) is None]
    if not lost:
        return None
    return Effect("stale", passages.home.id, f"承担 {'、'.join(lost)}的比例无人承接", passages.sentences)


def _one_payer_each(charge: Charge) -> Charge:
    """Payers that were merged into one are named once; a single one pays all, so that no share is left open."""
    payers = tuple({(payer.name.text, payer.share): payer for payer in charge.payers}.values())
    return evolve(charge, payers=payers, shares_unstated=charge.shares_unstated and len(payers) > 1)


def _own_quotes(line: object) -> tuple[Quote, ...]:
    if isinstance(line, Quoted | Excuse):
        return (line.quote,)
    found = getattr(line, "quotes", ())
    return found if isinstance(found, tuple) else ()


def _shares(line: Charge) -> bool:
    return any(payer.share is not None for payer in line.payers)


def _struck_atom(passages: Passages, item: StruckAtom) -> Effect:
    quotes = _quotes(item.condition)
    direction = "放宽" if item.looser else "收紧"
    return _effect(passages, "condition", f"条件「{condition_text(item.condition)}」删去", quotes)._replace(
        direction=direction
    )


def _quotes(condition: Condition) -> tuple[Quote, ...]:
    own = tuple(condition.quotes)
    for part in getattr(condition, "parts", ()):
        own += _quotes(part)
    inner = getattr(condition, "inner", None)
    return own + (_quotes(inner) if inner is not None else ())


def _effect(passages: Passages, kind: Kind, text: str, quotes: tuple[Quote, ...]) -> Effect:
    sentences = {number for quote in quotes if (found := passages.of(quote)) is not None for number in found.sentences}
    return Effect(kind, passages.home.id, text, tuple(sorted(sentences)))


_WORDS: dict[str, str] = {
    "Grant": "给予",
    "Charge": "承担",
    "FundLine": "资金来源",
    "LimitLine": "限额",
    "Exclusion": "互斥",
    "Said": "",
    "Norm": "",
    "Let": "记",
    "SubjectDeeming": "视同",
    "FactDeeming": "视同",
    "Mapping": "取",
    "ExceptionTo": "例外于",
    "Appropriation": "安排",
    "Quota": "名额",
}


def _heading(line: Line) -> str:
    """What a line is called in a report."""
    if isinstance(line, Norm):
        return f"{line.word} {line.content.text}"
    if isinstance(line, Said):
        return line.word
    if isinstance(line, Charge):
        return f"承担 {'、'.join(payer.name.text for payer in line.payers)}"
    if isinstance(line, FundLine):
        return f"资金来源 {'、'.join(fund.text for fund in line.funds)}"
    return _WORDS.get(type(line).__name__, "这一行")
