"""A clause in the next version of its document: struck, unchanged, renamed, reworded, or stale until it is restated."""

from __future__ import annotations

from collections import Counter

from attrs import evolve, frozen

from rulesdsl.amendments.effects.bodies import renames
from rulesdsl.amendments.effects.effect import Effect
from rulesdsl.amendments.effects.lines import Rename, line_after
from rulesdsl.amendments.effects.passages import Passages, touched
from rulesdsl.amendments.effects.rewriting import rewritten
from rulesdsl.model.measure import Clause, Line, Reading
from rulesdsl.model.quotation import Excuse, Quoted
from rulesdsl.model.ruleset import RuleSet
from rulesdsl.model.stipulation import ConditionLine
from rulesdsl.reading.bodies import Bodies
from rulesdsl.reading.quantities import read_quantities
from rulesdsl.source.fold import same

_SHOWN = 24


@frozen
class ClauseAfter:
    """A clause after an act (None: struck), with what happened to it."""

    clause: Clause | None
    effects: tuple[Effect, ...] = ()


def clause_after(rules: RuleSet, bodies: Bodies, passages: Passages) -> ClauseAfter:
    """One clause after the act; a clause whose passages the act leaves alone is returned as it is."""
    home, clause = passages.home, passages.home.clause
    if not touched(clause, passages):
        return ClauseAfter(clause)
    primary = passages.primary
    if primary and all(found.state == "gone" for _, found in primary):
        words = _short("；".join(one.quote.text for one, _ in primary))
        return ClauseAfter(None, (Effect("struck", home.id, f"整条删去「{words}」", passages.sentences),))
    changed = renames(rules, bodies, passages.pairs)

    def rename(name: str) -> str | None:
        return changed.get(name, name) or None

    effects: list[Effect] = []
    left: list[Line] = []
    lines = _lines(passages, clause.lines, rename, effects, left)
    readings = tuple(_reading(passages, reading, rename, effects, left) for reading in clause.readings)
    after = evolve(clause, lines=lines, readings=readings)
    effects += _renamed(passages, changed, left)
    effects += _stale_numbers(passages)
    effects += _emptied(passages, clause, after)
    if not effects:
        effects += _reworded(passages)
    return ClauseAfter(after, tuple(dict.fromkeys(effects)))


def _lines(
    passages: Passages, lines: tuple[Line, ...], rename: Rename, effects: list[Effect], left: list[Line]
) -> tuple[Line, ...]:
    """The lines after the act; `left` takes those of before that are still there in another form."""
    kept: list[Line] = []
    for line in lines:
        found = line_after(passages, line, rename)
        effects += found.effects
        if found.line is not None:
            kept.append(found.line)
            left += [] if found.line is line else [line]
    return tuple(kept)


def _reading(passages: Passages, reading: Reading, rename: Rename, effects: list[Effect], left: list[Line]) -> Reading:
    options = tuple(
        evolve(option, lines=_lines(passages, option.lines, rename, effects, left)) for option in reading.options
    )
    quotes = tuple(quote for quote in map(passages.after, reading.quotes) if quote is not None)
    return evolve(reading, options=options, quotes=quotes)


def _renamed(passages: Passages, changed: dict[str, str], left: list[Line]) -> list[Effect]:
    used = _names_used(tuple(left), changed)
    return [
        Effect("renamed", passages.home.id, f"{old} → {new}" if new else f"删去 {old}", passages.sentences)
        for old, new in changed.items()
        if old in used
    ]


def _names_used(lines: tuple[Line, ...], names: dict[str, str]) -> set[str]:
    found: set[str] = set()

    def note(name: str) -> str:
        if name in names:
            found.add(name)
        return name

    rewritten(lines, lambda quote: quote, note)
    return found


def _stale_numbers(passages: Passages) -> list[Effect]:
    """A passage whose numbers or bounds are others now: the program doesn't guess which literal of the rule is meant."""
    found = []
    for one, now in passages.primary:
        if now.state == "touched" and _figures(one.quote.text) != _figures(now.text):
            text = f"「{_short(one.quote.text)}」里的数值或界限变了，现在是「{_short(now.text)}」"
            found.append(Effect("stale", passages.home.id, text, now.sentences))
    return found


def _figures(words: str) -> Counter[tuple[str, str, str, str]]:
    return Counter((item.kind, str(item.value), item.unit, item.bound) for item in read_quantities(words))


def _emptied(passages: Passages, before: Clause, after: Clause) -> list[Effect]:
    """A clause that said something and now only quotes: what it means must be written again."""
    if _says(before) and not _says(after):
        return [Effect("stale", passages.home.id, "条款只剩原文，没有内容", passages.sentences)]
    if before.everywhere(ConditionLine) and not after.everywhere(ConditionLine):
        return [Effect("stale", passages.home.id, "条款的条件都已删去", passages.sentences)]
    return []


def _says(clause: Clause) -> bool:
    lines = [line for line in clause.lines if not isinstance(line, Quoted | Excuse)]
    return bool(lines) or any(option.lines for reading in clause.readings for option in reading.options)


def _reworded(passages: Passages) -> list[Effect]:
    found = []
    for one, now in passages.primary:
        if not same(one.quote.text, now.text):
            text = f"「{_short(one.quote.text)}」→「{_short(now.text)}」"
            found.append(Effect("reworded", passages.home.id, text, now.sentences))
    return found


def _short(words: str) -> str:
    return words if len(words) <= 2 * _SHOWN else f"{words[:_SHOWN]}…{words[-_SHOWN:]}"
