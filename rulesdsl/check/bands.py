"""Do the rows of a 分档 table fit what is measured, rise, and leave nothing between them?

10台 以内 …
12台 至 50台 …      →  RD407: 11台 不在任何一档
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rulesdsl.check.kinds import Kind, Place, constant_kind, kind_of, same
from rulesdsl.check.subject_matter import Matter
from rulesdsl.check.types import not_a_choice
from rulesdsl.check.walk import all_lets
from rulesdsl.diagnostics import Diagnostic, Label
from rulesdsl.model.expression import Constant, Expression, Field, NameUse, Window
from rulesdsl.model.grant import BandRow, Bands
from rulesdsl.model.literals import Literal, literal_text
from rulesdsl.model.measure import Measure


def check_bands(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD301, RD302, RD305 for rows that don't fit what is measured; RD407 for rows that overlap, fall or leave a gap."""
    return matter.in_each_measure(_in_measure)


def _in_measure(matter: Matter, measure: Measure) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    for clause in measure.clauses:
        place = Place(matter.rules, all_lets(clause), problems)
        for bands in clause.parts(Bands):
            kind = kind_of(place, bands.measure)
            fitting = [_fits(place, bands, row, kind) for row in bands.rows]
            if all(fitting):
                problems += _order(bands)
    return problems


def _fits(place: Place, bands: Bands, row: BandRow, kind: Kind | None) -> bool:
    if kind is None:
        return True
    if row.choices:
        return _choices_fit(place, bands, row, kind)
    for bound in (row.low, row.high):
        if bound is None:
            continue
        found = constant_kind(place.rules, Constant(bound, row.key_span))
        if found is not None and not same(kind, found):
            code = "RD302" if found.name == kind.name or "之一" not in (kind.name, found.name) else "RD301"
            message = f"分档的数值是{found}，所分的是{kind}"
            place.problems.append(Diagnostic(code, message, row.key_span, help=f"各档写成{kind}"))
            return False
    return True


def _choices_fit(place: Place, bands: Bands, row: BandRow, kind: Kind) -> bool:
    if kind.name != "之一":
        message = f"所分的是{kind}，这一档却是选项"
        place.problems.append(Diagnostic("RD301", message, row.key_span, help="各档写成数值，例如 11台 至 50台"))
        return False
    measured = _field(place, bands.measure)
    before = len(place.problems)
    for name in row.choices:
        if measured is not None:
            not_a_choice(place, measured, name)
    return len(place.problems) == before


def _field(place: Place, value: Expression) -> Field | None:
    """The fact that is measured, through a 记 if need be."""
    if isinstance(value, NameUse):
        found = place.lets.get(value.name)
        return found if isinstance(found, Field) else None
    return value if isinstance(value, Field) and not isinstance(value, Window) else None


def _order(bands: Bands) -> Iterator[Diagnostic]:
    choices = [row for row in bands.rows if row.choices]
    numbers = [row for row in bands.rows if not row.choices]
    yield from _repeated_choices(choices)
    for row in numbers:
        if row.low is not None and row.high is not None and number(row.low) > number(row.high):
            advice = f"写成 {literal_text(row.high)} 至 {literal_text(row.low)}"
            yield Diagnostic("RD407", "这一档的下限高于上限", row.key_span, help=advice)
    for before, after in pairwise(numbers):
        yield from _tiers(before, after) if bands.first else _neighbours(before, after)


def _repeated_choices(rows: list[BandRow]) -> Iterator[Diagnostic]:
    seen: dict[str, Label] = {}
    for row in rows:
        for name in row.choices:
            if name.text in seen:
                message = f"选项「{name.text}」在两档里"
                yield Diagnostic("RD407", message, name.span, secondary=(seen[name.text],), help="只留在其中一档")
            seen.setdefault(name.text, Label(name.span, "已经在这一档"))


def _tiers(before: BandRow, after: BandRow) -> Iterator[Diagnostic]:
    if before.low is not None and after.low is not None and number(before.low) >= number(after.low):
        yield _problem("各档没有从低到高排列", before, after, "把门槛低的一档写在前面")


def _neighbours(before: BandRow, after: BandRow) -> Iterator[Diagnostic]:
    """Two rows that follow each other: `end` is the last number of the first, `start` the first of the second."""
    if after.low is None:
        yield _problem("两档重叠：后一档没有下限", before, after, "把 以内 的一档写在最前，其余写明下限")
        return
    start = number(after.low)
    if before.high is None:
        if before.low is not None and number(before.low) >= start:
            yield _problem("各档没有从低到高排列", before, after, "把低的一档写在前面")
        else:
            yield _problem(
                "两档重叠：前一档没有上限", before, after, f"给前一档写明上限，到 {literal_text(after.low)} 以前为止"
            )
        return
    end = number(before.high)
    if before.low is not None and number(before.low) > start:
        yield _problem("各档没有从低到高排列", before, after, "把低的一档写在前面")
    elif start < end or (start == end and not after.above):
        yield _problem(
            f"两档重叠：{literal_text(before.high)} 在两档里", before, after, "让后一档从前一档的上限之后开始"
        )
    elif after.low.kind == "quantity" and start > end + (0 if after.above else 1):
        missing = literal_text(before.high._replace(value=end + 1))
        yield _problem(f"两档之间有空档：{missing} 不在任何一档", before, after, "补上这一段，或者改正上下限")


def number(value: Literal) -> int:
    """A bound as an ordered number: fen, a count, a year; ratios in parts of a billion."""
    from fractions import Fraction

    exact = value.value
    if isinstance(exact, Fraction):
        return int(exact * 10**9)
    return exact if isinstance(exact, int) else 0


def _problem(message: str, before: BandRow, after: BandRow, advice: str) -> Diagnostic:
    return Diagnostic("RD407", message, after.key_span, secondary=(Label(before.key_span, "前一档"),), help=advice)
