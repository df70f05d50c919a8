"""The heads of documents and measures against the text: 标题, 主送, 还原, the item itself, its title and its 责任单位."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from rulesdsl.check.quote_problems import not_in_text
from rulesdsl.check.subject_matter import Matter
from rulesdsl.diagnostics import Diagnostic, Label, Span
from rulesdsl.model.document import Document
from rulesdsl.model.measure import Measure
from rulesdsl.model.tree import Quote
from rulesdsl.source.find import NotFound, find_quote
from rulesdsl.source.fold import fold, same
from rulesdsl.source.locate import Unresolved, resolve
from rulesdsl.source.responsible import responsible_for
from rulesdsl.source.units import Responsibility, SourceText, Unit

_MARKS = " :：。"


def check_heads(matter: Matter) -> tuple[Diagnostic, ...]:
    """RD501, RD512, RD513, RD515."""
    found: list[Diagnostic] = []
    for number, document in matter.rules.documents.items():
        if number in matter.texts:
            found += _document(matter.texts[number], document)
    for measure in matter.rules.measures:
        text = matter.texts.get(measure.document)
        if text is not None:
            heads = partial(_of_measure, text, measure)
            found += matter.memo.recall((check_heads, measure.file, measure.id), (measure, text), heads)
    return tuple(found)


def _of_measure(text: SourceText, measure: Measure) -> tuple[Diagnostic, ...]:
    return tuple(_measure(text, measure))


def _document(text: SourceText, document: Document) -> Iterator[Diagnostic]:
    yield from _same_as(text, "title", "标题", document.title)
    yield from _same_as(text, "addressee", "主送", document.addressees)
    others = [item.quote for item in document.restored]
    others += document.in_force.quotes if document.in_force is not None else ()
    for quote in others:
        if isinstance(failure := find_quote(text, None, quote.text), NotFound):
            yield not_in_text(text, None, quote, failure)


def _same_as(text: SourceText, kind: str, name: str, quote: Quote | None) -> Iterator[Diagnostic]:
    """The document's own title or addressees, where the text has such a unit."""
    unit = next((unit for unit in text.units if unit.kind == kind), None)
    if quote is None or unit is None:
        return
    standing = "".join(text.slice(body) for body in unit.body) or text.slice(unit.span)
    if not same(standing.strip(_MARKS), quote.text.strip(_MARKS)):
        yield Diagnostic(
            "RD512",
            f"{name}「{_short(quote.text)}」与源文不同",
            quote.span,
            secondary=(Label(unit.span, f"源文的{name}"),),
            help=f"照源文写成「{standing.strip(_MARKS)}」",
        )


def _measure(text: SourceText, measure: Measure) -> Iterator[Diagnostic]:
    unit = resolve(text, measure.place)
    if isinstance(unit, Unresolved):
        yield _unknown(unit, measure)
        return
    yield from _title(text, unit, measure)
    yield from _responsible(text, unit, measure)


def head_span(measure: Measure) -> Span:
    """The line 措施 文号 条目, as far as it is written with single spaces."""
    length = len(f"措施 {measure.document} {measure.locator}")
    return Span(measure.file, measure.span.start, min(measure.span.end, measure.span.start + length))


def _unknown(failure: Unresolved, measure: Measure) -> Diagnostic:
    near = "、".join(f"「{one}」" for one in failure.near)
    message = f"{measure.document} 没有「{measure.locator}」"
    if failure.reason == "ambiguous":
        return Diagnostic(
            "RD515",
            f"「{measure.locator}」在 {measure.document} 里不止一处",
            head_span(measure),
            help=f"写明上一级：{near}",
        )
    if failure.reason == "heading-mismatch":
        return Diagnostic("RD515", f"「{failure.at}」的标题与源文不符", head_span(measure), help=f"源文的标题是{near}")
    help_text = f"是不是指{near}" if near else "写成「第十四项」「第四点 第一项」「前言」这样的形式"
    return Diagnostic("RD515", message, head_span(measure), help=help_text)


def _title(text: SourceText, unit: Unit, measure: Measure) -> Iterator[Diagnostic]:
    titled = text.by_id[unit.parent] if unit.kind == "lead" and unit.parent else unit
    quote = measure.title
    if quote is None or same(quote.text, titled.title):
        return
    if titled.title_span is None:
        yield Diagnostic(
            "RD512", f"源文的「{measure.locator}」没有标题", quote.span, help="删去 标题 一行，把这句话写进 原文"
        )
        return
    yield Diagnostic(
        "RD512",
        f"标题「{_short(quote.text)}」与源文不同",
        quote.span,
        secondary=(Label(titled.title_span, "源文的标题"),),
        help=f"照源文写成「{titled.title}」",
    )


def _responsible(text: SourceText, unit: Unit, measure: Measure) -> Iterator[Diagnostic]:
    found = responsible_for(text, unit)
    lines = text.by_id[found.unit].responsibility if found is not None else ()
    if not measure.responsible:
        if found is not None and found.own:
            yield Diagnostic(
                "RD513",
                f"源文的「{measure.locator}」有责任单位一行，措施没有写",
                head_span(measure),
                secondary=(Label(found.line.span, "源文的责任单位"),),
                help=f"加一行 责任单位 「{_listed(text, found.line)}」",
            )
        return
    for quote in measure.responsible:
        if not any(_bare(_listed(text, line)) == _bare(quote.text) for line in lines):
            yield _differs(text, measure, quote, lines)


def _differs(text: SourceText, measure: Measure, quote: Quote, lines: tuple[Responsibility, ...]) -> Diagnostic:
    if not lines:
        return Diagnostic(
            "RD513", f"源文没有「{measure.locator}」的责任单位一行", quote.span, help="写 责任单位 未规定"
        )
    return Diagnostic(
        "RD513",
        f"「{measure.locator}」的责任单位与源文不同",
        quote.span,
        secondary=tuple(Label(line.listed, "源文的责任单位") for line in lines),
        help=f"照源文写成「{_listed(text, lines[0])}」",
    )


def _listed(text: SourceText, line: Responsibility) -> str:
    return text.slice(line.listed).strip(_MARKS)


def _bare(words: str) -> str:
    return fold(words.strip(_MARKS)).text


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:20] + "…" + words[-19:]
