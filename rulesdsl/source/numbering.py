"""What is odd about the labels of a text: one that occurs twice, a number left out, none at all.

Official texts do have such slips, and repealed items leave holes, so these are warnings and notes; a citation that
can't be resolved because of them is an error of its own.
"""

from __future__ import annotations

from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.source.units import SourceText, Unit


def check_numbering(source: SourceText) -> tuple[Diagnostic, ...]:
    """RD010, RD011 and RD012 of a text, in the order of the text."""
    numbered = [unit for unit in source.units if unit.number and unit.label]
    if not numbered:
        place = Span(source.file, source.span.start, source.span.start)
        return (
            Diagnostic(
                "RD012",
                "全文没有编号，除前言外没有可以引用的单元",
                place,
                help="核对文本是否漏了「一、」「（一）」等编号",
            ),
        )
    found: list[Diagnostic] = []
    last: dict[tuple[str, str], Unit] = {}
    first: dict[tuple[str, str, tuple[int, ...]], Unit] = {}
    for unit in numbered:
        # The id says in which unit a number is counted: articles run through the chapters.
        series = (unit.id.rpartition("/")[0], unit.kind)
        earlier = first.setdefault((*series, unit.number), unit)
        if earlier is not unit:
            found.append(_repeated(earlier, unit))
        elif not unit.decimal and not _follows(last[series].number if series in last else (), unit.number):
            found.append(_gap(last.get(series), unit))
        last[series] = unit
    return tuple(found)


def _follows(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    head = before[0] if before else 0
    if len(number) > 1:
        # 十一之二 follows 十一之一, 十一之一 follows 十一.
        return before in (number[:-1], (*number[:-1], number[-1] - 1)) and (
            len(before) == len(number) or number[-1] == 1
        )
    return number[0] == head + 1


def _repeated(earlier: Unit, unit: Unit) -> Diagnostic:
    secondary = (Label(earlier.label_span, "先在这里"),) if earlier.label_span else ()
    return Diagnostic(
        "RD010",
        f"编号「{unit.label}」重复",
        unit.label_span,
        label="又一个同样的编号",
        secondary=secondary,
        help="核对公布的文本；引用这个编号会指向两处",
    )


def _gap(before: Unit | None, unit: Unit) -> Diagnostic:
    after = f"「{before.label}」之后" if before else "开头"
    return Diagnostic("RD011", f"{after}是「{unit.label}」，编号不连续", unit.label_span, help="核对文本是否漏了一段")
