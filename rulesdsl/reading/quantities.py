"""The quantities a Chinese phrase states: value, unit, bound, what for, whose, and how 分别 pairs them.

    >>> [(r.value, r.bound, r.slot) for r in read_quantities("按设备投资额的5%予以补助，最高不超过250万元")]
    [(Fraction(1, 20), '=', 'rate'), (250000000, '≤', 'limit')]

Money is in fen, dates are ordinals, a range is one reading with `(low, high)`. Nothing numeric is dropped: a
number that fits no rule is read with slot `other`. Linear in the length of the phrase. See docs/language/quantities.md.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from rulesdsl.model.numerals import prose
from rulesdsl.reading.cues import bound_of, day_bound, duration_bound
from rulesdsl.reading.groups import group_lists
from rulesdsl.reading.masks import blank_idioms, blank_names
from rulesdsl.reading.owners import owner_in, period_in
from rulesdsl.reading.slots import DURATIONS, GIVE, GOAL, View, slot_of
from rulesdsl.reading.soft_breaks import span_in_phrase, unbroken
from rulesdsl.reading.tokens import Token, is_list_gap, read_tokens

Scalar = int | Fraction
Value = Scalar | tuple[int, int] | tuple[Scalar, Scalar]


class Reading(NamedTuple):
    """One quantity of a phrase.

    Kinds: money (fen), ratio, quantity, date (ordinal), year, month `(year, month)`, monthday, time (minutes; above
    1440 it is the next day), unit_price (fen per `unit`). Bounds: = ≤ ≥ > < ≈, `in` for a range, `?` with the
    `candidates` that disagree. `[start, end)` is the number with its unit in the phrase. `group` numbers the lists
    that 分别 pairs.
    `owner` and `period` are the words that say whose limit, amount or count it is, and per what time, or "".
    """

    kind: str
    value: Value
    unit: str
    bound: str
    slot: str
    start: int
    end: int
    group: int | None = None
    owner: str = ""
    period: str = ""
    candidates: tuple[str, ...] = ()


_REACH = 80
_LAST_MARK = re.compile(".*[，。；：！？]", re.DOTALL)
_SEGMENT_END = re.compile("[，。；：！？]")
_NO_CUE_BEFORE = re.compile(r"(?:近|连续|每|前|后)\s{0,2}$")
_TIMELIKE = frozenset({"date", "month", "monthday", "year", "time"})


@lru_cache(maxsize=4096)
def read_quantities(phrase: str) -> tuple[Reading, ...]:
    """Every quantity of a phrase, in order of position. Most paragraphs are the same in every version of a text."""
    line, kept = unbroken(phrase)
    named = blank_names(prose(line))
    flat = blank_idioms(named)
    tokens = read_tokens(flat)
    if not tokens:
        return ()
    runs = _runs(flat, tokens)
    readings: list[Reading] = []
    lists: list[tuple[int, int]] = []
    context = _Context(flat, named)
    for run in runs:
        lists.append((len(readings), len(readings) + len(run)))
        readings.extend(_read_run(context, run))
    return tuple(_placed(reading, kept) for reading in group_lists(flat, readings, lists))


def _placed(reading: Reading, kept: tuple[int, ...] | None) -> Reading:
    if kept is None:
        return reading
    start, end = span_in_phrase(reading.start, reading.end, kept)
    return reading._replace(start=start, end=end)


def _runs(flat: str, tokens: list[Token]) -> list[list[Token]]:
    """Tokens of one kind and unit that a list mark joins: 2亿元、4亿元、10亿元."""
    runs: list[list[Token]] = []
    for token in tokens:
        last = runs[-1][-1] if runs else None
        alike = last is not None and (last.kind, last.unit) == (token.kind, token.unit)
        if last is not None and alike and is_list_gap(flat[last.end : token.start]):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


class _Context:
    """What reading left to right has learnt of the sentence so far."""

    def __init__(self, flat: str, named: str) -> None:
        self.flat = flat
        self.named = named
        self.cue_from = 0
        self.segment_end = -1
        self.sentence_start = 0
        self.seen = 0
        self.figure = False
        self.gives = False
        self.goal = False

    def enter(self, start: int) -> None:
        """Move on to a token: notice the sentence marks, givings and goals passed on the way."""
        passed = self.flat[self.seen : start]
        stop = passed.rfind("。")
        if stop >= 0:
            self.figure = self.gives = self.goal = False
            self.sentence_start = self.seen + stop + 1
            passed = passed[stop + 1 :]
        if "；" in passed:
            self.gives = False
            passed = passed[passed.rfind("；") + 1 :]
        self.gives = self.gives or GIVE.search(passed) is not None
        self.goal = self.goal or GOAL.search(self.flat, max(self.sentence_start, self.seen - 1), start) is not None
        self.seen = start

    def before(self, start: int) -> str:
        """The same comma segment, back to the last number that took a cue."""
        low = max(self.cue_from, start - _REACH)
        text = self.flat[low:start]
        cut = _LAST_MARK.match(text)
        return text[cut.end() :] if cut else text

    def after(self, end: int) -> str:
        """The rest of the comma segment."""
        if self.segment_end < end:
            stop = _SEGMENT_END.search(self.flat, end)
            self.segment_end = stop.start() if stop else len(self.flat)
        if self.segment_end - end > _REACH:
            return self.flat[end : end + _REACH]
        return self.flat[end : self.segment_end]


def _read_run(context: _Context, run: list[Token]) -> list[Reading]:
    """The readings of a list: one slot and one cue in front for all, a cue behind for each."""
    first, last = run[0], run[-1]
    context.enter(first.start)
    before, rest = context.before(first.start), context.after(last.end)
    bare = first.kind in _TIMELIKE or (first.unit in DURATIONS and _NO_CUE_BEFORE.search(before) is not None)
    bounds = [_bound(context.flat, token, "" if bare else before) for token in run]
    view = View(
        first.kind,
        bounds[0][0],
        any(token.high is not None for token in run),
        len(run) > 1,
        first.unit,
        before,
        rest,
        context.figure,
        context.gives,
        context.goal,
        owner_in(context.named[first.start - len(before) : first.start]),
    )
    slot = _rank_slot(run, slot_of(view))
    if not bare:
        context.cue_from = last.end
    if slot in ("amount", "rate", "limit"):
        context.figure = True
    owner = view.owner if slot in ("amount", "limit", "count") else ""
    period = period_in(before) if slot in ("amount", "limit", "count", "rate") else ""
    return [_reading(token, bound, slot, owner, period) for token, bound in zip(run, bounds, strict=True)]


def _rank_slot(run: list[Token], slot: str) -> str:
    return "threshold" if run[0].unit in ("强", "等") else slot


def _bound(flat: str, token: Token, before: str) -> tuple[str, tuple[str, ...]]:
    after = flat[token.end : token.end + 16]
    if token.high is not None:
        return "in", ()
    if token.kind in _TIMELIKE:
        return day_bound(after), ()
    if token.unit == "强":
        return "≤", ()
    if token.unit in DURATIONS:
        return duration_bound(before, after)
    bound, candidates = bound_of(before, after)
    return (token.vague, ()) if token.vague and bound == "=" else (bound, candidates)


def _reading(token: Token, bound: tuple[str, tuple[str, ...]], slot: str, owner: str, period: str) -> Reading:
    unit = "名" if token.unit == "强" else token.unit
    return Reading(
        token.kind, _value(token), unit, bound[0], slot, token.start, token.end, None, owner, period, bound[1]
    )


def _value(token: Token) -> Value:
    if token.high is None or isinstance(token.low, tuple):
        return token.low
    return token.low, token.high
