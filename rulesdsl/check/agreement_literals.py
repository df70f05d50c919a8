"""Every number a clause uses, with what it is used for: the rule's side of the agreement.

>>> [(use.role, use.relation, use.written) for use in literal_uses(clause)]
[('condition', '≥', '500万元'), ('rate', '=', '5%'), ('limit', '≤', '250万元')]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal as Of

from attrs import evolve, frozen

from rulesdsl.check.clause_lines import counted
from rulesdsl.diagnostics import Span
from rulesdsl.model.condition import Between, Children, Comparison, Condition, Group, Not
from rulesdsl.model.expression import (
    Constant,
    Excess,
    Expression,
    Field,
    Let,
    Period,
    Portion,
    Quotient,
    Sum,
    Times,
    Window,
    YearOf,
)
from rulesdsl.model.grant import Amount, Attribution, BandRow, Bands, Grant, PeriodLine, Schedule
from rulesdsl.model.literals import Literal, literal_text
from rulesdsl.model.measure import Clause, Line, Stood
from rulesdsl.model.payment import Charge, LimitLine
from rulesdsl.model.program import Appropriation, Quota, Target
from rulesdsl.model.relation import CarveOut, Mapping
from rulesdsl.model.stipulation import ConditionChange, ConditionLine, Define, Guard, Requirement
from rulesdsl.model.tree import Quote

Role = Of[
    "condition", "requirement", "target", "amount", "rate", "limit", "share", "band",
    "appropriation", "quota", "year", "period", "time", "part",
]  # fmt: skip

ANY = "*"
"""A relation that is not compared."""
_OPPOSITE = {"≥": "<", ">": "≤", "≤": ">", "<": "≥", "=": "≠"}
_COMPARED = frozenset({"money", "ratio", "quantity", "date", "year", "month", "time", "unit_price"})


@frozen
class Use:
    """One number of the rule. `value` is that of a `Literal` (fen, ordinal, minutes), a pair of them for a range (`relation` in).

    `grounds` are the quotes it stands under, nearest first; `stood` the line and reading; `row` the band row it belongs to.
    """

    kind: str
    value: object
    unit: str
    relation: str
    role: Role
    span: Span
    written: str
    grounds: tuple[tuple[Quote, ...], ...]
    stood: Stood
    row: int | None = None


def literal_uses(clause: Clause) -> tuple[Use, ...]:
    """Every number of a clause and its readings, in written order."""
    return tuple(use for stood in clause.stood for use in _Collector(stood).line(stood.line) if use.kind in _COMPARED)


class _Collector:
    """Collects the numbers of one line; `grounds` change on the way down to an atom or a band row."""

    def __init__(self, stood: Stood) -> None:
        self.stood = stood
        self.around = (stood.reading.quotes,) if stood.reading is not None else ()
        self.row: int | None = None

    def line(self, line: Line) -> Iterator[Use]:
        own = getattr(line, "quotes", ())
        match line:
            case ConditionLine() | Guard() | ConditionChange() | Define() | CarveOut():
                yield from self.condition(line.condition, "condition", own)
            case Requirement():
                yield from self.condition(line.condition, "requirement", own)
            case Target():
                yield from self.condition(line.condition, "target", own)
                if line.by_year is not None:
                    yield self.use(line.by_year, "year", ANY, own)
            case Let():
                yield from self.value(line.value, "part", ANY, own)
            case Grant():
                yield from self.grant(line)
            case Attribution():
                yield from self.value(line.year, "part", ANY, own)
            case PeriodLine():
                yield from self.window(line.window, own)
            case Schedule():
                yield self.made("quantity", line.years, "年", ANY, "period", line.span, f"{line.years}年", own)
            case Charge():
                shares = [payer.share for payer in line.payers if payer.share is not None]
                yield from (self.use(share, "share", "=", own) for share in shares)
            case LimitLine():
                for item in line.items:
                    yield from self.value(item.bound, "limit", "≤", own)
            case Mapping():
                yield from self.value(line.value, "part", ANY, own)
            case Appropriation():
                yield from self.appropriation(line)
            case Quota():
                yield from self.quota(line)
            case _:
                return

    # conditions

    def condition(
        self, condition: Condition, role: Role, around: tuple[Quote, ...], *, flip: bool = False
    ) -> Iterator[Use]:
        match condition:
            case Group():
                for part in condition.parts:
                    yield from self.condition(part, role, around, flip=flip)
            case Not():
                yield from self.condition(condition.inner, role, around, flip=not flip)
            case Comparison():
                own = condition.quotes or around
                relation = _OPPOSITE[condition.relation] if flip else condition.relation
                yield from self.value(condition.left, "part", ANY, own)
                yield from self.value(condition.right, role, relation, own)
            case Between():
                own = condition.quotes or around
                yield from self.value(condition.value, "part", ANY, own)
                yield from self.range(condition.low, condition.high, role, own)
            case Children():
                yield from self.condition(condition.condition, role, condition.quotes or around, flip=flip)
            case _:
                value = getattr(condition, "value", None) or getattr(condition, "field", None)
                if value is not None:
                    yield from self.value(value, "part", ANY, condition.quotes or around)

    # amounts

    def grant(self, line: Grant) -> Iterator[Use]:
        if line.bands is not None:
            yield from self.bands(line.bands, line.quotes)
        elif line.amount is not None:
            yield from self.amount(line.amount, line.quotes)

    def bands(self, bands: Bands, around: tuple[Quote, ...]) -> Iterator[Use]:
        yield from self.value(bands.measure, "part", ANY, around)
        for index, row in enumerate(bands.rows):
            self.row = index
            yield from self.key(row, bands.first, row.quotes or around)
            yield from self.amount(row.amount, row.quotes or around)
        self.row = None

    def key(self, row: BandRow, first: str, own: tuple[Quote, ...]) -> Iterator[Use]:
        if row.low is not None and row.high is not None:
            yield from self.range(Constant(row.low, row.key_span), Constant(row.high, row.key_span), "band", own)
            return
        relation = "≤" if row.low is None else (first or (">" if row.above else "≥"))
        for bound in (row.low, row.high):
            if bound is not None:
                yield self.use(Constant(bound, row.key_span), "band", relation, own)

    def amount(self, amount: Amount, own: tuple[Quote, ...]) -> Iterator[Use]:
        if amount.low is not None and amount.high is not None:
            yield from self.range(amount.low, amount.high, "amount", own)
        elif amount.low is not None:
            yield from self.value(amount.low, "amount", "≤" if amount.up_to else "=", own)

    # programme lines

    def appropriation(self, line: Appropriation) -> Iterator[Use]:
        if line.year_range and len(line.years) == 2:
            yield from self.range(line.years[0], line.years[1], "year", line.quotes)
        else:
            yield from (self.use(year, "year", ANY, line.quotes) for year in line.years)
        yield from self.value(line.amount, "appropriation", "≥" if line.at_least else "=", line.quotes)

    def quota(self, line: Quota) -> Iterator[Use]:
        if line.high is not None:
            yield from self.range(line.low, line.high, "quota", line.quotes)
        else:
            yield self.use(line.low, "quota", "=", line.quotes)

    # expressions

    def range(self, low: Expression, high: Expression, role: Role, own: tuple[Quote, ...]) -> Iterator[Use]:
        """Both ends as one use where each end holds one number; else each end by itself."""
        lows, highs = list(self.value(low, role, "≥", own)), list(self.value(high, role, "≤", own))
        if len(lows) == len(highs) == 1 and lows[0].role == role and lows[0].kind == highs[0].kind:
            first, last = lows[0], highs[0]
            span = Span(first.span.file, first.span.start, last.span.end)
            written = f"{first.written} 至 {last.written}"
            yield evolve(first, value=(first.value, last.value), relation="in", span=span, written=written)
            return
        yield from lows
        yield from highs

    def value(self, value: Expression | Window, role: Role, relation: str, own: tuple[Quote, ...]) -> Iterator[Use]:
        match value:
            case Constant():
                yield self.use(value, role, relation, own)
            case Portion():
                yield from self.value(value.base, "part", ANY, own)
                if value.ratio is not None:
                    yield self.use(value.ratio, "rate" if role == "amount" else role, relation, own)
            case Times():
                yield from self.value(value.left, role, relation, own)
                yield from self.value(value.right, role, relation, own)
            case Sum():
                for part in value.parts:
                    yield from self.value(part, role, relation, own)
            case Excess():
                yield from self.value(value.whole, role, relation, own)
                yield from self.value(value.base, "part", ANY, own)
            case Quotient():
                yield from self.value(value.part, "part", ANY, own)
                yield from self.value(value.whole, "part", ANY, own)
            case YearOf():
                yield from self.value(value.date, "part", ANY, own)
            case Window():
                yield from self.window(value, own)
            case Field():
                yield from self.period(value.period, own)
            case _:
                for among in counted(value):
                    yield from self.condition(among, "condition", own)
                field = getattr(value, "field", None)
                if isinstance(field, Field):
                    yield from self.period(field.period, own)

    def period(self, period: Period | None, own: tuple[Quote, ...]) -> Iterator[Use]:
        """The numbers between the brackets of a fact: 近3年, 2017年, 完工年 前 1年, a window."""
        if period is None:
            return
        if period.kind == "recent" or (period.kind == "named" and period.count):
            count = abs(period.count)
            yield self.made("quantity", count, "年", ANY, "period", period.span, f"{count}年", own)
        elif period.kind == "year":
            yield self.made("year", period.year, "年", ANY, "year", period.span, f"{period.year}年", own)
        elif period.window is not None:
            yield from self.window(period.window, own)

    def window(self, window: Window, own: tuple[Quote, ...]) -> Iterator[Use]:
        days = (window.first, window.last)
        yield self.made("date", days, "日", "in", "period", window.span, _range_text("date", days), own)
        for hours in window.hours:
            ends = (hours.start, hours.end + (24 * 60 if hours.overnight else 0))
            yield self.made(
                "time", ends, "", "in", "time", window.span, _range_text("time", (hours.start, hours.end)), own
            )

    # one number

    def use(self, constant: Constant, role: Role, relation: str, own: tuple[Quote, ...]) -> Use:
        found = constant.value
        return self.made(found.kind, found.value, found.unit, relation, role, constant.span, literal_text(found), own)

    def made(
        self,
        kind: str,
        value: object,
        unit: str,
        relation: str,
        role: Role,
        span: Span,
        written: str,
        own: tuple[Quote, ...],
    ) -> Use:
        grounds = tuple(quotes for quotes in (own, *self.around) if quotes)
        return Use(kind, value, unit, relation, role, span, written, grounds, self.stood, self.row)


def _range_text(kind: str, ends: tuple[int, int]) -> str:
    return " 至 ".join(literal_text(Literal(kind, end, "")) for end in ends)
